#pragma once

#include <memory>
#include <string>
#include <variant>

#include "base/diagnostic.hpp"
#include "base/result.hpp"
#include "cli/arguments.hpp"
#include "config/connections.hpp"
#include "domain/connections.hpp"
#include "ports/ledger.hpp"
#include "ports/tigerpaw_reader.hpp"
#include "ports/usage_source.hpp"

namespace tariff::cli {

/// A whole text file. Fails: not_found, local_io.
Result<std::string> read_text_file(const std::string& path, std::size_t bytes_max);
/// Replaces a file's text as one step. Fails: local_io.
Status write_text_file(const std::string& path, const std::string& text);

/// The connections, or what is wrong with them.
using LoadedConnections = std::variant<Connections, Diagnostics, Error>;
LoadedConnections load_connections(const Common& common, config::Secrets needed);

/// The ports that reading commands need, all from one `connections.toml`.
struct ReadPorts {
  std::unique_ptr<UsageSource> kaspersky;
  std::unique_ptr<TigerpawReader> tigerpaw;
};
Result<ReadPorts> connect(const Connections& connections);

/// The ledger that the connections name; nullptr where they name none, where none has been made there yet, or
/// where `writer = "none"`. On loopback it is made. Fails: as open_sqlite_ledger.
Result<std::unique_ptr<Ledger>> connect_ledger(const Connections& connections);

/// The path of `[ledger] url`. Fails: invalid: none is named.
Result<std::string> ledger_path(const Connections& connections);

/// "ann on build-7": who runs this, for the message to others.
std::string owner_text();

/// "tariff 0.1.0 (1a2b3c4)"
std::string program_text();

}  // namespace tariff::cli
