#pragma once

#include "plan/customer.hpp"

namespace tariff::plan {

/// What the observed mappings show, what devices nobody priced would bring, and what unmapped virtual servers
/// use where that was read.
///
/// Cost: counts the devices of observed mappings, and of those with an unpriced product, once more.
Observing observing_of(const Inputs& inputs, const Resolver& resolver, const LineOwners& owners,
                       UsageCounter& counter);

}  // namespace tariff::plan
