#include "text/one_time_code.hpp"

#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

namespace tariff {
namespace {

Instant at(std::int64_t seconds) { return Instant(std::chrono::seconds(seconds)); }

// "12345678901234567890" in base32. Source: RFC 6238, appendix B.
const std::string secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

}  // namespace

TEST_CASE("a one-time code is that of the standard's table") {
  // The last six of the eight digits of RFC 6238, appendix B, SHA-1.
  const std::vector<std::pair<std::int64_t, std::string>> cases{{59, "287082"},
                                                                {1'111'111'109, "081804"},
                                                                {1'111'111'111, "050471"},
                                                                {1'234'567'890, "005924"},
                                                                {2'000'000'000, "279037"},
                                                                {20'000'000'000, "353130"}};
  for (const auto& one : cases) {
    CAPTURE(one.first);
    CHECK(one_time_code(secret, at(one.first)) == one.second);
  }
}

TEST_CASE("a code is good for half a minute") {
  CHECK(one_time_code(secret, at(30)) == one_time_code(secret, at(59)));
  CHECK(one_time_code(secret, at(29)) != one_time_code(secret, at(30)));
}

TEST_CASE("a secret may stand in groups, in small letters and with padding") {
  CHECK(one_time_code("gezd gnbv gy3t qojq gezd gnbv gy3t qojq", at(59)) == "287082");
  CHECK(one_time_code("GEZDGNBV-GY3TQOJQ-GEZDGNBV-GY3TQOJQ====", at(59)) == "287082");
}

TEST_CASE("what is no base32, and a moment before 1970, has no code") {
  for (const std::string text : {"", "====", "GEZD1", "GEZDGNBV!", "G", "GEZDGN=BV", "GEZDGNBVG"}) {
    CAPTURE(text);
    CHECK_FALSE(one_time_code(text, at(59)).has_value());
  }
  CHECK_FALSE(one_time_code(secret, at(-1)).has_value());
}

}  // namespace tariff
