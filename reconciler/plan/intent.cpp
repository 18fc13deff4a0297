#include "plan/intent.hpp"

#include <algorithm>

#include "plan/consent.hpp"
#include "text/crypto.hpp"

namespace tariff::plan {
namespace {

Json key_json(const ChargeKey& key) {
  return Json::object(
      {{"agreement", Json::number(key.agreement.value())}, {"item", Json::string(key.item.value())}});
}

/// Level and price: what the file and the price book say, and no count.
Json terms_json(const ChargeKey& key, const LineValue& value) {
  Json json = key_json(key);
  json.set("level", Json::number(value.level.value())).set("price", Json::string(value.price.text()));
  return json;
}

/// A count that moves by itself is no intent of an update that has another one: who reviews it reviews the
/// other.
bool is_beside_the_intent(const FieldCause& field) {
  return field.field == Field::quantity && field.cause == Cause::usage;
}

Cause intended_cause(const Row& row) {
  const auto* update = std::get_if<UpdateCharge>(&row.action);
  if (update == nullptr) return row.cause;
  const auto found = std::find_if_not(update->causes.begin(), update->causes.end(), is_beside_the_intent);
  return found == update->causes.end() ? row.cause : found->cause;
}

Json causes_json(const std::vector<FieldCause>& causes) {
  Json json = Json::object();
  for (const auto& field : causes)
    if (!is_beside_the_intent(field))
      json.set(field_name(field.field), Json::string(cause_name(field.cause)));
  return json;
}

struct IntentOf {
  Json operator()(const LinkAccount& link) const {
    return Json::object(
        {{"product", Json::number(link.product.value())}, {"external_id", Json::string(link.external_id)}});
  }
  Json operator()(const CreateCharge& create) const { return terms_json(create.key, create.to); }
  Json operator()(const UpdateCharge& update) const {
    Json json = terms_json(update.key, update.to);
    json.set("detail", Json::number(update.detail.value())).set("fields", causes_json(update.causes));
    return json;
  }
  Json operator()(const RetireCharge& retire) const {
    Json json = key_json(retire.key);
    json.set("detail", Json::number(retire.detail.value()))
        .set("deleted", Json::boolean(retire.line == LineEnd::removed));
    return json;
  }
  Json operator()(const ReplaceCharges& replace) const {
    Json moves = Json::array();
    for (const auto& move : replace.moves) {
      Json one = terms_json(move.key, move.to);
      one.set("kind", Json::string(move_kind_name(move.kind)));
      moves.push(std::move(one));
    }
    return Json::object({{"moves", std::move(moves)}, {"fields", causes_json(replace.waiting)}});
  }
  Json operator()(const AdoptCharge& adopt) const {
    Json json = terms_json(adopt.key, adopt.wanted);
    json.set("detail", Json::number(adopt.detail.value()))
        .set("take", adopt.take ? Json::string(take_name(*adopt.take)) : Json{});
    return json;
  }
  Json operator()(const ReleaseCharge& release) const {
    Json json = key_json(release.key);
    json.set("detail", Json::number(release.detail.value()));
    return json;
  }
  Json operator()(const ObserveCharge& observe) const { return terms_json(observe.key, observe.to); }
};

bool is_usage_alone(const Row& row) {
  if (row.cause != Cause::usage) return false;
  const auto* update = std::get_if<UpdateCharge>(&row.action);
  return update == nullptr ||
         std::all_of(update->causes.begin(), update->causes.end(),
                     [](const FieldCause& field) { return field.cause == Cause::usage; });
}

Json limit_json(const GuardLimit& limit) { return limit ? Json::number(*limit) : Json::string("off"); }

}  // namespace

Json intent_json(const Row& row) {
  return Json::object({{"address", Json::string(row.address)},
                       {"action", Json::string(action_name(row.action))},
                       {"cause", Json::string(cause_name(intended_cause(row)))},
                       {"tenant", Json::string(row.tenant)},
                       {"account", Json::number(row.account.value())},
                       {"terms", std::visit(IntentOf{}, row.action)}});
}

std::string intent_digest(const Plan& plan) {
  std::vector<std::string> intents;
  for (const auto& row : plan.rows)
    if (is_change(row) && !is_usage_alone(row)) intents.push_back(intent_json(row).text());
  std::sort(intents.begin(), intents.end());
  std::string text = limits_json(plan.limits).text() + "\n";
  for (const auto& intent : intents) text += intent + "\n";
  return "sha256:" + sha256_hex(text);
}

Json limits_json(const Guards& limits) {
  return Json::object({{"suspect_drop", Json::number(limits.suspect_drop_percent)},
                       {"suspect_days", Json::number(limits.suspect_days)},
                       {"account_increase", limit_json(limits.account_increase)},
                       {"creates", limit_json(limits.creates)},
                       {"retirements", limit_json(limits.retirements)},
                       {"run_amount", limit_json(limits.run_amount)},
                       {"amount_least", Json::string(limits.amount_least.text())},
                       {"tenants_drop", limit_json(limits.tenants_drop)},
                       {"devices_drop", limit_json(limits.devices_drop)},
                       {"usage_drift", Json::number(limits.usage_drift_percent)},
                       {"usage_drift_least", Json::number(limits.usage_drift_least)}});
}

}  // namespace tariff::plan
