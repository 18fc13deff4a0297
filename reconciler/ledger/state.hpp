#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "ledger/event.hpp"

namespace tariff {

/// The states of a key. Source: charge-protocol.md section 3. `absent` is a key that the map does not hold.
enum class KeyState { claimed, unknown, bound, confirmed, held, refused, retired };
std::string_view key_state_name(KeyState state);

/// Since when a count is suspect: seen on so many days, last on `day`. Shape: `highest` is the highest count
/// of those days, 0 where a checkpoint of an older version does not tell it.
struct SuspectCount {
  std::int64_t days = 0;
  Day day{};
  std::int64_t highest = 0;
  bool operator==(const SuspectCount&) const = default;
};

/// What the log says of one key.
///
/// Shape: `detail` is the key's one bound cell; `confirmed` and `parts` are of the last read-back that
/// equalled what was applied; `unproven` holds every value that was intended since; `since` is when the state
/// began, or a set was last intended.
struct ChargeState {
  KeyState state = KeyState::claimed;
  AccountNumber account;
  std::optional<DetailId> detail;
  std::optional<LineValue> confirmed;
  Instant confirmed_at;
  std::vector<Part> parts;
  std::vector<LineValue> unproven;
  Instant since;
  RunId run;
  std::string reason;
  std::vector<Part> intended_parts{};     ///< of all values that are unproven: counts that may stand there
  std::optional<BillingStamp> awaited{};  ///< the line ends once its agreement bears another stamp
  std::optional<SuspectCount> suspect{};
  std::optional<Money> agreed_price{};  ///< where `confirmed` bears a price that the file says
  bool operator==(const ChargeState&) const = default;
};

/// A line that somebody consented to and that a run has begun: claimed, sent, or bound and not set yet.
bool is_unfinished(const ChargeState& charge);

/// Whether a list that shows a set's value proves it although its answer did not: not where the line may have
/// held the value so shortly before `intended` that the list may be older than the set.
/// Source: tests/model, "a count that comes back".
bool list_proves_set(const ChargeState& charge, Instant intended, std::chrono::seconds quiet_period);

enum class LinkStateKind { claimed, unknown, bound };

struct LinkState {
  LinkStateKind state = LinkStateKind::claimed;
  Instant since;
  bool operator==(const LinkState&) const = default;
};

/// Who is applying. It makes runs polite; safety never rests on it. Every event of the run renews it.
struct Lease {
  RunId run;
  std::string owner;
  Instant since;
  Instant last_seen;
  std::chrono::seconds length{0};

  Instant ends() const { return last_seen + length; }
  bool operator==(const Lease&) const = default;
};

/// The fold of all events.
///
/// Shape: `epoch` is when the present epoch began, where it was not the log's beginning. `is_settled` once a
/// run has ended with every line that it had begun, and none that waits to be created: the first filling is
/// over then. `origins` are of the mappings as `origins_commit` has them; "" where no run has told.
/// `licences` are the names of licences that a product has matched.
struct LedgerState {
  std::map<ChargeKey, ChargeState> charges;
  std::map<AccountNumber, LinkState> links;
  std::map<TenantUid, TenantBound> tenants;
  std::map<AgreementNumber, BillingStamp> stamps;
  std::optional<InstallationId> installation;
  std::optional<Lease> lease;
  std::optional<Instant> epoch;
  std::optional<Event> last_run_started;
  std::map<AccountNumber, MappingOrigin> origins{};
  std::string origins_commit{};
  std::set<std::string> licences{};
  bool is_settled = false;
  bool operator==(const LedgerState&) const = default;
};

/// The state after one more event. Pure; total: an event that makes no sense in its state is taken at its
/// word.
void apply_event(LedgerState& state, const Event& event);
LedgerState fold(const std::vector<Event>& events);

/// Fails: locked: another run is alive; its owner and the end of its lease stand in the message.
Status check_lease(const LedgerState& state, Instant now);

/// Where a ledger stands. Shape: `sequence` counts events from 1; `hash` is the hex SHA-256 of the last
/// entry's chain, 64 zeros for an empty ledger.
struct LedgerHead {
  std::int64_t sequence = 0;
  std::string hash;
  bool operator==(const LedgerHead&) const = default;
};

LedgerHead empty_head();
/// The head after an entry of that text. Source: charge-protocol.md section 2.
LedgerHead next_head(const LedgerHead& head, std::string_view event_text);

/// The folded log. `discontinuity` says why this log may not be the newest there was; empty where nothing
/// speaks against it.
struct LedgerSnapshot {
  LedgerId id;
  LedgerState state;
  LedgerHead head;
  std::string discontinuity{};
};

}  // namespace tariff
