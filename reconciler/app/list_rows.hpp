#pragma once

#include <initializer_list>
#include <string_view>

#include "app/list.hpp"

namespace tariff::app {

/// Whether one of the names holds what is searched for.
bool is_searched(const ListOptions& options, std::initializer_list<std::string_view> names);
/// `unmapped` was asked for, and there is no file.
Error nothing_to_compare();

}  // namespace tariff::app
