#pragma once

#include <string>

#include "domain/ids.hpp"

namespace tariff::config {

/// The commented tariff.toml that `tariff init` writes.
///
/// Shape: `parse` finds no problem in it; everything is on observe, and products and mappings are examples in
/// comments. Requires: `installation` is [a-z0-9]{8,32}.
std::string starter_file(const InstallationId& installation);

}  // namespace tariff::config
