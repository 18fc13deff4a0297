#pragma once

#include <string>
#include <string_view>

namespace tariff {

/// `plus_is_space` as in a query. An incomplete %-sequence stays as it is.
std::string percent_decoded(std::string_view text, bool plus_is_space);

}  // namespace tariff
