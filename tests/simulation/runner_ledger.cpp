#include "simulation/runner.hpp"

namespace tariff::simulation {

Result<LedgerSnapshot> Runner::read() {
  pass(1);
  if (site_.strikes(Trouble::ledger_unread)) {
    facts_->stopped_by = "the ledger failed";
    return unread("the ledger");
  }
  LedgerSnapshot snapshot = site_.book.snapshot();
  pass(1);
  return snapshot;
}

Result<LedgerHead> Runner::failed_append(ErrorKind kind, const std::string& what) {
  site_.say([&] { return facts_->id.text() + " appends: " + what; });
  facts_->stopped_by = "the ledger failed";
  return Error{kind, "The ledger failed: " + what + ".", ""};
}

Result<LedgerHead> Runner::stored(const LedgerHead& expected, const std::vector<Event>& events) {
  if (expected == site_.book.snapshot().head) site_.oracle.appended(events);
  auto head = site_.book.append(expected, events);
  if (head) claimed_ = site_.timeline.now();
  site_.say([&] {
    std::string words = facts_->id.text() + (head ? " appends" : " cannot append, the head has moved:");
    for (const auto& event : events) words += " " + event_text(event).substr(44);
    return words;
  });
  return head;
}

Result<LedgerHead> Runner::append(const LedgerHead& expected, const std::vector<Event>& events) {
  pass(1);
  if (site_.strikes(Trouble::append_disk_full)) is_disk_full_ = true;
  if (is_disk_full_) return failed_append(ErrorKind::local_io, "the disk is full");
  if (site_.strikes(Trouble::append_unavailable))
    return failed_append(ErrorKind::unavailable, "no connection");
  if (site_.strikes(Trouble::append_unknown_lost))
    return failed_append(ErrorKind::outcome_unknown, "no answer, and nothing was stored");
  if (site_.strikes(Trouble::append_overtaken)) [[maybe_unused]]
    const auto other =
        site_.book.append(site_.book.snapshot().head, {{clock(), RunId("another"), RunEnded{}}});
  auto head = stored(expected, events);
  if (head && site_.strikes(Trouble::append_unknown_stored))
    return failed_append(ErrorKind::outcome_unknown, "no answer, and all was stored");
  pass(1);
  if (!head) return head;
  acknowledge(*facts_, events);
  return head;
}

}  // namespace tariff::simulation
