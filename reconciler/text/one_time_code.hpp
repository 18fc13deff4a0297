#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/instant.hpp"

namespace tariff {

/// The six digits that an authenticator shows at that moment: steps of 30 s, HMAC-SHA-1.
///
/// Shape: `secret` is base32; letter case, blanks, hyphens and padding do not matter. Nullopt where it is
/// none, or empty, or the moment lies before 1970. Source: RFC 6238, RFC 4226 section 5.3, RFC 4648
/// section 6.
std::optional<std::string> one_time_code(std::string_view secret, Instant moment);

}  // namespace tariff
