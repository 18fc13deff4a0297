#include "ledger/month.hpp"

#include <algorithm>
#include <utility>

#include "text/time.hpp"

namespace tariff {
namespace {

/// The charge that an event is about; nullptr where it is about none.
struct KeyOf {
  template <class Body>
  const ChargeKey* operator()(const Body& body) const {
    if constexpr (requires { body.key.item; })
      return &body.key;
    else
      return nullptr;
  }
};

Day last_day_of(std::chrono::year_month month) { return Day{month / std::chrono::last}; }

}  // namespace

MonthFold::MonthFold(std::chrono::year_month month, std::string zone)
    : first_(month / std::chrono::day(1)),
      last_(last_day_of(month)),
      zone_(std::move(zone)),
      fold_({{}, {}, empty_head(), ""}) {}

Status MonthFold::take(const LedgerEntry& entry) {
  if (auto whole = fold_.take(entry); !whole) return whole;
  // The fold has read it already, so it is an event.
  const auto event = read_event(entry.text);
  const auto day = day_in_zone(event->at, zone_);
  if (!day) return Error{ErrorKind::invalid, "No time zone is named " + zone_ + ".", ""};
  take_event(*event, *day);
  return done();
}

void MonthFold::take_event(const Event& event, Day day) {
  if (day >= first_ && day <= last_) ++entries_in_month_;
  if (day < first_) last_before_ = day;
  if (day > last_ && !first_behind_) first_behind_ = day;
  note_counted(event);
  if (const ChargeKey* key = std::visit(KeyOf{}, event.body)) note_standing(*key, day);
  if (const auto* stamped = std::get_if<AgreementStamped>(&event.body))
    note_stamp(stamped->agreement, stamped->stamp);
}

void MonthFold::note_counted(const Event& event) {
  if (const auto* intended = std::get_if<ChargeIntended>(&event.body); intended && !intended->parts.empty())
    counted_[intended->key] = {quantity_of(intended->parts), event.at};
  if (const auto* confirmed = std::get_if<ChargeConfirmed>(&event.body);
      confirmed && !confirmed->parts.empty())
    counted_[confirmed->key] = {quantity_of(confirmed->parts), event.at};
  if (const auto* retired = std::get_if<ChargeRetired>(&event.body)) counted_[retired->key] = {0, event.at};
}

void MonthFold::note_standing(const ChargeKey& key, Day day) {
  auto& known = known_[key];
  if (day < first_) known.clear();
  known.push_back({day, standing_of(key)});
  if (day >= first_ && day <= last_) touched_[key] = true;
}

std::optional<ChargeStanding> MonthFold::standing_of(const ChargeKey& key) const {
  const auto& charges = fold_.snapshot().state.charges;
  const auto found = charges.find(key);
  if (found == charges.end()) return std::nullopt;
  const ChargeState& charge = found->second;
  ChargeStanding standing{
      charge.account,   std::nullopt,        {},
      charge.confirmed, charge.confirmed_at, !charge.unproven.empty() || charge.state == KeyState::unknown};
  if (const auto counted = counted_.find(key); counted != counted_.end()) {
    standing.counted = counted->second.first;
    standing.counted_at = counted->second.second;
  }
  // A retired line was read back at 0 when it was retired.
  if (charge.state == KeyState::retired) standing.written_at = charge.since;
  return standing;
}

std::optional<ChargeStanding> MonthFold::latest(const std::vector<Known>& known, Day until) {
  const auto found =
      std::find_if(known.rbegin(), known.rend(), [&](const Known& one) { return one.day <= until; });
  return found == known.rend() ? std::nullopt : found->standing;
}

void MonthFold::note_stamp(AgreementNumber agreement, const BillingStamp& stamp) {
  const auto day = read_day(stamp.last_billed);
  if (!day) return;
  const auto before = billed_day_.find(agreement);
  const bool has_moved = before == billed_day_.end() || before->second != *day;
  billed_day_[agreement] = *day;
  if (!has_moved || *day < first_ || *day > last_) return;
  invoices_[agreement] = *day;
  for (const auto& [key, known] : known_)
    if (key.agreement == agreement) invoiced_[key] = {*day, latest(known, *day)};
}

void MonthFold::take_live(AgreementNumber agreement, const BillingStamp& stamp) {
  note_stamp(agreement, stamp);
}

std::map<ChargeKey, ChargeMonth> MonthFold::charges() const {
  std::map<ChargeKey, ChargeMonth> out;
  for (const auto& [key, known] : known_) {
    const auto end = latest(known, last_);
    if (!end) continue;
    ChargeMonth month{*end, std::nullopt, touched_.contains(key)};
    if (const auto found = invoiced_.find(key); found != invoiced_.end()) {
      month.invoiced = found->second;
    } else if (const auto invoice = invoices_.find(key.agreement); invoice != invoices_.end()) {
      // The line came behind the invoice of this month.
      month.invoiced = InvoicedCharge{invoice->second, std::nullopt};
    }
    out.emplace(key, std::move(month));
  }
  return out;
}

}  // namespace tariff
