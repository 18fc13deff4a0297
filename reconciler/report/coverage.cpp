#include "report/coverage.hpp"

namespace tariff::report {
namespace {

std::string plural_of(SourceKind kind) {
  return kind == SourceKind::business_hub ? "companies" : std::string(tenant_noun(kind)) + "s";
}

std::string source_text(const plan::SourceCoverage& source) {
  return std::to_string(source.read) + " of " + std::to_string(source.expected) + " mapped " +
         plural_of(source.kind) +
         (source.is_listed ? " (" + std::to_string(source.listed) + " exist)" : " (not listed)");
}

}  // namespace

std::string tenants_read_text(const plan::Coverage& coverage) {
  if (coverage.sources.size() == 1) return source_text(coverage.sources.front());
  std::string out;
  for (const auto& source : coverage.sources)
    out += (out.empty() ? "" : ", ") + source.name + " " + source_text(source);
  return out;
}

std::string tenant_word(const plan::Coverage& coverage) {
  for (const auto& source : coverage.sources)
    if (source.kind != coverage.sources.front().kind) return "tenant";
  return coverage.sources.empty() ? "tenant" : std::string(tenant_noun(coverage.sources.front().kind));
}

std::string unmapped_title(const plan::Coverage& coverage) {
  const std::string word = tenant_word(coverage);
  if (word == "company") return "Companies without a mapping";
  return (word == "tenant" ? "Tenants" : "Virtual servers") + std::string(" without a mapping");
}

}  // namespace tariff::report
