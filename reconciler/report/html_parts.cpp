#include "report/html.hpp"

namespace tariff::report {
namespace {

constexpr std::string_view style = R"css(
:root { color-scheme: light dark; --ground: #ffffff; --text: #1d2330; --quiet: #5a6475; --line: #d9dee7;
  --panel: #f4f6fa; --bar: #2563a8; --bar-light: #a9c4e0; --bar-third: #d08a2e; --good: #1a7a3c; --bad: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --ground: #14181f; --text: #e6e9ef; --quiet: #9aa4b5; --line: #323a47;
  --panel: #1c222c; --bar: #6aa5e3; --bar-light: #3f5876; --bar-third: #d9a45b; --good: #6fce8d; --bad: #ff8a80; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 82rem; padding: 1.5rem 1.25rem 3rem; background: var(--ground); color: var(--text);
  font: 15px/1.45 system-ui, "Segoe UI", "Liberation Sans", sans-serif; }
h1 { font-size: 1.5rem; margin: 0 0 .5rem; }
h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
header p { margin: .15rem 0; color: var(--quiet); }
.tools { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; margin: 1.25rem 0; padding: .75rem;
  background: var(--panel); border: 1px solid var(--line); border-radius: .5rem; }
.tools label { display: flex; flex-direction: column; gap: .2rem; font-size: .85rem; color: var(--quiet); }
.tools label.tick { flex-direction: row; align-items: center; padding-bottom: .4rem; color: var(--text); }
.tools input[type=search], .tools select { font: inherit; padding: .35rem .5rem; color: var(--text); min-width: 12rem;
  max-width: min(100%, 22rem); background: var(--ground); border: 1px solid var(--line); border-radius: .35rem; }
button { font: inherit; padding: .35rem .8rem; margin: .75rem 0; color: var(--text); background: var(--panel);
  border: 1px solid var(--line); border-radius: .35rem; cursor: pointer; }
.figures { display: flex; flex-wrap: wrap; gap: .5rem 2rem; margin: 1rem 0; padding: 0; list-style: none; }
.figures strong { font-variant-numeric: tabular-nums; }
.legend { color: var(--quiet); font-size: .85rem; margin: .25rem 0; }
.legend span::before { content: ""; display: inline-block; width: .8em; height: .8em; margin: 0 .35em 0 0; }
.legend .counted::before { background: var(--bar-light); }
.legend .written::before { background: var(--bar); }
.legend .billed::before { background: var(--bar-third); }
.legend span { margin-right: 1.2em; }
svg { display: block; width: 100%; font: 12px system-ui, "Segoe UI", "Liberation Sans", sans-serif; }
svg text { fill: var(--text); }
svg .counted { fill: var(--bar-light); }
svg .written { fill: var(--bar); }
svg .billed { fill: var(--bar-third); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid var(--line);
  overflow-wrap: break-word; }
td[data-label="Customer"], td[data-label="Name"] { min-width: 11rem; max-width: 18rem; }
td[data-label="Change"], td[data-label="Action"], td[data-label="Address"] { white-space: nowrap; }
td[data-label="Bills on"], td[data-label="Billed on"], td[data-label="Item"] { white-space: nowrap; }
td[data-label="Why"], td[data-label="Note"] { min-width: 12rem; }
th { font-size: .78rem; color: var(--quiet); font-weight: 600; overflow-wrap: normal; position: sticky; top: 0;
  background: var(--ground); }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
tr[data-differs="yes"] td { background: color-mix(in srgb, var(--bad) 9%, transparent); }
.good { color: var(--good); font-weight: 600; }
.bad { color: var(--bad); font-weight: 600; }
[hidden] { display: none !important; }
@media (max-width: 700px) {
  body { padding: 1rem .75rem 2rem; }
  .tools label, .tools input[type=search], .tools select { width: 100%; min-width: 0; max-width: 100%; }
  thead { display: none; }
  tr { display: block; margin: 0 0 .75rem; padding: .4rem .6rem; border: 1px solid var(--line); border-radius: .5rem; }
  td, td.number { display: flex; justify-content: space-between; gap: 1rem; text-align: right; border: 0;
    padding: .15rem 0; white-space: normal !important; overflow-wrap: anywhere; max-width: none !important; min-width: 0 !important; }
  td:empty { display: none; }
  td::before { content: attr(data-label); color: var(--quiet); font-size: .78rem; text-align: left; flex: none; }
  tr[data-differs="yes"] { background: color-mix(in srgb, var(--bad) 9%, transparent); }
  tr[data-differs="yes"] td { background: none; }
}
@media print { .tools, button { display: none; } body { max-width: none; padding: 0; } }
)css";

constexpr std::string_view script = R"js(
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const rows = Array.from(document.querySelectorAll("tbody tr"));
  const search = byId("search"), customer = byId("customer"), differing = byId("differing");

  // Amounts are whole ten-thousandths: no fraction is ever rounded on the way.
  const amount = (text) => text === undefined || text === "" ? 0n : BigInt(text);
  const shown = (value) => {
    const size = value < 0n ? -value : value;
    const cents = (size % 10000n).toString().padStart(4, "0").replace(/0{1,2}$/, "");
    return (value < 0n ? "-" : "") + (size / 10000n).toString().replace(/\B(?=(\d{3})+$)/g, ",") + "." + cents;
  };

  const isWanted = (row) => {
    const word = search.value.trim().toLowerCase();
    if (word !== "" && !row.textContent.toLowerCase().includes(word)) return false;
    if (customer.value !== "" && row.dataset.account !== customer.value) return false;
    return !differing.checked || row.dataset.differs === "yes";
  };

  const kinds = ["counted", "written", "billed"];
  const largest = (group) => kinds.map((kind) => group[kind]).reduce((most, one) => one > most ? one : most);

  const grouped = (visible) => {
    const groups = new Map();
    for (const row of visible) {
      const found = groups.get(row.dataset.group) ?? { label: row.dataset.label, counted: 0n, written: 0n, billed: 0n };
      for (const kind of kinds) found[kind] += amount(row.dataset[kind]);
      groups.set(row.dataset.group, found);
    }
    return Array.from(groups.values()).sort((a, b) => largest(a) === largest(b) ? 0 : largest(a) < largest(b) ? 1 : -1);
  };

  const element = (name, attributes, text) => {
    const made = document.createElementNS(byId("chart").namespaceURI, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (text !== undefined) made.textContent = text;
    return made;
  };

  const cut = (text, width) => {
    const room = Math.floor(width / 7);
    return text.length <= room ? text : text.slice(0, room - 1) + "…";
  };

  const barsMax = 25, barHeight = 7, stepHeight = 46;
  const draw = (visible) => {
    const chart = byId("chart"), all = grouped(visible), groups = all.slice(0, barsMax);
    const width = chart.clientWidth || 800;
    const most = groups.map(largest).reduce((found, one) => one > found ? one : found, 1n);
    const room = BigInt(Math.max(80, Math.round(width - 110)));
    const length = (value) => value <= 0n ? 0 : Number(value * room / most || 1n);
    const parts = groups.flatMap((group, index) => {
      const top = index * stepHeight;
      const bars = kinds.map((kind, place) => element("rect", {
        class: kind, x: 0, y: top + 17 + place * barHeight, height: barHeight, width: length(group[kind]),
      }));
      return [
        element("text", { x: 0, y: top + 12 }, cut(group.label, width)),
        ...bars,
        element("text", { x: length(largest(group)) + 6, y: top + 32 }, shown(group.written)),
      ];
    });
    chart.setAttribute("height", Math.max(1, groups.length) * stepHeight);
    chart.setAttribute("viewBox", "0 0 " + width + " " + Math.max(1, groups.length) * stepHeight);
    chart.replaceChildren(...parts);
    byId("more").textContent = all.length > barsMax ? "and " + (all.length - barsMax) + " smaller ones" : "";
  };

  const refresh = () => {
    for (const row of rows) row.hidden = !isWanted(row);
    const visible = rows.filter((row) => !row.hidden);
    byId("shown").textContent = visible.length + " of " + rows.length + " lines";
    draw(visible);
  };

  for (const control of [search, customer, differing]) control.addEventListener("input", refresh);
  window.addEventListener("resize", refresh);
  refresh();
})();
)js";

}  // namespace

std::string_view page_style() { return style; }
std::string_view page_script() { return script; }

}  // namespace tariff::report
