#include "app/ready.hpp"

#include <doctest/doctest.h>

#include "plan/build.hpp"
#include "support/tiny_world.hpp"
#include "text/time.hpp"

namespace tariff::app {
namespace {

using plan::Exit;
using report::Doubt;
using std::chrono::hours;

/// The tiny world on its billing day, 2026-11-22, last billed a month before.
struct Day22 {
  Desired desired = tiny::a_desired();
  Observed observed = tiny::an_observed();
  LedgerState ledger = tiny::a_ledger();
  bool has_ledger = true;
  std::vector<bool> set_aside{false};
  std::vector<bool> unread{false};
  Diagnostics problems;
  std::string on = "2026-11-22";
  hours age_max{36};

  Day22() {
    desired.freeze.is_on = false;
    auto& agreement = tiny::agreement_of(observed);
    agreement.day_to_bill = 22;
    agreement.last_billed = "2026-10-22T00:00:00";
    agreement.next_period = "2026-11-22T00:00:00";
  }

  /// Our line, bound and confirmed a day ago at that quantity.
  void bill(std::int64_t quantity) {
    tiny::add_line(observed, 8001, "KES-SELECT", quantity);
    tiny::bind_line(ledger, observed, 8001);
  }
  ChargeState& charge() { return ledger.charges.at({AgreementNumber(50001), ItemId("KES-SELECT")}); }

  report::Readiness readiness() const {
    const std::vector<bool> none(desired.mappings.size(), false);
    const LedgerState* known = has_ledger ? &ledger : nullptr;
    const auto plan =
        plan::build({desired, observed, known, std::chrono::minutes(15), set_aside, unread, none, problems});
    return readiness_of({plan, desired, observed, known}, {*read_day(on), age_max});
  }
  report::ReadyAgreement only() const {
    const auto all = readiness();
    REQUIRE(all.billing.size() == 1);
    return all.billing.front();
  }
  /// The doubts by name, with `!` where one stops.
  std::string doubts() const {
    std::string out;
    for (const auto& doubt : only().doubts)
      out +=
          (out.empty() ? "" : ", ") + std::string(report::doubt_name(doubt.doubt)) + (doubt.stops ? "!" : "");
    return out;
  }
};

Diagnostic a_problem(const std::string& rule, Scope scope) {
  return {{}, rule, Severity::error, scope, 0, "It is so.", ""};
}

}  // namespace

TEST_CASE("an agreement whose lines equal a complete count of now is ready, with the amount that it bills") {
  Day22 day;
  day.bill(5);
  const auto one = day.only();
  CHECK(one.is_ready());
  CHECK(one.lines == 1);
  CHECK(one.bills_now == tiny::money("17.50"));
  CHECK(one.period == "Monthly");
  CHECK(one.last_good_count == day.observed.now);
  CHECK(one.account_name == "Contoso Ltd");
  CHECK(exit_of(day.readiness()) == Exit::ok);
}

TEST_CASE("a change that is not applied stands against the invoice, with its money and the last good count") {
  Day22 day;
  day.bill(3);
  const auto one = day.only();
  CHECK_FALSE(one.is_ready());
  CHECK(day.doubts() == "waiting!");
  CHECK(one.doubts[0].what == "KES-SELECT 3 -> 5");
  CHECK(one.doubtful() == tiny::money("7.00"));
  CHECK(one.last_good_count == day.charge().confirmed_at);
  CHECK(exit_of(day.readiness()) == Exit::refused);
}

TEST_CASE(
    "a count that moves behind the begin of a freeze is the next invoice's, where somebody looked lately") {
  Day22 day;
  day.bill(3);
  day.desired.freeze.is_on = true;
  CHECK(day.doubts() == "frozen!");
  CHECK(day.only().doubts[0].reason.find("No run of apply") == 0);
  day.ledger.last_run_started = Event{day.observed.now - hours(8), RunId("r-1"), RunStarted{}};
  CHECK(day.doubts() == "frozen");
  CHECK(day.only().doubtful() == tiny::money("7.00"));
  CHECK(exit_of(day.readiness()) == Exit::ok);
}

TEST_CASE("what a freeze holds back besides counts was waiting before, and stands against the invoice") {
  Day22 create;
  create.desired.freeze.is_on = true;
  create.ledger.last_run_started = Event{create.observed.now - hours(8), RunId("r-1"), RunStarted{}};
  CHECK(create.doubts() == "frozen!");
  CHECK(create.only().doubts[0].reason.find("It was not applied before the billing day.") == 0);
  Day22 price = create;
  price.bill(3);
  tiny::item_of(price.observed, "KES-SELECT").prices.at(PriceLevelId(2)).selling_price = tiny::money("9.00");
  CHECK(price.doubts() == "frozen!");
}

TEST_CASE("a count that fell too far is suspect, in a freeze too") {
  Day22 day;
  day.bill(50);
  CHECK(day.doubts() == "suspect!");
  CHECK(day.only().doubtful() == tiny::money("-157.50"));
  day.charge().suspect = SuspectCount{1, day.observed.today};
  day.desired.freeze.is_on = true;
  day.ledger.last_run_started = Event{day.observed.now - hours(8), RunId("r-1"), RunStarted{}};
  CHECK(day.doubts() == "suspect!");
}

TEST_CASE("what the file puts off until the invoice bills as it stands, and does not stop it") {
  Day22 day;
  day.bill(5);
  tiny::add_agreement(day.observed, 50002).day_to_bill = 5;
  day.desired.mappings[0].agreement = AgreementNumber(50002);
  day.desired.mappings[0].handover = Handover::after_invoice;
  CHECK(day.doubts() == "scheduled");
  CHECK(day.only().bills_now == tiny::money("17.50"));
  CHECK(exit_of(day.readiness()) == Exit::ok);
}

TEST_CASE("a line that a person edited is held, and one whose write is not proven ends with 8") {
  Day22 day;
  day.bill(5);
  tiny::agreement_of(day.observed).lines[0].quantity = 9;
  CHECK(day.doubts() == "held!");
  CHECK(exit_of(day.readiness()) == Exit::refused);
  Day22 unproven;
  unproven.ledger.charges[{AgreementNumber(50001), ItemId("KES-SELECT")}] = {
      KeyState::unknown, AccountNumber(10010), {}, {}, {}, {}, {}, unproven.observed.now, RunId("r"), "", {}};
  CHECK(unproven.doubts() == "unproven!");
  CHECK(exit_of(unproven.readiness()) == Exit::unknown);
}

TEST_CASE("a tenant that cannot be read is ready on a count that is young enough, and not on an older one") {
  Day22 day;
  day.bill(5);
  day.unread = {true};
  day.problems = {a_problem("tenant-unread", Scope::mapping)};
  CHECK(day.doubts() == "unread");
  CHECK(day.only().last_good_count == day.charge().confirmed_at);
  CHECK(exit_of(day.readiness()) == Exit::ok);
  day.age_max = hours(23);
  CHECK(day.doubts() == "unread!");
  CHECK(day.only().doubts[0].reason == "It is so.");
  CHECK(exit_of(day.readiness()) == Exit::unread);
}

TEST_CASE("a tenant that was never counted and cannot be read is not ready, however old a count may be") {
  Day22 day;
  day.unread = {true};
  day.age_max = hours(24 * 365);
  CHECK(day.doubts() == "unread!");
  CHECK_FALSE(day.only().last_good_count.has_value());
}

TEST_CASE("a problem sets the agreement aside, and a product without a price stands against it") {
  Day22 day;
  day.bill(5);
  day.problems = {a_problem("product-unpriced", Scope::product)};
  CHECK(day.doubts() == "unpriced!");
  day.set_aside = {true};
  day.problems = {a_problem("agreement-ended", Scope::mapping)};
  CHECK(day.doubts() == "set aside!");
  CHECK(day.only().doubts[0].what == "agreement-ended");
  CHECK(exit_of(day.readiness()) == Exit::refused);
}

TEST_CASE("an agreement that could not be read may bill on any day, so nobody may say that it is ready") {
  Day22 day;
  day.unread = {true};
  day.observed.agreements.insert_or_assign(AgreementNumber(50001),
                                           Error{ErrorKind::unavailable, "Silence.", ""});
  CHECK(day.doubts().find("unread!") == 0);
  CHECK(exit_of(day.readiness()) == Exit::unread);
}

TEST_CASE("without the ledger nobody knows which lines are ours, but a mapping that observes needs none") {
  Day22 day;
  day.has_ledger = false;
  tiny::add_line(day.observed, 8001, "KES-SELECT", 5);
  CHECK(day.doubts() == "unowned!");
  CHECK(exit_of(day.readiness()) == Exit::refused);
  day.desired.mappings[0].billing = Billing::observe;
  CHECK(day.doubts().empty());
  CHECK(day.only().bills_now == tiny::money("17.50"));
  tiny::agreement_of(day.observed).lines[0].quantity = 4;
  CHECK(day.doubts() == "differs!");
  CHECK(day.only().doubtful() == tiny::money("3.50"));
}

TEST_CASE("only agreements that bill on the day are asked for, and those that tell no day stand apart") {
  Day22 day;
  day.bill(3);
  day.on = "2026-11-23";
  CHECK(day.readiness().billing.empty());
  CHECK(day.readiness().on_other_days == 1);
  CHECK(exit_of(day.readiness()) == Exit::ok);
  day.on = "2026-12-22";
  CHECK(day.readiness().billing.size() == 1);
  tiny::agreement_of(day.observed).day_to_bill.reset();
  const auto all = day.readiness();
  CHECK(all.billing.empty());
  REQUIRE(all.day_not_told.size() == 1);
  CHECK_FALSE(all.day_not_told[0].is_ready());
  CHECK_FALSE(all.day_not_told[0].bills_on.has_value());
  CHECK(exit_of(all) == Exit::ok);
}

TEST_CASE(
    "an invoice that is still awaited from an earlier day belongs to today, and says when it is overdue") {
  Day22 day;
  day.bill(5);
  tiny::agreement_of(day.observed).day_to_bill = 20;
  tiny::agreement_of(day.observed).next_period = "2026-11-20T00:00:00";
  CHECK(write_day(day.only().bills_on.value()) == "2026-11-20");
  CHECK(day.only().note.empty());
  tiny::agreement_of(day.observed).day_to_bill = 10;
  tiny::agreement_of(day.observed).next_period = "2026-11-10T00:00:00";
  CHECK(day.only().note.find("overdue") != std::string::npos);
  tiny::agreement_of(day.observed).last_billed = "2026-11-22T00:00:00";
  CHECK(day.readiness().billing.empty());
}

TEST_CASE("a line of ours on an old agreement is asked for there, also where the mapping has gone on") {
  Day22 day;
  day.bill(5);
  auto& next = tiny::add_agreement(day.observed, 50002);
  next.day_to_bill = 22;
  day.desired.mappings[0].agreement = AgreementNumber(50002);
  day.desired.mappings[0].handover = Handover::now;
  const auto all = day.readiness();
  REQUIRE(all.billing.size() == 2);
  CHECK(all.billing[0].doubtful() == tiny::money("-17.50"));
  CHECK(all.billing[1].doubtful() == tiny::money("17.50"));
  CHECK(all.billing[0].bills_now == tiny::money("17.50"));
  CHECK(all.billing[1].lines == 0);
}

TEST_CASE("a product on an agreement of its own is asked for on that one's day") {
  Day22 day;
  day.bill(5);
  auto& other = tiny::add_agreement(day.observed, 50002);
  other.day_to_bill = 23;
  other.last_billed = "2026-10-23T00:00:00";
  other.next_period = "2026-11-23T00:00:00";
  tiny::use_licence(day.observed, tiny::advanced_licence, {2, 0, 0});
  MappingProduct own;
  own.name = "Endpoint Security Advanced";
  own.agreement = AgreementNumber(50002);
  day.desired.mappings[0].products = {own};
  CHECK(day.only().agreement == AgreementNumber(50001));
  CHECK(day.only().is_ready());
  day.on = "2026-11-23";
  const auto all = day.readiness();
  REQUIRE(all.billing.size() == 1);
  CHECK(all.billing[0].agreement == AgreementNumber(50002));
  CHECK(all.billing[0].doubtful() == tiny::money("8.00"));
}

TEST_CASE("a mapping that is off, and that nothing of ours stands for, is not asked for") {
  Day22 day;
  day.desired.mappings[0].billing = Billing::off;
  CHECK(day.readiness().billing.empty());
  day.bill(5);
  CHECK(day.doubts() == "waiting!");
}

}  // namespace tariff::app
