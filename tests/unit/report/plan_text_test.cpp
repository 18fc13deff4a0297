#include "report/plan_text.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "base/inert.hpp"
#include "plan/build.hpp"
#include "report/apply_text.hpp"
#include "report/diagnostic_text.hpp"
#include "report/markdown.hpp"
#include "support/tiny_world.hpp"
#include "unit/report/markdown_check.hpp"
#include "unit/report/review_plan.hpp"

namespace tariff::report {
namespace {

const Style narrow{false, 80};
const Style wide{false, 200};

plan::Plan plan_of(const Desired& desired, const Observed& observed, const LedgerState* ledger) {
  const std::vector<bool> none(desired.mappings.size(), false);
  return plan::build({desired, observed, ledger, std::chrono::minutes(15), none, none, none, {}});
}

plan::Plan tiny_plan() {
  const LedgerState ledger = tiny::a_ledger();
  return plan_of(tiny::a_desired(), tiny::an_observed(), &ledger);
}

bool is_utf8_and_printable(const std::string& text) {
  const bool has_control = std::any_of(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7F;
  });
  return is_utf8(text) && !has_control && text.find("\xE2\x80\xAE") == std::string::npos;
}

/// Nothing that a terminal or a CI system would act on.
void check_harmless(const std::string& text) {
  CHECK(is_utf8_and_printable(text));
  for (const auto& line : lines_of(text)) {
    CAPTURE(line);
    const auto first = line.find_first_not_of(' ');
    CHECK_FALSE((first != std::string::npos && line.substr(first).starts_with("::")));
    CHECK(line.find("##vso[") == std::string::npos);
  }
}

}  // namespace

TEST_CASE("the last line counts the rows and sums the money by billing period") {
  CHECK(last_line(tiny_plan()) ==
        "Plan: 1 to create, 0 to update, 0 to replace, 0 to retire, 0 to adopt; +17.50 Monthly.");
}

TEST_CASE("new licence names are a list behind the rows, in text and in Markdown") {
  plan::Plan plan = tiny_plan();
  CHECK(plan_text(plan, wide).find("New licence names") == std::string::npos);
  plan.new_licences = {{"Select 2027", "Select", true, 37, 2}, {"Centre", "Management", false, 1, 1}};
  CHECK(plan_text(plan, wide)
            .find("\nNew licence names\n"
                  "  Select 2027 -> product Select (37 devices of 2 customers)\n"
                  "  Centre -> product Management, which is not billed (1 device of 1 "
                  "customer)\n") != std::string::npos);
  const std::string markdown = plan_markdown(plan).text;
  CHECK(markdown.find("### New licence names (2)") != std::string::npos);
  CHECK(markdown.find("| Select 2027 | Select | 37 | 2 |") != std::string::npos);
  CHECK(markdown.find("| Centre | Management, not billed | 1 | 1 |") != std::string::npos);
}

TEST_CASE("the last line names links and releases only where there are some") {
  Observed observed = tiny::an_observed();
  tiny::account_of(observed).cross_references.clear();
  const LedgerState ledger = tiny::a_ledger();
  CHECK(last_line(plan_of(tiny::a_desired(), observed, &ledger)) ==
        "Plan: 1 to create, 0 to update, 0 to replace, 0 to retire, 0 to adopt, 1 to link; +17.50 Monthly.");
}

TEST_CASE("the last line of a plan that does nothing says what was read, set aside and observed") {
  plan::Plan plan;
  plan.coverage.mappings = 214;
  plan.coverage.lines_read = 642;
  plan.coverage.observed_mappings = 1;
  plan.set_aside.resize(1);
  CHECK(last_line(plan) == "No changes. 214 mappings, 642 lines read; 1 set aside, 1 observed.");
}

TEST_CASE("observing adds a line with what agrees, what differs and the money between") {
  plan::Plan plan = tiny_plan();
  plan.observed = {{"Monthly", 612, 571, tiny::money("61.20"), tiny::money("-18.00")}};
  const auto lines = lines_of(plan_text(plan, narrow));
  REQUIRE(lines.size() > 2);
  CHECK(lines[lines.size() - 2] == "Observed: 571 of 612 lines agree; 41 differ; +61.20 / -18.00 Monthly.");
  CHECK(lines.back() == last_line(plan));
}

TEST_CASE("several billing periods stand side by side and are never added up") {
  CHECK(delta_text({{"Monthly", tiny::money("418.20")}, {"Yearly", tiny::money("1200")}}) ==
        "+418.20 Monthly, +1,200.00 Yearly");
  CHECK(delta_text({}) == "+0.00");
}

TEST_CASE("each kind of row has its symbol, with colour and without") {
  plan::Row row = tiny_plan().rows.at(0);
  const auto line = [&](const plan::Row& shown) {
    plan::Plan plan;
    plan.rows = {shown};
    return plan_text(plan, wide);
  };
  CHECK(line(row).find("\n  +  KES-SELECT  0 -> 5  @ 3.50  +17.50 Monthly") != std::string::npos);
  row.hold = plan::Hold::unknown;
  row.hold_reason = "An earlier create is not proven.";
  CHECK(line(row).find("\n  ?  KES-SELECT") != std::string::npos);
  CHECK(line(row).find("held: An earlier create is not proven.") != std::string::npos);
}

TEST_CASE("the commit that caused a row stands under it, but where it is usage alone") {
  plan::Row row = tiny_plan().rows.at(0);
  row.cause = plan::Cause::config;
  row.commit = plan::RowCommit{"1a2b3c4d5e6f7a8b", "Ann Example", Instant{}, "PR #12"};
  const auto text = [&](const plan::Row& shown) {
    plan::Plan plan;
    plan.rows = {shown};
    return plan_text(plan, wide);
  };
  CHECK(text(row).find("\n      by 1a2b3c4d5e6f Ann Example, 1970-01-01, PR #12\n") != std::string::npos);
  row.commit->ticket = "";
  CHECK(text(row).find("\n      by 1a2b3c4d5e6f Ann Example, 1970-01-01\n") != std::string::npos);
  row.commit->author = "\x1b[31m::error::";
  CHECK(text(row).find("by 1a2b3c4d5e6f \\u{1B}[31m::error::,") != std::string::npos);
  row.cause = plan::Cause::usage;
  CHECK(text(row).find("by 1a2b") == std::string::npos);
}

TEST_CASE("colour is never the only carrier: without it the same words remain") {
  const plan::Plan plan = tiny_plan();
  std::string coloured = plan_text(plan, {true, 80});
  CHECK(coloured.find("\033[") != std::string::npos);
  for (auto start = coloured.find("\033["); start != std::string::npos; start = coloured.find("\033["))
    coloured.erase(start, coloured.find('m', start) - start + 1);
  CHECK(coloured == plan_text(plan, narrow));
}

TEST_CASE("long reasons are broken at the width of the terminal") {
  plan::Plan plan = tiny_plan();
  for (int i = 0; i < 60; ++i) plan.rows[0].reason += " and more";
  for (const auto& line : lines_of(plan_text(plan, narrow))) CHECK(display_width(line) <= 100);
  CHECK(lines_of(plan_text(plan, wide)).size() < lines_of(plan_text(plan, narrow)).size());
}

TEST_CASE("no name breaks a line, emits an escape or speaks to a CI system") {
  for (const auto& name : hostile_names()) {
    CAPTURE(name.substr(0, 60));
    plan::Plan plan = tiny_plan();
    const auto lines = lines_of(plan_text(plan, narrow)).size();
    plan.rows[0].tenant = plan.rows[0].account_name = name;
    CHECK(lines_of(plan_text(plan, wide)).size() == lines);
    plan.rows[0].reason = plan.rows[0].hold_reason = plan.rows[0].period = name;
    plan.coverage.unmapped_accounts = {name, name};
    plan.coverage.sources = {{name}};
    plan.coverage.sources[0].unmapped = {name, name};
    plan.set_aside = {{name, AccountNumber(1), "x", false, {{name, tiny::money("1")}}, {}}};
    plan.config.file = plan.currency = name;
    for (const auto& style : {narrow, wide}) check_harmless(plan_text(plan, style));
  }
}

TEST_CASE("no name in a problem, an error or an end report does harm either") {
  for (const auto& name : hostile_names()) {
    CAPTURE(name.substr(0, 60));
    const Diagnostic problem{{name, 3, 5, name}, "x", Severity::error, Scope::mapping, 0,
                             "Found " + name,    name};
    check_harmless(diagnostics_text({problem}, narrow));
    check_harmless(error_text({ErrorKind::refused, "Found " + name, name}, narrow));
    const EndReport report{
        {{"link/1", name, "failed", name}}, {{"failed", 1}}, 0, {{name, Money{}}}, "r", "h", name};
    check_harmless(end_report_text(report, narrow));
  }
}

TEST_CASE("a problem shows its place, its line and a caret under the value") {
  const Diagnostic problem{{"tariff.toml", 41, 15, "agreement   = 50001"},
                           "agreement-not-of-account",
                           Severity::error,
                           Scope::mapping,
                           0,
                           "Found it.",
                           "Mend it."};
  CHECK(diagnostic_text(problem, narrow) ==
        "tariff.toml:41:15: error[agreement-not-of-account]: Found it.\n"
        "  41 | agreement   = 50001\n"
        "     |               ^\n"
        "  hint: Mend it.\n");
}

TEST_CASE("the caret stands right behind wide characters too") {
  const Diagnostic problem{{"t", 1, 3,
                            "\xE6\x9D\xB1\xE4\xBA\xAC"
                            "x"},
                           "r",
                           Severity::warning,
                           Scope::file,
                           -1,
                           "M.",
                           ""};
  CHECK(diagnostic_text(problem, narrow).find("\n    |     ^\n") != std::string::npos);
}

TEST_CASE("problems are counted, one is not many") {
  const Diagnostic error{{}, "r", Severity::error, Scope::file, -1, "M.", ""};
  Diagnostic warning = error;
  warning.severity = Severity::warning;
  CHECK(diagnostics_text({}, narrow).empty());
  CHECK(diagnostics_text({error, warning, warning}, narrow).ends_with("\n1 error, 2 warnings.\n"));
}

}  // namespace tariff::report
