#include "cli/wiring.hpp"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <sstream>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "adapters/business_hub/usage_source.hpp"
#include "adapters/security_center/usage_source.hpp"
#include "adapters/tigerpaw/reader.hpp"
#include "adapters/usage_file/usage_source.hpp"
#include "app/every_source.hpp"
#include "text/crypto.hpp"
#include "text/time.hpp"

namespace tariff::cli {
namespace {

constexpr std::size_t connections_bytes_max = std::size_t{1} << 20U;
constexpr std::size_t secret_bytes_max = std::size_t{64} << 10U;
constexpr std::size_t witness_bytes_max = 4096;

std::optional<std::string> connections_path(const Common& common) {
  if (common.connections) return common.connections;
  if (auto named = variable("TARIFF_CONNECTIONS"); named && !named->empty()) return named;
  if (auto folder = variable("XDG_CONFIG_HOME"); folder && !folder->empty())
    return *folder + "/tariff/connections.toml";
  if (auto home = variable("HOME"); home && !home->empty()) return *home + "/.config/tariff/connections.toml";
  return std::nullopt;
}

Error local_error(const std::string& what, const std::string& path) {
  return {ErrorKind::local_io, what + " " + path + ": " + std::strerror(errno) + ".",
          "Check the path and its rights."};
}

}  // namespace

std::optional<std::string> variable(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  if (value == nullptr) return std::nullopt;
  return std::string(value);
}

Result<std::string> read_text_file(const std::string& path, std::size_t bytes_max) {
  std::ifstream file(path, std::ios::binary);
  if (!file)
    return Error{errno == ENOENT ? ErrorKind::not_found : ErrorKind::local_io,
                 "Cannot open " + path + ": " + std::strerror(errno) + ".", "Check the path and its rights."};
  std::string text;
  std::string piece(std::size_t{64} << 10U, '\0');
  while (file && text.size() <= bytes_max) {
    file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    text.append(piece, 0, static_cast<std::size_t>(file.gcount()));
  }
  if (file.bad()) return local_error("Cannot read", path);
  if (text.size() > bytes_max)
    return Error{ErrorKind::refused, path + " holds more than " + std::to_string(bytes_max) + " bytes.",
                 "Is it the right file?"};
  return text;
}

namespace {

Status replace_file(const std::string& path, const std::string& text, mode_t mode) {
  const std::string beside = path + ".new-" + random_token(6);
  const int descriptor = open(beside.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, mode);
  if (descriptor < 0) return local_error("Cannot write", path);
  std::size_t written = 0;
  while (written < text.size()) {
    const auto part = write(descriptor, text.data() + written, text.size() - written);
    if (part <= 0) break;
    written += static_cast<std::size_t>(part);
  }
  const bool is_whole = written == text.size() && fsync(descriptor) == 0;
  const bool is_closed = close(descriptor) == 0;
  if (is_whole && is_closed && rename(beside.c_str(), path.c_str()) == 0) return done();
  const auto failure = local_error("Cannot write", path);
  unlink(beside.c_str());
  return failure;
}

}  // namespace

Status write_text_file(const std::string& path, const std::string& text) {
  return replace_file(path, text, 0644);
}
Status write_private_file(const std::string& path, const std::string& text) {
  return replace_file(path, text, 0600);
}

Status append_text_file(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary | std::ios::app);
  file << text << std::flush;
  if (file) return done();
  return local_error("Cannot append to", path);
}

Result<Secret> secret_variable(const std::string& name) {
  if (auto value = variable(name); value && !value->empty()) return Secret(std::move(*value));
  const auto file = variable(name + "_FILE");
  if (!file || file->empty())
    return Error{ErrorKind::invalid, "The secret " + name + " is missing.",
                 "Set " + name + ", or " + name + "_FILE to a file that holds it."};
  auto text = read_text_file(*file, secret_bytes_max);
  if (!text)
    return Error{ErrorKind::invalid, "The file of " + name + "_FILE cannot be read.", text.error().hint};
  if (text->ends_with('\n')) text->pop_back();
  return Secret(std::move(text).value());
}

LoadedConnections load_connections(const Common& common, config::Secrets needed) {
  const auto path = connections_path(common);
  if (!path)
    return Error{ErrorKind::invalid, "No connections file is named.",
                 "Pass --connections FILE, or set TARIFF_CONNECTIONS."};
  auto text = read_text_file(*path, connections_bytes_max);
  if (!text)
    return Error{ErrorKind::invalid, "The connections file cannot be read. " + text.error().message,
                 "Pass --connections FILE, or set TARIFF_CONNECTIONS."};
  const config::Environment environment{
      variable, [](const std::string& file) { return read_text_file(file, secret_bytes_max); }};
  auto parsed = config::parse_connections(*text, *path, environment, needed);
  if (has_errors(parsed.problems)) return std::move(parsed.problems);
  return std::move(parsed.connections);
}

Result<std::unique_ptr<UsageSource>> connect_source(const SourceConnection& connection) {
  if (const auto* center = std::get_if<SecurityCenterConnection>(&connection.at))
    return security_center::make_usage_source(*center);
  if (const auto* hub = std::get_if<BusinessHubConnection>(&connection.at))
    return business_hub::make_usage_source(*hub);
  return usage_file::make_usage_source(std::get<UsageFileConnection>(connection.at));
}

Result<ReadPorts> connect(const Connections& connections) {
  std::vector<app::NamedSource> sources;
  for (const auto& connection : connections.sources) {
    auto source = connect_source(connection);
    if (!source) return source.error();
    sources.push_back({connection.name, connection.kind(), std::move(source).value()});
  }
  auto tigerpaw = tigerpaw::make_tigerpaw_reader(connections.tigerpaw, system_now);
  if (!tigerpaw) return tigerpaw.error();
  return ReadPorts{std::make_unique<app::EverySource>(std::move(sources)), std::move(tigerpaw).value()};
}

Result<std::optional<LedgerHead>> read_witness(const std::string& path) {
  if (path.empty()) return std::optional<LedgerHead>{};
  const auto text = read_text_file(path, witness_bytes_max);
  if (!text && text.error().kind == ErrorKind::not_found) return std::optional<LedgerHead>{};
  if (!text) return text.error();
  std::istringstream words(*text);
  LedgerHead head;
  std::string rest;
  if (!(words >> head.sequence >> head.hash) || words >> rest || head.sequence < 0 ||
      head.hash.size() != empty_head().hash.size())
    return Error{ErrorKind::invalid, path + " is no witness of a ledger.",
                 "Name the file that an earlier `apply --witness` has written, or a new one."};
  return std::optional<LedgerHead>(head);
}

Status write_witness(const std::string& path, const LedgerHead& head) {
  return write_text_file(path, std::to_string(head.sequence) + " " + head.hash + "\n");
}

std::string owner_text() {
  char host[256] = {};
  if (gethostname(host, sizeof host - 1) != 0) host[0] = '\0';
  const auto user = variable("USER");
  return user.value_or("user " + std::to_string(getuid())) + " on " + host;
}

std::string program_text() { return std::string("tariff ") + TARIFF_VERSION + " (" + TARIFF_COMMIT + ")"; }

}  // namespace tariff::cli
