#pragma once

#include <string>

namespace tariff::config {

/// JSON Schema (draft-07) of tariff.toml, for editors and for tests; ends with a line end.
///
/// Shape: made from the same keys that `parse` reads by.
/// Every text that `parse` accepts validates; what only a whole file can contradict is left to `parse`.
std::string tariff_schema();
/// The same for connections.toml and `parse_connections`.
std::string connections_schema();
/// The same for a writer profile and `parse_writer_profile`.
std::string writer_profile_schema();

}  // namespace tariff::config
