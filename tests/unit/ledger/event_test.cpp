#include "ledger/event.hpp"

#include <limits>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "support/ledger_promises.hpp"

namespace tariff {

TEST_CASE("every kind of event reads back as it was written, in one line") {
  std::set<std::size_t> kinds;
  for (const auto& event : test::one_of_each()) {
    const std::string text = event_text(event);
    CAPTURE(text);
    CHECK(text.find('\n') == std::string::npos);
    const auto back = read_event(text);
    REQUIRE(back.has_value());
    CHECK(*back == event);
    CHECK(event_text(*back) == text);
    kinds.insert(event.body.index());
  }
  CHECK(kinds.size() == std::variant_size_v<EventBody>);
}

TEST_CASE("the largest numbers and the most awkward texts survive") {
  const ChargeKey key{AgreementNumber(std::numeric_limits<std::int64_t>::max()),
                      ItemId("\x01\"\\\xF0\x9F\x92\xA9")};
  const LineValue value{std::numeric_limits<std::int64_t>::max(),
                        Money::of_ten_thousandths(std::numeric_limits<std::int64_t>::min()),
                        PriceLevelId(-1)};
  const Event event{Instant{}, RunId(""), ChargeConfirmed{key, value, {}}};
  const auto back = read_event(event_text(event));
  REQUIRE(back.has_value());
  CHECK(*back == event);
}

TEST_CASE("an entry that is not exactly one of ours is refused") {
  const std::string good = event_text(test::one_of_each().back());
  REQUIRE(read_event(good).has_value());
  const std::vector<std::string> bad{
      "",
      "{}",
      "[]",
      "null",
      good + "x",
      good.substr(0, good.size() - 1),
      R"({"at":"2026-01-01T00:00:00Z","run":"r","type":"charge_dreamt"})",
      R"({"at":"yesterday","run":"r","type":"run_ended","applied":1,"failed":0,"unknown":0,"waiting":0})",
      R"({"at":"2026-01-01T00:00:00Z","run":"r","type":"run_ended","applied":1.5,"failed":0,"unknown":0,"waiting":0})",
      R"({"at":"2026-01-01T00:00:00Z","run":"r","type":"run_ended","applied":1,"failed":0,"unknown":0})",
      R"({"at":"2026-01-01T00:00:00Z","run":"r","type":"charge_retired","key":{"agreement":"one","item":"A"}})",
      R"({"at":"2026-01-01T00:00:00Z","run":"r","type":"charge_retired","key":{"agreement":1}})",
      R"({"at":"2026-01-01T00:00:00Z","type":"charge_retired","key":{"agreement":1,"item":"A"}})",
      R"({"at":"2026-01-01T00:00:00Z","run":"r","type":"tenant_bound","uid":"U","id":"1","name":"n","account":1,"agreement":1,"items":[7]})"};
  for (const auto& text : bad) {
    CAPTURE(text);
    const auto read = read_event(text);
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().kind == ErrorKind::refused);
  }
}

}  // namespace tariff
