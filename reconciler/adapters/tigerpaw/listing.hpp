#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "text/json.hpp"

/// A paged search read whole, or not at all. Source: tigerpaw.md section 5.
namespace tariff::tigerpaw {

/// Rows asked for in one request; the service may give fewer. Its own limit is not documented.
inline constexpr std::int64_t page_rows = 500;
inline constexpr std::int64_t pages_max = 10'000;
inline constexpr std::int64_t rows_max = 100'000;

/// What a page says about the whole. `next` is nullopt where NextRow is missing or null.
struct PageFrame {
  std::int64_t total = 0;
  std::optional<std::int64_t> next;
};
Result<PageFrame> read_frame(const JsonView& envelope);

/// One page of converted things.
template <class Thing>
struct ThingPage {
  PageFrame frame;
  std::vector<Thing> things;
};

/// Follows one listing from page to page and judges whether it is whole.
///
/// Shape: the rows of a page carry on where those before it ended; StartRow counts from 1. `accept` returns a
/// sentence where the page does not fit: the total moved or is exceeded, a row came twice, no row came
/// although some are missing, NextRow names another row than the next.
class ListingProgress {
 public:
  std::optional<std::string> accept(const PageFrame& frame, const std::vector<std::string>& keys);
  bool is_complete() const { return total_ && seen_count() == *total_; }
  std::int64_t next_row() const { return seen_count() + 1; }
  std::int64_t pages() const { return pages_; }

 private:
  std::int64_t seen_count() const { return static_cast<std::int64_t>(seen_.size()); }
  std::set<std::string> seen_;
  std::optional<std::int64_t> total_;
  std::int64_t pages_ = 0;
};

Error incomplete(const std::string& what, const std::string& why);

/// Every row of a listing, each once, in the order of the service.
///
/// A page that does not fit restarts the listing, once. Cost: one request a page of up to `page_rows`.
/// Fails: unavailable: it did not fit twice, or is over a cap; whatever `fetch` fails with.
template <class Thing>
Result<std::vector<Thing>> read_listing(const std::string& what,
                                        const std::function<Result<ThingPage<Thing>>(std::int64_t)>& fetch,
                                        const std::function<std::string(const Thing&)>& key) {
  std::optional<std::string> trouble;
  for (int attempt = 0; attempt < 2; ++attempt) {
    ListingProgress progress;
    std::vector<Thing> things;
    do {
      auto page = fetch(progress.next_row());
      if (!page) return page.error();
      std::vector<std::string> keys;
      for (const auto& thing : page->things) keys.push_back(key(thing));
      trouble = progress.accept(page->frame, keys);
      std::move(page->things.begin(), page->things.end(), std::back_inserter(things));
    } while (!trouble && !progress.is_complete());
    if (!trouble) return things;
  }
  return incomplete(what, *trouble);
}

}  // namespace tariff::tigerpaw
