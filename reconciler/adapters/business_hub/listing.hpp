#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "adapters/business_hub/codec.hpp"
#include "base/result.hpp"

/// The list of companies read whole, or not at all. Source: business-hub.md section 5 (assumed).
namespace tariff::business_hub {

inline constexpr std::int64_t pages_max = 10'000;

/// Follows one listing from page to page and judges whether it is whole.
///
/// Shape: `accept` returns a sentence where a page does not fit: the total moved or is exceeded, a company
/// came twice, no company came although some are missing, the page begins elsewhere than asked, or they are
/// too many.
class CompanyListing {
 public:
  std::optional<std::string> accept(const Page& page);
  bool is_complete() const { return total_ && next_offset() == *total_; }
  std::int64_t next_offset() const { return static_cast<std::int64_t>(seen_.size()); }

 private:
  std::set<std::string> seen_;
  std::optional<std::int64_t> total_;
  std::int64_t pages_ = 0;
};

/// Every company, each once, in the order of the service. `fetch` gives the page that begins at an offset.
///
/// A page that does not fit restarts the listing, once.
/// Fails: unavailable: it did not fit twice; whatever `fetch` fails with.
Result<std::vector<Company>> read_companies(const std::function<Result<Page>(std::int64_t)>& fetch);

}  // namespace tariff::business_hub
