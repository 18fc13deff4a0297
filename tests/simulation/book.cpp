#include "simulation/book.hpp"

#include <stdexcept>
#include <variant>

namespace tariff::simulation {

void Book::take(const LedgerEntry& entry) {
  if (const auto taken = fold_.take(entry); !taken) throw std::logic_error(taken.error().message);
}

Result<LedgerHead> Book::append(const LedgerHead& expected, const std::vector<Event>& events) {
  if (expected != snapshot().head) return Error{ErrorKind::conflict, "The ledger's head has moved.", ""};
  for (const auto& event : events) {
    entries_.push_back(next_entry(snapshot().head, event));
    take(entries_.back());
    if (!std::holds_alternative<EpochStarted>(event.body)) continue;
    LedgerSnapshot goes_on = snapshot();
    goes_on.discontinuity.clear();
    fold_ = LogFold(std::move(goes_on));
  }
  return snapshot().head;
}

void Book::restore(std::size_t entries) {
  entries_.resize(entries);
  LedgerSnapshot start = empty();
  start.discontinuity = "The ledger is older than the last run's witness.";
  fold_ = LogFold(std::move(start));
  for (const auto& entry : entries_) take(entry);
}

}  // namespace tariff::simulation
