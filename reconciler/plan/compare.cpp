#include "plan/compare.hpp"

#include <algorithm>

#include "base/guard.hpp"
#include "base/inert.hpp"
#include "plan/adoption.hpp"
#include "plan/holds.hpp"
#include "plan/leaving.hpp"
#include "text/time.hpp"

namespace tariff::plan {
namespace {

/// True where the last value that was proven, or any that was sent since without proof, has this field's live
/// value: then it is ours, however late it arrived, and no hand edit.
template <class Get>
bool is_ours(const ChargeState& state, const LineValue& live, Get get) {
  // A line of which nothing was confirmed yet is as its create left it.
  const LineValue proven = state.confirmed.value_or(LineValue{0, live.price, live.level});
  if (get(proven) == get(live)) return true;
  return is_on(Guard::late_set_is_ours) &&
         std::any_of(state.unproven.begin(), state.unproven.end(),
                     [&](const LineValue& value) { return get(value) == get(live); });
}

/// The set of products and categories of a line, and what a count becomes, move only with the file, so
/// another set means another intent.
bool same_sources(const std::vector<Part>& left, const std::vector<Part>& right) {
  return std::is_permutation(
      left.begin(), left.end(), right.begin(), right.end(), [](const Part& l, const Part& r) {
        return l.product == r.product && l.category == r.category && l.tenant == r.tenant && l.rule == r.rule;
      });
}

bool has_agreed_sources(const ChargeState& state, const WantedLine& wanted) {
  // A set that is not proven may have sent other counts to the line.
  return (state.parts.empty() || same_sources(state.parts, wanted.parts)) &&
         (state.intended_parts.empty() || same_sources(state.intended_parts, wanted.parts));
}

Cause quantity_cause(const ChargeState& state, const WantedLine& wanted, const LineValue& live) {
  if (!is_ours(state, live, [](const LineValue& v) { return v.quantity; })) return Cause::hand;
  if (state.state == KeyState::retired || wanted.quantity_is_said) return Cause::config;
  return has_agreed_sources(state, wanted) ? Cause::usage : Cause::config;
}

bool level_moved_by_file(const ChargeState& state, const WantedLine& wanted, const LineValue& live) {
  return (state.confirmed ? state.confirmed->level : live.level) != wanted.value.level;
}

Cause level_cause(const ChargeState& state, const WantedLine& wanted, const LineValue& live) {
  if (!is_ours(state, live, [](const LineValue& v) { return v.level; })) return Cause::hand;
  return level_moved_by_file(state, wanted, live) ? Cause::config : Cause::catalogue;
}

/// A price that is to be written again over a person's is that of the level, so it waits for the level.
Cause price_cause(const ChargeState& state, const WantedLine& wanted, const LineValue& live,
                  HandEditRule rule) {
  const bool is_edited = !is_ours(state, live, [](const LineValue& v) { return v.price; });
  if (is_edited && (rule != HandEditRule::restore || !level_moved_by_file(state, wanted, live)))
    return Cause::hand;
  const bool moved_by_file =
      level_moved_by_file(state, wanted, live) || wanted.price_is_said || wanted.said_price_ended;
  return moved_by_file ? Cause::config : Cause::catalogue;
}

std::vector<FieldCause> changed_fields(const ChargeState& state, const WantedLine& wanted,
                                       const LineValue& live, HandEditRule rule) {
  std::vector<FieldCause> fields;
  if (live.quantity != wanted.value.quantity)
    fields.push_back({Field::quantity, quantity_cause(state, wanted, live)});
  if (live.price != wanted.value.price)
    fields.push_back({Field::price, price_cause(state, wanted, live, rule)});
  if (live.level != wanted.value.level) fields.push_back({Field::level, level_cause(state, wanted, live)});
  return fields;
}

/// The [[moved]] that brought a line's counts from another virtual server, in words.
std::string moved_from(const ChargeState& state, const WantedLine& wanted, const Inputs& inputs) {
  const auto counts = [](const std::vector<Part>& parts, const TenantUid& tenant) {
    return std::any_of(parts.begin(), parts.end(), [&](const Part& part) { return part.tenant == tenant; });
  };
  for (const auto& moved : inputs.desired.moved)
    if (counts(state.parts, moved.from) && counts(wanted.parts, moved.to))
      return "; moved from " + inert(moved.from.value(), 60) + " by [[moved]]";
  return "";
}

std::string update_reason(const UpdateCharge& update, const WantedLine& wanted) {
  std::string reason = parts_text(update.parts);
  for (const auto& field : update.causes) {
    if (field == FieldCause{Field::price, Cause::config} && wanted.said_price_ended)
      reason += "; the price that the file said has ended";
    if (field.cause == Cause::catalogue) reason += "; Tigerpaw's price moved";
    if (field.cause == Cause::hand)
      reason += "; the " + std::string(field_name(field.field)) + " was edited by hand";
    if (field.cause == Cause::config && field.field == Field::level)
      reason += "; the file names another price level";
  }
  return reason;
}

std::string with_note(std::string reason, const WantedLine& wanted) {
  return wanted.note.empty() ? reason : std::move(reason) + "; " + wanted.note;
}

Row update_row(const Customer& customer, UpdateCharge update, const WantedLine& wanted, HandEditRule rule) {
  const Money delta = update.to.amount() - update.from.amount();
  const Cause cause = update.causes.front().cause;
  const bool all_by_hand = std::all_of(update.causes.begin(), update.causes.end(),
                                       [](const FieldCause& field) { return field.cause == Cause::hand; });
  std::string reason = with_note(update_reason(update, wanted), wanted);
  const ChargeKey key = update.key;
  Row row = charge_row(customer, key, std::move(update), delta);
  row.cause = cause;
  row.reason = std::move(reason);
  if (is_on(Guard::hand_edit_waits) && all_by_hand && rule != HandEditRule::restore)
    return held(std::move(row),
                "Somebody edited this line in Tigerpaw; put it back there, or change the file to agree.");
  return row;
}

/// Where the file lets people's edits stand, what they edited is what is wanted. True where there was any.
bool keep_hand_edits(const ChargeState& state, LineValue& wanted, const LineValue& live) {
  bool kept = false;
  const auto keep = [&](auto field) {
    if (wanted.*field == live.*field || is_ours(state, live, [&](const LineValue& v) { return v.*field; }))
      return;
    wanted.*field = live.*field;
    kept = true;
  };
  keep(&LineValue::quantity);
  keep(&LineValue::price);
  keep(&LineValue::level);
  return kept;
}

/// While a set is unproven no other value is sent: it may still arrive, also where the run that intended it
/// died before it could say so. Source: charge-protocol.md section 4.
bool set_may_still_arrive(const ChargeState& state, const LineValue& live, const Inputs& inputs) {
  if (!is_on(Guard::quiet_period_of_set)) return false;
  if (state.unproven.empty() || inputs.observed.now >= state.since + inputs.quiet_period) return false;
  const bool shows = state.unproven.size() == 1 && state.unproven.back() == live;
  return !shows || !list_proves_set(state, state.since, inputs.quiet_period);
}

Decision wait_for_set(Row row, const ChargeState& state, const Inputs& inputs) {
  row.hold = Hold::unknown;
  row.hold_reason = "An earlier set is not proven; the line is left alone until " +
                    write_instant(state.since + inputs.quiet_period) + ".";
  return {std::move(row), {}};
}

Decision vanished(const Customer& customer, const WantedLine& wanted, const OwnedLine& owned,
                  const Inputs& inputs) {
  LineValue last = owned.ledger->confirmed.value_or(LineValue{});
  if (!is_on(Guard::vanished_line_waits)) last.quantity = 0;
  // A line that stood at 0 billed nothing, so its loss loses nothing: the key starts again, once no list can
  // lag behind the create any more.
  if (last.quantity == 0 && owned.ledger->unproven.empty()) {
    Decision again = decide_unowned(customer, wanted, nullptr, inputs);
    const Instant until = owned.ledger->since + inputs.quiet_period;
    if (!again.row || inputs.observed.now >= until) return again;
    again.row->hold = Hold::unknown;
    again.row->hold_reason = "Line " + owned.ledger->detail->text() +
                             ", which was ours, does not show; nothing is created until " +
                             write_instant(until) + ".";
    return again;
  }
  CreateCharge create{wanted.key, wanted.description, wanted.value, wanted.parts, {}};
  Row row = charge_row(customer, wanted.key, std::move(create), wanted.value.amount());
  row.cause = Cause::hand;
  row.reason = parts_text(wanted.parts);
  return {held(std::move(row),
               "Line " + owned.ledger->detail->text() +
                   ", which was ours, is gone from Tigerpaw; look there first. Then `tariff resolve " +
                   address_of(owned.key) + "`."),
          {}};
}

Cause create_cause(const Customer& customer, const WantedLine& wanted, const Inputs& inputs) {
  const auto found = inputs.ledger->tenants.find(customer.at.tenant->uid);
  if (found == inputs.ledger->tenants.end()) return Cause::config;
  const TenantBound& agreed = found->second;
  const bool is_agreed = agreed.account == customer.at.mapping->account &&
                         std::binary_search(agreed.lines->begin(), agreed.lines->end(), wanted.key);
  return is_agreed ? Cause::usage : Cause::config;
}

/// In a young epoch nobody can say which creates are still on their way. Source: charge-protocol.md
/// section 2.
void wait_for_epoch(const Customer& customer, Row& row, const Inputs& inputs) {
  if (inputs.observed.now >= customer.creates_wait_until || !is_on(Guard::quiet_period_of_epoch)) return;
  row.hold = Hold::unknown;
  row.hold_reason = "The ledger may have lost what an earlier run had begun; nothing is created until " +
                    write_instant(customer.creates_wait_until) + ".";
}

Decision create(const Customer& customer, const WantedLine& wanted, std::optional<DetailId> proven,
                const Inputs& inputs) {
  CreateCharge action{wanted.key, wanted.description, wanted.value, wanted.parts, proven};
  Row row = charge_row(customer, wanted.key, std::move(action), wanted.value.amount());
  row.cause = create_cause(customer, wanted, inputs);
  row.reason = with_note(parts_text(wanted.parts), wanted);
  if (proven) row.reason += "; line " + proven->text() + " is what an earlier create left";
  if (!proven) wait_for_epoch(customer, row, inputs);
  return {std::move(row), {}};
}

Decision wait_for_proof(const Customer& customer, const WantedLine& wanted, const ChargeState& state,
                        const Inputs& inputs) {
  const Instant until = state.since + inputs.quiet_period;
  if (inputs.observed.now >= until || !is_on(Guard::quiet_period_of_create))
    return create(customer, wanted, {}, inputs);
  Decision decision = create(customer, wanted, {}, inputs);
  decision.row->hold = Hold::unknown;
  decision.row->hold_reason =
      "An earlier create is not proven; it is left alone until " + write_instant(until) + ".";
  return decision;
}

LineEnd line_end_of(const Customer& customer) {
  const auto& leaving = customer.at.mapping->leaving;
  return leaving ? leaving->line : LineEnd::zero;
}

std::string why_unwanted(const Customer& customer, Day today) {
  const Mapping& mapping = *customer.at.mapping;
  if (mapping.leaving)
    return "the customer left: " + inert(mapping.leaving->reason, 80) +
           (mapping.leaving->line == LineEnd::removed ? "; the line is deleted" : "");
  // Behind its last day a mapping is off, whatever the file says of billing.
  if (mapping.until && *mapping.until < today)
    return "the last day of the mapping was " + write_day(*mapping.until);
  return mapping.billing == Billing::off ? "billing is off" : "the file no longer bills this item here";
}

/// A line that a person must look at first, whether or not anything would change.
std::optional<Decision> decide_held(const Customer& customer, const OwnedLine& owned,
                                    const UpdateCharge& update, const Inputs& inputs) {
  HeldLine found = held_line(customer, owned, inputs);
  if (found.why.empty()) return std::nullopt;
  Row row = charge_row(customer, owned.key, update, update.to.amount() - update.from.amount());
  row.cause = update.causes.empty() ? Cause::hand : update.causes.front().cause;
  row.reason = parts_text(update.parts);
  return Decision{held(std::move(row), std::move(found.why)), {}, std::move(found.record)};
}

}  // namespace

bool is_edited(const ChargeState& state, const LineValue& live) {
  return !is_ours(state, live, [](const LineValue& v) { return v.quantity; }) ||
         !is_ours(state, live, [](const LineValue& v) { return v.price; }) ||
         !is_ours(state, live, [](const LineValue& v) { return v.level; });
}

Decision decide_owned(const Customer& customer, const WantedLine& wanted, const OwnedLine& owned,
                      const Inputs& inputs) {
  if (owned.live == nullptr) return vanished(customer, wanted, owned, inputs);
  const LineValue live = value_of(*owned.live);
  WantedLine target = wanted;
  // A line is kept where its devices went; where the file sends its counts elsewhere, it must give them up.
  if (target.value.quantity == 0 && inputs.desired.on_zero == ZeroRule::keep &&
      has_agreed_sources(*owned.ledger, target))
    target.value.quantity = live.quantity;
  const bool may_change = set_may_still_arrive(*owned.ledger, live, inputs);
  // What a ledger that went back does not know may be ours, and no hand edit.
  const bool may_be_forgotten = inputs.ledger->epoch && owned.ledger->confirmed_at < *inputs.ledger->epoch;
  const bool keeps = inputs.desired.hand_edit == HandEditRule::keep && !may_be_forgotten &&
                     keep_hand_edits(*owned.ledger, target.value, live);
  UpdateCharge update{target.key,
                      owned.live->id,
                      live,
                      target.value,
                      changed_fields(*owned.ledger, target, live, inputs.desired.hand_edit),
                      target.parts};
  if (auto stop = decide_held(customer, owned, update, inputs)) return std::move(*stop);
  if (update.causes.empty()) {
    const bool price_is_known = !target.agreed_price || target.agreed_price == owned.ledger->agreed_price;
    const bool is_known = owned.ledger->confirmed == live && owned.ledger->parts == target.parts &&
                          owned.ledger->unproven.empty() && price_is_known;
    // A value that we never sent and that equals what is wanted may be a list that lags behind our last
    // write.
    const bool may_be_behind = !is_ours(*owned.ledger, live, [](const LineValue& v) { return v; }) &&
                               inputs.observed.now < owned.ledger->since + inputs.quiet_period;
    if (is_known || may_change || may_be_behind || keeps) return {};
    return {{}, ChargeConfirmed{target.key, live, target.parts, target.agreed_price}};
  }
  Row row = update_row(customer, std::move(update), wanted, inputs.desired.hand_edit);
  row.reason += moved_from(*owned.ledger, wanted, inputs);
  if (may_change) return wait_for_set(std::move(row), *owned.ledger, inputs);
  return {std::move(row), {}};
}

Decision decide_unowned(const Customer& customer, const WantedLine& wanted, const ChargeState* state,
                        const Inputs& inputs) {
  const auto lines = lines_with(agreement_of(customer, wanted.key), wanted.key.item);
  const bool may_be_in_flight =
      state != nullptr && (state->state == KeyState::claimed || state->state == KeyState::unknown ||
                           state->state == KeyState::held);
  if (lines.size() > 1 && is_on(Guard::duplicates_wait)) return hold_duplicates(customer, wanted, lines);
  if (lines.size() == 1 && may_be_in_flight && lines.front()->quantity == 0)
    return create(customer, wanted, lines.front()->id, inputs);
  if (!lines.empty()) return adopt(customer, wanted, *lines.front(), inputs);
  if (wanted.value.quantity == 0) return {};
  if (may_be_in_flight) return wait_for_proof(customer, wanted, *state, inputs);
  return create(customer, wanted, {}, inputs);
}

Decision decide_unwanted(const Customer& customer, const OwnedLine& owned, const Inputs& inputs) {
  const LineValue last = owned.ledger->confirmed.value_or(LineValue{});
  const bool bills_nothing = owned.live == nullptr ? last.quantity == 0 : owned.live->quantity == 0;
  const bool may_change =
      owned.live != nullptr && set_may_still_arrive(*owned.ledger, value_of(*owned.live), inputs);
  HeldLine found = held_line(customer, owned, inputs);
  const bool waits_for_person = owned.ledger->state == KeyState::held || found.record;
  const bool is_to_go = owned.live != nullptr && line_end_of(customer) == LineEnd::removed;
  if (bills_nothing && !may_change && !waits_for_person && !is_to_go) return {};
  RetireCharge retire{owned.key, *owned.ledger->detail, owned.live == nullptr ? last : value_of(*owned.live),
                      line_end_of(customer)};
  const Money delta = Money{} - retire.from.amount();
  Row row = charge_row(customer, owned.key, std::move(retire), delta);
  row.cause = Cause::config;
  row.reason = why_unwanted(customer, inputs.observed.today);
  if (!owned.is_readable)
    return {held(std::move(row), "Agreement " + owned.key.agreement.text() + " could not be read."), {}};
  if (owned.live == nullptr)
    return {held(std::move(row), "The line is gone from Tigerpaw; look there first. Then `tariff resolve " +
                                     address_of(owned.key) + "`."),
            {}};
  if (waits_for_person) return {held(std::move(row), std::move(found.why)), {}, std::move(found.record)};
  if (may_change) return wait_for_set(std::move(row), *owned.ledger, inputs);
  if (std::string copy = copy_beside(customer, owned, inputs); !copy.empty())
    return {held(std::move(row), std::move(copy)), {}};
  if (!is_ours(*owned.ledger, value_of(*owned.live), [](const LineValue& v) { return v.quantity; })) {
    row.cause = Cause::hand;
    if (inputs.desired.hand_edit == HandEditRule::restore) return {std::move(row), {}};
    return {held(std::move(row), "Somebody edited this line in Tigerpaw; put it back there first."), {}};
  }
  Delay delay = delay_of(customer, owned, inputs);
  if (delay.why.empty()) return {std::move(row), {}};
  row.hold = Hold::scheduled;
  row.hold_reason = std::move(delay.why);
  Decision decision{std::move(row), {}};
  decision.awaited = std::move(delay.awaited);
  return decision;
}

std::optional<Row> observe_line(const Customer& customer, const WantedLine& wanted) {
  const auto lines = lines_with(agreement_of(customer, wanted.key), wanted.key.item);
  LineValue found{0, wanted.value.price, wanted.value.level};
  if (!lines.empty()) found = value_of(*lines.front());
  for (std::size_t i = 1; i < lines.size(); ++i) found.quantity += lines[i]->quantity;
  // Several lines of one item may have several prices.
  Money delta = wanted.value.amount();
  for (const auto* line : lines) delta = delta - line->price * line->quantity;
  if (found == wanted.value && delta.is_zero()) return std::nullopt;
  if (found.quantity == 0 && wanted.value.quantity == 0) return std::nullopt;
  Row row = charge_row(customer, wanted.key, ObserveCharge{wanted.key, found, wanted.value}, delta);
  row.cause = Cause::usage;
  row.reason = with_note(parts_text(wanted.parts), wanted);
  if (lines.empty()) row.reason += "; no line stands there";
  if (lines.size() > 1) row.reason += "; " + std::to_string(lines.size()) + " lines carry this item";
  return row;
}

}  // namespace tariff::plan
