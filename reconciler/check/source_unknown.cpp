#include "base/inert.hpp"
#include "check/rules.hpp"

namespace tariff::check {
namespace {

std::string names_of(const std::vector<SourceReading>& sources) {
  std::string out;
  for (const auto& source : sources)
    if (!source.name.value().empty()) out += (out.empty() ? "" : ", ") + source.name.value();
  return out.empty() ? "The only source has no name: leave source out." : "There are: " + out + ".";
}

/// A word that some sources do not know: Security Center has no companies, Business Hub no virtual servers.
bool is_word_of(SourceKind word, SourceKind source) {
  return word == source || word == SourceKind::file || source == SourceKind::file;
}

void check_source_unknown(const Facts& facts, const MappingFacts& mapping, Findings& findings) {
  const Mapping& wanted = mapping.mapping();
  const auto& sources = facts.observed().sources;
  // Who left may have left by a source that is gone.
  if (sources.empty() || wanted.leaving) return;
  const auto* source = mapping.live.source;
  const std::string name = quoted(wanted.source.value());
  if (source == nullptr && wanted.source.value().empty()) {
    findings.error_if_counted(
        mapping, {"tenant", "The mapping does not say of which source its " + noun_of(mapping) + " is.",
                  "Add source. " + names_of(sources)});
  } else if (source == nullptr) {
    findings.error_if_counted(mapping, {"source", "There is no source " + name + ".", names_of(sources)});
  } else if (!is_word_of(wanted.kind, source->kind)) {
    findings.error_if_counted(
        mapping, {"tenant",
                  "The source of the mapping is a " + std::string(kind_name(source->kind)) +
                      ", which has no " + noun_of(mapping) + ".",
                  "Write " + std::string(tenant_key(source->kind)) + ", or the name of another source."});
  }
}

}  // namespace

const MappingRule source_unknown{"source-unknown", check_source_unknown};

}  // namespace tariff::check
