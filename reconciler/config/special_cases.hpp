#pragma once

#include "config/reader.hpp"
#include "domain/desired.hpp"

namespace tariff::config {

/// Reads what stands beside products and mappings: [freeze], [guards], [[removed]], [[moved]], [[adopt]],
/// [[override]], [[ignore]].
void read_special_cases(const Fields& top, Reader& reader, Desired& desired);

/// What of it contradicts itself or the mappings. Requires: the mappings are read.
void check_special_cases(const Desired& desired, Reader& reader);

/// How a table names a tenant: by the key of which kind of source, and by what name.
struct NamedTenant {
  SourceKind kind = SourceKind::security_center;
  std::string name;
};
NamedTenant tenant_named(const Fields& fields);

}  // namespace tariff::config
