#include <algorithm>
#include <sstream>

#include <doctest/doctest.h>

#include "domain/money.hpp"
#include "e2e/story.hpp"

namespace tariff::e2e {
namespace {

/// The cells of one row of a Markdown table.
Words cells_of(const std::string& row) {
  Words cells;
  std::istringstream parts(row.substr(1));
  for (std::string cell; std::getline(parts, cell, '|');) {
    const auto from = cell.find_first_not_of(' ');
    cells.push_back(from == std::string::npos ? ""
                                              : cell.substr(from, cell.find_last_not_of(' ') + 1 - from));
  }
  return cells;
}

/// The rows of the first table under that heading, without its head.
std::vector<Words> table_under(const std::string& markdown, const std::string& heading) {
  const auto start = markdown.find(heading);
  REQUIRE(start != std::string::npos);
  std::istringstream lines(markdown.substr(start));
  std::vector<Words> rows;
  std::string row;
  while (std::getline(lines, row) && !row.starts_with("|")) {
  }
  for (; row.starts_with("|"); std::getline(lines, row)) rows.push_back(cells_of(row));
  REQUIRE(rows.size() > 2);
  rows.erase(rows.begin(), rows.begin() + 2);
  return rows;
}

std::string level_name(const sandbox::World& world, std::int64_t id) {
  for (const auto& level : world.tigerpaw.levels)
    if (level.id == id) return level.name;
  return "no level " + std::to_string(id);
}

std::string decimal(const std::string& text) { return Money::parse(text)->text(); }

std::string of_table(const std::vector<Words>& rows) {
  Words lines;
  for (const auto& row : rows) {
    REQUIRE(row.size() >= 6);
    lines.push_back(row[0] + " " + row[1] + " " + row[2] + " " + row[3] + " x " + decimal(row[4]) + " = " +
                    decimal(row[5]) + "\n");
  }
  std::sort(lines.begin(), lines.end());
  std::string out;
  for (const auto& line : lines) out += line;
  return out;
}

/// What stands in Tigerpaw and was not there before, in the words of the table.
std::string made_in(const sandbox::World& world, const sandbox::World& before) {
  std::vector<Words> rows;
  for (std::size_t i = 0; i < world.tigerpaw.agreements.size(); ++i) {
    const auto& now = world.tigerpaw.agreements[i];
    const auto& old = before.tigerpaw.agreements[i].charges;
    for (const auto& line : now.charges) {
      const bool is_old = std::any_of(old.begin(), old.end(),
                                      [&](const auto& known) { return known.detail_id == line.detail_id; });
      if (is_old) continue;
      CHECK_FALSE(line.print_when_zero);
      CHECK_FALSE(line.delete_after_invoicing);
      CHECK_FALSE(line.use_flat_price);
      rows.push_back({std::to_string(now.number), line.item_id, level_name(world, line.level),
                      std::to_string(line.quantity), line.price,
                      (*Money::product(*Money::parse(line.price), line.quantity)).text()});
    }
  }
  return of_table(rows);
}

const Words apply_the_healthy{"apply", "--auto-approve", "--allow-config", "--keep-going"};

TEST_CASE("the first apply makes exactly the lines that the README has worked out by hand, the second none") {
  const Story story(Start::quickstart);
  const auto before = story.world();
  CHECK(story.run({"validate"}).exit_code == 0);
  CHECK(story.run({"plan"}).exit_code == 3);
  CHECK(story.run(apply_the_healthy).exit_code == 7);

  const auto after = story.world();
  CHECK(made_in(after, before) == of_table(table_under(quickstart("README.md"), "worked out by hand")));
  CHECK(story.links() == "10010 contoso-ltd\n10020 V0C0A7050000000000000000000000002\n");
  CHECK(story.lines(50003) == "KES-SELECT 5 x 3.50 L2\n");

  const auto plan = story.run({"plan"});
  CHECK(plan.exit_code == 3);
  CHECK(last_line(plan.out) == "No changes. 4 mappings, 4 lines read; 1 set aside, 1 observed.");
  story.sandbox().reset_requests();
  CHECK(story.run(apply_the_healthy).exit_code == 7);
  CHECK(story.writes() == 0);
}

TEST_CASE("a plan makes no write") {
  const Story story(Start::quickstart);
  CHECK(story.run({"plan"}).exit_code == 3);
  const auto plan = story.run({"plan", "--detailed-exitcode"});
  CHECK(last_line(plan.out) ==
        "Plan: 3 to create, 0 to update, 0 to replace, 0 to retire, 0 to adopt, 1 to link; +45.60 Monthly.");
  CHECK(story.writes() == 0);
  CHECK(story.all_lines() == "50003 KES-SELECT 5 x 3.50 L2\n");
}

TEST_CASE("without --keep-going one customer's problem stops the apply") {
  const Story story(Start::quickstart);
  const auto end = story.run({"apply", "--auto-approve", "--allow-config"});
  CHECK(end.exit_code == 4);
  CHECK(contains(end.err, "pass --keep-going"));
  CHECK(story.writes() == 0);
}

TEST_CASE("without a terminal and without consent for anything, apply refuses") {
  const Story story(Start::healthy);
  const auto end = story.run({"apply"});
  CHECK(end.exit_code == 4);
  CHECK(contains(end.err, "nobody has consented"));
  CHECK(story.writes() == 0);
}

TEST_CASE("each write happens once, and no two requests share a session of Security Center") {
  const Story story(Start::healthy);
  CHECK(story.run({"apply", "--auto-approve", "--allow-config"}).exit_code == 0);
  // One link, three creates, three quantities.
  CHECK(story.writes() == 7);
  CHECK(contains(story.sandbox().requests(), "\"session_overlaps\": 0"));
}

}  // namespace
}  // namespace tariff::e2e
