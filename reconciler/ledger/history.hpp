#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/log.hpp"

namespace tariff {

/// What a run did to one line or link.
enum class DeedKind { seen, created, set, retired, adopted, released, linked };
std::string_view deed_kind_name(DeedKind kind);

/// How that ended, as far as the log of the run says.
enum class DeedEnd { confirmed, refused, unknown, held };
std::string_view deed_end_name(DeedEnd end);

/// All that one run did to one line or link.
///
/// Shape: `from` is what was confirmed before the run, nullopt where nothing was ours; `to` what the run sent
/// or found, nullopt where it sent nothing. `key` is missing for a link. `reason` is for people.
struct Deed {
  std::string address;
  AccountNumber account;
  std::optional<ChargeKey> key;
  DeedKind kind = DeedKind::seen;
  DeedEnd end = DeedEnd::confirmed;
  std::optional<LineValue> from;
  std::optional<LineValue> to;
  std::optional<DetailId> detail;
  std::string reason;
  Instant at;
  bool operator==(const Deed&) const = default;
};

/// The invoice run of an agreement, as a run has noticed it.
struct InvoiceSeen {
  AgreementNumber agreement;
  AccountNumber account;
  BillingStamp from;
  BillingStamp to;
  bool operator==(const InvoiceSeen&) const = default;
};

enum class RunState {
  ended,
  running,     ///< its lease is alive
  broken_off,  ///< it never said that it has ended, and its lease is over
};
std::string_view run_state_name(RunState state);

/// One run of `apply`, or one decision of a person.
///
/// Shape: `started` is missing for a decision and a rebuild. `deeds` in the order of their first event.
struct RunHistory {
  RunId run;
  Instant at;
  RunState state = RunState::broken_off;
  std::optional<Instant> ended_at;
  std::optional<RunStarted> started;
  std::optional<RunEnded> counts;
  std::optional<Resolved> decision;
  std::string epoch;  ///< why a new epoch began with it; empty where none did
  std::vector<Deed> deeds;
  std::vector<InvoiceSeen> invoices;
  std::vector<TenantBound> tenants;
  bool operator==(const RunHistory&) const = default;
};

/// What of the log is asked for. Shape: `runs_max` 0 is no limit.
struct HistoryWish {
  std::optional<AccountNumber> account;
  std::optional<Instant> since;
  std::size_t runs_max = 0;
};

/// Follows a log entry by entry and keeps the newest runs of it.
///
/// Cost: the folded state and at most `runs_max` runs in memory, however old the log is.
class HistoryFold {
 public:
  explicit HistoryFold(HistoryWish wish) : wish_(std::move(wish)) {}

  /// Fails: as LogFold::take.
  Status take(const LedgerEntry& entry);

  struct Found {
    std::vector<RunHistory> runs;  ///< newest first
    std::int64_t left_out = 0;     ///< older runs that were asked for as well
    LedgerHead head;
  };
  /// `now` decides whose lease is alive.
  Found finish(Instant now) &&;

 private:
  struct Open {
    RunHistory history;
    std::map<ChargeKey, std::size_t> index;  ///< of its deeds
  };
  class Recorder;

  Open& run_of(const Event& event);
  void record(const Event& event);
  void forget_oldest();
  bool is_shown(const RunHistory& run) const;

  HistoryWish wish_;
  LedgerState state_;
  LedgerHead head_ = empty_head();
  std::deque<Open> runs_;
  std::int64_t left_out_ = 0;
};

}  // namespace tariff
