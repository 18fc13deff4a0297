#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <malloc.h>

#include "adapters/git/commit_log.hpp"
#include "app/origins.hpp"
#include "bench/fleet.hpp"
#include "bench/timing.hpp"
#include "report/markdown.hpp"
#include "report/plan_html.hpp"
#include "support/git_repository.hpp"
#include "support/temp_folder.hpp"

using namespace tariff;

namespace {

constexpr std::size_t mappings = 10'000;
constexpr std::size_t new_commits = 20;

/// A file of 10,000 mappings in a repository, at its last applied commit and 20 commits behind that.
struct History {
  test::TempFolder folder;
  test::GitRepository repository{folder / "customers"};
  std::vector<std::string> levels{mappings, "Gold"};
  std::string applied;
  std::string head;
  std::string text;

  History() {
    commit("first");
    applied = head;
    for (std::size_t n = 0; n < new_commits; ++n) {
      for (std::size_t i = n; i < mappings; i += mappings / 10) levels[i] = "Level " + std::to_string(n);
      commit("New levels (#" + std::to_string(n) + ")");
    }
  }

  void commit(const std::string& message) {
    text = "format = 1\n";
    for (std::size_t i = 0; i < mappings; ++i)
      text += "\n[[mapping]]\nvirtual_server = \"Customer " + std::to_string(i) +
              "\"\naccount = " + std::to_string(10'000 + i) + "\nagreement = " + std::to_string(50'000 + i) +
              "\nprice_level = \"" + levels[i] + "\"\nbilling = true\n";
    head = repository.commit_file("tariff.toml", text, message);
  }

  /// The line of a mapping's header.
  static std::int32_t line_of(std::size_t mapping) { return static_cast<std::int32_t>(3 + mapping * 7); }
};

}  // namespace

TEST_CASE(
    "a plan of 10,000 mappings with 20 new commits, Markdown and a page takes at most 1 s behind the reads") {
  const History history;
  auto fleet = bench::a_fleet(mappings, bench::Before::nothing);
  for (std::size_t i = 0; i < mappings; ++i) fleet.desired.mappings[i].place.line = History::line_of(i);
  fleet.ledger.origins_commit = history.applied;
  malloc_trim(0);
  bench::reset_peak();
  const auto log = make_commit_log((history.repository.path() / "tariff.toml").string());
  const auto blame_start = bench::processor_ms();
  const auto lines = log->origins(history.head, history.applied);
  const auto blame_ms = bench::processor_ms() - blame_start;
  REQUIRE(lines.has_value());
  CHECK(lines->commits.size() == new_commits);
  std::size_t named = 0;
  const auto shown = [&] {
    auto plan = bench::plan_of(fleet);
    plan.config = {"tariff.toml", history.head, false, ""};
    app::name_origins(plan, history.text, fleet.desired, fleet.ledger, lines);
    named = static_cast<std::size_t>(std::count_if(
        plan.rows.begin(), plan.rows.end(), [](const plan::Row& row) { return row.commit.has_value(); }));
    CHECK(report::plan_markdown(plan).fits);
    CHECK_FALSE(report::plan_html(plan).empty());
  };
  shown();
  const auto mb = bench::peak_kib() / 1024;
  CHECK(named == new_commits * 10 * 3);
  const auto ms = bench::quickest_ms(bench::processor_ms, 1000, shown);
  std::printf(
      "with origins: %lld ms behind the reads, %lld ms of blame beside them, %lld MB with the world\n",
      static_cast<long long>(ms), static_cast<long long>(blame_ms), static_cast<long long>(mb));
  CHECK(ms <= 1000);
  CHECK(blame_ms <= 3000);
  CHECK(mb <= 250);
}
