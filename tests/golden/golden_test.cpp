#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "app/plan.hpp"
#include "plan/json.hpp"
#include "plan/summary.hpp"
#include "report/csv.hpp"
#include "report/diagnostic_text.hpp"
#include "report/finance.hpp"
#include "report/markdown.hpp"
#include "report/plan_html.hpp"
#include "report/plan_text.hpp"
#include "support/fake_ledger.hpp"
#include "support/observed_json.hpp"
#include "support/schema_check.hpp"
#include "support/temp_folder.hpp"
#include "unit/app/observed_ports.hpp"

namespace tariff {
namespace {

namespace fs = std::filesystem;

class FolderFile final : public ConfigFile {
 public:
  explicit FolderFile(fs::path folder) : folder_(std::move(folder)) {}
  Result<ConfigText> read() override {
    return ConfigText{test::read_file(folder_ / "tariff.toml"), "tariff.toml",
                      "5f1d9c0b7a3e4d2c8b6a1f0e9d8c7b6a5f4e3d2c", false};
  }

 private:
  fs::path folder_;
};

/// A ledger with the events of a file, one a line.
void fill(test::FakeLedger& ledger, const fs::path& file) {
  if (!fs::exists(file)) return;
  const std::string text = test::read_file(file);
  std::vector<Event> events;
  for (std::size_t start = 0; start < text.size();) {
    const auto end = std::min(text.find('\n', start), text.size());
    const auto event = read_event(std::string_view(text).substr(start, end - start));
    REQUIRE(event.has_value());
    events.push_back(*event);
    start = end + 1;
  }
  REQUIRE(ledger.append(empty_head(), events));
}

app::Planned planned(const fs::path& folder) {
  FolderFile file(folder);
  const Observed observed = test::read_observed(test::read_file(folder / "observed.json"));
  ObservedSource kaspersky(observed);
  ObservedTigerpaw tigerpaw(observed);
  test::FakeLedger ledger;
  fill(ledger, folder / "ledger.ndjson");
  app::PlanSettings settings{observed.now, "America/New_York", std::chrono::minutes(15), "tariff golden"};
  settings.guards = plan::GuardWish{plan::every_consent, {}};
  auto made = app::make_plan({file, kaspersky, tigerpaw, &ledger}, settings);
  REQUIRE(made.has_value());
  return std::move(made).value();
}

std::vector<fs::path> stories() {
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator(fs::path(TARIFF_SOURCE_DIR) / "tests" / "golden"))
    if (entry.is_directory()) found.push_back(entry.path());
  std::sort(found.begin(), found.end());
  return found;
}

/// Compares with what was accepted; with TARIFF_ACCEPT in the environment the file is rewritten, and the test
/// fails all the same, so that nobody accepts by habit.
void expect_same(const fs::path& file, const std::string& text) {
  CAPTURE(file.string());
  const std::string accepted = fs::exists(file) ? test::read_file(file) : std::string();
  if (accepted != text && std::getenv("TARIFF_ACCEPT") != nullptr) {  // NOLINT: no other thread is there
    test::write_file(file, text);
    FAIL_CHECK("rewritten, look at the difference: " << file.string());
    return;
  }
  CHECK(accepted == text);
}

/// The forms for reviewers, which a story tells where it has a file for them.
void expect_same_forms(const fs::path& folder, const plan::Plan& plan) {
  const std::pair<const char*, std::string> forms[] = {
      {"plan.md", report::plan_markdown(plan).text},
      {"plan.html", report::plan_html(plan)},
      {"plan.csv", report::table_csv(report::finance_table(plan))}};
  for (const auto& [name, text] : forms)
    if (fs::exists(folder / name)) expect_same(folder / name, text);
}

}  // namespace

TEST_CASE("every story tells what it told when it was accepted") {
  CHECK(stories().size() >= 87);
  const report::Style style{false, 100};
  for (const auto& folder : stories()) {
    const auto made = planned(folder);
    const Diagnostics& problems = made.plan ? made.plan->problems : made.problems;
    CAPTURE(folder.string());
    expect_same(folder / "problems.txt", report::diagnostics_text(problems, style));
    if (!made.plan) {
      CHECK_FALSE(fs::exists(folder / "plan.txt"));
      CHECK_FALSE(fs::exists(folder / "plan.json"));
      continue;
    }
    const std::string json = plan::plan_json(*made.plan, plan::exit_of(*made.plan, true));
    expect_same(folder / "plan.txt", report::plan_text(*made.plan, style));
    expect_same(folder / "plan.json", json);
    expect_same_forms(folder, *made.plan);
    CHECK(test::schema_errors(plan::plan_schema(), json) == std::vector<std::string>{});
    CHECK(plan::read_plan(json).has_value());
  }
}

}  // namespace tariff
