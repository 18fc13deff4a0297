#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/instant.hpp"
#include "base/result.hpp"
#include "domain/counting.hpp"
#include "domain/ids.hpp"
#include "domain/line_value.hpp"

namespace tariff {

/// A run of `apply` begins and takes the lease. `program` is version and build id; `owner` says who and
/// where, for people. `reverts` is the run that it takes back, where it was made for that. `knows_origins`
/// where the log holds with this run which commits wrote the mappings as `commit` has them. `licences` are
/// the names of licences that a product matched for the first time. Units: `lease_seconds` is how long after
/// its last event the run still counts as alive.
struct RunStarted {
  std::string program;
  std::string commit;
  InstallationId installation;
  std::string owner;
  std::int64_t lease_seconds = 0;
  std::optional<RunId> reverts{};
  bool knows_origins = false;
  std::vector<std::string> licences{};
  bool operator==(const RunStarted&) const = default;
};

/// The newest commit that wrote the mapping of an account, as the run's commit has it. Shape: `ticket` as
/// ticket_of() reads it, "" for none. It is for people.
struct MappingOrigin {
  AccountNumber account;
  std::string commit;
  std::string author;
  Instant at;
  std::string ticket;
  bool operator==(const MappingOrigin&) const = default;
};

/// This log may lack what an earlier one held: whatever is not bound may be in flight until the quiet period
/// after this has passed. Source: charge-protocol.md section 2.
struct EpochStarted {
  std::string reason;
  bool operator==(const EpochStarted&) const = default;
};

/// A tenant's identity, and what was agreed for it when nothing of it was waiting for consent.
///
/// Shape: `agreement` is the mapping's own. `lines` are those that its mapping bills, ascending, on other
/// agreements too, empty where it bills none any more; without them the event leaves alone what was agreed.
/// In a folded state they are always there.
struct TenantBound {
  TenantUid uid;
  TenantId id;
  std::string name;
  AccountNumber account;
  AgreementNumber agreement;
  std::optional<std::vector<ChargeKey>> lines;
  bool operator==(const TenantBound&) const = default;
};

struct LinkClaimed {
  AccountNumber account;
  bool operator==(const LinkClaimed&) const = default;
};
struct LinkBound {
  AccountNumber account;
  CrossReferenceId reference;
  bool operator==(const LinkBound&) const = default;
};
struct LinkUnknown {
  AccountNumber account;
  std::string reason;
  bool operator==(const LinkUnknown&) const = default;
};
/// No create of this link is in flight any more: refused, or proven absent.
struct LinkReleased {
  AccountNumber account;
  std::string reason;
  bool operator==(const LinkReleased&) const = default;
};

/// This run owns the right to send one create for the key.
struct ChargeClaimed {
  ChargeKey key;
  AccountNumber account;
  bool operator==(const ChargeClaimed&) const = default;
};
struct ChargeUnknown {
  ChargeKey key;
  std::string reason;
  bool operator==(const ChargeUnknown&) const = default;
};
/// The line exists and is ours from now on.
struct ChargeBound {
  ChargeKey key;
  AccountNumber account;
  DetailId detail;
  bool adopted = false;
  bool operator==(const ChargeBound&) const = default;
};
/// A set of this value, with the counts that it is the sum of, is about to be sent.
struct ChargeIntended {
  ChargeKey key;
  LineValue value;
  std::vector<Part> parts{};
  bool operator==(const ChargeIntended&) const = default;
};
/// A read-back showed what was sent. `value` is what is agreed from now on: a field that somebody edited by
/// hand, and that was left alone, keeps its last agreed value. `agreed_price` is the price that goes on being
/// agreed where `value` bears another that the file says; without it the one that was known stays so as long
/// as the line's price does.
struct ChargeConfirmed {
  ChargeKey key;
  LineValue value;
  std::vector<Part> parts;
  std::optional<Money> agreed_price{};
  bool operator==(const ChargeConfirmed&) const = default;
};
/// Tigerpaw said no, definitively. `create` where it was the create that was refused.
struct ChargeRefused {
  ChargeKey key;
  bool create = false;
  std::string reason;
  bool operator==(const ChargeRefused&) const = default;
};
struct ChargeHeld {
  ChargeKey key;
  std::string reason;
  bool operator==(const ChargeHeld&) const = default;
};
/// Set to zero by us on purpose, and read back.
struct ChargeRetired {
  ChargeKey key;
  bool operator==(const ChargeRetired&) const = default;
};
/// The line is nobody's again: the mapping observes, or an unproven create is proven absent.
struct ChargeReleased {
  ChargeKey key;
  std::string reason;
  bool operator==(const ChargeReleased&) const = default;
};

/// What the invoice run of Tigerpaw moves: read before and after each write. Shape: both verbatim.
struct BillingStamp {
  std::string last_billed;
  std::string next_period;
  bool operator==(const BillingStamp&) const = default;
};
/// An agreement was seen with another stamp than before: what was confirmed until now is what was billed.
/// Source: charge-protocol.md section 6.
struct AgreementStamped {
  AgreementNumber agreement;
  BillingStamp stamp;
  bool operator==(const AgreementStamped&) const = default;
};

/// A line that ends waits for its agreement's next invoice run. Shape: `stamp` is what the agreement bore
/// when the wait began; without it nothing is awaited any more.
struct InvoiceAwaited {
  ChargeKey key;
  std::optional<BillingStamp> stamp;
  bool operator==(const InvoiceAwaited&) const = default;
};

/// A complete reading showed a count that fell suspiciously low. Shape: `quantity` is that count, `days` on
/// how many days it was down so far, 0 where it is suspect no longer; `day` is the last of them, in
/// Tigerpaw's time zone. With day 1 the days begin, or begin anew.
struct CountSuspected {
  ChargeKey key;
  std::int64_t quantity = 0;
  std::int64_t days = 0;
  Day day{};
  bool operator==(const CountSuspected&) const = default;
};

/// A person decided with `tariff resolve`; the events of the same append say what follows.
///
/// Shape: `address` is the key's or the link's, as in a plan.
struct Resolved {
  std::string address;
  std::string decision;
  std::string reason;
  std::string by;
  bool operator==(const Resolved&) const = default;
};

/// A run of `apply` ends and gives its lease back; its counts are for people.
struct RunEnded {
  std::int64_t applied = 0;
  std::int64_t failed = 0;
  std::int64_t unknown = 0;
  std::int64_t waiting = 0;
  bool operator==(const RunEnded&) const = default;
};

using EventBody =
    std::variant<RunStarted, EpochStarted, MappingOrigin, AgreementStamped, Resolved, TenantBound,
                 LinkClaimed, LinkBound, LinkUnknown, LinkReleased, ChargeClaimed, ChargeUnknown, ChargeBound,
                 ChargeIntended, ChargeConfirmed, ChargeRefused, ChargeHeld, ChargeRetired, ChargeReleased,
                 InvoiceAwaited, CountSuspected, RunEnded>;

/// One entry of the log: what happened, when (the run's clock), in which run.
struct Event {
  Instant at;
  RunId run;
  EventBody body;
  bool operator==(const Event&) const = default;
};

/// One line of canonical JSON: `{"at":…,"run":…,"type":"charge_bound",…}`.
std::string event_text(const Event& event);
/// Fails: refused: not JSON, an unknown type, a missing member.
Result<Event> read_event(std::string_view text);

}  // namespace tariff
