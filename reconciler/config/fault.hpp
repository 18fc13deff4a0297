#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"

namespace tariff::config {

/// A position in the text that is being read. Shape: both count from 1, columns in code points.
struct Spot {
  std::int32_t line = 1;
  std::int32_t column = 1;
  auto operator<=>(const Spot&) const = default;
};

/// What is wrong with one spot, before it knows its file.
struct Fault {
  Spot spot;
  std::string rule;
  std::string message;
  std::string hint;
  Severity severity = Severity::error;
  Scope scope = Scope::file;
};

using Faults = std::vector<Fault>;

inline bool has_errors(const Faults& faults) {
  for (const auto& fault : faults)
    if (fault.severity == Severity::error) return true;
  return false;
}

}  // namespace tariff::config
