#include "plan/consent.hpp"

#include <algorithm>

#include "base/guard.hpp"

namespace tariff::plan {
namespace {

bool allows(const Consent& consent, Cause cause) {
  switch (cause) {
    case Cause::usage:
      return consent.usage;
    case Cause::config:
      return consent.config;
    case Cause::catalogue:
      return consent.catalogue;
    case Cause::adoption:
      return consent.adoption;
    case Cause::hand:
      return consent.hand || !is_on(Guard::hand_edit_waits);
  }
  return false;
}

std::string_view what_is_missing(Cause cause) {
  switch (cause) {
    case Cause::usage:
      return "waits for --auto-approve";
    case Cause::config:
      return "waits for --allow-config or a reviewed plan";
    case Cause::catalogue:
      return "waits for --allow-price-change";
    case Cause::adoption:
      return "waits for --allow-adopt";
    case Cause::hand:
      return "was edited by hand in Tigerpaw and waits for a person";
  }
  return "";
}

void keep_live(LineValue& to, const LineValue& live, Field field) {
  switch (field) {
    case Field::quantity:
      to.quantity = live.quantity;
      return;
    case Field::price:
      to.price = live.price;
      return;
    case Field::level:
      to.level = live.level;
      return;
  }
}

/// A level with the price of another one was agreed by nobody: the two go together, or neither does.
/// Source: tests/year, seed 22, where a pinned price went over to another level.
bool terms_wait(const UpdateCharge& update, const Consent& consent) {
  return std::any_of(update.causes.begin(), update.causes.end(), [&](const FieldCause& field) {
    return field.field != Field::quantity && !allows(consent, field.cause);
  });
}

Consented part_of(const UpdateCharge& update, const Consent& consent) {
  UpdateCharge part = update;
  part.causes.clear();
  Consented out;
  const bool no_terms = terms_wait(update, consent);
  for (const auto& field : update.causes) {
    const bool is_allowed = allows(consent, field.cause);
    if (is_allowed && !(no_terms && field.field != Field::quantity)) {
      part.causes.push_back(field);
      continue;
    }
    keep_live(part.to, update.from, field.field);
    out.part_waits = true;
    if (!out.why.empty()) out.why += "; ";
    out.why += "the " + std::string(field_name(field.field)) + " " +
               (is_allowed ? "waits for the rest of its terms" : std::string(what_is_missing(field.cause)));
  }
  if (!part.causes.empty()) out.action = std::move(part);
  return out;
}

/// A replace goes as it is; what waits beside it has its turn in the next plan.
Consented with_waiting(const Row& row) {
  Consented out{row.action, false, ""};
  const auto* replace = std::get_if<ReplaceCharges>(&row.action);
  if (replace == nullptr) return out;
  for (const auto& field : replace->waiting) {
    out.part_waits = true;
    out.why += (out.why.empty() ? "the " : "; the ") + std::string(field_name(field.field)) + " " +
               std::string(what_is_missing(field.cause));
  }
  return out;
}

}  // namespace

bool is_change(const Row& row) { return !std::holds_alternative<ObserveCharge>(row.action); }

Consent with_policy(const Plan& plan, Consent consent) {
  consent.hand = plan.restores_hand_edits && consent.usage;
  return consent;
}

Consented consented(const Row& row, const Consent& consent) {
  const bool is_free = row.hold == Hold::none || (row.hold == Hold::suspect && consent.config);
  if (!is_free) return {std::nullopt, false, row.hold_reason};
  if (const auto* update = std::get_if<UpdateCharge>(&row.action)) return part_of(*update, consent);
  const auto* adopt = std::get_if<AdoptCharge>(&row.action);
  const bool file_consents = adopt != nullptr && adopt->take;
  if (!file_consents && !allows(consent, row.cause))
    return {std::nullopt, false, "The row " + std::string(what_is_missing(row.cause)) + "."};
  return with_waiting(row);
}

}  // namespace tariff::plan
