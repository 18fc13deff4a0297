#include "domain/desired.hpp"

#include <algorithm>

namespace tariff {

std::string_view category_name(Category category) {
  switch (category) {
    case Category::workstation:
      return "workstation";
    case Category::server:
      return "server";
    case Category::other:
      return "other";
  }
  return "";
}

std::optional<Category> category_named(std::string_view name) {
  for (const Category category : categories)
    if (category_name(category) == name) return category;
  return std::nullopt;
}

std::string_view kind_name(SourceKind kind) {
  switch (kind) {
    case SourceKind::security_center:
      return "security-center";
    case SourceKind::business_hub:
      return "business-hub";
    case SourceKind::file:
      return "file";
  }
  return "";
}

std::optional<SourceKind> source_kind_named(std::string_view name) {
  for (const SourceKind kind : source_kinds)
    if (kind_name(kind) == name) return kind;
  return std::nullopt;
}

std::string_view tenant_noun(SourceKind kind) {
  switch (kind) {
    case SourceKind::security_center:
      return "virtual server";
    case SourceKind::business_hub:
      return "company";
    case SourceKind::file:
      return "tenant";
  }
  return "";
}

std::string_view tenant_key(SourceKind kind) {
  return kind == SourceKind::security_center ? "virtual_server" : tenant_noun(kind);
}

bool Desired::observes_only() const {
  return std::all_of(mappings.begin(), mappings.end(),
                     [](const Mapping& mapping) { return mapping.billing == Billing::observe; });
}

const Place& place_of(const Mapping& mapping, const std::string& key) {
  const auto found = mapping.places.find(key);
  return found == mapping.places.end() ? mapping.place : found->second;
}

const Place& place_of(const Product& product, const std::string& key) {
  const auto found = product.places.find(key);
  return found == product.places.end() ? product.place : found->second;
}

const Place& place_of(const MappingProduct& terms, const std::string& key) {
  const auto found = terms.places.find(key);
  return found == terms.places.end() ? terms.place : found->second;
}

}  // namespace tariff
