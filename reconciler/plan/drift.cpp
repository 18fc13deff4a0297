#include "plan/drift.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "domain/charge_lines.hpp"
#include "domain/own_terms.hpp"

namespace tariff::plan {
namespace {

/// The fields in which a live line is none of the values that we have sent.
std::vector<Field> edited_fields(const ChargeState& state, const LineValue& live) {
  const LineValue proven = state.confirmed.value_or(LineValue{0, live.price, live.level});
  const auto is_ours = [&](auto field) {
    return proven.*field == live.*field ||
           std::any_of(state.unproven.begin(), state.unproven.end(),
                       [&](const LineValue& sent) { return sent.*field == live.*field; });
  };
  std::vector<Field> fields;
  if (!is_ours(&LineValue::quantity)) fields.push_back(Field::quantity);
  if (!is_ours(&LineValue::price)) fields.push_back(Field::price);
  if (!is_ours(&LineValue::level)) fields.push_back(Field::level);
  return fields;
}

/// What an update would leave if it set these fields alone.
LineValue only(const std::vector<Field>& fields, const UpdateCharge& update) {
  LineValue to = update.from;
  for (const auto field : fields) {
    if (field == Field::quantity) to.quantity = update.to.quantity;
    if (field == Field::price) to.price = update.to.price;
    if (field == Field::level) to.level = update.to.level;
  }
  return to;
}

DriftKind kind_of(Cause cause) {
  switch (cause) {
    case Cause::usage:
      return DriftKind::usage;
    case Cause::config:
    case Cause::adoption:
      return DriftKind::config;
    case Cause::catalogue:
      return DriftKind::catalogue;
    case Cause::hand:
      return DriftKind::edited;
  }
  return DriftKind::edited;
}

/// Collects what has come apart.
class Comparison {
 public:
  Comparison(const Desired& desired, const Observed& observed, const LedgerState& ledger)
      : desired_(desired), observed_(observed), ledger_(ledger) {
    for (const auto& item : items_of(desired)) take_item(item);
  }

  /// Ours against what stands.
  void compare_lines() {
    for (const auto& [key, state] : ledger_.charges) {
      if (!state.detail) continue;
      const auto agreement = observed_.agreements.find(key.agreement);
      const bool bills = state.confirmed && state.confirmed->quantity != 0;
      if (agreement == observed_.agreements.end()) report.lines_unwatched += bills ? 1 : 0;
      if (agreement == observed_.agreements.end() || !agreement->second) continue;
      ++report.lines_compared;
      compare_line(key, state, agreement->second.value());
    }
  }

  /// What bills our items and is not ours.
  void compare_foreign() {
    for (const auto& mapping : desired_.mappings) {
      if (mapping.billing != Billing::on || mapping.is_dormant) continue;
      for (const auto& [number, agreement] : observed_.agreements)
        if (agreement && agreement->summary.account == mapping.account) compare_foreign_on(*agreement);
    }
  }

  /// What the next run would follow.
  void operator()(const Row& row, const UpdateCharge& update) {
    for (const auto cause : {Cause::usage, Cause::config, Cause::catalogue}) {
      std::vector<Field> fields;
      for (const auto& field : update.causes)
        if (field.cause == cause) fields.push_back(field.field);
      if (fields.empty()) continue;
      Drift& drift = moved(row, cause, update.key, update.from, only(fields, update));
      drift.fields = std::move(fields);
    }
  }
  void operator()(const Row& row, const CreateCharge& create) {
    moved(row, row.cause, create.key, std::nullopt, create.to);
  }
  void operator()(const Row& row, const RetireCharge& retire) {
    moved(row, row.cause, retire.key, retire.from, LineValue{0, retire.from.price, retire.from.level});
  }
  void operator()(const Row& row, const ReplaceCharges& replace) {
    for (const auto& move : replace.moves) {
      if (move.from == move.to) continue;
      Drift& drift = moved(row, row.cause, move.key, move.from, move.to);
      drift.period = move.period;
    }
  }
  void operator()(const Row&, const AdoptCharge&) {}
  void operator()(const Row&, const LinkAccount&) {}
  void operator()(const Row&, const ReleaseCharge&) {}
  void operator()(const Row&, const ObserveCharge&) {}

  void finish() {
    for (auto& drift : report.drifts) silence(drift);
    std::stable_sort(report.drifts.begin(), report.drifts.end(), [](const Drift& left, const Drift& right) {
      return std::tie(left.account, left.key, left.kind) < std::tie(right.account, right.key, right.kind);
    });
  }

  DriftReport report;

 private:
  ItemId as_tigerpaw_says(const ItemId& written) const {
    const auto found = observed_.items.find(written);
    return found == observed_.items.end() || !found->second ? written : found->second->id;
  }
  void take_item(const ItemId& written) { items_.insert(as_tigerpaw_says(written)); }

  Drift& add(DriftKind kind, const ChargeKey& key, AccountNumber account) {
    Drift drift;
    drift.kind = kind;
    drift.key = key;
    drift.account = account;
    const auto read = observed_.accounts.find(account);
    if (read != observed_.accounts.end() && read->second) drift.account_name = read->second->name;
    for (const auto& mapping : desired_.mappings)
      if (mapping.account == account && drift.tenant.empty()) drift.tenant = mapping.tenant;
    const auto agreement = observed_.agreements.find(key.agreement);
    if (agreement != observed_.agreements.end() && agreement->second)
      drift.period = agreement->second->summary.period;
    const auto known = ledger_.charges.find(key);
    if (known != ledger_.charges.end() && known->second.detail) {
      drift.detail = known->second.detail;
      drift.written = known->second.confirmed;
      drift.written_by = known->second.run;
      if (drift.written) drift.written_at = known->second.confirmed_at;
    }
    report.drifts.push_back(std::move(drift));
    return report.drifts.back();
  }

  void compare_line(const ChargeKey& key, const ChargeState& state, const Agreement& agreement) {
    const ChargeLine* live = line_at(agreement, *state.detail);
    const LineValue written = state.confirmed.value_or(LineValue{});
    if (live == nullptr || live->item != key.item) {
      // What stood at 0 billed nothing, so its loss loses nothing.
      if (written.quantity == 0 && state.unproven.empty()) return;
      add(DriftKind::vanished, key, state.account).amount_delta = Money{} - written.amount();
      return;
    }
    if (auto fields = edited_fields(state, value_of(*live)); !fields.empty()) {
      Drift& drift = add(DriftKind::edited, key, state.account);
      drift.live = value_of(*live);
      drift.fields = std::move(fields);
      drift.amount_delta = drift.live->amount() - written.amount();
    }
    for (const auto* other : lines_with(agreement, key.item))
      if (other->id != *state.detail) add_line(DriftKind::second_line, key, state.account, *other);
  }

  void compare_foreign_on(const Agreement& agreement) {
    for (const auto& line : agreement.lines) {
      const ChargeKey key{agreement.summary.number, line.item};
      const auto known = ledger_.charges.find(key);
      const bool is_ours = known != ledger_.charges.end() && known->second.detail;
      if (items_.contains(line.item) && !is_ours)
        add_line(DriftKind::foreign_line, key, agreement.summary.account, line);
    }
  }

  void add_line(DriftKind kind, const ChargeKey& key, AccountNumber account, const ChargeLine& line) {
    Drift& drift = add(kind, key, account);
    drift.detail = line.id;
    drift.live = value_of(line);
    drift.amount_delta = drift.live->amount();
    drift.reason = line.source;
  }

  Drift& moved(const Row& row, Cause cause, const ChargeKey& key, std::optional<LineValue> live,
               const LineValue& wanted) {
    Drift& drift = add(kind_of(cause), key, row.account);
    drift.live = live;
    drift.wanted = wanted;
    drift.reason = row.hold_reason.empty() ? row.reason : row.hold_reason;
    drift.amount_delta = wanted.amount() - live.value_or(LineValue{}).amount();
    return drift;
  }

  void silence(Drift& drift) const {
    for (const auto& ignore : desired_.ignores) {
      if (ignore.account != drift.account) continue;
      if (ignore.item && as_tigerpaw_says(*ignore.item) != drift.key.item) continue;
      (observed_.today <= ignore.until ? drift.ignored : drift.ended) = ignore;
    }
  }

  const Desired& desired_;
  const Observed& observed_;
  const LedgerState& ledger_;
  std::set<ItemId> items_;
};

}  // namespace

std::string_view drift_kind_name(DriftKind kind) {
  switch (kind) {
    case DriftKind::edited:
      return "edited";
    case DriftKind::vanished:
      return "vanished";
    case DriftKind::second_line:
      return "second_line";
    case DriftKind::foreign_line:
      return "foreign_line";
    case DriftKind::catalogue:
      return "catalogue";
    case DriftKind::usage:
      return "usage";
    case DriftKind::config:
      return "config";
  }
  return "";
}

std::string_view drift_kind_words(DriftKind kind) {
  switch (kind) {
    case DriftKind::edited:
      return "edited by hand";
    case DriftKind::vanished:
      return "gone from Tigerpaw";
    case DriftKind::second_line:
      return "second line beside ours";
    case DriftKind::foreign_line:
      return "line of somebody else";
    case DriftKind::catalogue:
      return "price book moved";
    case DriftKind::usage:
      return "usage moved";
    case DriftKind::config:
      return "file moved";
  }
  return "";
}

bool is_behind_our_back(DriftKind kind) {
  switch (kind) {
    case DriftKind::edited:
    case DriftKind::vanished:
    case DriftKind::second_line:
    case DriftKind::foreign_line:
    case DriftKind::catalogue:
      return true;
    case DriftKind::usage:
    case DriftKind::config:
      return false;
  }
  return true;
}

std::int64_t DriftReport::count() const {
  return std::count_if(drifts.begin(), drifts.end(), [](const Drift& drift) { return drift.counts(); });
}

DriftReport drift_of(const Plan& plan, const Desired& desired, const Observed& observed,
                     const LedgerState* ledger) {
  const LedgerState nothing_known;
  Comparison comparison(desired, observed, ledger == nullptr ? nothing_known : *ledger);
  if (ledger != nullptr) {
    comparison.compare_lines();
    comparison.compare_foreign();
  }
  for (const auto& row : plan.rows) {
    // What a person did is in the first two comparisons, whatever the policy makes of it.
    const bool is_of_people = row.cause == Cause::adoption ||
                              (row.cause == Cause::hand && !std::holds_alternative<UpdateCharge>(row.action));
    if (!is_of_people) std::visit([&](const auto& action) { comparison(row, action); }, row.action);
  }
  comparison.finish();
  return std::move(comparison.report);
}

}  // namespace tariff::plan
