#pragma once

#include <memory>

#include "domain/connections.hpp"
#include "ports/usage_source.hpp"

namespace tariff::usage_file {

/// The tenants of one file and what it says that they use.
///
/// The file is read once, whole, when somebody first asks. What a row says badly makes its tenant unread;
/// what nobody can tell a tenant of makes all of them unread. Shape: a tenant's id is that of the file, or
/// its name; a product is one licence. Fails: not_found: no row is of that tenant; else unavailable, whatever
/// the reason.
std::unique_ptr<UsageSource> make_usage_source(const UsageFileConnection& connection);

}  // namespace tariff::usage_file
