#include "ledger/log.hpp"

#include <utility>

namespace tariff {

Error ledger_damage(std::int64_t sequence, const std::string& why) {
  return {ErrorKind::refused, "The ledger is damaged at entry " + std::to_string(sequence) + ": " + why,
          "Restore it from a backup; nothing is written to Tigerpaw before."};
}

Status LogFold::take(const LedgerEntry& entry) {
  const LedgerHead expected = next_head(snapshot_.head, entry.text);
  if (entry.sequence != expected.sequence) return ledger_damage(expected.sequence, "an entry is missing.");
  if (entry.hash != expected.hash)
    return ledger_damage(expected.sequence, "its hash does not fit the one before.");
  const auto event = read_event(entry.text);
  if (!event) return ledger_damage(expected.sequence, event.error().message);
  apply_event(snapshot_.state, *event);
  snapshot_.head = expected;
  return done();
}

LedgerEntry next_entry(const LedgerHead& head, const Event& event) {
  LedgerEntry entry;
  entry.text = event_text(event);
  const LedgerHead next = next_head(head, entry.text);
  entry.sequence = next.sequence;
  entry.hash = next.hash;
  return entry;
}

}  // namespace tariff
