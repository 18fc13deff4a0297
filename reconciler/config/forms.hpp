#pragma once

#include <optional>

#include "base/instant.hpp"
#include "config/keys.hpp"
#include "config/toml_tree.hpp"

namespace tariff::config {

/// What is wrong with the value of a key, by the key's form alone; tables only for being none.
///
/// Shape: a value with no error among its faults is usable as its form says.
Faults value_faults(const Key& key, const Node& value, const SourceText& source);

/// The day that a value means; nullopt where it is none.
std::optional<Day> day_of(const Node& value);

/// The texts of a usable list.
std::vector<std::string> texts_of(const Node& list);

}  // namespace tariff::config
