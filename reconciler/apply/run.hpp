#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "apply/journal.hpp"
#include "apply/steps.hpp"
#include "plan/consent.hpp"
#include "plan/plan.hpp"
#include "ports/ledger.hpp"
#include "ports/tigerpaw_reader.hpp"
#include "ports/tigerpaw_writer.hpp"

namespace tariff::apply {

/// What became of one row.
enum class RowEnd {
  applied,
  failed,         ///< definitely not done, or done in part and stopped where it was proven
  unknown,        ///< at least one write whose outcome is not proven
  waiting,        ///< no consent, or a person or the quiet period must come first
  not_attempted,  ///< writes were stopped before its turn
  scheduled,      ///< the file says that it goes later
};
std::string_view row_end_name(RowEnd end);

struct RowOutcome {
  std::string address;
  std::string tenant;
  RowEnd end = RowEnd::not_attempted;
  std::string message;
  std::map<std::string, Money> applied_delta;  ///< by billing period; empty where nothing was applied
};

/// What the run did, for people and exit codes. Shape: `rows` in the order of the plan; observed rows are not
/// in it.
struct Report {
  RunId run;
  std::vector<RowOutcome> rows;
  LedgerHead head;
  std::string stop_reason;   ///< why writes were stopped early; empty where they were not
  bool interrupted = false;  ///< somebody asked to stop, and rows may be left
  ScanFindings found;

  std::int64_t count(RowEnd end) const;
};

struct Outside {
  TigerpawReader& reader;
  TigerpawWriter& writer;
  Ledger& ledger;
  std::function<Instant()> clock;
};

struct Settings {
  plan::Consent consent;
  RunId run;
  std::string program;
  std::string commit;
  std::function<void(const RowOutcome&)> on_row;  ///< may be empty
  std::string owner;                              ///< who and where, for the message to others
  /// How long after its last event this run counts as alive; at 0 it is in nobody's way.
  std::chrono::seconds lease{0};
  /// Asked before each write; once true, what is under way is finished and nothing more begins. May be empty.
  std::function<bool()> should_stop;
  std::chrono::seconds quiet_period{0};  ///< how long a list may lag and a write may take
};

/// Applies the rows that were consented to: links first, then account by account, largest money first.
///
/// Independent rows go on after one fails; rows of an account whose link did not end well wait. After a
/// failed append, missing rights, a busy service or a wish to stop no further write goes out. At the end
/// every agreement that was written to is looked at once more. Fails: locked: another run is alive; as
/// Ledger::append, where not even the start of the run could be recorded; nothing was written then.
Result<Report> run(const plan::Plan& plan, const LedgerSnapshot& ledger, const Outside& outside,
                   const Settings& settings);

}  // namespace tariff::apply
