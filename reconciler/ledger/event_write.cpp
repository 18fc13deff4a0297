#include "domain/parts_json.hpp"
#include "ledger/event.hpp"
#include "text/json.hpp"
#include "text/time.hpp"

namespace tariff {
namespace {

Json key_json(const ChargeKey& key) {
  return Json::object(
      {{"agreement", Json::number(key.agreement.value())}, {"item", Json::string(key.item.value())}});
}

Json value_json(const LineValue& value) {
  return Json::object({{"quantity", Json::number(value.quantity)},
                       {"price", Json::string(value.price.text())},
                       {"level", Json::number(value.level.value())}});
}

Json items_json(const std::vector<ItemId>& items) {
  Json json = Json::array();
  for (const auto& item : items) json.push(Json::string(item.value()));
  return json;
}

/// Adds the members of one event; the name of its type comes first.
class Writer {
 public:
  explicit Writer(Json& json) : json_(json) {}

  void operator()(const RunStarted& body) {
    type("run_started").set("program", Json::string(body.program)).set("commit", Json::string(body.commit));
  }
  void operator()(const TenantBound& body) {
    type("tenant_bound")
        .set("uid", Json::string(body.uid.value()))
        .set("server", Json::number(body.server.value()))
        .set("name", Json::string(body.name))
        .set("account", Json::number(body.account.value()))
        .set("agreement", Json::number(body.agreement.value()));
    if (body.items) json_.set("items", items_json(*body.items));
  }
  void operator()(const LinkClaimed& body) { link("link_claimed", body.account); }
  void operator()(const LinkBound& body) {
    link("link_bound", body.account).set("reference", Json::number(body.reference.value()));
  }
  void operator()(const LinkUnknown& body) {
    link("link_unknown", body.account).set("reason", Json::string(body.reason));
  }
  void operator()(const LinkReleased& body) {
    link("link_released", body.account).set("reason", Json::string(body.reason));
  }
  void operator()(const ChargeClaimed& body) {
    charge("charge_claimed", body.key).set("account", Json::number(body.account.value()));
  }
  void operator()(const ChargeUnknown& body) {
    charge("charge_unknown", body.key).set("reason", Json::string(body.reason));
  }
  void operator()(const ChargeBound& body) {
    charge("charge_bound", body.key)
        .set("account", Json::number(body.account.value()))
        .set("detail", Json::number(body.detail.value()))
        .set("adopted", Json::boolean(body.adopted));
  }
  void operator()(const ChargeIntended& body) {
    charge("charge_intended", body.key).set("value", value_json(body.value));
  }
  void operator()(const ChargeConfirmed& body) {
    charge("charge_confirmed", body.key)
        .set("value", value_json(body.value))
        .set("parts", parts_json(body.parts));
  }
  void operator()(const ChargeRefused& body) {
    charge("charge_refused", body.key)
        .set("create", Json::boolean(body.create))
        .set("reason", Json::string(body.reason));
  }
  void operator()(const ChargeHeld& body) {
    charge("charge_held", body.key).set("reason", Json::string(body.reason));
  }
  void operator()(const ChargeRetired& body) { charge("charge_retired", body.key); }
  void operator()(const ChargeReleased& body) {
    charge("charge_released", body.key).set("reason", Json::string(body.reason));
  }
  void operator()(const RunEnded& body) {
    type("run_ended")
        .set("applied", Json::number(body.applied))
        .set("failed", Json::number(body.failed))
        .set("unknown", Json::number(body.unknown))
        .set("waiting", Json::number(body.waiting));
  }

 private:
  Json& type(std::string_view name) { return json_.set("type", Json::string(name)); }
  Json& link(std::string_view name, AccountNumber account) {
    return type(name).set("account", Json::number(account.value()));
  }
  Json& charge(std::string_view name, const ChargeKey& key) { return type(name).set("key", key_json(key)); }

  Json& json_;
};

}  // namespace

std::string event_text(const Event& event) {
  Json json =
      Json::object({{"at", Json::string(write_instant(event.at))}, {"run", Json::string(event.run.value())}});
  std::visit(Writer(json), event.body);
  return json.text();
}

}  // namespace tariff
