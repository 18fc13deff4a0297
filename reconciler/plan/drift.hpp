#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/desired.hpp"
#include "domain/observed.hpp"
#include "ledger/state.hpp"
#include "plan/plan.hpp"

namespace tariff::plan {

/// How the file, what we last wrote, and what stands have come apart.
enum class DriftKind {
  edited,        ///< somebody changed our line in Tigerpaw
  vanished,      ///< our line is gone, and it billed something
  second_line,   ///< another line of the item stands beside ours
  foreign_line,  ///< a line that is not ours bills one of our items
  catalogue,     ///< the price book moved
  usage,         ///< the count moved; no drift, the next run follows it
  config,        ///< the file moved; no drift, the next run follows it with its consent
};
std::string_view drift_kind_name(DriftKind kind);
/// "edited by hand", as people say it.
std::string_view drift_kind_words(DriftKind kind);
/// True for what changed in Tigerpaw behind our back; usage and the file move as they should.
bool is_behind_our_back(DriftKind kind);

/// One line that has come apart.
///
/// Shape: `written` is what the ledger last confirmed, `live` what stands, `wanted` what the file and the
/// count want, each nullopt where there is none. `fields` are those that moved, empty for whole lines.
/// `amount_delta` is what it moves per `period`: for usage, the file and the price book what the next run
/// would move, for the rest what somebody has moved already. `ignored` is the [[ignore]] that silences it,
/// `ended` one that did until its day.
struct Drift {
  DriftKind kind = DriftKind::edited;
  ChargeKey key;
  AccountNumber account;
  std::string account_name;
  std::string tenant;
  std::optional<DetailId> detail;
  std::optional<LineValue> written;
  std::optional<LineValue> live;
  std::optional<LineValue> wanted;
  std::vector<Field> fields;
  std::optional<Instant> written_at;
  RunId written_by;
  Money amount_delta;
  std::string period;
  std::string reason;
  std::optional<Ignore> ignored;
  std::optional<Ignore> ended;

  bool counts() const { return is_behind_our_back(kind) && !ignored; }
};

/// Shape: `drifts` ascending by account, key and kind. `lines_compared` are our lines whose agreement was
/// read; `lines_unwatched` those of customers whom the file does not name, which nobody looked at.
struct DriftReport {
  std::vector<Drift> drifts;
  std::int64_t lines_compared = 0;
  std::int64_t lines_unwatched = 0;
  std::int64_t count() const;
};

/// Compares three ways: `plan` is what the file wants against what stands, `ledger` what we last wrote,
/// `observed` what stands. Without a ledger, nullptr, nobody knows whose a line is, and only what the plan
/// says is told. Requires: `plan` was made from the other three. Pure and total.
///
/// A hand edit is drift also where the policy lets it stand; a line of ours that stood at 0 and is gone is
/// none.
DriftReport drift_of(const Plan& plan, const Desired& desired, const Observed& observed,
                     const LedgerState* ledger);

}  // namespace tariff::plan
