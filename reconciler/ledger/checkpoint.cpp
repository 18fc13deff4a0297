#include <map>
#include <string_view>

#include "domain/parts_json.hpp"
#include "ledger/json_parts.hpp"
#include "ledger/log.hpp"
#include "text/crypto.hpp"
#include "text/time.hpp"

namespace tariff {
namespace {

constexpr std::int64_t checkpoint_format = 1;
constexpr std::string_view link_states[] = {"claimed", "unknown", "bound"};

Json charge_json(const ChargeKey& key, const ChargeState& charge) {
  Json json = Json::object({{"key", key_json(key)},
                            {"state", Json::string(key_state_name(charge.state))},
                            {"account", Json::number(charge.account.value())},
                            {"since", Json::string(write_instant(charge.since))},
                            {"run", Json::string(charge.run.value())}});
  if (charge.detail) json.set("detail", Json::number(charge.detail->value()));
  if (charge.confirmed)
    json.set("value", value_json(*charge.confirmed))
        .set("confirmed_at", Json::string(write_instant(charge.confirmed_at)));
  if (!charge.parts.empty()) json.set("parts", parts_json(charge.parts));
  Json unproven = Json::array();
  for (const auto& value : charge.unproven) unproven.push(value_json(value));
  if (!charge.unproven.empty()) json.set("unproven", std::move(unproven));
  if (!charge.intended_parts.empty()) json.set("intended_parts", parts_json(charge.intended_parts));
  if (charge.awaited) {
    Json awaited = Json::object();
    json.set("awaited", add_stamp(awaited, *charge.awaited));
  }
  if (charge.suspect)
    json.set("suspect", Json::object({{"days", Json::number(charge.suspect->days)},
                                      {"day", Json::string(write_day(charge.suspect->day))},
                                      {"highest", Json::number(charge.suspect->highest)}}));
  if (charge.agreed_price) json.set("agreed_price", Json::string(charge.agreed_price->text()));
  if (!charge.reason.empty()) json.set("reason", Json::string(charge.reason));
  return json;
}

Json lease_json(const Lease& lease) {
  return Json::object({{"run", Json::string(lease.run.value())},
                       {"owner", Json::string(lease.owner)},
                       {"since", Json::string(write_instant(lease.since))},
                       {"last_seen", Json::string(write_instant(lease.last_seen))},
                       {"seconds", Json::number(lease.length.count())}});
}

void add_maps(Json& json, const LedgerState& state) {
  Json charges = Json::array(), links = Json::array(), tenants = Json::array(), stamps = Json::array();
  for (const auto& [key, charge] : state.charges) charges.push(charge_json(key, charge));
  for (const auto& [account, link] : state.links)
    links.push(Json::object({{"account", Json::number(account.value())},
                             {"state", Json::string(link_states[static_cast<std::size_t>(link.state)])},
                             {"since", Json::string(write_instant(link.since))}}));
  for (const auto& [uid, tenant] : state.tenants) {
    Json one = Json::object();
    tenants.push(add_tenant(one, tenant));
  }
  for (const auto& [agreement, stamp] : state.stamps) {
    Json one = Json::object({{"agreement", Json::number(agreement.value())}});
    stamps.push(add_stamp(one, stamp));
  }
  Json origins = Json::array();
  for (const auto& [account, origin] : state.origins) {
    Json one = Json::object();
    origins.push(add_origin(one, origin));
  }
  if (!state.origins.empty()) json.set("origins", std::move(origins));
  if (!state.origins_commit.empty()) json.set("origins_commit", Json::string(state.origins_commit));
  if (!state.licences.empty())
    json.set("licences", names_json({state.licences.begin(), state.licences.end()}));
  json.set("charges", std::move(charges))
      .set("links", std::move(links))
      .set("tenants", std::move(tenants))
      .set("stamps", std::move(stamps));
}

Json body_of(const LedgerSnapshot& snapshot) {
  const LedgerState& state = snapshot.state;
  Json json = Json::object({{"format", Json::number(checkpoint_format)},
                            {"ledger", Json::string(snapshot.id.value())},
                            {"sequence", Json::number(snapshot.head.sequence)},
                            {"hash", Json::string(snapshot.head.hash)}});
  if (state.installation) json.set("installation", Json::string(state.installation->value()));
  if (state.lease) json.set("lease", lease_json(*state.lease));
  if (state.epoch) json.set("epoch", Json::string(write_instant(*state.epoch)));
  if (state.is_settled) json.set("settled", Json::boolean(true));
  if (state.last_run_started) json.set("last_run_started", Json::string(event_text(*state.last_run_started)));
  add_maps(json, state);
  return json;
}

Error foreign(const std::string& why) {
  return {ErrorKind::refused, "The ledger's checkpoint is damaged: " + why,
          "`tariff ledger verify` says whether the log behind it is whole."};
}

/// Reads one checkpoint; the first error is kept.
class CheckpointReader : public LedgerFields {
 public:
  using LedgerFields::LedgerFields;

  LedgerSnapshot read() {
    LedgerSnapshot snapshot{LedgerId(text("ledger")), {}, {whole("sequence"), text("hash")}, ""};
    LedgerState& state = snapshot.state;
    if (has("installation")) state.installation = InstallationId(text("installation"));
    if (has("lease")) state.lease = read_lease();
    if (has("epoch")) state.epoch = instant("epoch");
    state.is_settled = has("settled");
    if (has("last_run_started")) state.last_run_started = take(read_event(text("last_run_started")));
    each("charges", [&](LedgerFields& one) { state.charges[one.key()] = read_charge(one); });
    each("links", [&](LedgerFields& one) { state.links[one.account()] = read_link(one); });
    each("tenants", [&](LedgerFields& one) {
      auto tenant = one.tenant();
      state.tenants[tenant.uid] = std::move(tenant);
    });
    if (has("origins"))
      each("origins", [&](LedgerFields& one) {
        auto origin = one.origin();
        state.origins[origin.account] = std::move(origin);
      });
    state.origins_commit = text_or_empty("origins_commit");
    if (has("licences"))
      for (auto& name : names("licences")) state.licences.insert(std::move(name));
    each("stamps", [&](LedgerFields& one) { state.stamps[one.agreement()] = one.stamp(); });
    return snapshot;
  }

 private:
  template <class Take>
  void each(std::string_view name, const Take& take_one) {
    for (const auto& view : list(name)) {
      LedgerFields one(view);
      take_one(one);
      keep(one);
    }
  }

  Lease read_lease() {
    LedgerFields one(at("lease"));
    Lease lease{RunId(one.text("run")), one.text("owner"), one.instant("since"), one.instant("last_seen"),
                std::chrono::seconds(one.whole("seconds"))};
    keep(one);
    return lease;
  }

  static KeyState read_state(LedgerFields& one) {
    static const std::map<std::string_view, KeyState> names = [] {
      std::map<std::string_view, KeyState> out;
      for (const auto state : {KeyState::claimed, KeyState::unknown, KeyState::bound, KeyState::confirmed,
                               KeyState::held, KeyState::refused, KeyState::retired})
        out[key_state_name(state)] = state;
      return out;
    }();
    const auto found = names.find(one.text("state"));
    if (found != names.end()) return found->second;
    one.fail({ErrorKind::refused, "Found an unknown state of a key.", ""});
    return KeyState::unknown;
  }

  static ChargeState read_charge(LedgerFields& one) {
    ChargeState charge;
    charge.state = read_state(one);
    charge.account = one.account();
    charge.since = one.instant("since");
    charge.run = RunId(one.text("run"));
    if (one.has("detail")) charge.detail = DetailId(one.whole("detail"));
    if (one.has("value")) {
      charge.confirmed = one.value();
      charge.confirmed_at = one.instant("confirmed_at");
    }
    if (one.has("parts")) charge.parts = read_parts(one);
    if (one.has("unproven"))
      for (const auto& view : one.list("unproven")) charge.unproven.push_back(one.value_in(view));
    if (one.has("intended_parts")) charge.intended_parts = read_parts(one, "intended_parts");
    charge.agreed_price = one.money_if_any("agreed_price");
    charge.reason = one.text_or_empty("reason");
    read_waits(one, charge);
    return charge;
  }

  static void read_waits(LedgerFields& one, ChargeState& charge) {
    if (one.has("awaited")) {
      LedgerFields awaited(one.at("awaited"));
      charge.awaited = awaited.stamp();
      one.keep(awaited);
    }
    if (!one.has("suspect")) return;
    LedgerFields suspect(one.at("suspect"));
    charge.suspect = SuspectCount{suspect.whole("days"), suspect.day("day"),
                                  suspect.has("highest") ? suspect.whole("highest") : 0};
    one.keep(suspect);
  }

  static LinkState read_link(LedgerFields& one) {
    const std::string state = one.text("state");
    for (std::size_t i = 0; i < std::size(link_states); ++i)
      if (state == link_states[i]) return {static_cast<LinkStateKind>(i), one.instant("since")};
    one.fail({ErrorKind::refused, "Found an unknown state of a link.", ""});
    return {};
  }
};

}  // namespace

std::string checkpoint_text(const LedgerSnapshot& snapshot) {
  const std::string body = body_of(snapshot).text();
  return sha256_hex(body) + " " + body + "\n";
}

Result<LedgerSnapshot> read_checkpoint(std::string_view text) {
  constexpr std::size_t hash_length = 64;
  if (text.size() < hash_length + 2 || text[hash_length] != ' ' || text.back() != '\n')
    return foreign("it is not whole.");
  const auto body = text.substr(hash_length + 1, text.size() - hash_length - 2);
  if (sha256_hex(body) != text.substr(0, hash_length)) return foreign("its checksum does not fit.");
  JsonLimits limits;
  limits.bytes_max = std::size_t{256} << 20U;
  limits.values_max = 50'000'000;
  const auto json = read_json(body, limits);
  if (!json) return foreign(json.error().message);
  CheckpointReader reader(JsonView(*json, ""));
  if (reader.whole("format") != checkpoint_format) return foreign("a newer version of tariff wrote it.");
  auto snapshot = reader.read();
  if (reader.error()) return foreign(reader.error()->message);
  return snapshot;
}

}  // namespace tariff
