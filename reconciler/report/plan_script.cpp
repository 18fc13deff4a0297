#include "report/html.hpp"

namespace tariff::report {
namespace {

constexpr std::string_view script = R"js(
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const rows = Array.from(document.querySelectorAll("#rows tbody tr"));
  const search = byId("search"), grave = byId("grave"), more = byId("more");
  const choices = ["action", "cause", "hold"].map((name) => ({ name, control: byId(name) }));

  // A browser lays out some hundred rows at once; the rest comes when somebody asks for it.
  const step = 500;
  let room = step;
  const texts = [];
  const textOf = (index) => texts[index] ??= rows[index].textContent.toLowerCase();

  const isWanted = (row, index, word) => {
    if (grave.checked && row.dataset.differs !== "yes") return false;
    if (choices.some(({ name, control }) => control.value !== "" && row.dataset[name] !== control.value)) return false;
    return word === "" || textOf(index).includes(word);
  };

  const refresh = () => {
    const word = search.value.trim().toLowerCase();
    let wanted = 0;
    rows.forEach((row, index) => {
      const is = isWanted(row, index, word);
      if (is) wanted += 1;
      row.hidden = !is || wanted > room;
    });
    byId("shown").textContent = wanted + " of " + rows.length + " rows";
    more.hidden = wanted <= room;
    more.textContent = "Show more: " + room + " of " + wanted + " are shown";
  };

  const fromTheTop = () => { room = step; refresh(); };
  for (const control of [search, grave, ...choices.map((choice) => choice.control)])
    control.addEventListener("input", fromTheTop);
  more.addEventListener("click", () => { room += step; refresh(); });
  window.addEventListener("beforeprint", () => { room = rows.length; refresh(); });
  refresh();
})();
)js";

}  // namespace

std::string_view plan_script() { return script; }

}  // namespace tariff::report
