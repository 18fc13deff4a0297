#include "apply/steps.hpp"

#include <algorithm>

#include "base/guard.hpp"
#include "base/inert.hpp"
#include "domain/charge_lines.hpp"

namespace tariff::apply {
namespace {

Step failed(std::string message) { return {StepEnd::failed, std::move(message), {}}; }
Step unknown(std::string message) { return {StepEnd::unknown, std::move(message), {}}; }

/// One more sentence behind what is said already.
void add(std::string& message, const std::string& sentence) {
  message += (message.empty() ? "" : " ") + sentence;
}

/// What the answer to a write said; an answer without words gets some.
std::string outcome_text(const WriteAnswer& answer, const std::string& what) {
  if (answer.kind == WriteClass::done) return "Tigerpaw has taken " + what + ".";
  return answer.message.empty() ? "Nobody knows what became of " + what + "." : answer.message;
}

BillingStamp stamp_of(const Agreement& agreement) { return {agreement.last_billed, agreement.next_period}; }

/// A process that slept between its decision and its write would send what may no longer be right.
constexpr std::chrono::seconds decision_max{30};
constexpr const char* overslept =
    "This run was stopped for a while after it decided; nothing was sent, plan again.";

std::string text_of(const LineValue& value) {
  return std::to_string(value.quantity) + " at " + value.price.text() + ", level " + value.level.text();
}

bool was_not_sent_or_refused(WriteClass kind) {
  switch (kind) {
    case WriteClass::not_sent:
    case WriteClass::refused:
    case WriteClass::unauthorized:
      return true;
    case WriteClass::done:
    case WriteClass::busy:
    case WriteClass::unknown:
      return false;
  }
  return false;
}

/// What is agreed once `to` stands there. A field that this set leaves alone and that was not ours stays as
/// it was last agreed, so that a hand edit, or a source without consent, does not pass for ours the next
/// night.
ChargeConfirmed agreed_fields(const LineSet& wanted, const ChargeState& known) {
  const LineValue& from = wanted.from;
  LineValue to = wanted.to;
  if (!known.confirmed) return {wanted.key, to, wanted.parts};
  const auto keep = [&](auto field) {
    const bool was_sent = std::any_of(known.unproven.begin(), known.unproven.end(),
                                      [&](const LineValue& v) { return v.*field == from.*field; });
    if (from.*field == to.*field && !was_sent) to.*field = (*known.confirmed).*field;
  };
  const bool counts_move = wanted.hands_over || from.quantity != to.quantity;
  keep(&LineValue::quantity);
  keep(&LineValue::price);
  keep(&LineValue::level);
  return {wanted.key, to, counts_move ? wanted.parts : known.parts};
}

}  // namespace

Steps::Steps(TigerpawReader& reader, TigerpawWriter& writer, Journal& journal, Pace pace,
             const std::vector<plan::SaidPrice>& said_prices)
    : reader_(reader), writer_(writer), journal_(journal), pace_(std::move(pace)) {
  for (const auto& price : said_prices) said_prices_.emplace(price.key, price);
}

/// Where the set writes the price of an override, the price beside it stays agreed.
ChargeConfirmed Steps::agreed(const LineSet& wanted, const ChargeState& known) const {
  ChargeConfirmed out = agreed_fields(wanted, known);
  const auto said = said_prices_.find(wanted.key);
  if (said != said_prices_.end() && out.value.price == said->second.said)
    out.agreed_price = said->second.agreed;
  return out;
}

bool Steps::is_stopped() const {
  return is_stopped_ || journal_.is_broken() || (pace_.should_stop && pace_.should_stop());
}

bool Steps::has_overslept(Instant decided) const {
  return is_on(Guard::slept_before_write) && journal_.now() - decided > decision_max;
}

void Steps::heed(const WriteAnswer& answer) {
  const bool stops = (is_on(Guard::rights_missing) && answer.kind == WriteClass::unauthorized) ||
                     (is_on(Guard::service_busy) && answer.kind == WriteClass::busy);
  if (!stops) return;
  is_stopped_ = true;
  stop_reason_ = answer.message;
}

Step Steps::noted(std::vector<EventBody> events, Step good) {
  for (auto& event : events) journal_.note(std::move(event));
  return good;
}

Step Steps::stored(const std::vector<EventBody>& events, Step good) {
  const auto written = journal_.append(events);
  return written ? good : unknown(written.error().message);
}

Step Steps::hold(const ChargeKey& key, std::string reason) {
  return stored({ChargeHeld{key, reason}}, {StepEnd::held, reason, {}});
}

const Agreement* Steps::read_back(AgreementNumber number, Step& out) {
  listing_.reset();
  listed_at_ = journal_.now();
  auto read = reader_.agreement(number);
  if (!read) {
    add(out.message, read.error().message);
    return nullptr;
  }
  listing_ = std::move(read).value();
  const auto known = journal_.state().stamps.find(number);
  if (known == journal_.state().stamps.end() || known->second != stamp_of(*listing_))
    journal_.note(AgreementStamped{number, stamp_of(*listing_)});
  return &*listing_;
}

const Agreement* Steps::fresh_listing(AgreementNumber number, AccountNumber account, Step& out) {
  const bool is_here = listing_ && listing_->summary.number == number && !has_overslept(listed_at_);
  const Agreement* agreement = is_here ? &*listing_ : read_back(number, out);
  if (agreement == nullptr || agreement->summary.account == account || !is_on(Guard::account_of_agreement))
    return agreement;
  out = failed("Agreement " + number.text() + " belongs to account " + agreement->summary.account.text() +
               " now, not to " + account.text() + ".");
  return nullptr;
}

Step Steps::link(AccountNumber account, const plan::LinkAccount& link) {
  const auto is_there = [&](const Result<std::vector<CrossReference>>& references) -> const CrossReference* {
    if (!references) return nullptr;
    for (const auto& reference : *references)
      if (reference.product == link.product) return &reference;
    return nullptr;
  };
  const auto before = reader_.cross_references(account);
  if (!before) return failed(before.error().message);
  if (const auto* found = is_there(before))
    return stored({LinkBound{account, found->id}}, {StepEnd::proven, "It was there already.", {}});
  if (const auto claimed = journal_.append({LinkClaimed{account}}); !claimed)
    return failed(claimed.error().message);
  const WriteAnswer answer = writer_.link(account, link.product, link.product_name, link.external_id);
  heed(answer);
  const auto after = reader_.cross_references(account);
  if (const auto* found = is_there(after))
    return noted({LinkBound{account, found->id}}, {StepEnd::proven, "", {}});
  if (was_not_sent_or_refused(answer.kind))
    return noted({LinkReleased{account, answer.message}}, failed(answer.message));
  std::string message = outcome_text(answer, "the link to " + inert(link.product_name, 60));
  add(message, after ? "Tigerpaw does not show it yet." : after.error().message);
  return noted({LinkUnknown{account, message}}, unknown(message));
}

Step Steps::create_at_zero(AccountNumber account, const plan::CreateCharge& create) {
  Step step;
  const Agreement* agreement = fresh_listing(create.key.agreement, account, step);
  if (agreement == nullptr) return failed(step.message);
  const auto lines = lines_with(*agreement, create.key.item);
  if (create.proven) {
    const bool is_alone =
        lines.size() == 1 && lines.front()->id == *create.proven && lines.front()->quantity == 0;
    if (!is_alone) return failed("The line that an earlier create left has changed; plan again.");
    return noted({ChargeBound{create.key, account, *create.proven, false}},
                 {StepEnd::proven, "", create.proven, value_of(*lines.front())});
  }
  if (is_on(Guard::listing_before_create) && !lines.empty())
    return failed("Line " + lines.front()->id.text() +
                  " with this item has appeared since the plan; plan again.");
  const Instant decided = journal_.now();
  if (is_on(Guard::claim_before_create))
    if (const auto claimed = journal_.append({ChargeClaimed{create.key, account}}); !claimed)
      return failed(claimed.error().message);
  if (has_overslept(decided))
    return noted({ChargeRefused{create.key, true, overslept}}, failed(std::string(overslept)));
  touched_.insert(create.key.agreement);
  const WriteAnswer answer = writer_.create(
      create.key.agreement, {create.key.item, create.description, create.to.level, create.to.price});
  heed(answer);
  return resolve_create(account, create, answer);
}

Step Steps::resolve_create(AccountNumber account, const plan::CreateCharge& create,
                           const WriteAnswer& answer) {
  Step step = unknown(outcome_text(answer, "the line for " + inert(create.key.item.text(), 80)));
  const Agreement* agreement = read_back(create.key.agreement, step);
  // Presence is proof at once, whatever the answer said; two lines are a matter for people.
  const auto lines =
      agreement == nullptr ? std::vector<const ChargeLine*>{} : lines_with(*agreement, create.key.item);
  const bool id_agrees = lines.size() == 1 && (!answer.detail || *answer.detail == lines.front()->id);
  if (id_agrees && lines.front()->quantity == 0)
    return noted({ChargeBound{create.key, account, lines.front()->id, false}},
                 {StepEnd::proven, "", lines.front()->id, value_of(*lines.front())});
  if (was_not_sent_or_refused(answer.kind) && lines.empty())
    return noted({ChargeRefused{create.key, true, answer.message}}, failed(answer.message));
  if (lines.size() > 1) add(step.message, "Several lines with this item stand there now.");
  if (agreement != nullptr && lines.empty()) add(step.message, "Tigerpaw does not show the line yet.");
  return noted({ChargeUnknown{create.key, step.message}}, step);
}

Step Steps::set(const LineSet& wanted) {
  const auto& [key, detail, from, to, parts, retires, hands_over] = wanted;
  Step step;
  const auto known = journal_.state().charges.find(key);
  if (known == journal_.state().charges.end() || known->second.detail != detail)
    return failed("The ledger does not bind this line any more; plan again.");
  const Agreement* agreement = fresh_listing(key.agreement, known->second.account, step);
  if (agreement == nullptr) return failed(step.message);
  const ChargeLine* line = line_at(*agreement, detail);
  if (line == nullptr || (is_on(Guard::item_of_line) && line->item != key.item))
    return failed("Line " + detail.text() + " is not there any more; plan again.");
  for (const auto* other : lines_with(*agreement, key.item))
    if (is_on(Guard::other_line_bills) && other->id != detail && other->quantity != 0 &&
        to.quantity > from.quantity)
      return failed("Line " + other->id.text() + " bills the same item since the plan; plan again.");
  // Confirmed and retired stand in the ledger together or not at all.
  const ChargeConfirmed agreement_now = agreed(wanted, known->second);
  std::vector<EventBody> confirmed{agreement_now};
  if (retires) confirmed.emplace_back(ChargeRetired{key});
  if (from == to && value_of(*line) == to) return noted(std::move(confirmed), {StepEnd::proven, "", detail});
  // What shows the value already is sent it all the same: the list may lag behind our last write, and an
  // absolute value does no harm twice.
  if (is_on(Guard::value_before_set) && value_of(*line) != from && value_of(*line) != to)
    return failed("Line " + detail.text() + " holds " + text_of(value_of(*line)) + " now, not " +
                  text_of(from) + "; plan again.");
  // Where the line may have held this value a moment ago, a list that shows it may be older than our set.
  const Instant decided = journal_.now();
  const bool list_proves = list_proves_set(known->second, decided, pace_.quiet_period);
  if (is_on(Guard::intent_before_set))
    if (const auto intended = journal_.append({ChargeIntended{key, to, agreement_now.parts}}); !intended)
      return failed(intended.error().message);
  if (has_overslept(decided)) return noted({ChargeRefused{key, false, overslept}}, failed(overslept));
  const BillingStamp before = stamp_of(*agreement);
  touched_.insert(key.agreement);
  const WriteAnswer answer = writer_.set(key.agreement, {detail, key.item, to.quantity, to.level, to.price});
  heed(answer);
  Step end = resolve_set(wanted, answer, list_proves);
  if (end.end == StepEnd::proven) end = noted(std::move(confirmed), std::move(end));
  if (!listing_ || stamp_of(*listing_) == before || !is_on(Guard::invoice_between)) return end;
  return hold(key, "The invoice run of agreement " + key.agreement.text() + " came while line " +
                       detail.text() + " was set from " + text_of(from) + " to " + text_of(to) +
                       "; look which of the two was invoiced.");
}

Step Steps::resolve_set(const LineSet& wanted, const WriteAnswer& answer, bool list_proves) {
  const auto& [key, detail, from, to, parts, retires, hands_over] = wanted;
  Step step = unknown(outcome_text(answer, "the new values of line " + detail.text()));
  const Agreement* agreement = read_back(key.agreement, step);
  const ChargeLine* line = agreement == nullptr ? nullptr : line_at(*agreement, detail);
  const bool shows =
      (line != nullptr && line->item == key.item && value_of(*line) == to) || !is_on(Guard::read_back);
  if (shows && (list_proves || answer.kind == WriteClass::done)) return {StepEnd::proven, "", detail};
  if (was_not_sent_or_refused(answer.kind))
    return noted({ChargeRefused{key, false, answer.message}}, failed(answer.message));
  if (shows)
    add(step.message, "Tigerpaw's list shows them already, and may be older than the write.");
  else if (line != nullptr)
    add(step.message, "The line holds " + text_of(value_of(*line)) + ", " + text_of(to) + " was sent.");
  return noted({ChargeUnknown{key, step.message}}, step);
}

Step Steps::retire(const plan::RetireCharge& retire) {
  const LineValue to{0, retire.from.price, retire.from.level};
  return set({retire.key, retire.detail, retire.from, to, {}, true});
}

Step Steps::remove(const plan::RetireCharge& retire) {
  Step step;
  const auto known = journal_.state().charges.find(retire.key);
  if (known == journal_.state().charges.end() || known->second.detail != retire.detail)
    return failed("The ledger does not bind this line any more; plan again.");
  const Agreement* agreement = fresh_listing(retire.key.agreement, known->second.account, step);
  if (agreement == nullptr) return failed(step.message);
  const ChargeReleased gone{retire.key, "the line was deleted"};
  const ChargeLine* line = line_at(*agreement, retire.detail);
  if (line == nullptr) return failed("Line " + retire.detail.text() + " is not there any more; plan again.");
  if (line->item != retire.key.item || line->quantity != 0)
    return failed("Line " + retire.detail.text() + " holds " + text_of(value_of(*line)) +
                  " now; only an empty line is deleted. Plan again.");
  // As with a set: whoever has worked on this account since, or slept, deletes nothing.
  const Instant decided = journal_.now();
  const LineValue empty = value_of(*line);
  if (const auto intended = journal_.append({ChargeIntended{retire.key, empty, {}}}); !intended)
    return failed(intended.error().message);
  if (has_overslept(decided)) return noted({ChargeRefused{retire.key, false, overslept}}, failed(overslept));
  touched_.insert(retire.key.agreement);
  const WriteAnswer answer = writer_.remove(retire.key.agreement, {retire.detail, retire.key.item});
  heed(answer);
  Step end = unknown(outcome_text(answer, "the deletion of line " + retire.detail.text()));
  const Agreement* after = read_back(retire.key.agreement, end);
  // An empty line charges nothing, so one that still shows, or a list that is older, costs another look.
  if (after != nullptr && line_at(*after, retire.detail) == nullptr)
    return noted({gone}, {StepEnd::proven, "", retire.detail});
  if (was_not_sent_or_refused(answer.kind))
    return noted({ChargeRefused{retire.key, false, answer.message}}, failed(answer.message));
  if (after != nullptr) add(end.message, "Tigerpaw still shows it.");
  return noted({ChargeUnknown{retire.key, end.message}}, end);
}

Step Steps::adopt(AccountNumber account, const plan::AdoptCharge& adopt) {
  Step step;
  const Agreement* agreement = fresh_listing(adopt.key.agreement, account, step);
  if (agreement == nullptr) return failed(step.message);
  const auto lines = lines_with(*agreement, adopt.key.item);
  const bool is_alone = lines.size() == 1 || !is_on(Guard::duplicates_wait);
  const bool is_same = is_alone && !lines.empty() && lines.front()->id == adopt.detail &&
                       value_of(*lines.front()) == adopt.found;
  if (!is_same) return failed("The line to adopt has changed since the plan; plan again.");
  return stored({ChargeBound{adopt.key, account, adopt.detail, true},
                 ChargeConfirmed{adopt.key, adopt.found, adopt.parts}},
                {StepEnd::proven, "", adopt.detail});
}

Step Steps::release(const plan::ReleaseCharge& release) {
  return stored({ChargeReleased{release.key, "released by a plan"}}, {StepEnd::proven, "", release.detail});
}

void Steps::scan_line(const ChargeKey& key, const ChargeState& charge, const Agreement& agreement,
                      ScanFindings& out) {
  std::string with_money, empty;
  int amounts = 0;
  for (const auto* line : lines_with(agreement, key.item)) {
    if (charge.detail == line->id && line->quantity == 0) continue;
    std::string& ids = line->quantity != 0 ? with_money : empty;
    ids += (ids.empty() ? "" : ", ") + line->id.text();
    amounts += line->quantity != 0 ? 1 : 0;
  }
  const std::string place = key.item.value() + " on agreement " + key.agreement.text();
  if (!empty.empty() && charge.detail)
    out.notes.push_back("Beside our line for " + place + " stands an empty one: " + empty +
                        ". It charges nothing; remove it in Tigerpaw.");
  if (amounts < 2) return;
  const std::string reason = "Several lines charge " + place + ": " + with_money + ".";
  out.alarms.push_back(reason);
  if (charge.state != KeyState::held) [[maybe_unused]]
    const Step held = hold(key, reason);
}

ScanFindings Steps::scan() {
  ScanFindings out;
  for (const AgreementNumber number : touched_) {
    Step step;
    const Agreement* agreement = read_back(number, step);
    if (agreement == nullptr) {
      out.notes.push_back("Agreement " + number.text() + " could not be looked at again: " + step.message);
      continue;
    }
    const auto charges = journal_.state().charges;
    for (auto at = charges.lower_bound({number, ItemId("")});
         at != charges.end() && at->first.agreement == number; ++at)
      scan_line(at->first, at->second, *agreement, out);
  }
  return out;
}

}  // namespace tariff::apply
