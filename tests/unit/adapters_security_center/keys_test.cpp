#include <string>
#include <vector>

#include "adapters/security_center/convert.hpp"
#include "text/time.hpp"
#include "unit/adapters_security_center/rows.hpp"

namespace tariff::security_center {
namespace {

const Instant now = *read_instant("2026-11-22T12:00:00Z");

LicenceKey key_of(const std::string& members) {
  const auto row = plain(R"({"KLLIC_SERIAL":"K","KLLIC_PROD_NAME":"Select",)" + members + "}");
  const auto key = to_licence_key(view_of(row));
  REQUIRE(key.has_value());
  return *key;
}

std::string verdict(const std::string& members) {
  const auto result = counts(key_of(members), now);
  if (!result) return result.error().message.substr(result.error().message.find("has no"));
  return *result ? "counts" : "does not count";
}

constexpr auto later = R"("KLLIC_LIMIT_DATE":{"type":"datetime","value":"2027-01-31T00:00:00Z"})";
constexpr auto earlier = R"("KLLIC_LIMIT_DATE":{"type":"datetime","value":"2026-11-22T12:00:00Z"})";
constexpr auto never = R"("KLLIC_LIMIT_DATE":{"type":"datetime","value":""})";
constexpr auto unknown_date = "has no KLLIC_LIMIT_DATE, so it cannot be told whether its devices are billed.";
constexpr auto unknown_state =
    "has no KLLIC_SUBSCRINFO_STATE, so it cannot be told whether its devices are billed.";

std::string with(std::initializer_list<std::string> members) {
  std::string all;
  for (const auto& member : members) all += (all.empty() ? "" : ",") + member;
  return all;
}

std::string type(int value) { return R"("KLLIC_KEY_TYPE":)" + std::to_string(value); }
std::string state(int value) { return R"("KLLIC_SUBSCRINFO_STATE":)" + std::to_string(value); }
std::string end_type(int value) { return R"("KLLIC_SUBSCRINFO_ENDDATETYPE":)" + std::to_string(value); }

TEST_CASE("a commercial key counts until the second it expires") {
  CHECK(verdict(with({type(1), later})) == "counts");
  CHECK(verdict(with({type(1), earlier})) == "does not count");
  CHECK(
      verdict(with({type(1), R"("KLLIC_LIMIT_DATE":{"type":"datetime","value":"2026-11-22T12:00:01Z"})"})) ==
      "counts");
}

TEST_CASE("beta, trial, test and OEM keys never count, dated or not") {
  for (const int kind : {2, 3, 4, 5}) {
    CHECK(verdict(with({type(kind), later})) == "does not count");
    CHECK(verdict(with({type(kind), never})) == "does not count");
  }
}

TEST_CASE("a commercial key without a limit date leaves the tenant unread") {
  CHECK(verdict(with({type(1), never})) == unknown_date);
  CHECK(verdict(type(1)) == unknown_date);
}

TEST_CASE("an active subscription counts, by its type or by its flag") {
  CHECK(verdict(with({type(6), later, state(0)})) == "counts");
  CHECK(verdict(with({R"("KLLIC_LICTYPE_IS_SUBSCRIPTION":true)", later, state(0)})) == "counts");
  CHECK(verdict(with({type(6), earlier, state(0)})) == "does not count");
}

TEST_CASE("an unlimited subscription needs no limit date, any other one does") {
  CHECK(verdict(with({type(6), never, state(0), end_type(1)})) == "counts");
  CHECK(verdict(with({type(6), never, state(0), end_type(2)})) == unknown_date);
  CHECK(verdict(with({type(6), never, state(0)})) == unknown_date);
  CHECK(verdict(with({type(1), never, end_type(1)})) == unknown_date);
}

TEST_CASE("paused, soft-cancelled and hard-cancelled subscriptions do not count, dated or not") {
  for (const int value : {1, 2, 3, 9}) {
    CHECK(verdict(with({type(6), later, state(value)})) == "does not count");
    CHECK(verdict(with({type(6), never, state(value), end_type(3)})) == "does not count");
  }
}

TEST_CASE("a subscription without a state leaves the tenant unread, unless it has expired anyway") {
  CHECK(verdict(with({type(6), later})) == unknown_state);
  CHECK(verdict(with({type(6), earlier})) == "does not count");
}

TEST_CASE("a key of no known type leaves the tenant unread") {
  CHECK(verdict(later) == "has no KLLIC_KEY_TYPE, so it cannot be told whether its devices are billed.");
}

TEST_CASE("a key that only a product reported, and one that is over-used, count like any other") {
  CHECK(verdict(with({type(1), later, R"("KLLICSRV_KEY_INSTALLED":false)"})) == "counts");
  CHECK(verdict(with({type(1), later, R"("KLLIC_LIC_COUNT":5,"KLLIC_NHOSTS_ASCURRENT":9)"})) == "counts");
}

TEST_CASE("a key's product set and part number are known where Security Center tells them") {
  const auto key =
      key_of(with({type(1), later, R"("KLLIC_PROD_SUITE_ID":2200,"KLLIC_PART_NUMBER":"KL4867XAKFS")"}));
  CHECK(key.suite_id == 2200);
  CHECK(key.part_number == "KL4867XAKFS");
  CHECK_FALSE(key_of(with({type(1), later})).suite_id.has_value());
  CHECK(key_of(with({type(1), later})).part_number == "");
}

TEST_CASE("for how many devices a key was bought is known where the figure is above 0") {
  CHECK(key_of(with({type(1), later, R"("KLLIC_LIC_COUNT":5)"})).bought == 5);
  CHECK_FALSE(key_of(with({type(1), later})).bought.has_value());
  for (const char* figure : {R"("KLLIC_LIC_COUNT":0)", R"("KLLIC_LIC_COUNT":-1)"})
    CHECK_FALSE(key_of(with({type(1), later, figure})).bought.has_value());
}

TEST_CASE("a key is read with its serial, product, expiry and own figure") {
  const auto key = key_of(with({type(1), later, R"("KLLIC_NHOSTS_ASCURRENT":{"type":"long","value":23})"}));
  CHECK(key.serial == LicenceSerial("K"));
  CHECK(key.product_name == "Select");
  CHECK(key.expires == read_instant("2027-01-31T00:00:00Z"));
  CHECK(key.hosts == 23);
}

TEST_CASE("a key without a serial, or with members of another type, is refused with the place") {
  for (const auto* text :
       {R"({"KLLIC_KEY_TYPE":1})", R"({"KLLIC_SERIAL":"","KLLIC_KEY_TYPE":1})", R"({"KLLIC_SERIAL":7})",
        R"({"KLLIC_SERIAL":"K","KLLIC_KEY_TYPE":"one"})", R"({"KLLIC_SERIAL":"K","KLLIC_KEY_TYPE":1.5})",
        R"({"KLLIC_SERIAL":"K","KLLIC_LIMIT_DATE":"soon"})",
        R"({"KLLIC_SERIAL":"K","KLLIC_LICTYPE_IS_SUBSCRIPTION":1})"}) {
    const auto row = plain(text);
    const auto key = to_licence_key(view_of(row));
    REQUIRE_FALSE(key.has_value());
    CHECK(key.error().kind == ErrorKind::refused);
    CHECK(key.error().message.find("row") != std::string::npos);
  }
}

}  // namespace
}  // namespace tariff::security_center
