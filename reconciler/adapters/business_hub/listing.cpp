#include "adapters/business_hub/listing.hpp"

#include <iterator>
#include <utility>

#include "base/inert.hpp"

namespace tariff::business_hub {

std::optional<std::string> CompanyListing::accept(const Page& page) {
  if (page.offset != next_offset())
    return "A page begins at " + std::to_string(page.offset) + ", expected " + std::to_string(next_offset()) +
           ".";
  if (total_ && *total_ != page.total)
    return "The total went from " + std::to_string(*total_) + " to " + std::to_string(page.total) +
           " between two pages.";
  total_ = page.total;
  for (const auto& company : page.items)
    if (!seen_.insert(company.id).second) return "The company " + inert(company.id, 80) + " came twice.";
  const auto came = std::to_string(next_offset()) + " of " + std::to_string(*total_) + " companies came.";
  if (next_offset() > *total_) return came;
  if (page.items.empty() && !is_complete()) return "Only " + came;
  if (++pages_ >= pages_max && !is_complete())
    return "It has more than " + std::to_string(pages_max) + " pages.";
  return std::nullopt;
}

Result<std::vector<Company>> read_companies(const std::function<Result<Page>(std::int64_t)>& fetch) {
  std::optional<std::string> trouble;
  for (int attempt = 0; attempt < 2; ++attempt) {
    CompanyListing listing;
    std::vector<Company> companies;
    do {
      auto page = fetch(listing.next_offset());
      if (!page) return page.error();
      trouble = listing.accept(*page);
      std::move(page->items.begin(), page->items.end(), std::back_inserter(companies));
    } while (!trouble && !listing.is_complete());
    if (!trouble) return companies;
  }
  return Error{ErrorKind::unavailable, "The list of companies could not be read completely. " + *trouble,
               "Read again; the list may have changed meanwhile."};
}

}  // namespace tariff::business_hub
