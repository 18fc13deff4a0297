#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/instant.hpp"
#include "domain/counting.hpp"
#include "domain/ids.hpp"
#include "domain/line_value.hpp"
#include "domain/special_cases.hpp"
#include "ledger/event.hpp"
#include "plan/new_licence.hpp"
#include "plan/observing.hpp"

namespace tariff::plan {

/// Why a row is there; consent goes by it. Source: interface.md section 5.
enum class Cause { usage, config, catalogue, adoption, hand };
inline constexpr std::array causes{Cause::usage, Cause::config, Cause::catalogue, Cause::adoption,
                                   Cause::hand};
std::string_view cause_name(Cause cause);

enum class Field { quantity, price, level };
std::string_view field_name(Field field);

struct FieldCause {
  Field field = Field::quantity;
  Cause cause = Cause::usage;
  bool operator==(const FieldCause&) const = default;
};

/// Create the line at 0, then set it. `proven` is the line that an earlier, unproven create has left.
struct CreateCharge {
  ChargeKey key;
  std::string description;
  LineValue to;
  std::vector<Part> parts;
  std::optional<DetailId> proven;
  bool operator==(const CreateCharge&) const = default;
};

/// Set fields of a line that is ours. `causes` names each field that differs, in the order of Field.
struct UpdateCharge {
  ChargeKey key;
  DetailId detail;
  LineValue from;
  LineValue to;
  std::vector<FieldCause> causes;
  std::vector<Part> parts;
  bool operator==(const UpdateCharge&) const = default;
};

/// Set a line of ours to 0, since the file no longer wants it; and delete it, where the file says so.
struct RetireCharge {
  ChargeKey key;
  DetailId detail;
  LineValue from;
  LineEnd line = LineEnd::zero;
  bool operator==(const RetireCharge&) const = default;
};

/// What a replace does to one of its lines.
enum class MoveKind { create, set, retire };
std::string_view move_kind_name(MoveKind kind);

/// One line of a replace. `detail` is the line; for a create it is what an earlier, unproven create has left.
/// `period` is its agreement's.
struct Move {
  MoveKind kind = MoveKind::set;
  ChargeKey key;
  std::optional<DetailId> detail;
  std::string description;
  LineValue from;
  LineValue to;
  std::vector<Part> parts;
  std::string period;
  /// Counts decide, not money: a line that gives devices away goes first even where its price rises.
  bool is_decrease() const { return to.quantity < from.quantity; }
  bool operator==(const Move&) const = default;
};

/// Lines that exchange counts: created, lowered, then raised; consented, applied or set aside whole. Shape:
/// `waiting` is what moved on these lines beside the counts, and keeps its live value in this row.
struct ReplaceCharges {
  std::vector<Move> moves;
  std::vector<FieldCause> waiting{};
  bool operator==(const ReplaceCharges&) const = default;
};

/// A line that somebody else made becomes ours. Nothing is written to Tigerpaw, but where the file's
/// [[adopt]] takes `ours`: then the line is set to `wanted` afterwards.
struct AdoptCharge {
  ChargeKey key;
  DetailId detail;
  LineValue found;
  LineValue wanted;
  std::vector<Part> parts;
  std::optional<Take> take{};  ///< what the file's [[adopt]] says; its word is the consent

  bool sets() const { return take == Take::ours && found != wanted; }
  bool operator==(const AdoptCharge&) const = default;
};

std::string_view take_name(Take take);

/// Cross-reference the account to the External Product.
struct LinkAccount {
  ExternalProductId product;
  std::string product_name;
  std::string external_id;
  bool operator==(const LinkAccount&) const = default;
};

/// A line of ours is nobody's again, untouched: its mapping observes now.
struct ReleaseCharge {
  ChargeKey key;
  DetailId detail;
  bool operator==(const ReleaseCharge&) const = default;
};

/// What would be written if the mapping billed; nothing is.
struct ObserveCharge {
  ChargeKey key;
  LineValue from;
  LineValue to;
  bool operator==(const ObserveCharge&) const = default;
};

/// A change is a value. Source: house.md section 3.
using Action = std::variant<LinkAccount, CreateCharge, UpdateCharge, RetireCharge, ReplaceCharges,
                            AdoptCharge, ReleaseCharge, ObserveCharge>;
std::string_view action_name(const Action& action);

enum class Hold {
  none,       ///< goes with its consent
  human,      ///< a person decides; no consent of a run lets it through
  unknown,    ///< an earlier write is not proven; the quiet period runs
  suspect,    ///< the count fell suspiciously; the consent to configuration lets it through
  frozen,     ///< an invoice run is awaited
  scheduled,  ///< the file itself says when: nobody is waited for
  guarded,    ///< a guard was reached; --allow-guard lets the next plan through
  stale,      ///< a reviewed row that is another one now; only apply makes these
};
std::string_view hold_name(Hold hold);

/// The commit that caused a row: the newest of those that wrote the lines of the file which it follows from.
///
/// Shape: `ticket` is its pull request or ticket, from a trailer or the end of its subject; "" where it names
/// none. Nothing branches on it.
struct RowCommit {
  std::string id;
  std::string author;
  Instant at;
  std::string ticket;
  bool operator==(const RowCommit&) const = default;
};

/// One row of a plan: a change, why, and what it means in money.
///
/// Shape: `address` as in interface.md section 6. `reason` and `hold_reason` are for people; nothing branches
/// on them. `amount_delta` is per `period`; for a replace over agreements of several periods `period` is
/// empty and each move has its own.
struct Row {
  std::string address;
  Action action;
  Cause cause = Cause::usage;
  std::string reason;
  Hold hold = Hold::none;
  std::string hold_reason;
  std::string tenant;
  AccountNumber account;
  std::string account_name;
  std::string period;
  Money amount_delta;
  Place origin;
  std::optional<RowCommit> commit{};  ///< nullopt where nobody asked, or Git does not know
  bool operator==(const Row&) const = default;
};

/// A mapping that this plan leaves as it is, and the money that its lines bill meanwhile.
struct SetAside {
  std::string tenant;
  AccountNumber account;
  std::string rule;
  bool unread = false;
  std::map<std::string, Money> still_bills;  ///< by billing period; "" where the agreement was not read
  std::optional<std::int64_t> days;  ///< since the last write or check of ours, where the ledger knows
  bool operator==(const SetAside&) const = default;
};

/// Observed lines of one billing period: how many there are, how many equal ours, and the money between.
struct ObservedTotal {
  std::string period;
  std::int64_t lines = 0;
  std::int64_t agree = 0;
  Money under;  ///< what we would bill more
  Money over;   ///< what we would bill less, as a negative amount
  bool operator==(const ObservedTotal&) const = default;
};

/// How much of one Kaspersky source was read. Shape: `name` is "kaspersky" where the only one has none;
/// `expected` are the tenants that mappings count; a source that was not listed has none listed.
struct SourceCoverage {
  std::string name;
  SourceKind kind = SourceKind::security_center;
  bool is_listed = true;
  std::int64_t listed = 0;
  std::int64_t expected = 0;
  std::int64_t read = 0;
  std::vector<std::string> unmapped{};
  bool operator==(const SourceCoverage&) const = default;
};

/// What was to be read, and what was. Source: interface.md section 4, "Coverage".
struct Coverage {
  std::int64_t mappings = 0;
  std::int64_t observed_mappings = 0;
  std::vector<SourceCoverage> sources;
  std::int64_t agreements_read = 0;
  std::int64_t lines_read = 0;
  std::vector<std::string> unmapped_accounts;  ///< "10050 Fabrikam"

  /// Of all sources together.
  std::vector<std::string> unmapped_tenants() const;
  bool operator==(const Coverage&) const = default;
};

/// How far a guard that was reached reaches. Source: issue "plans that people can review", part 2.
enum class GuardScope {
  account,  ///< the account's increases wait
  source,   ///< what that source counts waits
  run,      ///< everything waits that was not begun already
};
std::string_view guard_scope_name(GuardScope scope);

/// A limit of [guards] that this plan is over.
///
/// Shape: `name` is what --allow-guard takes: "creates", "account:10010". `found`, `total` are counts or
/// amounts as text, `share` and `limit` percent as text, "" where the guard knows no share. `message` is for
/// people.
struct GuardHit {
  std::string name;
  GuardScope scope = GuardScope::run;
  std::string found;
  std::string total;
  std::string share;
  std::string limit;
  bool is_allowed = false;
  std::string message;
  bool operator==(const GuardHit&) const = default;
};

/// What was left out of a plan on purpose. Shape: `words` as on the command line, "--target 10010".
struct Narrowed {
  std::string words;
  std::int64_t left_out = 0;
  bool operator==(const Narrowed&) const = default;
};

/// Rows that follow anyway, with or without the request that this plan is of.
struct Background {
  std::int64_t rows = 0;
  std::map<std::string, Money> delta;  ///< by billing period
  bool operator==(const Background&) const = default;
};

/// What both services and the ledger held once, as somebody kept it. Shape: `digest` is the hex SHA-256 of
/// the document.
struct FromSnapshot {
  Instant taken;
  std::string digest;
  bool operator==(const FromSnapshot&) const = default;
};

/// Where the text that made the plan came from. `base_commit` is what a request is compared with, "" without.
struct ConfigOrigin {
  std::string file;
  std::string commit;
  bool dirty = false;
  std::string base_commit{};
  bool operator==(const ConfigOrigin&) const = default;
};

/// An [[override]] or a fixed price says a price; the other one is agreed apart from it.
struct SaidPrice {
  ChargeKey key;
  Money said;
  Money agreed;
  bool operator==(const SaidPrice&) const = default;
};

/// Ledger entries that apply writes although no line changes.
///
/// Shape: `confirmed`: lines that already hold what is wanted; `tenants`: identities and what they bill;
/// `said_prices` is no entry of its own: it goes with the confirmation of a line that bears such a price.
/// `origins`: of mappings that newer commits wrote, all of them where `knows_origins`. `licences`: names that
/// products match and the ledger does not know. Neither alone makes a run; names that are news to people do.
struct Bookkeeping {
  std::vector<ChargeConfirmed> confirmed;
  std::vector<TenantBound> tenants;
  std::vector<ChargeHeld> held;  ///< stored before anything else: a later look would not find the reason
  std::vector<CountSuspected> suspected;
  std::vector<InvoiceAwaited> awaited;
  std::vector<SaidPrice> said_prices{};
  std::vector<MappingOrigin> origins{};
  bool knows_origins = false;
  std::vector<std::string> licences{};
  bool empty() const {
    return confirmed.empty() && tenants.empty() && held.empty() && suspected.empty() && awaited.empty();
  }
  bool operator==(const Bookkeeping&) const = default;
};

/// Everything a run would do, and what it knows. It can be shown, stored, compared; it cannot do anything.
///
/// Shape: `rows` by account; within one the link first, then by agreement and item.
struct Plan {
  std::string program;
  InstallationId installation;
  Instant now;
  std::string currency;
  ConfigOrigin config;
  std::vector<Row> rows;
  std::vector<SetAside> set_aside;
  std::vector<ObservedTotal> observed;
  Observing observing;
  std::vector<NewLicence> new_licences{};  ///< by name
  Diagnostics problems;
  Coverage coverage;
  Bookkeeping bookkeeping;
  std::string epoch;  ///< why a new epoch of the ledger begins with this run; empty where none does
  bool restores_hand_edits = false;  ///< the file says that ours counts where a person edited a line
  bool complete = true;   ///< every tenant and agreement that the file names was read, and ownership is known
  bool applyable = true;  ///< apply may use it
  bool ownership_known = true;
  std::optional<RunId>
      reverts{};    ///< the run that it takes back; the rows are no difference to the file then
  Guards limits{};  ///< what the file's [guards] say
  std::vector<GuardHit> guards{};          ///< which of them this plan is over
  std::optional<Narrowed> narrowed{};      ///< a part of what the file asks for, because somebody said so
  std::optional<Background> background{};  ///< of a request: what follows tonight anyway
  std::optional<FromSnapshot> snapshot{};  ///< what was held then; nobody can apply it
  bool operator==(const Plan&) const = default;
};

}  // namespace tariff::plan
