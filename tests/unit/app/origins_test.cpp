#include "app/origins.hpp"

#include <algorithm>

#include <doctest/doctest.h>

#include "app/file_lines.hpp"
#include "text/time.hpp"

namespace tariff::app {
namespace {

constexpr std::string_view text = R"([billing]
external_product = "Kaspersky"
[defaults]
price_level = "Gold"
billing = true
[[product]]
name  = "Select"
match = [
  "Select*",
  "Choose*",
]
item  = "KES"

# two customers
[[mapping]]
virtual_server = "Contoso"
account = 10010
agreement = 50001
[[mapping]]   # the second
virtual_server = "Fabrikam"
account = 10020
agreement = 50002
price_level = "Silver"
[[override]]
account = 10020
item = "KES"
)";

CommitFacts commit(const std::string& id) {
  return {id, "Ann", "ann@example.org", *read_instant("2026-11-20T08:00:00Z"), "subject", "PR #" + id};
}

Place at(std::int32_t line) { return {"tariff.toml", line, 3, ""}; }

Desired desired() {
  Desired out;
  out.places = {{"billing.external_product", at(2)}};
  Product product;
  product.name = "Select";
  product.place = at(6);
  out.products = {product};
  Mapping contoso;
  contoso.tenant = "Contoso";
  contoso.account = AccountNumber(10010);
  contoso.place = at(15);
  contoso.places = {{"virtual_server", at(16)}, {"account", at(17)}, {"agreement", at(18)}};
  Mapping fabrikam = contoso;
  fabrikam.tenant = "Fabrikam";
  fabrikam.account = AccountNumber(10020);
  fabrikam.place = at(19);
  fabrikam.places = {
      {"virtual_server", at(20)}, {"account", at(21)}, {"agreement", at(22)}, {"price_level", at(23)}};
  out.mappings = {contoso, fabrikam};
  Override one;
  one.account = AccountNumber(10020);
  one.item = ItemId("KES");
  one.place = at(24);
  out.overrides = {one};
  return out;
}

plan::Row row(std::int64_t account, std::int32_t line, plan::Cause cause, plan::Action action) {
  plan::Row out;
  out.account = AccountNumber(account);
  out.origin = at(line);
  out.cause = cause;
  out.action = std::move(action);
  return out;
}

plan::CreateCharge create(std::int64_t agreement) {
  plan::CreateCharge out;
  out.key = {AgreementNumber(agreement), ItemId("KES")};
  out.parts = {{TenantUid("U"), "Select", Category::server, 3}};
  return out;
}

plan::Plan plan_of(std::vector<plan::Row> rows) {
  plan::Plan out;
  out.config = {"tariff.toml", "head", false, ""};
  out.rows = std::move(rows);
  return out;
}

/// The row's commit and line, "2 at 17" or "- at 15".
std::string named(const plan::Row& row) {
  return (row.commit ? row.commit->id : "-") + " at " + std::to_string(row.origin.line);
}

/// Names the rows of a file whose lines are of commits by index, newest first: {line, commit}.
struct Told {
  std::vector<LineStretch> stretches;
  LedgerState ledger{};
  std::string of(plan::Row row) const {
    const Result<LineOrigins> lines(LineOrigins{{commit("0"), commit("1"), commit("2")}, stretches});
    plan::Plan plan = plan_of({std::move(row)});
    name_origins(plan, text, desired(), ledger, lines);
    return named(plan.rows.front());
  }
};

TEST_CASE("a table ends before the next header, and has neither its blank lines nor its comments") {
  const FileLines file(text);
  CHECK(file.table(6) == std::vector<std::int32_t>{6, 7, 8, 9, 10, 11, 12});
  CHECK(file.table(19) == std::vector<std::int32_t>{19, 20, 21, 22, 23});
  CHECK(file.table(24).size() == 3);
  CHECK(file.table(0).empty());
  CHECK(file.table(99).empty());
  CHECK(file.header_of("defaults") == 3);
  CHECK(file.header_of("freeze") == 0);
  CHECK(file.key_on(4) == "price_level");
  CHECK(file.key_on(6).empty());
}

TEST_CASE("a row of usage is of the newest commit of its mapping alone") {
  const Told told{{{1, 14, 0}, {15, 2, 2}, {17, 1, 1}, {18, 1, 2}, {19, 8, 0}}};
  CHECK(told.of(row(10010, 15, plan::Cause::usage, create(50001))) == "1 at 17");
}

TEST_CASE("a row follows from the own terms of its mapping as from the mapping itself") {
  constexpr std::string_view with_terms =
      "[[mapping]]\naccount = 10010\n[[mapping.product]]\nname = \"Select\"\nprice = \"2.75\"\n";
  Desired one = desired();
  one.products.clear();
  one.mappings.resize(1);
  one.mappings[0].place = at(1);
  one.mappings[0].places = {{"account", at(2)}};
  one.mappings[0].products = {{"Select"}};
  one.mappings[0].products[0].place = at(3);
  plan::Plan plan = plan_of({row(10010, 1, plan::Cause::config, create(50001))});
  const Result<LineOrigins> lines(LineOrigins{{commit("0"), commit("1")}, {{1, 4, 1}, {5, 1, 0}}});
  name_origins(plan, with_terms, one, {}, lines);
  CHECK(named(plan.rows.front()) == "0 at 5");
}

TEST_CASE("a row that the file asks for follows from its products, too, down to the last line of a list") {
  const Told told{{{8, 2, 1}, {10, 1, 0}, {11, 16, 2}}};
  CHECK(told.of(row(10010, 15, plan::Cause::config, create(50001))) == "0 at 10");
  CHECK(told.of(row(10010, 15, plan::Cause::adoption, create(50001))) == "0 at 10");
  CHECK(told.of(row(10010, 15, plan::Cause::catalogue, create(50001))) == "2 at 15");
  plan::UpdateCharge update;
  update.causes = {{plan::Field::quantity, plan::Cause::usage}, {plan::Field::level, plan::Cause::config}};
  update.parts = create(50001).parts;
  CHECK(told.of(row(10010, 15, plan::Cause::usage, update)) == "0 at 10");
}

TEST_CASE("a default causes rows where the mapping does not say it itself") {
  const Told level{{{4, 1, 0}, {5, 22, 1}}};
  CHECK(level.of(row(10010, 15, plan::Cause::config, create(50001))) == "0 at 4");
  CHECK(level.of(row(10020, 19, plan::Cause::config, create(50002))) == "1 at 19");
}

TEST_CASE("a block that names the account and the item counts, a link is asked for by the External Product") {
  const Told word{{{1, 23, 1}, {24, 3, 0}}};
  CHECK(word.of(row(10020, 19, plan::Cause::config, create(50002))) == "0 at 24");
  CHECK(word.of(row(10010, 15, plan::Cause::config, create(50001))) == "1 at 15");
  const Told product{{{1, 2, 0}, {3, 24, 1}}};
  CHECK(product.of(row(10010, 15, plan::Cause::config, plan::LinkAccount{})) == "0 at 2");
  CHECK(product.of(row(10010, 15, plan::Cause::config, create(50001))) == "1 at 15");
}

TEST_CASE("where all lines are older the ledger says it, and where it does not either nobody does") {
  Told told{{}};
  told.ledger.origins[AccountNumber(10010)] = {AccountNumber(10010), "old", "Bob", Instant{}, "ABC-1"};
  CHECK(told.of(row(10010, 15, plan::Cause::config, create(50001))) == "old at 15");
  CHECK(told.of(row(10020, 19, plan::Cause::usage, create(50002))) == "- at 19");
  told.stretches = {{8, 1, 1}};
  CHECK(told.of(row(10010, 15, plan::Cause::config, create(50001))) == "1 at 8");
  CHECK(told.of(row(10010, 15, plan::Cause::usage, create(50001))) == "old at 15");
}

TEST_CASE("of the origins only what the ledger does not know is kept") {
  LedgerState ledger;
  ledger.origins_commit = "applied";
  ledger.origins[AccountNumber(10010)] = {AccountNumber(10010), "0", "Ann", commit("0").at, "PR #0"};
  const Result<LineOrigins> lines(LineOrigins{{commit("0")}, {{15, 12, 0}}});
  plan::Plan plan = plan_of({});
  name_origins(plan, text, desired(), ledger, lines);
  CHECK(plan.bookkeeping.knows_origins);
  REQUIRE(plan.bookkeeping.origins.size() == 1);
  CHECK(plan.bookkeeping.origins[0] ==
        MappingOrigin{AccountNumber(10020), "0", "Ann", commit("0").at, "PR #0"});
  CHECK(plan.bookkeeping.empty());
}

TEST_CASE("a history that cannot be read is a warning, and stops nothing") {
  const Result<LineOrigins> lines(Error{ErrorKind::unavailable, "The history was not read.", "Fetch it."});
  plan::Plan plan = plan_of({row(10010, 15, plan::Cause::config, create(50001))});
  LedgerState ledger;
  ledger.origins[AccountNumber(10010)] = {AccountNumber(10010), "old", "Bob", Instant{}, ""};
  name_origins(plan, text, desired(), ledger, lines);
  CHECK_FALSE(plan.rows[0].commit);
  CHECK_FALSE(plan.bookkeeping.knows_origins);
  REQUIRE(plan.problems.size() == 1);
  CHECK(plan.problems[0].rule == "origin-unknown");
  CHECK(plan.problems[0].severity == Severity::warning);
  CHECK(plan.problems[0].hint == "Fetch it.");
}

TEST_CASE("an author that is no text and a time that no calendar has stay harmless") {
  CommitFacts facts = commit("0");
  facts.author = "Ann\xff" + std::string(500, 'x');
  facts.at = Instant{std::chrono::seconds{999'999'999'999'999}};
  const Result<LineOrigins> lines(LineOrigins{{facts}, {{15, 4, 0}}});
  plan::Plan plan = plan_of({row(10010, 15, plan::Cause::config, create(50001))});
  name_origins(plan, text, desired(), {}, lines);
  REQUIRE(plan.rows[0].commit);
  CHECK(plan.rows[0].commit->author.starts_with("Ann\\xFFx"));
  CHECK(plan.rows[0].commit->author.size() < 130);
  CHECK(plan.rows[0].commit->at == Instant{});
}

}  // namespace
}  // namespace tariff::app
