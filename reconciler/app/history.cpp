#include "app/history.hpp"

namespace tariff::app {

Result<report::History> history(StoredLedger& ledger, CommitLog& commits, const HistoryAsked& asked,
                                Instant now) {
  const auto snapshot = ledger.read();
  if (!snapshot) return snapshot.error();
  HistoryWish wish{asked.account, {}, asked.runs_max};
  if (asked.since) wish.since = std::chrono::sys_days(*asked.since);
  HistoryFold fold(wish);
  const auto read = ledger.each_entry([&](const LedgerEntry& entry) { return fold.take(entry); });
  if (!read) return read.error();
  auto found = std::move(fold).finish(now);
  report::History out{snapshot->id,   found.head, asked.account, asked.since, std::move(found.runs),
                      found.left_out, {}};
  for (const auto& run : out.runs) {
    if (!run.started || out.commits.contains(run.started->commit)) continue;
    if (auto commit = commits.find(run.started->commit))
      out.commits.emplace(run.started->commit, std::move(*commit));
  }
  return out;
}

}  // namespace tariff::app
