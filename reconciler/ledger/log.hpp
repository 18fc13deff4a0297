#pragma once

#include <cstdint>
#include <string>

#include "base/result.hpp"
#include "ledger/state.hpp"

namespace tariff {

/// One entry as a ledger stores it. Shape: `sequence` counts from 1; `text` is event_text(); `hash` is that
/// of the chain up to here.
struct LedgerEntry {
  std::int64_t sequence = 0;
  std::string text;
  std::string hash;
  bool operator==(const LedgerEntry&) const = default;
};

/// Follows a log entry by entry and folds it; what every ledger does to read itself.
class LogFold {
 public:
  /// Begins behind `start`: an empty snapshot, or a checkpoint.
  explicit LogFold(LedgerSnapshot start) : snapshot_(std::move(start)) {}

  /// Fails: refused: an entry is missing, its hash does not fit, or it is no event; it names the entry.
  Status take(const LedgerEntry& entry);
  const LedgerSnapshot& snapshot() const { return snapshot_; }

 private:
  LedgerSnapshot snapshot_;
};

/// The entry that stands behind `head` and holds this event.
LedgerEntry next_entry(const LedgerHead& head, const Event& event);

/// What a damaged ledger is called, everywhere.
Error ledger_damage(std::int64_t sequence, const std::string& why);

/// The folded state at a head as one line of canonical JSON, with a checksum of itself, so that reading costs
/// what stands and not what happened. Cost: about 300 bytes a charge.
std::string checkpoint_text(const LedgerSnapshot& snapshot);
/// Fails: refused: not a checkpoint, damaged.
Result<LedgerSnapshot> read_checkpoint(std::string_view text);

}  // namespace tariff
