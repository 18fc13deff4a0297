#include "config/writer_profile.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>

#include <doctest/doctest.h>

#include "config/keys.hpp"
#include "support/other_profile.hpp"
#include "unit/config/tariff_text.hpp"

namespace tariff::config {
namespace {

/// Behind the line `format = 1`.
ParsedWriterProfile parsed(const std::string& more) {
  return parse_writer_profile("format = 1\n" + more, "profile.toml");
}

std::string outline_of(const std::string& more) { return outline(parsed(more).problems); }

std::string example() {
  std::ifstream file(std::string(TARIFF_SOURCE_DIR) + "/examples/writer-profile.toml");
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::size_t lines_that_set(const std::string& text, std::string_view key) {
  std::istringstream lines(text);
  std::size_t count = 0;
  for (std::string line; std::getline(lines, line);)
    if (line.starts_with(std::string(key) + " = ")) ++count;
  return count;
}

/// How many tables of the form have that key, tables themselves left out.
std::size_t keys_called(const Block& block, std::string_view key) {
  std::size_t count = 0;
  for (const auto& one : block.keys)
    count += one.block != nullptr ? keys_called(*one.block, key) : (one.name == key ? 1U : 0U);
  return count;
}

void check_default(const Block& block, std::string_view key, const std::string& name) {
  CAPTURE(block.title);
  CAPTURE(key);
  const auto* found = block.find(key);
  REQUIRE(found != nullptr);
  CHECK(found->description.ends_with("Without it: " + name + "."));
}

template <class Content>
void check_defaults(const Block& block, const Content& content) {
  const auto& line = *block.find("line")->block;
  check_default(block, "element", content.element);
  for (const auto& part : content.parts) check_default(block, part.word, part.name);
  check_default(line, "element", content.line);
  check_default(line, "index", content.index);
  for (const auto& part : content.line_parts) check_default(line, part.word, part.name);
}

}  // namespace

TEST_CASE("a profile that says nothing is the built-in one") {
  CHECK(outline_of("") == "");
  CHECK(parsed("").profile == WriterProfile{});
}

TEST_CASE("the example says all that is built in, and nothing else") {
  const auto found = parse_writer_profile(example(), "writer-profile.toml");
  CHECK(outline(found.problems) == "");
  CHECK(found.profile == WriterProfile{});
  for (const std::string_view key : {"format",
                                     "element",
                                     "agreement",
                                     "lines",
                                     "order",
                                     "index",
                                     "action",
                                     "detail_id",
                                     "item_id",
                                     "description",
                                     "quantity",
                                     "price",
                                     "price_level_id",
                                     "print_when_quantity_zero",
                                     "delete_after_invoicing",
                                     "use_flat_price",
                                     "success",
                                     "message",
                                     "status",
                                     "create",
                                     "update",
                                     "delete",
                                     "created",
                                     "updated",
                                     "deleted",
                                     "failed",
                                     "yes",
                                     "no"}) {
    CAPTURE(key);
    CHECK(keys_called(writer_profile_keys(), key) > 0);
    CHECK(lines_that_set(example(), key) == keys_called(writer_profile_keys(), key));
  }
}

TEST_CASE("every key says the name that is built in") {
  const WriterProfile built_in;
  check_defaults(*writer_profile_keys().find("request")->block, built_in.request);
  check_defaults(*writer_profile_keys().find("result")->block, built_in.result);
  const auto& words = *writer_profile_keys().find("words")->block;
  check_default(words, "create", built_in.words.create);
  check_default(words, "update", built_in.words.update);
  check_default(words, "delete", built_in.words.remove);
  check_default(words, "created", built_in.words.created);
  check_default(words, "updated", built_in.words.updated);
  check_default(words, "deleted", built_in.words.deleted);
  check_default(words, "failed", built_in.words.failed);
  check_default(words, "yes", built_in.words.yes);
  check_default(words, "no", built_in.words.no);
}

TEST_CASE("what a profile names is called so, and what it leaves out is not touched") {
  const auto found = parsed("[request.line]\nquantity = \"Qty\"\n[words]\nyes = \"Y\"\nno = \"N\"\n");
  CHECK(outline(found.problems) == "");
  WriterProfile expected;
  expected.request.line_parts[4].name = "Qty";
  expected.words.yes = "Y";
  expected.words.no = "N";
  CHECK(found.profile == expected);
}

TEST_CASE("an order moves the elements with their names") {
  const auto found = parsed(
      "[result.line]\nmessage = \"Words\"\norder = [\"message\", \"action\", \"detail_id\", \"status\"]\n");
  CHECK(outline(found.problems) == "");
  const NamedElements<LineResultPart> expected{{LineResultPart::message, "message", "Words"},
                                               {LineResultPart::action, "action", "Action"},
                                               {LineResultPart::detail_id, "detail_id", "DetailId"},
                                               {LineResultPart::status, "status", "Status"}};
  CHECK(found.profile.result.line_parts == expected);
}

TEST_CASE("a profile may name and move everything") {
  const auto found = parse_writer_profile(test::other_profile, "other.toml");
  CHECK(outline(found.problems) == "");
  CHECK(found.profile.request.line_parts.back().meaning == LinePart::action);
  CHECK(name_of(found.profile.request.line_parts, LinePart::item_id) == "Sku");
  CHECK(found.profile.request.parts.front().meaning == ChargesPart::lines);
  CHECK(found.profile.result.parts.front().meaning == ResultPart::lines);
  CHECK(found.profile.words.remove == "Drop");
}

TEST_CASE("a key that nobody knows has a suggestion") {
  const auto found = parsed("[request.line]\nquantitiy = \"Qty\"\n");
  CHECK(outline(found.problems) == "unknown-key 3:1");
  CHECK(found.problems.front().message == "quantitiy is not a key of [request.line].");
  CHECK(found.problems.front().hint == "Did you mean quantity?");
  CHECK(found.problems.front().place.file == "profile.toml");
}

TEST_CASE("two elements that stand side by side have two names, also where one of them is built in") {
  const auto found = parsed("[request.line]\nprice = \"Amount\"\nquantity = \"Amount\"\n");
  CHECK(outline(found.problems) == "name-twice 3:9");
  CHECK(found.problems.front().message ==
        "quantity and price in [request.line] are both Amount; expected names that differ.");
  CHECK(outline_of("[request.line]\ndetail_id = \"UseFlatPrice\"\n") == "name-twice 3:13");
  CHECK(outline_of("[result]\nmessage = \"LineItems\"\n") == "name-twice 3:11");
  CHECK(outline_of("[words]\ndelete = \"Create\"\n") == "name-twice 3:10");
  CHECK(outline_of("[words]\nyes = \"Y\"\nno = \"Y\"\n") == "name-twice 4:6");
}

TEST_CASE("the truths of XML are not swapped") {
  CHECK(outline_of("[words]\nyes = \"false\"\nno = \"true\"\n") == "truth-swapped 3:7 truth-swapped 4:6");
  CHECK(outline_of("[words]\nyes = \"0\"\nno = \"-1\"\n") == "truth-swapped 3:7");
  CHECK(outline_of("[words]\nno = \"TRUE\"\n") == "truth-swapped 3:6");
  CHECK(outline_of("[words]\nyes = \"-1\"\nno = \"0\"\n") == "");
}

TEST_CASE("names that stand apart may be the same") {
  CHECK(outline_of("[request]\nelement = \"X\"\nlines = \"X\"\n[request.line]\nelement = \"X\"\n"
                   "index = \"X\"\nprice = \"X\"\n") == "");
  CHECK(outline_of("[words]\ncreate = \"Done\"\ncreated = \"Done\"\n") == "");
}

TEST_CASE("an order names every key once") {
  const auto order = [](const std::string& list) {
    return parsed("[request]\norder = " + list + "\n").problems;
  };
  CHECK(outline(order(R"(["lines", "agreement"])")) == "");
  const auto lacking = order(R"(["lines"])");
  CHECK(outline(lacking) == "order-incomplete 3:9");
  CHECK(lacking.front().message == "order lacks agreement; expected each key once.");
  CHECK(outline(order(R"(["lines", "agreement", "lines"])")) == "order-twice 3:32");
  const auto unknown = order(R"(["line", "agreement"])");
  CHECK(outline(unknown) == "unknown-choice 3:10");
  CHECK(unknown.front().hint == "Did you mean \"lines\"?");
  CHECK(outline(order("[]")) == "order-incomplete 3:9");
  CHECK(outline(order("[1]")) == "unknown-choice 3:10");
  CHECK(outline(order("\"lines\"")) == "wrong-type 3:9");
}

TEST_CASE("an element's name is one of XML, without a prefix") {
  const auto element = [](const std::string& name) {
    return outline_of("[request]\nelement = \"" + name + "\"\n");
  };
  for (const std::string name : {"a", "_", "Line-Item_2.b"}) {
    CAPTURE(name);
    CHECK(element(name) == "");
  }
  for (const std::string name :
       {"", " ", "2a", "-a", "a b", "t:a", "a>", "xmlns", "XmlItem", "\xC3\xA4", "a\\u0000"}) {
    CAPTURE(name);
    CHECK(element(name) == "xml-name-form 3:11");
  }
  CHECK(element(std::string(100, 'a')) == "");
  CHECK(element(std::string(101, 'a')) == "xml-name-form 3:11");
  CHECK(outline_of("[request]\nelement = 7\n") == "wrong-type 3:11");
}

TEST_CASE("a text that is no profile is told where it ends to be one, and not quoted") {
  CHECK(outline(parse_writer_profile("", "p.toml").problems) == "missing-key 1:1");
  CHECK(outline(parse_writer_profile("format = 2\n", "p.toml").problems) == "format-unknown 1:10");
  const auto found = parse_writer_profile("export PASSWORD='open sesame'\n", "p.toml").problems;
  REQUIRE(found.size() == 1);
  CHECK(found.front().rule == "syntax");
  CHECK((found.front().message + found.front().place.source_line).find("sesame") == std::string::npos);
}

}  // namespace tariff::config
