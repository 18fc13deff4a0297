#include "config/connections.hpp"

#include <filesystem>
#include <utility>

#include "config/forms.hpp"
#include "config/reader.hpp"
#include "config/secrets.hpp"
#include "config/url.hpp"
#include "config/writer_profile.hpp"
#include "text/time.hpp"

namespace tariff::config {
namespace {

/// That path as seen from the folder of `file`; an absolute one stays as it is.
std::string beside(const std::string& file, const std::string& path) {
  return (std::filesystem::path(file).parent_path() / path).string();
}

/// Reads the whole file, top down, and then the secrets.
class ConnectionsFile {
 public:
  ConnectionsFile(Reader& reader, const Environment& environment, std::string file)
      : reader_(reader), environment_(environment), file_(std::move(file)) {}

  Connections read(const Node& root, Secrets needed) {
    const auto& keys = connections_keys();
    const auto top = reader_.read(root, keys);
    read_kaspersky(reader_.read_block(top, *keys.find("kaspersky")));
    read_tigerpaw(reader_.read_block(top, *keys.find("tigerpaw")));
    read_ledger(reader_.read_block(top, *keys.find("ledger")));
    if (const auto* table = top.find("kaspersky")) read_kaspersky_secrets(table->spot, needed);
    if (const auto* table = top.find("tigerpaw")) read_tigerpaw_secrets(table->spot, needed);
    return std::move(connections_);
  }

 private:
  void read_kaspersky(const Fields& fields) {
    auto& kaspersky = connections_.kaspersky;
    kaspersky.url = fields.text("url");
    kaspersky.internal_user = fields.truth("internal_user", kaspersky.internal_user);
    kaspersky.trust = trust_of(fields, *connections_keys().find("kaspersky")->block);
    kaspersky.max_parallel = count_of(fields, kaspersky.max_parallel);
  }

  void read_tigerpaw(const Fields& fields) {
    auto& tigerpaw = connections_.tigerpaw;
    tigerpaw.url = fields.text("url");
    tigerpaw.trust = trust_of(fields, *connections_keys().find("tigerpaw")->block);
    tigerpaw.time_zone = fields.text("time_zone");
    tigerpaw.writer = fields.text("writer") == "none" ? WriterKind::none : WriterKind::soap;
    tigerpaw.max_parallel = count_of(fields, tigerpaw.max_parallel);
    tigerpaw.quiet_period = read_duration(fields.text("quiet_period")).value_or(tigerpaw.quiet_period);
    const auto url = read_service_url(tigerpaw.url);
    tigerpaw.is_loopback = url && is_loopback(*url);
    if (const auto* path = fields.find("writer_profile")) read_writer_profile(*path);
  }

  void read_writer_profile(const Node& path) {
    const auto file = beside(file_, path.text);
    const auto text = environment_.file(file);
    if (!text) {
      reader_.report(Fault{path.spot, "writer-profile-unread",
                           "The writer profile was not read: " + text.error().message, text.error().hint});
      return;
    }
    auto parsed = parse_writer_profile(*text, file);
    for (auto& problem : parsed.problems) reader_.report(std::move(problem));
    connections_.tigerpaw.writer_profile = std::move(parsed.profile);
  }

  void read_ledger(const Fields& fields) {
    if (fields.find("url") == nullptr) return;
    const std::string url = fields.text("url");
    // Only a path is seen from this file's folder; of git's remotes, one that says so.
    const bool is_relative_remote = url.starts_with("git:./") || url.starts_with("git:../");
    if (!url.starts_with("sqlite:") && !is_relative_remote) {
      connections_.ledger_url = url;
      return;
    }
    const auto path = url.find(':') + 1;
    connections_.ledger_url = url.substr(0, path) + beside(file_, url.substr(path));
  }

  Trust trust_of(const Fields& fields, const Block& block) {
    const auto found = reader_.read_block(fields, *block.find("trust"));
    Trust trust;
    if (const auto* pins = found.find("pins")) trust.pins = texts_of(*pins);
    if (const auto* ca_file = found.find("ca_file")) trust.ca_file = beside(file_, ca_file->text);
    if (found.is_written("pins") && found.is_written("ca_file"))
      reader_.report(Fault{fields.find("trust")->spot, "trust-twice", "trust has both pins and ca_file.",
                           "Keep one: pins where the certificate is known, ca_file where its issuer is."});
    return trust;
  }

  static std::size_t count_of(const Fields& fields, std::size_t other) {
    return static_cast<std::size_t>(fields.whole("max_parallel", static_cast<std::int64_t>(other)));
  }

  Secret secret(const std::string& variable, Spot spot) {
    return secret_in(environment_, variable, spot, reader_);
  }

  void read_kaspersky_secrets(Spot spot, Secrets needed) {
    if (needed == Secrets::none) return;
    connections_.kaspersky.user = secret("TARIFF_KSC_USER", spot);
    connections_.kaspersky.password = secret("TARIFF_KSC_PASSWORD", spot);
  }

  void read_tigerpaw_secrets(Spot spot, Secrets needed) {
    auto& tigerpaw = connections_.tigerpaw;
    if (needed == Secrets::none) return;
    tigerpaw.public_key = secret("TARIFF_TIGERPAW_PUBLIC_KEY", spot);
    tigerpaw.private_key = secret("TARIFF_TIGERPAW_PRIVATE_KEY", spot);
    if (needed == Secrets::reads || tigerpaw.writer == WriterKind::none) return;
    tigerpaw.soap_user = secret("TARIFF_TIGERPAW_SOAP_USER", spot);
    tigerpaw.soap_password = secret("TARIFF_TIGERPAW_SOAP_PASSWORD", spot);
  }

  Reader& reader_;
  const Environment& environment_;
  std::string file_;
  Connections connections_;
};

}  // namespace

ParsedConnections parse_connections(std::string_view text, const std::string& file,
                                    const Environment& environment, Secrets needed) {
  const SourceText source(text, file);
  Reader reader(source, Reader::Secrecy::may_hold_secrets);
  const auto tree = read_tree(source);
  if (tree.fault) {
    reader.report_unparsed(*tree.fault);
    return {{}, std::move(reader).finish()};
  }
  auto connections = ConnectionsFile(reader, environment, file).read(tree.root, needed);
  return {std::move(connections), std::move(reader).finish()};
}

}  // namespace tariff::config
