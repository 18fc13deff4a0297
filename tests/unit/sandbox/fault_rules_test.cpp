#include <set>

#include "sandbox/fault_kinds.hpp"
#include "sandbox/fault_rule.hpp"
#include "sandbox/faults.hpp"
#include "unit/sandbox/support.hpp"

using namespace tariff;
using namespace tariff::sandbox;

namespace {

FaultFile rules_of(const std::string& rules, int seed = 0) {
  auto file = read_faults("{\"seed\":" + std::to_string(seed) + ",\"rules\":[" + rules + "]}");
  REQUIRE(file.has_value());
  return *std::move(file);
}

std::string problem_of(const std::string& json) {
  const auto file = read_faults(json);
  REQUIRE_FALSE(file.has_value());
  CHECK(file.error().kind == ErrorKind::refused);
  return file.error().message + " " + file.error().hint;
}

std::string problem_of_rule(const std::string& rule) { return problem_of("{\"rules\":[" + rule + "]}"); }

/// Which of the first hundred calls are disturbed.
std::set<int> fired(Faults& faults, const std::string& call) {
  std::set<int> numbers;
  for (int number = 1; number <= 100; ++number)
    if (faults.next(call)) numbers.insert(number);
  return numbers;
}

}  // namespace

TEST_CASE("a rule says which calls, which of them, and what happens") {
  const auto file = rules_of(
      R"({"call":"GET /api/*","nth":2,"fault":"status","status":429,"retry_after":"1","executed":true})");
  REQUIRE(file.rules.size() == 1);
  const auto& rule = file.rules.front();
  CHECK(rule.call == "GET /api/*");
  CHECK(rule.turn.number == 2);
  CHECK(rule.fault->name == "status");
  CHECK(rule.settings.status == 429);
  CHECK(rule.settings.retry_after == "1");
  CHECK(rule.settings.executed);
}

TEST_CASE("the nth of the calls that fit is disturbed, and no other") {
  Faults faults;
  faults.replace(rules_of(R"({"call":"SOAP *","nth":2,"fault":"reset"})"));
  CHECK_FALSE(faults.next("GET /api/accounts/{n}/details"));
  CHECK_FALSE(faults.next("SOAP create"));
  CHECK(faults.next("SOAP update"));
  CHECK_FALSE(faults.next("SOAP create"));
}

TEST_CASE("the first rule that fires wins, and every rule counts what it fits") {
  Faults faults;
  faults.replace(rules_of(R"({"call":"SOAP create","nth":2,"fault":"reset"},
                             {"call":"SOAP *","every":true,"fault":"locked"})"));
  CHECK(faults.next("SOAP create")->fault->name == "locked");
  CHECK(faults.next("SOAP create")->fault->name == "reset");
  const auto counts = faults.summary();
  CHECK(at(counts.items()[0], {"seen"}) == "2");
  CHECK(at(counts.items()[0], {"fired"}) == "1");
  CHECK(at(counts.items()[1], {"seen"}) == "2");
  CHECK(at(counts.items()[1], {"fired"}) == "1");
}

TEST_CASE("a percentage hangs on the seed and the occurrence alone") {
  Faults one, same, other;
  const std::string rule = R"({"call":"*","percent":20,"fault":"reset"})";
  one.replace(rules_of(rule, 1));
  same.replace(rules_of(rule, 1));
  other.replace(rules_of(rule, 2));
  const auto first = fired(one, "x");
  CHECK(first.size() > 5);
  CHECK(first.size() < 40);
  CHECK(fired(same, "another call") == first);
  CHECK(fired(other, "x") != first);
}

TEST_CASE("new rules begin to count anew, and none disturb nothing") {
  Faults faults;
  const std::string rule = R"({"call":"*","nth":1,"fault":"reset"})";
  faults.replace(rules_of(rule));
  CHECK(faults.next("x"));
  CHECK_FALSE(faults.next("x"));
  faults.replace(rules_of(rule));
  CHECK(faults.next("x"));
  faults.replace({});
  CHECK_FALSE(faults.next("x"));
}

TEST_CASE("what is wrong with a rule is said with its place") {
  const auto contains = [](const std::string& text, const std::string& part) {
    INFO(text);
    CHECK(text.find(part) != std::string::npos);
  };
  contains(problem_of("[]"), "the text is not an object");
  contains(problem_of(R"({"rulez":[]})"), "Did you mean rules?");
  contains(problem_of("{}"), "rules is not a list");
  contains(problem_of_rule(R"({"call":"x","nth":1,"fault":"rest"})"), "rules[0].fault is \"rest\"");
  contains(problem_of_rule(R"({"call":"x","nth":1,"fault":"rest"})"), "Did you mean reset?");
  contains(problem_of_rule(R"({"call":"x","nth":1,"fault":"reset","status":500})"), "rules[0].status");
  contains(problem_of_rule(R"({"call":"x","fault":"reset"})"), "exactly one of nth, every and percent");
  contains(problem_of_rule(R"({"call":"x","nth":1,"every":true,"fault":"reset"})"), "exactly one of");
  contains(problem_of_rule(R"({"call":"x","nth":0,"fault":"reset"})"), "rules[0].nth is 0");
  contains(problem_of_rule(R"({"call":"x","percent":101,"fault":"reset"})"), "rules[0].percent is 101");
  contains(problem_of_rule(R"({"call":"x","every":false,"fault":"reset"})"), "rules[0].every is not true");
  contains(problem_of_rule(R"({"call":1,"nth":1,"fault":"reset"})"), "rules[0].call");
  contains(problem_of_rule(R"({"call":"x","nth":1,"fault":"missing_field"})"), "does not say which field");
  contains(problem_of_rule(R"({"call":"x","nth":1,"fault":"status","status":99})"), "rules[0].status is 99");
}

TEST_CASE("every fault has a name of its own and says what it is") {
  std::set<std::string_view> names;
  for (const auto& kind : fault_kinds()) {
    CHECK(names.insert(kind.name).second);
    CHECK_FALSE(kind.what.empty());
  }
}
