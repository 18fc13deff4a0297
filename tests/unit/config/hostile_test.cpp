#include <chrono>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "config/limits.hpp"
#include "unit/config/tariff_text.hpp"

namespace tariff::config {
namespace {

std::string times(std::size_t count, const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += text;
  return out;
}

struct Hostile {
  std::string text;
  std::string outline;
};

}  // namespace

TEST_CASE("each hostile text ends in one located error") {
  const std::vector<Hostile> all{
      {times(29'100, "a.") + "a = 1\n", "too-many-dots 1:18"},
      {times(10, "a.") + "a = 1\n", "too-many-dots 1:18"},
      {"a=[}", "bracket-mismatch 1:4"},
      {"a = 1\n]", "bracket-mismatch 2:1"},
      {"\xEF\xBB\x8A\x5B", "syntax 1:1"},
      {"\xEF\xBB\xBF"
       "format = 1\n",
       "byte-order-mark 1:1"},
      {"a = 1\rb = 2\n", "bare-carriage-return 1:6"},
      {"a = \"\xFF\"\n", "not-utf-8 1:6"},
      {"a = \"\xC0\xAF\"\n", "not-utf-8 1:6"},
      {"a = \"\xED\xA0\x80\"\n", "not-utf-8 1:6"},
      {std::string("a = \"\0\"\n", 8), "control-character 1:6"},
      {"a = 1 # \x1B[2J\n", "control-character 1:9"},
      {"a = \"\x7F\"\n", "control-character 1:6"},
      {"a = \"\xC2\x85\"\n", "control-character 1:6"},
      {"# \xE2\x80\xAE desrever\n", "hidden-character 1:3"},
      {"# line \xE2\x80\xA8 break\n", "hidden-character 1:8"},
      {"a = " + times(17, "["), "nested-too-deep 1:21"},
      {"a = " + times(17, "{a="), "nested-too-deep 1:53"},
      {"a = \"" + times(4100, "x") + "\"\n", "line-too-long 1:4097"},
      {"a = [\n" + times(500, times(1000, "1,") + "\n") + "]", "too-many-entries 151:1998"},
      {times(500'000, "a = 1\n"), "too-many-entries 150001:3"},
      {times(300'000, "\n"), "too-many-lines 250001:1"},
      {times(150'000, "[[mapping]]\n"), "too-many-entries 75001:1"},
      {"a = 1e400\n", "syntax 1:10"},
      {"a = 1\na = 2\n", "duplicate-key 2:5"},
      {"[a]\n[a]\n", "duplicate-key 2:1"},
      {"a = \"open\n", "syntax 1:10"},
      {"a = \"\"\"open\n", "syntax 1:13"},
      {"na\xC3\xAFve = 1\n", "syntax 1:3"},
      {std::string(16U << 20U, '\n') + "\n", "file-too-big 1:1"},
  };
  for (const auto& one : all) {
    CAPTURE(one.text.substr(0, 60));
    const auto problems = problems_of(one.text);
    CHECK(outline(problems) == one.outline);
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].severity == Severity::error);
    CHECK(problems[0].scope == Scope::file);
    CHECK_FALSE(problems[0].hint.empty());
    CHECK(problems[0].place.source_line.size() <= 4096);
  }
}

TEST_CASE("where the parser's own assertions fail, the line is still found") {
  CHECK(outline(problems_of("a = 1\nb = 2\n[:x]\nc = 3\nd = 4\n")) == "syntax 3:1");
  CHECK(outline(problems_of("a = 1\r\nb = 2\r\n[.]\r\nc = 3\r\n")) == "syntax 3:1");
  CHECK(outline(problems_of("[#")) == "syntax 1:1");
  CHECK(outline(problems_of("\n\n[")) == "syntax 3:2");
}

TEST_CASE("quotes and comments hide brackets, dots and commas from the limits") {
  const std::string many = times(30, "[.,={");
  for (const auto& text : std::vector<std::string>{
           "a = \"" + many + "\"\n", "a = '" + many + "'\n", "# " + many + "\n",
           "a = \"\"\"" + many + "\n\"\" " + many + "\"\"\"\"\"\n", "a = '''" + many + "\n'''''\n",
           "a = \"\\\"" + many + "\"\n", "a = \"\"\"\\\"\"\"" + many + "\\\"\"\"\"\n"}) {
    CAPTURE(text.substr(0, 20));
    CHECK_FALSE(find_breach(text).has_value());
  }
}

TEST_CASE("a limit holds at its last value and breaks at the next") {
  CHECK_FALSE(find_breach("a = " + times(16, "[") + times(16, "]")).has_value());
  CHECK(find_breach("a = " + times(17, "[") + times(17, "]")).has_value());
  CHECK_FALSE(find_breach(times(8, "a.") + "a = 1\n").has_value());
  CHECK(find_breach(times(9, "a.") + "a = 1\n").has_value());
  CHECK_FALSE(find_breach("#" + times(4095, "x") + "\n").has_value());
  CHECK_FALSE(find_breach("#" + times(4095, "x") + "\r\n").has_value());
  CHECK(find_breach("#" + times(4097, "x") + "\n").has_value());
}

}  // namespace tariff::config
