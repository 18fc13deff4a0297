#pragma once

#include <functional>

#include "sandbox/control.hpp"
#include "sandbox/fault_kinds.hpp"

namespace tariff::sandbox {

/// Tigerpaw as faults see it.
///
/// Shape: while a rule in force names stale_list, the world is kept as it was before each write. About
/// another: another account, agreement or item of the world, where the path or the query names one.
/// Requires: `shared` outlives it.
Disturbed disturbed_tigerpaw(HttpHandler service, SharedWorld& shared);
/// Security Center as faults see it. About another: a log-in lands on another virtual server; other calls
/// are answered as asked. Nothing is ever written there, so nothing is stale.
Disturbed disturbed_security_center(HttpHandler service, SharedWorld& shared);
/// Business Hub as faults see it. About another: another company, where the path names one. A session that
/// ends is every token expired. Nothing is ever written there, so nothing is stale.
Disturbed disturbed_business_hub(HttpHandler service, std::function<void()> forget_tokens,
                                 SharedWorld& shared);

}  // namespace tariff::sandbox
