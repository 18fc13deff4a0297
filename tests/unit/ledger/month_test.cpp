#include "ledger/month.hpp"

#include <doctest/doctest.h>

#include "support/tiny_world.hpp"
#include "text/time.hpp"

namespace tariff {
namespace {

const AgreementNumber agreement(50001);
const ChargeKey select{agreement, ItemId("KES-SELECT")};
const std::chrono::year_month november{std::chrono::year(2026), std::chrono::month(11)};

LineValue at_price(std::int64_t quantity) { return {quantity, tiny::money("3.50"), PriceLevelId(2)}; }

std::vector<Part> parts(std::int64_t count) {
  return {{TenantUid("UID-CONTOSO"), "Select", Category::workstation, count}};
}

/// A log, told event by event.
class Log {
 public:
  Log& add(const std::string& moment, EventBody body) {
    const auto at = read_instant(moment);
    REQUIRE(at.has_value());
    events_.push_back({*at, RunId("r-1"), std::move(body)});
    return *this;
  }
  Log& bound(const std::string& moment) {
    return add(moment, ChargeBound{select, AccountNumber(10010), DetailId(9001), false});
  }
  Log& set(const std::string& moment, std::int64_t quantity) {
    add(moment, ChargeIntended{select, at_price(quantity), parts(quantity)});
    return add(moment, ChargeConfirmed{select, at_price(quantity), parts(quantity)});
  }
  Log& stamped(const std::string& moment, const std::string& last_billed) {
    return add(moment, AgreementStamped{agreement, {last_billed, "2027-01-01T00:00:00"}});
  }

  MonthFold fold(const std::string& zone = "UTC") const {
    MonthFold out(november, zone);
    LedgerHead head = empty_head();
    for (const auto& event : events_) {
      const LedgerEntry entry = next_entry(head, event);
      CHECK(out.take(entry).has_value());
      head = {entry.sequence, entry.hash};
    }
    return out;
  }
  ChargeMonth charge(const std::string& zone = "UTC") const {
    const auto charges = fold(zone).charges();
    REQUIRE(charges.contains(select));
    return charges.at(select);
  }

 private:
  std::vector<Event> events_;
};

Log a_log() {
  Log log;
  log.bound("2026-10-20T02:00:00Z").set("2026-10-20T02:00:01Z", 5);
  return log;
}

}  // namespace

TEST_CASE("a month ends with what was counted and written last in it") {
  Log log = a_log();
  log.set("2026-11-10T02:00:00Z", 7).set("2026-11-20T02:00:00Z", 8).set("2026-12-01T02:00:00Z", 9);
  const auto month = log.charge();
  CHECK(month.end.counted == 8);
  CHECK(month.end.written == at_price(8));
  CHECK(write_instant(month.end.written_at) == "2026-11-20T02:00:00Z");
  CHECK(month.was_touched);
  CHECK_FALSE(month.invoiced.has_value());
  CHECK(log.fold().entries_in_month() == 4);
}

TEST_CASE("a line that nobody touched stands as it did, from the month before") {
  Log log = a_log();
  log.add("2026-11-05T02:00:00Z", RunEnded{});
  const auto month = log.charge();
  CHECK(month.end.counted == 5);
  CHECK(write_instant(month.end.counted_at) == "2026-10-20T02:00:01Z");
  CHECK_FALSE(month.was_touched);
}

TEST_CASE("the month ends at midnight of the zone, not of UTC") {
  Log log = a_log();
  log.set("2026-12-01T03:00:00Z", 9);
  CHECK(log.charge("UTC").end.counted == 5);
  CHECK(log.charge("America/New_York").end.counted == 9);
}

TEST_CASE("what an invoice billed is what was confirmed before its day, however late the stamp was read") {
  Log log = a_log();
  log.stamped("2026-10-20T02:00:00Z", "2026-10-15T00:00:00").set("2026-11-10T02:00:00Z", 7);
  log.stamped("2026-11-25T02:00:00Z", "2026-11-15T00:00:00").set("2026-11-25T02:00:01Z", 8);
  const auto month = log.charge();
  REQUIRE(month.invoiced.has_value());
  CHECK(write_day(month.invoiced->day) == "2026-11-15");
  CHECK(month.invoiced->standing->written == at_price(7));
  CHECK(month.end.written == at_price(8));
}

TEST_CASE("a value that was set on the invoice's day counts where it was read back before the stamp moved") {
  Log log = a_log();
  log.stamped("2026-10-20T02:00:00Z", "2026-10-15T00:00:00").set("2026-11-15T02:00:00Z", 7);
  log.stamped("2026-11-15T22:00:00Z", "2026-11-15T00:00:00").set("2026-11-15T22:00:01Z", 9);
  CHECK(log.charge().invoiced->standing->written == at_price(7));
}

TEST_CASE("a stamp that was read behind the month's end still tells the month's invoice") {
  Log log = a_log();
  log.stamped("2026-10-20T02:00:00Z", "2026-10-15T00:00:00").set("2026-11-29T02:00:00Z", 7);
  log.stamped("2026-12-03T02:00:00Z", "2026-11-30T00:00:00").set("2026-12-03T02:00:01Z", 9);
  const auto month = log.charge();
  CHECK(month.end.written == at_price(7));
  CHECK(month.invoiced->standing->written == at_price(7));
}

TEST_CASE("an invoice before the line was ours does not bill it, and one of another month is none") {
  Log log;
  log.add("2026-11-20T01:59:00Z", RunEnded{}).stamped("2026-11-20T02:00:00Z", "2026-11-15T00:00:00");
  log.bound("2026-11-20T02:00:00Z").set("2026-11-20T02:00:01Z", 5);
  REQUIRE(log.charge().invoiced.has_value());
  CHECK_FALSE(log.charge().invoiced->standing.has_value());
  Log other = a_log();
  other.set("2026-11-10T02:00:00Z", 7).stamped("2026-11-10T02:00:00Z", "2026-10-15T00:00:00");
  CHECK_FALSE(other.charge().invoiced.has_value());
}

TEST_CASE("a set without proof makes neither the end nor the invoice certain") {
  Log log = a_log();
  log.stamped("2026-10-20T02:00:00Z", "2026-10-15T00:00:00");
  log.add("2026-11-14T02:00:00Z", ChargeIntended{select, at_price(7), parts(7)});
  log.add("2026-11-14T02:00:01Z", ChargeUnknown{select, "silence"});
  log.stamped("2026-11-16T02:00:00Z", "2026-11-15T00:00:00");
  const auto month = log.charge();
  CHECK(month.end.is_unproven);
  CHECK(month.end.counted == 7);
  CHECK(month.end.written == at_price(5));
  CHECK(month.invoiced->standing->is_unproven);
}

TEST_CASE("Tigerpaw's own LastBilledDate tells an invoice that nothing was written behind") {
  MonthFold fold = a_log().set("2026-11-10T02:00:00Z", 7).fold();
  fold.take_live(agreement, {"2026-11-15T00:00:00", "2026-12-15T00:00:00"});
  const auto month = fold.charges().at(select);
  REQUIRE(month.invoiced.has_value());
  CHECK(month.invoiced->standing->written == at_price(7));
}

TEST_CASE("a line that was released is no part of the month; a retired one is, at 0") {
  Log log = a_log();
  log.add("2026-11-10T02:00:00Z", ChargeReleased{select, "observes"});
  CHECK(log.fold().charges().empty());
  Log retired = a_log();
  retired.add("2026-11-10T02:00:00Z", ChargeRetired{select});
  CHECK(retired.charge().end.written == at_price(0));
  CHECK(retired.charge().end.counted == 0);
}

TEST_CASE("a month without entries says what lies before and behind it") {
  Log log = a_log();
  log.set("2026-12-03T02:00:00Z", 7);
  const auto fold = log.fold();
  CHECK(fold.entries_in_month() == 0);
  CHECK(write_day(fold.last_day_before().value()) == "2026-10-20");
  CHECK(write_day(fold.first_day_behind().value()) == "2026-12-03");
}

TEST_CASE("a damaged log is told at its entry") {
  MonthFold fold(november, "UTC");
  const Event event{Instant{}, RunId("r-1"), RunEnded{}};
  LedgerEntry entry = next_entry(empty_head(), event);
  entry.text += " ";
  const auto taken = fold.take(entry);
  REQUIRE_FALSE(taken.has_value());
  CHECK(taken.error().message.find("entry 1") != std::string::npos);
}

}  // namespace tariff
