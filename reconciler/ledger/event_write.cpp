#include "domain/parts_json.hpp"
#include "ledger/event.hpp"
#include "ledger/json_parts.hpp"
#include "text/json.hpp"
#include "text/time.hpp"

namespace tariff {
namespace {

/// Adds the members of one event; the name of its type comes first.
class Writer {
 public:
  explicit Writer(Json& json) : json_(json) {}

  void operator()(const RunStarted& body) {
    type("run_started")
        .set("program", Json::string(body.program))
        .set("commit", Json::string(body.commit))
        .set("installation", Json::string(body.installation.value()))
        .set("owner", Json::string(body.owner))
        .set("lease_seconds", Json::number(body.lease_seconds));
    if (body.reverts) json_.set("reverts", Json::string(body.reverts->value()));
    if (body.knows_origins) json_.set("knows_origins", Json::boolean(true));
    if (!body.licences.empty()) json_.set("licences", names_json(body.licences));
  }
  void operator()(const EpochStarted& body) {
    type("epoch_started").set("reason", Json::string(body.reason));
  }
  void operator()(const MappingOrigin& body) { add_origin(type("mapping_origin"), body); }
  void operator()(const AgreementStamped& body) {
    add_stamp(type("agreement_stamped").set("agreement", Json::number(body.agreement.value())), body.stamp);
  }
  void operator()(const Resolved& body) {
    type("resolved")
        .set("address", Json::string(body.address))
        .set("decision", Json::string(body.decision))
        .set("reason", Json::string(body.reason))
        .set("by", Json::string(body.by));
  }
  void operator()(const TenantBound& body) { add_tenant(type("tenant_bound"), body); }
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
    charge("charge_intended", body.key)
        .set("value", value_json(body.value))
        .set("parts", parts_json(body.parts));
  }
  void operator()(const ChargeConfirmed& body) {
    Json& json = charge("charge_confirmed", body.key)
                     .set("value", value_json(body.value))
                     .set("parts", parts_json(body.parts));
    if (body.agreed_price) json.set("agreed_price", Json::string(body.agreed_price->text()));
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
  void operator()(const InvoiceAwaited& body) {
    Json& json = charge("invoice_awaited", body.key);
    if (body.stamp) add_stamp(json, *body.stamp);
  }
  void operator()(const CountSuspected& body) {
    charge("count_suspected", body.key)
        .set("quantity", Json::number(body.quantity))
        .set("days", Json::number(body.days))
        .set("day", Json::string(write_day(body.day)));
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
