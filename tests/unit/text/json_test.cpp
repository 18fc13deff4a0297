#include "text/json.hpp"

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace tariff {
namespace {

std::string refused(const std::string& text, const JsonLimits& limits = {}) {
  const auto read = read_json(text, limits);
  if (read) return "was read";
  CHECK(read.error().kind == ErrorKind::refused);
  return read.error().message;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::string repeated(const std::string& text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

}  // namespace

TEST_CASE("what is read is written again to the byte, members in order, numbers unrounded") {
  for (const std::string text :
       {R"({"b":1,"a":[true,false,null,"x"],"":{}})", "[]", "12345678901234567890123", "0.1000", "-0.0",
        "1e5", "9223372036854775808", "-9223372036854775808", R"("é\n\"\\")", R"([1.0000,5.50])"}) {
    CAPTURE(text);
    const auto read = read_json(text);
    REQUIRE(read.has_value());
    CHECK(read->text() == text);
    const auto pretty = read_json(read->pretty());
    REQUIRE(pretty.has_value());
    CHECK(*pretty == *read);
  }
}

TEST_CASE("a member that stands twice is refused, also in a large object") {
  CHECK(has(refused(R"({"a":1,"b":2,"a":3})"), "\"a\" twice"));
  CHECK(has(refused(R"([{"x":{"a":1,"a":1}}])"), "\"a\" twice"));
  CHECK(has(refused("{\"a\":1,\"\\u0061\":2}"), "\"a\" twice"));
  std::string many = "{";
  for (int i = 0; i < 1000; ++i) many += "\"k" + std::to_string(i) + "\":0,";
  CHECK(has(refused(many + "\"k7\":1}"), "\"k7\" twice"));
  CHECK(read_json(many + "\"k\":1}").has_value());
}

TEST_CASE("an object of very many members is read in its time") {
  std::string many = "{";
  for (int i = 0; i < 300'000; ++i) many += "\"member " + std::to_string(i) + "\":0,";
  // A search through all members for each takes longer than the test may.
  CHECK(read_json(many + "\"k\":1}").has_value());
}

TEST_CASE("sixty-four levels are read, one more and a hundred thousand are refused") {
  CHECK(read_json(repeated("[", 64) + repeated("]", 64)).has_value());
  CHECK(has(refused(repeated("[", 65) + repeated("]", 65)), "64 levels"));
  CHECK(has(refused(repeated("[", 100'000)), "64 levels"));
  CHECK(has(refused(repeated("{\"a\":", 100'000)), "64 levels"));
}

TEST_CASE("more bytes or values than allowed are refused") {
  CHECK(has(refused("[1,2,3]", {100, 64, 3}), "3 values"));
  CHECK(read_json("[1,2,3]", {100, 64, 4}).has_value());
  CHECK(has(refused("[1,2,3]", {6, 64, 100}), "7 bytes"));
}

TEST_CASE("a page, a byte order mark and nothing at all are named as what they are") {
  CHECK(has(refused("<!DOCTYPE html><html>"), "HTML"));
  CHECK(has(refused("\r\n  <?xml version=\"1.0\"?>"), "XML"));
  CHECK(has(refused("\xEF\xBB\xBF{}"), "byte order mark"));
  CHECK(has(refused(""), "Found nothing"));
  CHECK(has(refused(" \n"), "Found nothing"));
}

TEST_CASE("what breaks off, goes on or is no JSON is refused with its place") {
  CHECK(has(refused("{\"a\":\n tru}"), "line 2"));
  for (const std::string text :
       {"{",   "[1,]", "{\"a\"}",  "[1] x", "{}{}",  "'a'",   "[01]",       "[+1]",    "[.5]",    "[1.]",
        "nan", "NaN",  "Infinity", "tru",   "[1 2]", "{a:1}", "[\"a\nb\"]", "// x\n1", "[1/**/]", "1e400"}) {
    CAPTURE(text);
    CHECK(has(refused(text), "Found JSON"));
  }
}

TEST_CASE("what a terminal or a CI system would act on is escaped, and read again as it was") {
  const std::string text =
      "a\xE2\x80\xAE##vso[x]##[y]#1 \xC2\x9B\xE2\x80\x8B\xF3\xA0\x80\x81\xC3\xA9\x7F\x1B";
  const std::string written = Json::string(text).text();
  CHECK(written ==
        "\"a\\u202e\\u0023#vso[x]\\u0023#[y]#1 \\u009b\\u200b\\udb40\\udc01\xC3\xA9\\u007f\\u001b\"");
  CHECK(read_json(written)->raw() == text);
}

TEST_CASE("half a character, a lone surrogate and bytes that are no UTF-8 are refused") {
  for (const std::string text : {"\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\ud800x\"", "\"\xFF\"",
                                 "\"\xC0\xAF\"", "\"\xED\xA0\x80\"", "\"\\u12\"", "\"\\x\""}) {
    CAPTURE(text);
    CHECK(has(refused(text), "Found JSON"));
  }
  CHECK(read_json("\"\\ud83d\\udc2f\"")->raw() == "\xF0\x9F\x90\xAF");
}

TEST_CASE("a refusal shows hostile text harmlessly") {
  CHECK(refused("\x1b[2J").find('\x1b') == std::string::npos);
  CHECK(refused("{\"\\u001b[2J\":1,\"\\u001b[2J\":1}").find('\x1b') == std::string::npos);
}

TEST_CASE("a whole number is whole however it is written, and never rounded") {
  CHECK(whole_number("5") == 5);
  CHECK(whole_number("5.0") == 5);
  CHECK(whole_number("5.0000") == 5);
  CHECK(whole_number("-7") == -7);
  CHECK(whole_number("-7.000") == -7);
  CHECK(whole_number("9223372036854775807") == std::numeric_limits<std::int64_t>::max());
  CHECK(whole_number("-9223372036854775808") == std::numeric_limits<std::int64_t>::min());
  for (const std::string text : {"5.5", "5.0001", "9223372036854775808", "-9223372036854775809", "1e400", "",
                                 "-", "5.", ".0", "abc", "5x", " 5", "5 ", "+5", "0x5", "--5", "5.0.0"}) {
    CAPTURE(text);
    CHECK_FALSE(whole_number(text).has_value());
  }
}

TEST_CASE("a member of another type is refused by its path; null and missing are alike") {
  const auto json = read_json(R"({"a":{"b":[{"c":"x","n":4294967320,"f":12.9,"t":true,"z":null}]}})");
  REQUIRE(json.has_value());
  const JsonView view = JsonView(*json, "").at("a").at("b").at(0);
  CHECK(*view.string("c") == "x");
  CHECK(*view.whole("n") == 4294967320);
  CHECK(*view.decimal("f") == "12.9");
  CHECK(*view.boolean("t"));
  for (const auto* name : {"f", "t", "z", "missing"}) CHECK_FALSE(view.whole(name).has_value());
  CHECK_FALSE(view.string("n").has_value());
  CHECK_FALSE(view.boolean("n").has_value());
  CHECK_FALSE(view.has("z"));
  CHECK(*view.whole_or("z", 3) == 3);
  CHECK(*view.string_or("missing", "m") == "m");
  CHECK_FALSE(view.whole_or("t", 3).has_value());
  CHECK(view.whole("t").error().message.find("a.b[0].t") != std::string::npos);
}

}  // namespace tariff
