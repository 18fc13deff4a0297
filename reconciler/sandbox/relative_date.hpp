#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/instant.hpp"

namespace tariff::sandbox {

/// A date of a world's JSON as the services hold it.
///
/// Shape: `today`, `+365d`, `-10d` and 2027-01-31 become that day followed by `midnight`; a date with a time
/// stays as it is written. Relative dates count from the day of `now` in UTC. Nullopt where the text is
/// anything else.
std::optional<std::string> resolved_date(std::string_view text, Instant now, std::string_view midnight);

}  // namespace tariff::sandbox
