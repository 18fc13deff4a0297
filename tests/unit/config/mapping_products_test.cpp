#include <doctest/doctest.h>

#include "unit/config/tariff_text.hpp"

namespace tariff::config {
namespace {

/// Two products (lines 7 to 14) and a mapping (lines 15 to 17); what a test adds stands behind it, from line
/// 18 on.
std::string with_mapping(const std::string& more, const std::string& of_select = "item = \"KES-SELECT\"") {
  return with_head("[[product]]\nname = \"Select\"\nmatch = [\"Select*\"]\n" + of_select +
                   "\n[[product]]\nname = \"Advanced\"\nmatch = [\"Advanced*\"]\nitem = \"KES-ADV\"\n"
                   "[[mapping]]\nvirtual_server = \"Contoso\"\naccount = 10010\n" +
                   more);
}

/// The only own terms of a file without problems.
MappingProduct read(const std::string& terms) {
  const auto parsed = parse(with_mapping("[[mapping.product]]\nname = \"Select\"\n" + terms), "tariff.toml");
  CHECK(outline(parsed.problems) == "");
  REQUIRE(parsed.desired.mappings.at(0).products.size() == 1);
  return parsed.desired.mappings[0].products[0];
}

std::string found(const std::string& terms) {
  return outline(problems_of(with_mapping("[[mapping.product]]\nname = \"Select\"\n" + terms)));
}

}  // namespace

TEST_CASE("own terms take what the file says of one product") {
  const auto one = read("item = \"KES-NFP\"\nprice_level = \"Silver\"\nprice = \"2.75\"\n");
  CHECK(one.name == "Select");
  CHECK(one.item == ItemId("KES-NFP"));
  CHECK(one.price_level == "Silver");
  CHECK(one.price == Money::parse("2.75").value());
  CHECK(one.billed);
  CHECK(one.place.line == 18);
  CHECK(place_of(one, "price").line == 22);
  const auto split = read("items = { server = \"KES-SRV\" }\nprice_level = 3\n");
  CHECK(split.items == std::map<Category, ItemId>{{Category::server, ItemId("KES-SRV")}});
  CHECK(split.price_level == "3");
}

TEST_CASE("a product that is not billed for one customer has a reason, and an end where the file says one") {
  const auto one = read("bill = false\nreason = \"trial\"\nuntil = 2027-03-31\n");
  CHECK_FALSE(one.billed);
  CHECK(one.reason == "trial");
  CHECK(one.until == Day(std::chrono::year{2027} / 3 / 31));
  CHECK_FALSE(read("bill = false\nreason = \"trial\"\n").until.has_value());
  CHECK(found("bill = false\n") == "reason-missing 20:8");
  CHECK(found("bill = false\nreason = \"trial\"\nprice = \"2.75\"\n") == "terms-not-billed 22:9");
  CHECK(found("item = \"KES-NFP\"\nuntil = 2027-03-31\n") == "until-billed 21:9");
}

TEST_CASE("own terms that say nothing, or two things at once, are errors of their mapping") {
  CHECK(found("") == "terms-empty 18:1");
  CHECK(found("bill = true\n") == "terms-empty 18:1");
  CHECK(found("item = \"A\"\nitems = { server = \"B\" }\n") == "item-and-items 21:9");
  CHECK(found("items = {}\n") == "items-empty 20:9");
  CHECK(found("price = 2.75\n") == "wrong-type 20:9");
  const auto problems = problems_of(with_mapping("[[mapping.product]]\nname = \"Select\"\n"));
  CHECK(problems.at(0).scope == Scope::mapping);
  CHECK(problems.at(0).mapping == 0);
}

TEST_CASE("own terms name a product of the file, once, that is billed and can be split") {
  const std::string unknown = "[[mapping.product]]\nname = \"Selct\"\nprice = \"1\"\n";
  const auto problems = problems_of(with_mapping(unknown));
  CHECK(outline(problems) == "product-unknown 19:8");
  CHECK(problems.at(0).hint == "Did you mean \"Select\"?");
  const std::string known = "[[mapping.product]]\nname = \"Select\"\nprice = \"1\"\n";
  CHECK(outline(problems_of(with_mapping(known + known))) == "product-twice 22:8");
  CHECK(outline(problems_of(with_mapping(known, "bill = false\nreason = \"free\""))) ==
        "terms-not-billed 20:8");
  CHECK(outline(problems_of(
            with_mapping("[[mapping.product]]\nname = \"Select\"\nitems = { server = \"B\" }\n",
                         "item = \"A\"\ncount = \"purchased\""))) == "items-without-categories 21:9");
}

TEST_CASE("two products that one customer has on one item have one level and one price") {
  const std::string shared = "[[mapping.product]]\nname = \"Select\"\nitem = \"KES-ADV\"\n";
  CHECK(outline(problems_of(with_mapping(shared))) == "");
  CHECK(outline(problems_of(with_mapping(shared + "price = \"2.75\"\n"))) == "two-terms-for-one-line 21:9");
  CHECK(outline(problems_of(with_mapping(shared + "price_level = \"Silver\"\n"))) ==
        "two-terms-for-one-line 18:1");
  CHECK(outline(problems_of(with_mapping(shared + "agreement = 50002\n"))) == "two-terms-for-one-line 21:13");
  CHECK(outline(problems_of(with_mapping(
            shared + "price = \"2.75\"\n[[mapping.product]]\nname = \"Advanced\"\nprice = \"2.75\"\n"))) ==
        "");
}

}  // namespace tariff::config
