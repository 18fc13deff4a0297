#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/guard.hpp"
#include "simulation/many.hpp"

namespace tariff::simulation {

std::string_view guard_name(Guard guard);

/// True in the preset whose rooms were compiled with guards that can be switched off.
bool has_switchable_guards();

/// The first seed of at most so many whose history breaks a promise without that guard; nothing where none
/// does. Requires: has_switchable_guards(); nothing else lives meanwhile.
std::optional<Broken> live_without(Guard guard, std::uint64_t seeds_max, unsigned jobs);

/// Every guard with the seed that misses it, one a line, and how many of all were caught.
std::string guards_table(std::uint64_t seeds_max, unsigned jobs);
/// How that ends where every guard was caught.
std::string all_caught(std::uint64_t seeds_max);

}  // namespace tariff::simulation
