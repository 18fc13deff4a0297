#include "snapshot/snapshot.hpp"

#include <utility>

#include "ledger/log.hpp"
#include "snapshot/observed_json.hpp"
#include "text/crypto.hpp"
#include "text/time.hpp"

namespace tariff::snapshot {
namespace {

constexpr std::int64_t format_version = 1;
constexpr std::size_t values_max = 20'000'000;
constexpr std::string_view digest_member = ",\n\"document_digest\":\"";

Error invalid(std::string message) {
  return {ErrorKind::invalid, "The snapshot cannot be used: " + std::move(message),
          "Take it again with `tariff snapshot --out`."};
}

Json settings_json(const Settings& settings) {
  return Json::object({{"time_zone", Json::string(settings.time_zone)},
                       {"quiet_period_seconds", Json::number(settings.quiet_period.count())},
                       {"observes_only", Json::boolean(settings.observes_only)},
                       {"any_ledger_will_do", Json::boolean(settings.any_ledger_will_do)},
                       {"unmapped_usage", Json::boolean(settings.unmapped_usage)}});
}

/// The ledger as its own checkpoint, which bears its own checksum.
Json ledger_json(const std::optional<LedgerSnapshot>& ledger) {
  if (!ledger) return {};
  return Json::object({{"checkpoint", Json::string(checkpoint_text(*ledger))},
                       {"discontinuity", Json::string(ledger->discontinuity)}});
}

Settings read_settings(FieldReader& fields) {
  FieldReader one(fields.at("settings"));
  Settings settings{one.text("time_zone"), std::chrono::seconds(one.whole("quiet_period_seconds")),
                    one.truth("observes_only"), one.truth("any_ledger_will_do"), one.truth("unmapped_usage")};
  fields.keep(one);
  return settings;
}

std::optional<LedgerSnapshot> read_ledger(FieldReader& fields) {
  if (!fields.has("ledger")) return std::nullopt;
  FieldReader one(fields.at("ledger"));
  const std::string checkpoint = one.text("checkpoint");
  const std::string discontinuity = one.text("discontinuity");
  fields.keep(one);
  if (one.error()) return std::nullopt;
  auto ledger = read_checkpoint(checkpoint);
  if (!ledger) {
    fields.fail(ledger.error());
    return std::nullopt;
  }
  ledger->discontinuity = discontinuity;
  return std::move(ledger).value();
}

Result<std::string> digest_of(std::string_view text) {
  const auto found = text.rfind(digest_member);
  if (found == std::string_view::npos) return invalid("it is cut, or something else.");
  std::string digest = sha256_hex(text.substr(0, found));
  if (text.substr(found + digest_member.size()) != digest + "\"\n}\n")
    return invalid("it is not as it was written; somebody edited, cut or reformatted it.");
  return digest;
}

}  // namespace

Document write(const Snapshot& snapshot) {
  std::string text = Json::object({{"format_version", Json::number(format_version)},
                                   {"program", Json::string(snapshot.program)},
                                   {"installation", Json::string(snapshot.installation.value())},
                                   {"taken", Json::string(write_instant(snapshot.taken))},
                                   {"settings", settings_json(snapshot.settings)}})
                         .text();
  text.pop_back();
  text += ",\n\"kaspersky\":" + kaspersky_json(snapshot.observed).text();
  text += ",\n\"tigerpaw\":" + tigerpaw_json(snapshot.observed).text();
  text += ",\n\"ledger\":" + ledger_json(snapshot.ledger).text();
  std::string digest = sha256_hex(text);
  text.append(digest_member).append(digest).append("\"\n}\n");
  return {std::move(text), std::move(digest)};
}

Result<Kept> read(std::string_view text) {
  const auto json = read_json(text, {.bytes_max = bytes_max, .depth_max = 64, .values_max = values_max});
  if (!json) return invalid(json.error().message);
  FieldReader fields(JsonView(*json, ""));
  if (fields.whole("format_version") != format_version && !fields.error())
    return invalid("another version of tariff took it.");
  auto digest = digest_of(text);
  if (!digest) return digest.error();
  Kept out;
  out.digest = std::move(digest).value();
  out.snapshot.program = fields.text("program");
  out.snapshot.installation = InstallationId(fields.text("installation"));
  const auto taken = read_instant(fields.text("taken"));
  if (!taken) fields.fail({ErrorKind::invalid, "Found no time under taken.", ""});
  out.snapshot.taken = taken.value_or(Instant{});
  out.snapshot.settings = read_settings(fields);
  read_kaspersky(fields, out.snapshot.observed);
  read_tigerpaw(fields, out.snapshot.observed);
  out.snapshot.ledger = read_ledger(fields);
  if (fields.error()) return invalid(fields.error()->message);
  return out;
}

}  // namespace tariff::snapshot
