#pragma once

#include <string>

#include "base/instant.hpp"
#include "discovery/findings.hpp"

namespace tariff::discovery {

/// The `tariff.toml` of these findings.
///
/// Shape: `config::parse` finds no error in it; every mapping is on observe. What is certain stands in it
/// with its evidence; what is not stands in comments, each marked DECIDE, one block for each candidate, and
/// nothing of it can be uncommented twice without an error. Names are escaped, so that nothing of a service
/// is more than a text.
std::string tariff_file(const Findings& findings, const InstallationId& installation, Day today);

}  // namespace tariff::discovery
