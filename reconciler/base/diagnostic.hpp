#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tariff {

/// A place in a text that somebody wrote.
///
/// Shape: `line` and `column` count from 1; 0 means that the place is not known. `column` counts
/// bytes of UTF-8 characters as one each (code points). `source_line` is that line without its line end.
struct Place {
  std::string file;
  std::int32_t line = 0;
  std::int32_t column = 0;
  std::string source_line;
  bool operator==(const Place&) const = default;
};

enum class Severity { error, warning };

/// How far a problem reaches.
enum class Scope {
  file,     ///< the whole run stops
  source,   ///< one Kaspersky source
  mapping,  ///< one mapping is set aside, the others go on
  product,  ///< one product of one mapping is set aside; the mapping's decreases wait, its other rows go on
};

/// One problem with what people wrote or what it refers to.
///
/// Shape: `rule` is a stable id in kebab-case. `message` is one sentence, what was found and what was
/// expected; `hint` says what to do and may be empty. `mapping` is the index into Desired::mappings
/// for Scope::mapping and Scope::product, else -1.
struct Diagnostic {
  Place place;
  std::string rule;
  Severity severity = Severity::error;
  Scope scope = Scope::file;
  std::int32_t mapping = -1;
  std::string message;
  std::string hint;
  bool operator==(const Diagnostic&) const = default;
};

using Diagnostics = std::vector<Diagnostic>;

inline bool has_errors(const Diagnostics& problems) {
  for (const auto& problem : problems)
    if (problem.severity == Severity::error) return true;
  return false;
}

}  // namespace tariff
