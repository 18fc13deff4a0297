#include <doctest/doctest.h>

#include "unit/config/tariff_text.hpp"

namespace tariff::config {
namespace {

constexpr Day new_years_eve = std::chrono::year{2026} / 12 / 31;

const std::string contoso = "[[mapping]]\nvirtual_server = \"Contoso\"\naccount = 10010\n";

Desired read(const std::string& more) {
  const auto parsed = parse(with_head(more), "tariff.toml");
  CAPTURE(more);
  CHECK(outline(parsed.problems) == "");
  return parsed.desired;
}

std::string found(const std::string& more) { return outline(problems_of(with_head(more))); }

}  // namespace

TEST_CASE("without a word the freeze is on for five days, and a fall by half is suspect for three") {
  const auto desired = read("");
  CHECK(desired.freeze.is_on);
  CHECK(desired.freeze.days_max == 5);
  CHECK(desired.guards.suspect_drop_percent == 50);
  CHECK(desired.guards.suspect_days == 3);
  CHECK(desired.price == PriceRule::follow);
}

TEST_CASE("freeze and guards take what the file says") {
  const auto desired =
      read("[freeze]\nenabled = false\ndays = 2\n[guards]\nsuspect_drop = 30\nsuspect_days = 1\n");
  CHECK_FALSE(desired.freeze.is_on);
  CHECK(desired.freeze.days_max == 2);
  CHECK(desired.guards.suspect_drop_percent == 30);
  CHECK(desired.guards.suspect_days == 1);
  CHECK(found("[guards]\nsuspect_drop = 0\n") == "number-range 8:16");
  CHECK(found("[freeze]\ndays = 60\n") == "number-range 8:8");
}

TEST_CASE("a customer who left says when the lines end and what becomes of them") {
  const std::string left = "[[removed]]\nvirtual_server = \"Contoso\"\nreason = \"left us\"\nstop = ";
  CHECK(read(left + "\"now\"\n").removed.front().leaving == Leaving{Stop::now, {}, LineEnd::zero, "left us"});
  CHECK(read(left + "\"after-invoice\"\nline = \"delete\"\n").removed.front().leaving ==
        Leaving{Stop::after_invoice, {}, LineEnd::removed, "left us"});
  CHECK(read(left + "2026-12-31\n").removed.front().leaving ==
        Leaving{Stop::on_day, new_years_eve, LineEnd::zero, "left us"});
  CHECK(read(left + "\"2026-12-31\"\n").removed.front().leaving.day == new_years_eve);
  CHECK(found(left + "\"tomorrow\"\n") == "day-form 10:8");
  CHECK(found(left + "2026-12-31T10:00:00\n") == "day-form 10:8");
  CHECK(found("[[removed]]\nvirtual_server = \"Contoso\"\nreason = \"left us\"\n") == "missing-key 7:1");
}

TEST_CASE("nobody is removed who is still mapped, or twice") {
  const std::string left = "[[removed]]\nvirtual_server = \"Contoso\"\nreason = \"left\"\nstop = \"now\"\n";
  CHECK(found(contoso + left) == "removed-and-mapped 10:1");
  CHECK(found(left + left) == "block-twice 11:1");
  CHECK(found(contoso + "[[removed]]\nvirtual_server = \"Old\"\naccount = 10010\nreason = \"left\"\n"
                        "stop = \"now\"\n") == "removed-and-mapped 10:1");
}

TEST_CASE("a customer moves from one UID to another, under a name that is mapped") {
  const auto desired =
      read(contoso + "[[moved]]\nvirtual_server = \"Contoso\"\nfrom = \"UID-1\"\nto = \"UID-2\"\n");
  CHECK(desired.moved.front().from == TenantUid("UID-1"));
  CHECK(desired.moved.front().to == TenantUid("UID-2"));
  CHECK(found(contoso + "[[moved]]\nvirtual_server = \"Contoso\"\nfrom = \"U\"\nto = \"U\"\n") ==
        "moved-nowhere 10:1");
  CHECK(found("[[moved]]\nvirtual_server = \"Contoso\"\nfrom = \"U\"\nto = \"V\"\n") ==
        "moved-not-mapped 7:1");
}

TEST_CASE("an override has a quantity or a price, a reason and an end") {
  const std::string head = "[[override]]\naccount = 10010\nitem = \"KES\"\nreason = \"promised\"\n";
  const auto desired = read(contoso + head + "until = 2026-12-31\nquantity = 0\nprice = \"19.99\"\n");
  const auto& one = desired.overrides.front();
  CHECK(one.quantity == 0);
  CHECK(one.price == Money::parse("19.99").value());
  CHECK(one.until == new_years_eve);
  CHECK(found(contoso + head + "until = 2026-12-31\n") == "override-empty 10:1");
  CHECK(found(contoso + head + "quantity = 5\n") == "missing-key 10:1");
  CHECK(found(contoso + head + "until = 2026-12-31\nprice = 19.99\n") == "wrong-type 15:9");
  CHECK(found(contoso + head + "until = 2026-12-31\nprice = \"-1\"\n") == "money-form 15:9");
  CHECK(found(head + "until = 2026-12-31\nquantity = 5\n") == "account-not-mapped 7:1");
}

TEST_CASE("a line is adopted once") {
  const std::string adopt = "[[adopt]]\naccount = 10010\nitem = \"KES\"\ntake = ";
  CHECK(read(contoso + adopt + "\"theirs\"\n").adopts.front().take == Take::theirs);
  CHECK(found(contoso + adopt + "\"ours\"\n" + adopt + "\"theirs\"\n") == "block-twice 14:1");
  CHECK(found(contoso + adopt + "\"mine\"\n") == "unknown-choice 13:8");
}

TEST_CASE("what drift ignores has an end, and may be one line or a whole account") {
  const std::string ignore = "[[ignore]]\naccount = 10010\nreason = \"known\"\nuntil = 2026-12-31\n";
  CHECK_FALSE(read(ignore).ignores.front().item);
  CHECK(read(ignore + "item = \"KES\"\n").ignores.front().item == ItemId("KES"));
}

TEST_CASE("two mappings of a customer may follow each other, and not overlap") {
  const std::string first = contoso + "until = 2026-11-30\n";
  CHECK(read(first + contoso + "from = 2026-12-01\n").mappings.size() == 2);
  CHECK(found(first + contoso + "from = 2026-11-30\n") ==
        "tenant-mapped-twice 8:18 account-mapped-twice 9:11 tenant-mapped-twice 12:18 account-mapped-twice "
        "13:11");
  CHECK(found(contoso + "from = 2026-12-01\nuntil = 2026-11-30\n") == "until-before-from 11:9");
}

TEST_CASE("a changed agreement may hand over after its invoice, and prices may be pinned") {
  CHECK(read(contoso + "handover = \"after-invoice\"\n").mappings.front().handover ==
        Handover::after_invoice);
  const auto pinned = parse(
      "format = 1\ninstallation = \"k7q2m9d4xw\"\n[billing]\nexternal_product = \"K\"\ncurrency = \"USD\"\n"
      "price = \"pin\"\n",
      "tariff.toml");
  CHECK(outline(pinned.problems) == "");
  CHECK(pinned.desired.price == PriceRule::pin);
}

}  // namespace tariff::config
