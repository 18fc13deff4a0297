#pragma once

#include <string>

#include "base/secret.hpp"
#include "config/connections.hpp"
#include "config/reader.hpp"

namespace tariff::config {

/// The secret in that variable, or in the file that the variable with `_FILE` behind its name points to.
///
/// Shape: one line end at the end of a file does not belong to the secret. Reports at `spot`, and gives back
/// an empty secret: `secret-missing`, `secret-twice`, `secret-unreadable`, `secret-form` (a control character
/// in it).
Secret secret_in(const Environment& environment, const std::string& variable, Spot spot, Reader& reader);

/// Whether that variable or the one with `_FILE` behind its name says anything.
bool is_set(const Environment& environment, const std::string& variable);

}  // namespace tariff::config
