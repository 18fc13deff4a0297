#include "app/ready_rows.hpp"

#include <algorithm>

namespace tariff::app {
namespace {

using report::Doubt;

LineChange change_of(const ChargeKey& key, const LineValue& from, const LineValue& to) {
  return {key, from, to, from != to};
}

struct ChangesOf {
  using Changes = std::vector<LineChange>;
  Changes operator()(const plan::LinkAccount&) const { return {}; }
  Changes operator()(const plan::CreateCharge& create) const {
    return {change_of(create.key, {0, create.to.price, create.to.level}, create.to)};
  }
  Changes operator()(const plan::UpdateCharge& update) const {
    return {change_of(update.key, update.from, update.to)};
  }
  Changes operator()(const plan::RetireCharge& retire) const {
    return {change_of(retire.key, retire.from, {0, retire.from.price, retire.from.level})};
  }
  Changes operator()(const plan::ReplaceCharges& replace) const {
    Changes out;
    for (const auto& move : replace.moves) out.push_back(change_of(move.key, move.from, move.to));
    return out;
  }
  Changes operator()(const plan::AdoptCharge& adopt) const {
    return {change_of(adopt.key, adopt.found, adopt.wanted)};
  }
  Changes operator()(const plan::ReleaseCharge& release) const { return {{release.key, {}, {}, false}}; }
  Changes operator()(const plan::ObserveCharge& observe) const {
    return {change_of(observe.key, observe.from, observe.to)};
  }
};

Doubt kind_of(const plan::Row& row) {
  switch (row.hold) {
    case plan::Hold::none:
      return std::holds_alternative<plan::ObserveCharge>(row.action) ? Doubt::differs : Doubt::waiting;
    case plan::Hold::human:
    case plan::Hold::guarded:
    case plan::Hold::stale:
      return Doubt::held;
    case plan::Hold::unknown:
      return Doubt::unproven;
    case plan::Hold::suspect:
      return Doubt::suspect;
    case plan::Hold::frozen:
      return Doubt::frozen;
    case plan::Hold::scheduled:
      return Doubt::scheduled;
  }
  return Doubt::held;
}

std::string change_text(const LineChange& change) {
  std::string out = change.key.item.value();
  if (change.from.quantity != change.to.quantity)
    out += " " + std::to_string(change.from.quantity) + " -> " + std::to_string(change.to.quantity);
  if (change.from.price != change.to.price)
    out += " at " + change.from.price.grouped() + " -> " + change.to.price.grouped();
  return out;
}

std::string reason_of(const plan::Row& row) {
  if (!row.hold_reason.empty()) return row.hold_reason;
  const std::string what = std::holds_alternative<plan::ObserveCharge>(row.action)
                               ? "the line is only observed, and holds something else"
                               : "not applied yet (" + std::string(plan::cause_name(row.cause)) + ")";
  return row.reason.empty() ? what : what + "; " + row.reason;
}

}  // namespace

std::vector<LineChange> changes_of(const plan::Row& row) { return std::visit(ChangesOf{}, row.action); }

std::optional<report::ReadyDoubt> doubt_of(const plan::Row& row, const LineChange& change) {
  // A held row is a question to a person, whatever it would do.
  if (!change.moves && row.hold == plan::Hold::none) return std::nullopt;
  const Doubt kind = kind_of(row);
  // What the file itself puts off until the invoice, or a later day, is to bill as it stands.
  return report::ReadyDoubt{kind, change_text(change), reason_of(row),
                            change.to.amount() - change.from.amount(), kind != Doubt::scheduled};
}

bool is_counted_only(const plan::Row& row) {
  const auto* update = std::get_if<plan::UpdateCharge>(&row.action);
  return update != nullptr &&
         std::all_of(update->causes.begin(), update->causes.end(),
                     [](const auto& field) { return field.cause == plan::Cause::usage; });
}

}  // namespace tariff::app
