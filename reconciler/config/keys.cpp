#include "config/keys.hpp"

namespace tariff::config {

const Key* Block::find(std::string_view name) const {
  for (const auto& key : keys)
    if (key.name == name) return &key;
  return nullptr;
}

const LaterWord* Block::find_later(std::string_view name) const {
  for (const auto& word : later)
    if (word.name == name) return &word;
  return nullptr;
}

}  // namespace tariff::config
