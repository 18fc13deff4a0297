#pragma once

#include <memory>
#include <string>
#include <variant>

#include "base/diagnostic.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"
#include "cli/arguments.hpp"
#include "config/connections.hpp"
#include "domain/connections.hpp"
#include "ledger/state.hpp"
#include "ports/tigerpaw_reader.hpp"
#include "ports/usage_source.hpp"

namespace tariff::cli {

/// An environment variable; nothing where it is not set.
std::optional<std::string> variable(const std::string& name);
/// A secret of that variable, or of the file that the variable with _FILE behind its name names.
/// Fails: invalid: neither is set, or the file cannot be read.
Result<Secret> secret_variable(const std::string& name);

/// A whole text file. Fails: not_found, local_io.
Result<std::string> read_text_file(const std::string& path, std::size_t bytes_max);
/// Replaces a file's text as one step. Fails: local_io.
Status write_text_file(const std::string& path, const std::string& text);
/// The same for what is its user's alone to read.
Status write_private_file(const std::string& path, const std::string& text);
/// Adds to the end of a file, which is made where there is none. Fails: local_io.
Status append_text_file(const std::string& path, const std::string& text);

/// The connections, or what is wrong with them.
using LoadedConnections = std::variant<Connections, Diagnostics, Error>;
LoadedConnections load_connections(const Common& common, config::Secrets needed);

/// The ports that reading commands need, all from one `connections.toml`.
struct ReadPorts {
  std::unique_ptr<UsageSource> kaspersky;
  std::unique_ptr<TigerpawReader> tigerpaw;
};
Result<ReadPorts> connect(const Connections& connections);
/// One of its sources by itself.
Result<std::unique_ptr<UsageSource>> connect_source(const SourceConnection& connection);

/// Where an earlier run left the ledger; nothing where the file is not there yet. Fails: invalid: it is no
/// witness.
Result<std::optional<LedgerHead>> read_witness(const std::string& path);
/// Fails: local_io.
Status write_witness(const std::string& path, const LedgerHead& head);

/// "ann on build-7": who runs this, for the message to others.
std::string owner_text();

/// "tariff 0.1.0 (1a2b3c4)"
std::string program_text();

}  // namespace tariff::cli
