#pragma once

#include <string>
#include <vector>

#include "config/connections.hpp"
#include "config/reader.hpp"

namespace tariff::config {

/// What the tables of connections.toml are read with. Requires: all of it outlives the reading.
struct ConnectionsReading {
  Reader& reader;
  const Environment& environment;
  const std::string& file;
  Secrets needed;
};

/// [kaspersky] or every [[source]], with their secrets. What is wrong is reported, names that stand twice and
/// keys that are of another kind of source among it.
std::vector<SourceConnection> read_sources(const Fields& top, const ConnectionsReading& reading);

/// That path as seen from the folder of `file`; an absolute one stays as it is.
std::string beside(const std::string& file, const std::string& path);
/// The `trust` of a service's table.
Trust read_trust(Reader& reader, const Fields& service, const std::string& file);
/// The `max_parallel` of a service's table.
std::size_t read_parallel(const Fields& service, std::size_t otherwise);

}  // namespace tariff::config
