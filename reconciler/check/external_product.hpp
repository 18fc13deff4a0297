#pragma once

#include "check/facts.hpp"

namespace tariff::check {

/// A missing or inactive External Product stops a run that may write, and only that.
Severity severity_of_external_product(const Facts& facts);
/// Where the file names it.
const Place& place_of_external_product(const Facts& facts);

}  // namespace tariff::check
