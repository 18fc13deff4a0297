#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "app/observe.hpp"
#include "discovery/findings.hpp"

namespace tariff::app {

struct ImportSettings {
  Instant now;
  std::string time_zone;
  std::string external_product;                          ///< empty: the one with "Kaspersky" in its name
  std::function<void(const ReadProgress&)> on_progress;  ///< may be empty
};

/// What an import has found.
///
/// Shape: `unread` has a sentence for each thing that could not be read; what stands on it is doubtful.
struct Imported {
  discovery::Findings findings;
  Day today{};
  std::vector<std::string> unread;
  std::size_t tenants_read = 0;
  std::size_t tigerpaw_requests = 0;
};

/// Reads all that both services hold, at the same time, and finds out who is who. Writes nothing.
///
/// Cost: Kaspersky: one list, then each enabled virtual server. Tigerpaw: the master tables and the list of
/// accounts; two requests an account, one more for each active agreement that has charges, one for each item
/// that stands on a line. Fails: invalid: no External Product, or several; whatever a whole source failed
/// with.
Result<Imported> import_live(UsageSource& kaspersky, TigerpawReader& tigerpaw,
                             const ImportSettings& settings);

}  // namespace tariff::app
