#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "unit/config/tariff_text.hpp"

namespace tariff::config {
namespace {

struct Case {
  std::string lines;    ///< behind the head, from line 7 on
  std::string outline;  ///< what must come out
  std::string hint;     ///< a part of the first problem's hint
};

void check(const std::vector<Case>& cases) {
  for (const auto& one : cases) {
    CAPTURE(one.lines);
    const auto problems = problems_of(with_head(one.lines));
    CHECK(outline(problems) == one.outline);
    REQUIRE_FALSE(problems.empty());
    CHECK(problems[0].hint.find(one.hint) != std::string::npos);
    CHECK_FALSE(problems[0].message.empty());
    CHECK(problems[0].place.file == "tariff.toml");
  }
}

std::string mapping(const std::string& more) {
  return "[[mapping]]\nvirtual_server = \"Contoso\"\naccount = 10010\n" + more;
}

std::string product(const std::string& more) { return "[[product]]\nname = \"Select\"\n" + more; }

}  // namespace

TEST_CASE("a file with only its head has no problems") { CHECK(outline(problems_of(with_head(""))) == ""); }

TEST_CASE("every key that is missing at the top is reported at once") {
  const auto problems = problems_of("");
  CHECK(outline(problems) == "missing-key 1:1 missing-key 1:1 missing-key 1:1");
  CHECK(problems[1].message == "installation is missing in tariff.toml.");
  CHECK(problems[1].hint.find("tariff init") != std::string::npos);
}

TEST_CASE("an unknown key gets the nearest known one as a hint, else the list of them") {
  check({
      {"[defaults]\nbiling = true\n", "unknown-key 8:1", "Did you mean billing?"},
      {mapping("acount_name = \"x\"\n"), "unknown-key 10:1", "Did you mean account_name?"},
      {mapping("zzzzzzzz = 1.5\n"), "unknown-key 10:1", "Known here: virtual_server, company, tenant"},
      {"[billing.x]\n", "unknown-key 7:10", "external_product"},
  });
}

TEST_CASE("a table of another file is told where it belongs") {
  const auto problems = problems_of(with_head("[[source]]\n"));
  CHECK(outline(problems) == "key-of-another-file 7:3");
  CHECK(problems[0].message.find("source stands in connections.toml, not in ") == 0);
}

TEST_CASE("a value of another type is named with what was expected") {
  check({
      {mapping("agreement = \"50001\"\n"), "wrong-type 10:13", "without quotes"},
      {mapping("agreement = 50001.0\n"), "wrong-type 10:13",
       "money is always quoted text, such as \"19.99\""},
      {mapping("agreement = inf\n"), "wrong-type 10:13", "quoted text"},
      {mapping("agreement = nan\n"), "wrong-type 10:13", "quoted text"},
      {mapping("price_level = true\n"), "wrong-type 10:15", ""},
      {mapping("account_name = 1979-05-27\n"), "wrong-type 10:16", ""},
      {product("match = \"K*\"\nitem = \"A\"\n"), "wrong-type 9:9", "brackets"},
      {product("match = [1]\nitem = \"A\"\n"), "wrong-type 9:10", ""},
      {product("match = [\"K*\"]\nitems = \"A\"\n"), "wrong-type 10:9", ""},
      {"[mapping]\naccount = 1\n", "wrong-type 7:1", "two brackets"},
      {"[[defaults]]\nbilling = true\n", "wrong-type 7:1", "once"},
  });
  CHECK(problems_of(with_head(mapping("agreement = 1.5\n")))[0].message ==
        "agreement is the decimal number 1.5; expected a positive whole number.");
}

TEST_CASE("an id is a positive whole number in plain digits") {
  check({
      {mapping("agreement = 0\n"), "number-range 10:13", ""},
      {mapping("agreement = -5\n"), "number-range 10:13", ""},
      {mapping("agreement = 0xC351\n"), "number-form 10:13", "Write 50001"},
      {mapping("agreement = 0o77\n"), "number-form 10:13", "Write 63"},
      {mapping("agreement = 0b11\n"), "number-form 10:13", "Write 3"},
      {mapping("agreement = 50_001\n"), "number-form 10:13", "Write 50001"},
      {mapping("agreement = +5\n"), "number-form 10:13", "Write 5"},
      {mapping("price_level = 0x10\n"), "number-form 10:15", "Write 16"},
      {mapping("price_level = 0\n"), "number-range 10:15", ""},
  });
}

TEST_CASE("a number that does not fit is reported where it stands") {
  const auto problems = problems_of(with_head(mapping("agreement = 9223372036854775808\n")));
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].rule == "syntax");
  CHECK(problems[0].place.line == 10);
}

TEST_CASE("the head's own forms are checked") {
  const auto head = [](const std::string& format, const std::string& installation,
                       const std::string& ledger) {
    return outline(problems_of("format = " + format + "\ninstallation = " + installation + "\nledger = " +
                               ledger + "\n[billing]\nexternal_product = \"K\"\ncurrency = \"USD\"\n"));
  };
  CHECK(head("1", "\"k7q2m9d4xw\"", "\"l-8f3k2m\"") == "");
  CHECK(head("2", "\"k7q2m9d4xw\"", "\"l-8f3k2m\"") == "format-unknown 1:10");
  CHECK(head("\"1\"", "\"k7q2m9d4xw\"", "\"l-8f3k2m\"") == "wrong-type 1:10");
  CHECK(head("1", "\"short\"", "\"l-8f3k2m\"") == "installation-form 2:16");
  CHECK(head("1", "\"K7Q2M9D4XW\"", "\"l-8f3k2m\"") == "installation-form 2:16");
  CHECK(head("1", "\"k7q2m9d4xwk7q2m9d4xwk7q2m9d4xwk7q\"", "\"l-8f3k2m\"") == "installation-form 2:16");
  CHECK(head("1", "\"k7q2m9d4xw\"", "\"l/8\"") == "ledger-form 3:10");
}

TEST_CASE("a choice that does not exist gets the nearest one as a hint") {
  check({
      {mapping("billing = \"true\"\n"), "unknown-choice 10:11", "without quotes"},
      {mapping("billing = \"watch\"\n"), "unknown-choice 10:11", "observe"},
      {mapping("billing = 1\n"), "wrong-type 10:11", ""},
      {mapping("handover = \"nwo\"\n"), "unknown-choice 10:12", ""},
  });
  CHECK(problems_of("format = 1\ninstallation = \"k7q2m9d4xw\"\n[billing]\nexternal_product = \"K\"\n"
                    "currency = \"USD\"\non_zero = \"zeroo\"\n")[0]
            .hint == "Did you mean \"zero\"?");
}

TEST_CASE("a name is visible, without blanks around it, of a sane length") {
  const auto named = [](const std::string& text) {
    return outline(problems_of(with_head("[[mapping]]\naccount = 1\nvirtual_server = \"" + text + "\"\n")));
  };
  CHECK(named("") == "blank-text 9:18");
  CHECK(named("  ") == "blank-text 9:18");
  CHECK(named("\\u00A0") == "blank-text 9:18");
  CHECK(named("Contoso ") == "padded-text 9:18");
  CHECK(named(" Contoso") == "padded-text 9:18");
  CHECK(named("Con\\u0000toso") == "control-character 9:18");
  CHECK(named("Con\\u001B[2J") == "control-character 9:18");
  CHECK(named("Con\\u200Btoso") == "hidden-character 9:18");
  CHECK(named("Con\xE2\x80\x8Btoso") == "hidden-character 9:18");
  CHECK(named("Con\\u202Etoso") == "hidden-character 9:18");
  CHECK(named(std::string(1025, 'A')) == "text-too-long 9:18");
  CHECK(named(std::string(1024, 'A')) == "");
  CHECK(named("<script>alert(1)</script>") == "");
}

TEST_CASE("look-alike letters and decomposed accents are warnings, and the file stands") {
  const auto problems = problems_of(with_head(
      "[[mapping]]\naccount = 1\nvirtual_server = \"C\xD0\xBEntoso\"\naccount_name = \"Cafe\xCC\x81\"\n"));
  CHECK(outline(problems) == "mixed-script 9:18 decomposed-text 10:16");
  CHECK_FALSE(has_errors(problems));
  CHECK(outline(problems_of(with_head(
            "[[mapping]]\naccount = 1\nvirtual_server = \"\xD0\x9E\xD0\x9E\xD0\x9E Contoso\"\n"))) == "");
}

TEST_CASE("a product says exactly one of item, items and bill = false with a reason") {
  const std::string match = "match = [\"K*\"]\n";
  check({
      {product(match), "item-missing 7:1", "Write one of"},
      {product(match + "item = \"A\"\nitems = { server = \"B\" }\n"), "item-and-items 11:9", "Write one of"},
      {product(match + "items = {}\n"), "items-empty 10:9", "Name one"},
      {product(match + "items = { serverr = \"B\" }\n"), "unknown-key 10:11", "Did you mean server?"},
      {product(match + "bill = false\n"), "reason-missing 10:8", "Add reason"},
      {product(match + "bill = false\nreason = \"x\"\nitem = \"A\"\n"), "item-not-billed 12:8",
       "Write one of"},
      {product("match = []\nitem = \"A\"\n"), "list-empty 9:9", "Put a text in"},
      {"[[product]]\nname = \"A\"\nitem = \"A\"\n", "missing-key 7:1", "Globs"},
  });
}

TEST_CASE("a count's rule can be applied, and a product that is not billed has none") {
  const std::string item = "match = [\"K*\"]\nitem = \"A\"\n";
  const std::string unbilled = "match = [\"K*\"]\nbill = false\nreason = \"x\"\n";
  check({
      {product(item + "included = -1\n"), "number-range 11:12", ""},
      {product(item + "minimum = \"5\"\n"), "wrong-type 11:11", ""},
      {product(item + "round_to = 0\n"), "packs-of-none 11:12", "leave round_to out"},
      {product(item + "minimum = 10\nmaximum = 9\n"), "maximum-below-minimum 12:11", "the larger one"},
      {product(unbilled + "included = 2\n"), "rule-not-billed 12:12", "Leave it out"},
      {product("match = [\"suite_id:22a\"]\nitem = \"A\"\n"), "suite-id-no-number 9:9", "list products"},
      {product(item + "count = \"sold\"\n"), "unknown-choice 11:9", ""},
      {product(item + "quantity = \"highest\"\n"), "unknown-choice 11:12", ""},
      {product(unbilled + "quantity = \"peak\"\n"), "rule-not-billed 12:12", "Leave it out"},
      {product("match = [\"K*\"]\nitems = { server = \"A\" }\ncount = \"purchased\"\n"),
       "purchased-by-category 11:9", "one item"},
  });
  CHECK(problems_of(with_head(product(item + "included = 2\nround_to = 5\nminimum = 10\nmaximum = 10\n")))
            .empty());
}

TEST_CASE("no product and no glob stands twice") {
  check({
      {product("match = [\"K*\"]\nitem = \"A\"\n") + product("match = [\"L*\"]\nitem = \"A\"\n"),
       "product-twice 12:8", "rename one"},
      {product("match = [\"K*\"]\nitem = \"A\"\n") +
           "[[product]]\nname = \"B\"\nmatch = [\"K*\"]\nitem = \"B\"\n",
       "glob-twice 13:9", "keep one"},
      {product("match = [\"K*\", \"K*\"]\nitem = \"A\"\n"), "glob-twice 9:9", "keep one"},
  });
}

TEST_CASE("billing without an agreement or a price level sets only that mapping aside") {
  const auto problems = problems_of(with_head(mapping("") + mapping("billing = true\n")));
  CHECK(outline(problems) ==
        "tenant-mapped-twice 8:18 account-mapped-twice 9:11 tenant-mapped-twice 11:18 account-mapped-twice "
        "12:11 "
        "agreement-missing 13:11 price-level-missing 13:11");
  CHECK(problems[4].scope == Scope::mapping);
  CHECK(problems[4].mapping == 1);
  CHECK(outline(problems_of(with_head("[defaults]\nbilling = true\nprice_level = 3\n" + mapping("")))) ==
        "agreement-missing 10:1");
}

TEST_CASE("a tenant or an account that is mapped twice sets every mapping involved aside, and no other") {
  const auto problems = problems_of(with_head(
      "[[mapping]]\nvirtual_server = \"A\"\naccount = 1\n[[mapping]]\nvirtual_server = \"B\"\naccount = 2\n"
      "[[mapping]]\nvirtual_server = \"A\"\naccount = 2\n[[mapping]]\nvirtual_server = \"C\"\naccount = "
      "3\n"));
  CHECK(outline(problems) ==
        "tenant-mapped-twice 8:18 account-mapped-twice 12:11 tenant-mapped-twice 14:18 account-mapped-twice "
        "15:11");
  for (const auto& problem : problems) CHECK(problem.scope == Scope::mapping);
  CHECK(problems[0].mapping == 0);
  CHECK(problems[1].mapping == 1);
  CHECK(problems[2].mapping == 2);
  CHECK(problems[0].message == "The virtual server \"A\" is mapped twice: also in line 14.");
}

TEST_CASE("two virtual servers may share a name where each mapping says its id") {
  const std::string first = "[[mapping]]\nvirtual_server = \"A\"\nvirtual_server_id = 1\naccount = 1\n";
  const std::string same_id = "[[mapping]]\nvirtual_server = \"A\"\nvirtual_server_id = 1\naccount = 2\n";
  const std::string other_id = "[[mapping]]\nvirtual_server = \"A\"\nvirtual_server_id = 2\naccount = 2\n";
  CHECK(outline(problems_of(with_head(first + other_id))) == "");
  CHECK(outline(problems_of(with_head(first + same_id))) ==
        "tenant-mapped-twice 9:21 tenant-mapped-twice 13:21");
}

TEST_CASE("names that differ only in case are a warning") {
  const auto problems =
      problems_of(with_head("[[mapping]]\nvirtual_server = \"A\"\naccount = 1\n[[mapping]]\nvirtual_server = "
                            "\"a\"\naccount = 2\n"));
  CHECK(outline(problems) == "name-differs-in-case 11:18");
  CHECK_FALSE(has_errors(problems));
}

TEST_CASE("a thousand problems are shown, and a word about the rest") {
  std::string text;
  for (int i = 0; i < 1200; ++i) text += "x" + std::to_string(i) + " = 1\n";
  const auto problems = problems_of(text);
  REQUIRE(problems.size() == 1001);
  CHECK(problems.back().rule == "too-many-problems");
  CHECK(problems.back().message == "203 more problems are not shown.");
}

}  // namespace tariff::config
