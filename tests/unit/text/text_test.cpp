#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "text/crypto.hpp"
#include "text/match.hpp"
#include "text/time.hpp"

namespace tariff {
namespace {

Day day(int y, unsigned m, unsigned d) {
  return {std::chrono::year(y), std::chrono::month(m), std::chrono::day(d)};
}

}  // namespace

TEST_CASE("hashes are those of the standards") {
  CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256("abc").size() == 32);
  // RFC 4231, case 2, and a key longer than a block, case 6.
  CHECK(hex(hmac_sha256("Jefe", "what do ya want for nothing?")) ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  CHECK(
      hex(hmac_sha256(std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First")) ==
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST_CASE("base64 goes both ways, and what is none is refused") {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {std::string("\0\xFF\x10", 3), "AP8Q"}};
  for (const auto& [bytes, text] : cases) {
    CHECK(base64(bytes) == text);
    REQUIRE(from_base64(text).has_value());
    CHECK(*from_base64(text) == bytes);
  }
  for (const std::string text :
       {"Z", "Zg", "Zg=", "Zg===", "Z===", "Zm 9v", "Zm9v\n", "Zm9-", "=Zg=", "Zg==Zg=="}) {
    CAPTURE(text);
    CHECK_FALSE(from_base64(text).has_value());
  }
}

TEST_CASE("random tokens have their length and alphabet, and are not twice the same") {
  const std::string token = random_token(40);
  CHECK(token.size() == 40);
  CHECK(token.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789") == std::string::npos);
  CHECK(token != random_token(40));
}

TEST_CASE("a glob matches the whole name, by characters") {
  struct Case {
    std::string pattern;
    std::string text;
    bool fits;
  };
  const std::vector<Case> cases{{"*", "", true},
                                {"", "", true},
                                {"", "a", false},
                                {"a*", "abc", true},
                                {"a*", "ba", false},
                                {"*c", "abc", true},
                                {"a*c*e", "abcde", true},
                                {"a*c*e", "abcd", false},
                                {"a?c", "abc", true},
                                {"a?c",
                                 "a\xC3\xA9"
                                 "c",
                                 true},
                                {"a??c",
                                 "a\xC3\xA9"
                                 "c",
                                 false},
                                {"[ab]x", "bx", true},
                                {"[ab]x", "cx", false},
                                {"\\*", "*", true},
                                {"\\*", "a", false},
                                {"Select", "select", false},
                                {"a[", "a[", true},
                                {"**a**", "xa", true},
                                {"a\\", "a\\", true},
                                {"[\xC3\xA9]", "\xC3\xA9", true}};
  for (const auto& one : cases) {
    CAPTURE(one.pattern);
    CAPTURE(one.text);
    CHECK(glob_match(one.pattern, one.text) == one.fits);
  }
}

TEST_CASE("a glob made to be slow is not") {
  std::string pattern;
  for (int i = 0; i < 200; ++i) pattern += "*a";
  CHECK_FALSE(glob_match(pattern + "*b", std::string(4000, 'a')));
}

TEST_CASE("searching ignores the case of ASCII, and the nearest word is near") {
  CHECK(contains_ignoring_case("Contoso Ltd", "TOSO"));
  CHECK(contains_ignoring_case("x", ""));
  CHECK_FALSE(contains_ignoring_case("Conto", "Contoso"));
  CHECK(equal_ignoring_case("Gold", "gOLD"));
  CHECK_FALSE(equal_ignoring_case("Gold", "Golds"));
  CHECK(nearest("agreemnt", {"account", "agreement"}) == "agreement");
  CHECK(nearest("xyz", {"account", "agreement"}).empty());
}

TEST_CASE("moments read and write as in the standards, with fractions and offsets") {
  const auto at = read_instant("2026-11-22T10:14:33Z");
  REQUIRE(at.has_value());
  CHECK(write_instant(*at) == "2026-11-22T10:14:33Z");
  CHECK(read_instant("2026-11-22T10:14:33.999Z") == at);
  CHECK(read_instant("2026-11-22T12:14:33+02:00") == at);
  CHECK(read_instant("2026-11-22T04:44:33-05:30") == at);
  CHECK(write_instant(*read_instant("2024-02-29T23:59:59Z")) == "2024-02-29T23:59:59Z");
  for (const std::string text :
       {"", "2026-11-22", "2026-11-22 10:14:33Z", "2026-11-22T10:14:33", "2026-02-29T00:00:00Z",
        "2026-13-01T00:00:00Z", "2026-11-22T24:00:00Z", "2026-11-22T10:60:00Z", "2026-11-22T10:14:33z",
        "2026-11-22T10:14:33.Z", "2026-11-22T10:14:33Zx", "2026-11-22T10:14:33+2:00"}) {
    CAPTURE(text);
    CHECK_FALSE(read_instant(text).has_value());
  }
}

TEST_CASE("the date of a request is that of the vendor's example, and reads back") {
  const auto at = read_instant("2015-06-18T07:25:43Z");
  CHECK(write_rfc1123(*at) == "Thu, 18 Jun 2015 07:25:43 GMT");
  CHECK(read_rfc1123("Thu, 18 Jun 2015 07:25:43 GMT") == at);
  for (const std::string text : {"", "Thu, 18 Jun 2015 07:25:43 UTC", "Thu, 18 Foo 2015 07:25:43 GMT",
                                 "Thu, 31 Jun 2015 07:25:43 GMT"})
    CHECK_FALSE(read_rfc1123(text).has_value());
}

TEST_CASE("a day is read with or without a time that means nothing") {
  CHECK(read_day("2026-11-22") == day(2026, 11, 22));
  CHECK(read_day("2026-11-22T00:00:00") == day(2026, 11, 22));
  CHECK(read_day("2026-11-22T00:00:00.000") == day(2026, 11, 22));
  CHECK(write_day(day(2026, 1, 2)) == "2026-01-02");
  for (const std::string text : {"", "22.11.2026", "2026-11-31", "2026-1-2", "2026-11-22x"})
    CHECK_FALSE(read_day(text).has_value());
}

TEST_CASE("durations have one unit and no surprise") {
  CHECK(read_duration("15m") == std::chrono::minutes(15));
  CHECK(read_duration("0s") == std::chrono::seconds(0));
  CHECK(read_duration("2h") == std::chrono::hours(2));
  CHECK(read_duration("3d") == std::chrono::days(3));
  for (const std::string text : {"", "15", "m", "-1m", "1.5h", "15 m", "1w", "1m30s", "99999999999999999999s",
                                 "9223372036854775807d"}) {
    CAPTURE(text);
    CHECK_FALSE(read_duration(text).has_value());
  }
}

TEST_CASE("the day is that of the zone, on both sides of midnight and of a change of the clocks") {
  const auto in_new_york = [](const char* at) { return day_in_zone(*read_instant(at), "America/New_York"); };
  CHECK(in_new_york("2026-11-22T04:59:59Z") == day(2026, 11, 21));
  CHECK(in_new_york("2026-11-22T05:00:00Z") == day(2026, 11, 22));
  CHECK(in_new_york("2026-07-01T03:59:59Z") == day(2026, 6, 30));
  CHECK(in_new_york("2026-07-01T04:00:00Z") == day(2026, 7, 1));
  // The clocks go back on 1 November 2026 and forward on 8 March 2026.
  CHECK(in_new_york("2026-11-01T03:59:59Z") == day(2026, 10, 31));
  CHECK(in_new_york("2026-11-02T04:59:59Z") == day(2026, 11, 1));
  CHECK(in_new_york("2026-03-08T04:59:59Z") == day(2026, 3, 7));
  CHECK(in_new_york("2026-03-09T04:00:00Z") == day(2026, 3, 9));
  CHECK(day_in_zone(*read_instant("2026-11-22T10:00:00Z"), "Pacific/Kiritimati") == day(2026, 11, 23));
  CHECK_FALSE(day_in_zone(*read_instant("2026-11-22T10:00:00Z"), "Mars/Olympus").has_value());
  CHECK(is_known_zone("Europe/Berlin"));
  CHECK_FALSE(is_known_zone("../etc/passwd"));
}

}  // namespace tariff
