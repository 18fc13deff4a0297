#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "ledger/log.hpp"

namespace tariff {

/// An append renews the checkpoint beside the log where at least so many entries lie behind it.
constexpr std::int64_t checkpoint_interval = 512;

/// A checkpoint as a database keeps it beside the log, and what the log says of its place. Shape: `text` is
/// checkpoint_text(); `hash_there` is that of the entry `sequence`, nullopt where the log has no such entry.
struct KeptCheckpoint {
  std::int64_t sequence = 0;
  std::string text;
  std::optional<std::string> hash_there;
};

/// The snapshot behind which reading begins: the checkpoint, where the log bears it out.
///
/// Fails: refused: the checkpoint is damaged, is of another ledger, lies beyond the log's end, or the entry
/// at its place has another hash.
Result<LedgerSnapshot> resume_from(const KeptCheckpoint& kept, const LedgerId& ledger);

}  // namespace tariff
