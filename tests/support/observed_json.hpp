#pragma once

#include <string_view>

#include "domain/observed.hpp"

namespace tariff::test {

/// A world written by hand, for the golden stories.
///
/// Shape: `now`; `tenants` with their `licences` (`name`, and how many `workstations`, `servers`, `others`
/// use it; no device uses two; one with the day `expired` counts none of them) or `unread`; `levels`,
/// `external_products`, `items` with `prices` by level id; `accounts` with `links` and `agreements` with
/// `lines`. What is left out is empty, active, enabled, today's usual. Fails: std::runtime_error with the
/// place.
Observed read_observed(std::string_view json);

}  // namespace tariff::test
