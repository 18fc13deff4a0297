#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "base/result.hpp"
#include "text/json.hpp"

/// Kaspersky's value encoding. Source: kaspersky-security-center.md section 3.
namespace tariff::security_center {

/// The same value without wrappers: every {"type": T, "value": V} of a known type becomes V, at any depth.
Json unwrapped(Json value);

/// A datetime member; nullopt where it is missing or "". Fails: refused: anything else that is no datetime.
Result<std::optional<Instant>> optional_instant(const JsonView& row, std::string_view name);

/// The rows of a chunk's KLCSP_ITERATOR_ARRAY. Requires: `chunk` is unwrapped.
/// Fails: refused: no such array, or a row that is no object.
Result<std::vector<Json>> rows_of(const JsonView& chunk);

}  // namespace tariff::security_center
