#include "config/sources.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <utility>

#include "config/forms.hpp"
#include "config/secrets.hpp"
#include "text/time.hpp"

namespace tariff::config {
namespace {

/// The keys that only some kinds of source have, and whether one of that kind must have it.
struct KindKey {
  std::string_view key;
  SourceKind kind;
  Presence presence;
};

constexpr std::array kind_keys{
    KindKey{"url", SourceKind::security_center, Presence::required},
    KindKey{"url", SourceKind::business_hub, Presence::required},
    KindKey{"internal_user", SourceKind::security_center, Presence::optional},
    KindKey{"integration", SourceKind::business_hub, Presence::optional},
    KindKey{"trust", SourceKind::security_center, Presence::optional},
    KindKey{"trust", SourceKind::business_hub, Presence::optional},
    KindKey{"max_parallel", SourceKind::security_center, Presence::optional},
    KindKey{"max_parallel", SourceKind::business_hub, Presence::optional},
    KindKey{"path", SourceKind::file, Presence::required},
    KindKey{"columns", SourceKind::file, Presence::optional},
    KindKey{"max_age", SourceKind::file, Presence::optional},
};

/// What stands before `_USER` in the variables of a named source: "center-2" -> "TARIFF_CENTER_2".
std::string variables_of(const SourceName& name) {
  std::string out = "TARIFF_";
  for (const char c : name.value()) out += c == '-' ? '_' : (c >= 'a' && c <= 'z') ? char(c - 'a' + 'A') : c;
  return out;
}

/// Reads one table, of whatever kind it says it is.
class SourceTable {
 public:
  SourceTable(const Node& table, const Fields& fields, const ConnectionsReading& reading)
      : table_(table), fields_(fields), reading_(reading) {}

  std::optional<SourceConnection> read() {
    const auto kind = source_kind_named(fields_.text("kind"));
    if (!kind) return std::nullopt;
    check_keys(*kind);
    SourceConnection out{SourceName(fields_.text("name")), {}};
    if (*kind == SourceKind::security_center) out.at = security_center(out.name);
    if (*kind == SourceKind::business_hub) out.at = business_hub(out.name);
    if (*kind == SourceKind::file) out.at = usage_file();
    return out;
  }

 private:
  void check_keys(SourceKind kind) {
    for (const auto& [key, of, presence] : kind_keys) {
      if (of != kind || presence == Presence::optional || fields_.is_written(key)) continue;
      reading_.reader.report(
          Fault{table_.spot, "missing-key",
                std::string(key) + " is missing where kind = \"" + std::string(kind_name(kind)) + "\".",
                std::string(source_keys().find(key)->description)});
    }
    for (const auto& member : table_.members) {
      const auto of_kind = [&](const KindKey& one) { return one.key == member.key && one.kind == kind; };
      const auto of_any = [&](const KindKey& one) { return one.key == member.key; };
      if (std::none_of(kind_keys.begin(), kind_keys.end(), of_any) ||
          std::any_of(kind_keys.begin(), kind_keys.end(), of_kind))
        continue;
      reading_.reader.report(
          Fault{member.spot, "key-of-another-kind",
                member.key + " says nothing where kind = \"" + std::string(kind_name(kind)) + "\".",
                "Leave it out."});
    }
  }

  SecurityCenterConnection security_center(const SourceName& name) {
    SecurityCenterConnection out;
    out.url = fields_.text("url");
    out.internal_user = fields_.truth("internal_user", out.internal_user);
    out.trust = read_trust(reading_.reader, fields_, reading_.file);
    out.max_parallel = read_parallel(fields_, out.max_parallel);
    if (reading_.needed == Secrets::none) return out;
    const std::string start = name.value().empty() ? "TARIFF_KSC" : variables_of(name);
    out.user = secret(start + "_USER");
    out.password = secret(start + "_PASSWORD");
    return out;
  }

  BusinessHubConnection business_hub(const SourceName& name) {
    BusinessHubConnection out;
    out.url = fields_.text("url");
    out.trust = read_trust(reading_.reader, fields_, reading_.file);
    out.max_parallel = read_parallel(fields_, out.max_parallel);
    out.integration = fields_.text("integration");
    if (reading_.needed == Secrets::none) return out;
    const std::string start = name.value().empty() ? "TARIFF_HUB" : variables_of(name);
    out.email = secret(start + "_EMAIL");
    out.password = secret(start + "_PASSWORD");
    if (is_set(reading_.environment, start + "_OTP_SECRET")) out.otp_secret = secret(start + "_OTP_SECRET");
    return out;
  }

  UsageFileConnection usage_file() {
    UsageFileConnection out;
    const std::string path = fields_.text("path");
    if (fields_.find("path") != nullptr && !path.ends_with(".csv") && !path.ends_with(".json"))
      reading_.reader.report(Fault{fields_.find("path")->spot, "usage-file-form",
                                   "path ends neither in .csv nor in .json.",
                                   "The ending says how the file is read."});
    out.path = beside(reading_.file, path);
    out.max_age = read_duration(fields_.text("max_age")).value_or(out.max_age);
    const auto columns = reading_.reader.read_block(fields_, *source_keys().find("columns"));
    const std::array named{
        std::pair{"tenant", &out.columns.tenant},   std::pair{"tenant_id", &out.columns.tenant_id},
        std::pair{"product", &out.columns.product}, std::pair{"category", &out.columns.category},
        std::pair{"count", &out.columns.count},     std::pair{"as_of", &out.columns.as_of}};
    for (const auto& [key, column] : named)
      if (columns.find(key) != nullptr) *column = columns.text(key);
    return out;
  }

  Secret secret(const std::string& variable) {
    return secret_in(reading_.environment, variable, table_.spot, reading_.reader);
  }

  const Node& table_;
  const Fields& fields_;
  const ConnectionsReading& reading_;
};

}  // namespace

std::vector<SourceConnection> read_sources(const Fields& top, const ConnectionsReading& reading) {
  std::vector<SourceConnection> sources;
  const auto take = [&](const Node& table, const Block& block) {
    const auto fields = reading.reader.read(table, block);
    if (auto source = SourceTable(table, fields, reading).read()) sources.push_back(std::move(*source));
    return fields;
  };
  if (const auto* table = top.find("kaspersky")) take(*table, kaspersky_keys());
  if (const auto* list = top.find("source"); list != nullptr && list->items.empty())
    reading.reader.report(Fault{list->spot, "list-empty", "source is an empty list.", "Name one source."});
  std::map<std::string, std::int32_t> lines;
  for (const auto* table : tables(top, "source")) {
    const auto fields = take(*table, source_keys());
    const auto* name = fields.find("name");
    if (name == nullptr) continue;
    const auto [known, is_new] = lines.emplace(name->text, reading.reader.place(name->spot).line);
    if (!is_new)
      reading.reader.report(Fault{name->spot, "source-twice",
                                  "The source \"" + name->text + "\" stands twice: also in line " +
                                      std::to_string(known->second) + ".",
                                  "Give each a name of its own."});
  }
  return sources;
}

std::string beside(const std::string& file, const std::string& path) {
  return (std::filesystem::path(file).parent_path() / path).string();
}

Trust read_trust(Reader& reader, const Fields& service, const std::string& file) {
  const auto found = reader.read_block(service, trust_key());
  Trust trust;
  if (const auto* pins = found.find("pins")) trust.pins = texts_of(*pins);
  if (const auto* ca_file = found.find("ca_file")) trust.ca_file = beside(file, ca_file->text);
  if (found.is_written("pins") && found.is_written("ca_file"))
    reader.report(Fault{service.find("trust")->spot, "trust-twice", "trust has both pins and ca_file.",
                        "Keep one: pins where the certificate is known, ca_file where its issuer is."});
  return trust;
}

std::size_t read_parallel(const Fields& service, std::size_t otherwise) {
  return static_cast<std::size_t>(service.whole("max_parallel", static_cast<std::int64_t>(otherwise)));
}

}  // namespace tariff::config
