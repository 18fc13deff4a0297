#include "base/inert.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace tariff {

TEST_CASE("ordinary text of any script is kept as it is") {
  for (const std::string text : {"Contoso Ltd", "M\xC3\xBCller & S\xC3\xB6hne", "\xE6\x9D\xB1\xE4\xBA\xAC",
                                 "a|b `c` <d>", "\xF0\x9F\x90\xAF", ""})
    CHECK(inert(text) == text);
}

TEST_CASE("what moves a cursor, hides or turns text is shown as its number") {
  CHECK(inert("a\x1b[2Jb") == "a\\u{1B}[2Jb");
  CHECK(inert("a\nb\rc\td") == "a\\u{A}b\\u{D}c\\u{9}d");
  CHECK(inert("\xE2\x80\xAE"
              "evil") == "\\u{202E}evil");
  CHECK(inert("zero\xE2\x80\x8Bwidth") == "zero\\u{200B}width");
  CHECK(inert(std::string("nul\0end", 7)) == "nul\\u{0}end");
  CHECK(inert("\xC2\x9B"
              "31m") == "\\u{9B}31m");
  CHECK(inert("\xEF\xBB\xBF"
              "bom") == "\\u{FEFF}bom");
  CHECK(inert("\xE2\x80\xA8line") == "\\u{2028}line");
}

TEST_CASE("bytes that are no UTF-8 are shown one by one") {
  CHECK(inert("\xFF\xFE") == "\\xFF\\xFE");
  CHECK(inert("\xC0\xAF") == "\\xC0\\xAF");
  CHECK(inert("\xED\xA0\x80") == "\\xED\\xA0\\x80");
  CHECK(inert("\xE2\x82") == "\\xE2\\x82");
}

TEST_CASE("commands to CI systems lose their meaning, also behind blanks, where a line may be broken") {
  for (const std::string text :
       {"::error::x", " ::error::x", "a ::error::x", "\xC2\xA0::add-mask::x", "x ##vso[task.setvariable]y",
        "##vso[a]##vso[b]", "##[error]x", "a ##[group]x"}) {
    CAPTURE(text);
    const std::string shown = inert(text);
    CHECK_FALSE(shown.starts_with("::"));
    CHECK(shown.find(" ::") == std::string::npos);
    CHECK(shown.find("##vso[") == std::string::npos);
    CHECK(shown.find("##[") == std::string::npos);
  }
  CHECK(inert("std::string") == "std::string");
}

TEST_CASE("inert text stays as it is when it is made inert again") {
  for (const std::string text : {"::error::x", "a\x1b[2J", "\xFF", "##vso[x]"})
    CHECK(inert(inert(text)) == inert(text));
}

TEST_CASE("long text is cut at a character and marked") {
  const std::string cut = inert(std::string(1'000'000, 'A'));
  CHECK(cut.size() < 600);
  CHECK(cut.ends_with("\xE2\x80\xA6"));
  CHECK(inert("\xC3\xA9\xC3\xA9\xC3\xA9", 3) == "\xC3\xA9\xC3\xA9\xE2\x80\xA6");
  CHECK(is_utf8(inert("\xF0\x9F\x90\xAF\xF0\x9F\x90\xAF", 5)));
}

TEST_CASE("only well-formed UTF-8 is UTF-8") {
  CHECK(is_utf8(""));
  CHECK(is_utf8("\xF4\x8F\xBF\xBF"));
  for (const std::string text :
       {"\xF4\x90\x80\x80", "\x80", "\xC1\x81", "\xE0\x80\x80", "\xF5\x80\x80\x80", "a\xC3"})
    CHECK_FALSE(is_utf8(text));
}

}  // namespace tariff
