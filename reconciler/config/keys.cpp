#include "config/keys.hpp"

namespace tariff::config {

const Key* Block::find(std::string_view name) const {
  for (const auto& key : keys)
    if (key.name == name) return &key;
  return nullptr;
}

const ForeignWord* Block::find_foreign(std::string_view name) const {
  for (const auto& word : foreign)
    if (word.name == name) return &word;
  return nullptr;
}

Key company_key(std::string_view instead_of) {
  return {"company", Form::name, Presence::optional, "The company's name in Kaspersky Business Hub.",
          {},        nullptr,    instead_of};
}

Key file_tenant_key(std::string_view instead_of) {
  return {"tenant", Form::name, Presence::optional, "The tenant's name in a usage file.",
          {},       nullptr,    instead_of};
}

Key source_key() {
  return {"source", Form::source_name, Presence::optional,
          "Which source of connections.toml it is of; needed where there are several."};
}

}  // namespace tariff::config
