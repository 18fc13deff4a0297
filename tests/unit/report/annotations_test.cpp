#include "report/annotations.hpp"

#include <algorithm>

#include <doctest/doctest.h>

#include "base/inert.hpp"
#include "unit/report/markdown_check.hpp"
#include "unit/report/review_plan.hpp"

namespace tariff::report {
namespace {

Diagnostics problems_of(Severity severity, std::size_t count) {
  Diagnostic problem = review_plan().problems.front();
  problem.severity = severity;
  return Diagnostics(count, problem);
}

std::size_t count_of(const std::string& text, std::string_view start) {
  const auto lines = lines_of(text);
  return static_cast<std::size_t>(
      std::count_if(lines.begin(), lines.end(), [&](const auto& line) { return line.starts_with(start); }));
}

}  // namespace

TEST_CASE("a problem is told at its line of the file, with its rule as the title and the hint below") {
  CHECK(github_annotations(problems_of(Severity::error, 1)) ==
        "::error file=tariff.toml,line=41,col=15,title=agreement-ended::Agreement 50009 has ended.%0AName "
        "the one "
        "that runs.\n");
  CHECK(github_annotations({}).empty());
}

TEST_CASE("signs that the service reads are escaped, in properties two more") {
  Diagnostic problem = review_plan().problems.front();
  problem.place = {"a,b:c%.toml", 0, 0, ""};
  problem.message = "10 %: a, b";
  problem.hint = "";
  CHECK(github_annotations({problem}) ==
        "::error file=a%2Cb%3Ac%25.toml,title=agreement-ended::10 %25: a, b\n");
}

TEST_CASE("ten errors and ten warnings are told, and of the others how many there are") {
  for (const std::size_t count : {9U, 10U}) {
    CHECK(count_of(github_annotations(problems_of(Severity::error, count)), "::error ") == count);
    CHECK(count_of(github_annotations(problems_of(Severity::error, count)), "::notice ") == 0);
  }
  auto problems = problems_of(Severity::error, 11);
  const auto warnings = problems_of(Severity::warning, 12);
  problems.insert(problems.end(), warnings.begin(), warnings.end());
  const auto text = github_annotations(problems);
  CHECK(count_of(text, "::error ") == 10);
  CHECK(count_of(text, "::warning ") == 10);
  CHECK(text.ends_with("\n::notice title=tariff::3 more problems are in the log of this step.\n"));
}

TEST_CASE("a message has at most 4,000 bytes as it is written, and is never cut inside a sign") {
  for (const std::size_t length : {3'999U, 4'000U, 4'001U}) {
    Diagnostic problem = review_plan().problems.front();
    problem.hint = "";
    problem.message = std::string(length, 'a');
    const auto text = github_annotations({problem});
    const auto message = text.substr(text.find("::", 2) + 2);
    CHECK(message.size() == std::min<std::size_t>(length, 4'000) + 1);
    problem.message = std::string(length / 3, '%');
    const auto escaped = github_annotations({problem});
    CHECK(is_utf8(escaped));
    CHECK(escaped.size() < 4'100);
  }
}

TEST_CASE("no name begins a command of its own, and none ends ours") {
  for (const auto& name : hostile_names()) {
    CAPTURE(name.substr(0, 60));
    plan::Plan plan = hostile_plan(name);
    auto problems = plan.problems;
    for (const auto& problem : guard_problems(plan)) problems.push_back(problem);
    const auto text = github_annotations(problems);
    const auto lines = lines_of(text);
    CHECK(lines.size() == problems.size());
    for (const auto& line : lines) {
      CAPTURE(line);
      const bool is_ours = line.starts_with("::error file=") || line.starts_with("::warning file=");
      CHECK(is_ours);
      CHECK(line.find("##[") == std::string::npos);
      CHECK(line.find("##vso[") == std::string::npos);
      CHECK(line.find("::", 2) == line.find("::", line.find("title=")));
      CHECK(line.find(" ::") == std::string::npos);
      CHECK(inert(line.substr(2), 20'000) == line.substr(2));
    }
  }
}

TEST_CASE("a guard is told as an error at a row of its account, and as a warning once it was allowed") {
  const auto problems = guard_problems(review_plan());
  REQUIRE(problems.size() == 2);
  CHECK(github_annotations(problems) ==
        "::error file=tariff.toml,line=12,col=1,title=guard-account%3A10010::Account 10010 would rise.\n"
        "::warning file=tariff.toml,title=guard-creates::6 lines would be created. It was allowed.\n");
}

}  // namespace tariff::report
