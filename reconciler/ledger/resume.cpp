#include "ledger/resume.hpp"

namespace tariff {

Result<LedgerSnapshot> resume_from(const KeptCheckpoint& kept, const LedgerId& ledger) {
  auto snapshot = read_checkpoint(kept.text);
  if (!snapshot) return snapshot.error();
  const LedgerHead& head = snapshot->head;
  if (snapshot->id != ledger)
    return ledger_damage(head.sequence, "its checkpoint is of the ledger " + snapshot->id.value() + ".");
  if (head.sequence < 1 || head.sequence != kept.sequence)
    return ledger_damage(kept.sequence,
                         "its checkpoint is of entry " + std::to_string(head.sequence) + " instead.");
  if (!kept.hash_there)
    return ledger_damage(head.sequence, "its checkpoint is there, and the entry is missing.");
  if (*kept.hash_there != head.hash)
    return ledger_damage(head.sequence, "its hash does not fit the checkpoint.");
  return snapshot;
}

}  // namespace tariff
