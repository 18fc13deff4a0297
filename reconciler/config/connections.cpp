#include "config/connections.hpp"

#include <utility>

#include "config/forms.hpp"
#include "config/reader.hpp"
#include "config/secrets.hpp"
#include "config/sources.hpp"
#include "config/url.hpp"
#include "config/writer_profile.hpp"
#include "text/time.hpp"

namespace tariff::config {
namespace {

/// Reads the whole file, top down, and then the secrets.
class ConnectionsFile {
 public:
  ConnectionsFile(Reader& reader, const Environment& environment, std::string file)
      : reader_(reader), environment_(environment), file_(std::move(file)) {}

  Connections read(const Node& root, Secrets needed) {
    const auto& keys = connections_keys();
    const auto top = reader_.read(root, keys);
    connections_.sources = read_sources(top, {reader_, environment_, file_, needed});
    read_tigerpaw(reader_.read_block(top, *keys.find("tigerpaw")));
    read_ledger(reader_.read_block(top, *keys.find("ledger")));
    if (const auto* table = top.find("tigerpaw")) read_tigerpaw_secrets(table->spot, needed);
    return std::move(connections_);
  }

 private:
  void read_tigerpaw(const Fields& fields) {
    auto& tigerpaw = connections_.tigerpaw;
    tigerpaw.url = fields.text("url");
    tigerpaw.trust = read_trust(reader_, fields, file_);
    tigerpaw.time_zone = fields.text("time_zone");
    tigerpaw.writer = fields.text("writer") == "none" ? WriterKind::none : WriterKind::soap;
    tigerpaw.max_parallel = read_parallel(fields, tigerpaw.max_parallel);
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

  Secret secret(const std::string& variable, Spot spot) {
    return secret_in(environment_, variable, spot, reader_);
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
