#include "support/ledger_promises.hpp"

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include "support/tiny_world.hpp"

namespace tariff::test {
namespace {

const Instant at{std::chrono::seconds{1'795'342'473}};
const RunId run_id("run-1");
const ChargeKey key{AgreementNumber(50001), ItemId("KES \"\\/\n\xC3\xA9")};
const LineValue value{7, tiny::money("3.7525"), PriceLevelId(2)};

Event claim(std::int64_t agreement) {
  return {at, run_id, ChargeClaimed{{AgreementNumber(agreement), ItemId("A")}, AccountNumber(1)}};
}

/// Appends one event, however often others come first. False where the ledger fails in another way.
bool append_in_the_end(Ledger& ledger, const Event& event) {
  for (;;) {
    const auto snapshot = ledger.read();
    if (!snapshot) return false;
    const auto head = ledger.append(snapshot->head, {event});
    if (head) return true;
    if (head.error().kind != ErrorKind::conflict) return false;
  }
}

}  // namespace

std::vector<Event> one_of_each() {
  const AccountNumber account(10010);
  const std::vector<Part> parts{{TenantUid("U"), "Select", Category::server, 3},
                                {TenantUid("U"), "Select", Category::other, 4}};
  const TenantBound tenant{TenantUid("U"),
                           TenantId(3),
                           "\xE2\x80\xAE evil",
                           account,
                           AgreementNumber(50001),
                           {{{AgreementNumber(50001), ItemId("A")}, {AgreementNumber(50002), ItemId("B")}}}};
  std::vector<Event> events;
  const std::vector<EventBody> bodies{RunStarted{"tariff 1",
                                                 "0a1b",
                                                 InstallationId("k7q2m9d4xw"),
                                                 "ann on build-7",
                                                 900,
                                                 {},
                                                 true,
                                                 {"Select \"27\"", "\xE2\x80\xAE evil"}},
                                      EpochStarted{"an older head"},
                                      AgreementStamped{AgreementNumber(50001), {"2026-11-01", "December"}},
                                      Resolved{"charge/50001/A", "absent", "looked", "ann"},
                                      tenant,
                                      MappingOrigin{account, "0a1b", "Ann \xC3\xA9 \"\n", at, "PR #12"},
                                      LinkClaimed{account},
                                      LinkUnknown{account, "reset"},
                                      LinkReleased{account, "refused"},
                                      LinkBound{account, CrossReferenceId(4)},
                                      ChargeClaimed{key, account},
                                      ChargeUnknown{key, "reset"},
                                      ChargeBound{key, account, DetailId(9), true},
                                      ChargeIntended{key, value},
                                      ChargeRefused{key, false, "no"},
                                      ChargeConfirmed{key, value, parts},
                                      ChargeConfirmed{key, value, parts, Money::of_ten_thousandths(41'000)},
                                      InvoiceAwaited{key, BillingStamp{"2026-11-01", "December"}},
                                      InvoiceAwaited{key, {}},
                                      InvoiceAwaited{key, BillingStamp{"2026-11-02", ""}},
                                      CountSuspected{key, 3, 0, std::chrono::year{2026} / 11 / 21},
                                      CountSuspected{key, 3, 2, std::chrono::year{2026} / 11 / 22},
                                      ChargeHeld{key, "two lines"},
                                      ChargeRetired{key},
                                      ChargeReleased{key, "observed"},
                                      RunEnded{1, 2, 3, 4}};
  for (const auto& body : bodies) events.push_back({at, run_id, body});
  return events;
}

void starts_empty_and_folds_what_it_took(const OpenLedger& open) {
  const auto ledger = open();
  const auto before = ledger->read();
  REQUIRE(before.has_value());
  CHECK(before->head == empty_head());
  CHECK(before->state == LedgerState{});
  const std::vector<Event> events{claim(1), claim(2)};
  const auto head = ledger->append(before->head, events);
  REQUIRE(head.has_value());
  CHECK(head->sequence == 2);
  const auto after = ledger->read();
  REQUIRE(after.has_value());
  CHECK(after->head == *head);
  CHECK(after->state == fold(events));
  CHECK(after->id == before->id);
}

void refuses_a_head_that_has_moved(const OpenLedger& open) {
  const auto first = open();
  const auto second = open();
  REQUIRE(first->append(empty_head(), {claim(1)}));
  const auto late = second->append(empty_head(), {claim(2)});
  REQUIRE_FALSE(late.has_value());
  CHECK(late.error().kind == ErrorKind::conflict);
  const auto seen = second->read();
  REQUIRE(seen.has_value());
  CHECK(seen->state == fold({claim(1)}));
  const auto again = second->append(seen->head, {claim(2)});
  CHECK(again.has_value());
  const LedgerHead forged{seen->head.sequence, std::string(64, 'a')};
  CHECK_FALSE(first->append(forged, {claim(3)}).has_value());
}

void takes_all_events_of_an_append_or_none(const OpenLedger& open) {
  const auto ledger = open();
  const auto head = ledger->append(empty_head(), one_of_each());
  REQUIRE(head.has_value());
  CHECK_FALSE(ledger->append(empty_head(), one_of_each()).has_value());
  const auto seen = ledger->read();
  REQUIRE(seen.has_value());
  CHECK(seen->head == *head);
  CHECK(seen->head.sequence == static_cast<std::int64_t>(one_of_each().size()));
}

void keeps_every_kind_of_event(const OpenLedger& open) {
  const auto ledger = open();
  LedgerHead head = empty_head();
  std::vector<Event> so_far;
  for (const auto& event : one_of_each()) {
    const auto next = ledger->append(head, {event});
    REQUIRE(next.has_value());
    CHECK(*next == next_head(head, event_text(event)));
    head = *next;
    so_far.push_back(event);
    const auto seen = ledger->read();
    REQUIRE(seen.has_value());
    CHECK(seen->state == fold(so_far));
  }
}

void gives_every_reader_the_same_head(const OpenLedger& open) {
  const auto writer = open();
  const auto reader = open();
  const auto head = writer->append(empty_head(), {claim(1), claim(2)});
  REQUIRE(head.has_value());
  CHECK(reader->read()->head == *head);
  CHECK(open()->read()->head == *head);
}

const std::vector<std::function<void(const OpenLedger&)>>& every_promise() {
  static const std::vector<std::function<void(const OpenLedger&)>> all{
      starts_empty_and_folds_what_it_took, refuses_a_head_that_has_moved,
      takes_all_events_of_an_append_or_none, keeps_every_kind_of_event, gives_every_reader_the_same_head};
  return all;
}

void loses_no_append(const OpenLedger& open, int writers, int appends) {
  open();
  std::atomic<int> stored{0};
  {
    std::vector<std::jthread> threads;
    for (int writer = 0; writer < writers; ++writer)
      threads.emplace_back([&open, &stored, writer, appends] {
        const auto ledger = open();
        for (int i = 0; i < appends; ++i)
          if (append_in_the_end(*ledger, claim(writer * 1000 + i))) ++stored;
      });
  }
  CHECK(stored == writers * appends);
  const auto seen = open()->read();
  REQUIRE(seen.has_value());
  CHECK(seen->head.sequence == writers * appends);
  CHECK(seen->state.charges.size() == static_cast<std::size_t>(writers * appends));
}

}  // namespace tariff::test
