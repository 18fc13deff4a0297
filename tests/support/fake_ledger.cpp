#include "support/fake_ledger.hpp"

#include <stdexcept>
#include <utility>

namespace tariff::test {

Result<LedgerSnapshot> FakeLedger::read() {
  LedgerSnapshot snapshot{LedgerId(id_), {}, empty_head(), discontinuity};
  for (const auto& entry : entries_) {
    const auto event = read_event(entry);
    if (!event) return event.error();
    apply_event(snapshot.state, *event);
    snapshot.head = next_head(snapshot.head, entry);
  }
  return snapshot;
}

Result<LedgerHead> FakeLedger::append(const LedgerHead& expected, const std::vector<Event>& events) {
  if (const auto hook = std::exchange(before_next_append, nullptr)) hook();
  const bool fails = fails_after && *fails_after == 0;
  if (fails_after && *fails_after > 0) --*fails_after;
  if (fails && on_failure) on_failure();
  if (fails && !stores_when_failing) return failure;
  if (expected != head_) return Error{ErrorKind::conflict, "The ledger's head has moved.", ""};
  for (const auto& event : events) {
    if (std::holds_alternative<EpochStarted>(event.body)) discontinuity.clear();
    entries_.push_back(event_text(event));
    head_ = next_head(head_, entries_.back());
  }
  if (fails) return failure;
  return head_;
}

Status FakeLedger::each_entry(const std::function<Status(const LedgerEntry&)>& visit) {
  LedgerHead head = empty_head();
  for (const auto& entry : entries_) {
    head = next_head(head, entry);
    if (auto visited = visit({head.sequence, entry, head.hash}); !visited) return visited;
  }
  return done();
}

LedgerState FakeLedger::state() {
  auto snapshot = read();
  if (!snapshot) throw std::logic_error(snapshot.error().message);
  return std::move(snapshot->state);
}

}  // namespace tariff::test
