#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostic.hpp"
#include "base/result.hpp"
#include "domain/connections.hpp"

namespace tariff::config {

/// The process's surroundings, handed in so that this room stays pure.
struct Environment {
  std::function<std::optional<std::string>(const std::string& name)> variable;
  std::function<Result<std::string>(const std::string& path)> file;
};

/// Which secrets a command cannot do without.
enum class Secrets { none, reads, reads_and_writes };

/// What connections.toml says, and all that is wrong with it. Every problem is of Scope::file.
///
/// Shape: where `problems` has an error, `connections` holds only what could be read.
struct ParsedConnections {
  Connections connections;
  Diagnostics problems;
};

/// Reads connections.toml and fills in the secrets that are needed.
///
/// Shape: `file` is the name that problems carry; ca_file, writer_profile and the ledger's path are resolved
/// against its folder. Problems of the profile carry its own name. No problem shows a secret, nor a line of
/// the file in which one may stand by mistake. Source: interface.md sections 1 and 4.
ParsedConnections parse_connections(std::string_view text, const std::string& file,
                                    const Environment& environment, Secrets needed);

}  // namespace tariff::config
