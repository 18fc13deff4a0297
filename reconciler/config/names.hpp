#pragma once

#include <string_view>

#include "config/toml_tree.hpp"

namespace tariff::config {

/// What is wrong with a text that names something.
///
/// Shape: errors `blank-text`, `padded-text`, `text-too-long`, `control-character`, `hidden-character`;
/// warnings `mixed-script` (look-alike letters in one word), `decomposed-text` (accents as characters of
/// their own). Requires: `node` is a text. Source: threats.md, "reviewer's eyes".
Faults name_faults(const std::string& key, const Node& node);

/// Whether a text of a service may stand in the file as a name.
bool can_be_name(std::string_view text);

}  // namespace tariff::config
