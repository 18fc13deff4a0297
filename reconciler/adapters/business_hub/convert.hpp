#pragma once

#include <vector>

#include "adapters/business_hub/codec.hpp"
#include "domain/usage.hpp"

namespace tariff::business_hub {

/// How old a count may be without a word about it.
inline constexpr std::chrono::hours as_of_age_max{48};

/// Its id is its identity: it stays where a company is renamed.
Tenant to_tenant(const Company& company);

/// The company's licences as keys that count, may count in grace, or have lapsed.
///
/// Shape: figures only, no devices; users of licences sold by users, by the documented formula; mailboxes of
/// those sold by mailboxes. A note says where Business Hub's own figure of users differs, and where a count
/// is older than `as_of_age_max`. Counts are: commercial or subscription, active, not expired at `now`. A
/// subscription that is cancelled and has not ended counts only in grace: that "cancelled" is the
/// soft-cancelled state is assumed. Source: business-hub.md sections 2.2 and 5.
TenantUsage to_usage(const Tenant& company, const std::vector<Licence>& licences, Instant now);

}  // namespace tariff::business_hub
