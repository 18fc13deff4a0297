#pragma once

#include <string>
#include <string_view>

#include "base/diagnostic.hpp"
#include "domain/desired.hpp"

namespace tariff::config {

/// What a text of tariff.toml wants, and all that is wrong with it.
///
/// Shape: `problems` in the order of the file. Where one of Scope::file is an error, `desired` holds only
/// what could be read. A mapping's index is its order among the [[mapping]] tables.
struct Parsed {
  Desired desired;
  Diagnostics problems;
};

/// Reads tariff.toml by itself, without any live data.
///
/// Shape: `file` is the name that problems carry. A breach of a byte limit or of TOML's syntax ends the
/// reading and is the only problem then. Source: interface.md section 1; threats.md, "TOML".
Parsed parse(std::string_view text, const std::string& file);

}  // namespace tariff::config
