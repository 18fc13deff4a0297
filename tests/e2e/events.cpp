#include "e2e/events.hpp"

#include <filesystem>

#include <doctest/doctest.h>

namespace tariff::e2e {
namespace {

std::string in_cell(std::string_view text) {
  std::string cell;
  for (const char c : text) {
    if (c == '\n') cell += "<br>";
    if (c != '\n') cell += c == '|' ? '/' : c;
  }
  while (cell.ends_with("<br>")) cell.erase(cell.size() - 4);
  return cell.empty() ? "nothing" : cell;
}

}  // namespace

const std::string contoso_ends = "price_level    = \"Gold\"\nbilling        = true";
const std::string before_the_end = "# Tailspin Toys is not mapped";

void expect_in_table(const Told& told) {
  const std::string row = "| " + told.event + " | " + in_cell(told.file) + " | " + in_cell(told.plan) +
                          " | " + in_cell(told.after) + " |\n";
  const auto table = test::read_file(std::filesystem::path(TARIFF_SOURCE_DIR) / "examples/events/README.md");
  INFO("the row that examples/events/README.md needs: " << row);
  CHECK(contains(table, row));
}

std::string night(const Story& story, int days) { return story.minutes_later(days * 24 * 60); }

Ending nightly(const Story& story, int days) {
  return story.run({"apply", "--auto-approve", "--keep-going", "--now", night(story, days)});
}

Ending reviewed(const Story& story) {
  return story.run({"apply", "--allow-config", "--auto-approve", "--now", night(story, 1)});
}

void bill(const Story& story, std::int64_t number) {
  story.change([&](auto& world) { agreement(world, number).last_billed = "2099-01-01T00:00:00"; });
}

std::string day_of(const Story& story, int days) { return night(story, days).substr(0, 10); }

}  // namespace tariff::e2e
