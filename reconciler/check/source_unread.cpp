#include "base/inert.hpp"
#include "check/rules.hpp"

namespace tariff::check {
namespace {

/// One problem for all that a source counts; the other sources' mappings go on.
void check_source_unread(const Facts& facts, Findings& findings) {
  for (const auto& source : facts.observed().sources) {
    if (!source.failure) continue;
    std::vector<std::size_t> mappings;
    for (const auto& mapping : facts.mappings())
      if (mapping.live.source == &source && mapping.is_counted()) mappings.push_back(mapping.live.index);
    findings.source_unread(mappings, {"", inert(source.failure->message), source.failure->hint});
  }
}

}  // namespace

const FileRule source_unread{"source-unread", check_source_unread};

}  // namespace tariff::check
