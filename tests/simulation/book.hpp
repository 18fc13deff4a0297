#pragma once

#include <string>
#include <vector>

#include "ledger/log.hpp"
#include "ports/ledger.hpp"

namespace tariff::simulation {

/// The ledger's store, without faults of its own: entries as text, one head, compare-and-swap. It folds each
/// entry from its text as it comes, so that reading costs a copy of the state.
class Book {
 public:
  const LedgerSnapshot& snapshot() const { return fold_.snapshot(); }
  const LedgerState& state() const { return fold_.snapshot().state; }
  /// Fails: conflict: the head has moved.
  Result<LedgerHead> append(const LedgerHead& expected, const std::vector<Event>& events);
  /// Keeps so many of the first entries, as an old backup does, and says until the next epoch that they may
  /// not be all.
  void restore(std::size_t entries);
  const std::vector<LedgerEntry>& entries() const { return entries_; }

 private:
  void take(const LedgerEntry& entry);

  std::vector<LedgerEntry> entries_;
  LogFold fold_{empty()};
  static LedgerSnapshot empty() { return {LedgerId("l-8f3k2m"), {}, empty_head(), ""}; }
};

}  // namespace tariff::simulation
