#include "app/every_source.hpp"

#include <algorithm>
#include <optional>

#include "app/parallel.hpp"
#include "app/reading.hpp"

namespace tariff::app {
namespace {

std::string service_name(SourceKind kind) {
  switch (kind) {
    case SourceKind::security_center:
      return "Kaspersky Security Center";
    case SourceKind::business_hub:
      return "Kaspersky Business Hub";
    case SourceKind::file:
      return "The usage file";
  }
  return "";
}

}  // namespace

std::string source_title(const SourceName& name, SourceKind kind) {
  if (name.value().empty()) return service_name(kind);
  const std::string of = kind == SourceKind::file ? "usage file" : service_name(kind);
  return "The source \"" + name.value() + "\" (" + of + ")";
}

Result<TenantList> EverySource::tenants() {
  std::vector<std::optional<Result<TenantList>>> listed(sources_.size());
  for_each_index(sources_.size(), sources_.size(),
                 [&](std::size_t i) { listed[i] = sources_[i].source->tenants(); });
  TenantList out;
  for (std::size_t i = 0; i < sources_.size(); ++i) {
    SourceReading reading{sources_[i].name, sources_[i].kind};
    if (!*listed[i]) {
      reading.failure = of_source(source_title(reading.name, reading.kind), listed[i]->error());
    } else {
      for (auto& tenant : (*listed[i])->tenants) {
        tenant.id.source = reading.name;
        out.tenants.push_back(std::move(tenant));
      }
    }
    out.sources.push_back(std::move(reading));
  }
  const auto has_failed = [](const SourceReading& reading) { return reading.failure.has_value(); };
  if (std::all_of(out.sources.begin(), out.sources.end(), has_failed)) return *out.sources.front().failure;
  std::sort(out.tenants.begin(), out.tenants.end(),
            [](const Tenant& left, const Tenant& right) { return left.id < right.id; });
  return out;
}

Result<TenantUsage> EverySource::usage(const Tenant& tenant, Instant now) {
  const auto* of = named(tenant.id.source);
  if (of == nullptr)
    return Error{ErrorKind::unavailable, "There is no source \"" + tenant.id.source.value() + "\".", ""};
  auto usage = of->source->usage(tenant, now);
  if (usage) usage->tenant.id.source = of->name;
  return usage;
}

std::size_t EverySource::parallel_max(const SourceName& source) const {
  const auto* of = named(source);
  return of == nullptr ? 1 : of->source->parallel_max(source);
}

const NamedSource* EverySource::named(const SourceName& name) const {
  const auto found = std::find_if(sources_.begin(), sources_.end(),
                                  [&](const NamedSource& one) { return one.name == name; });
  return found == sources_.end() ? nullptr : &*found;
}

}  // namespace tariff::app
