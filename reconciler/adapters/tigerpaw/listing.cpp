#include "adapters/tigerpaw/listing.hpp"

#include "base/inert.hpp"

namespace tariff::tigerpaw {

Result<PageFrame> read_frame(const JsonView& envelope) {
  PageFrame frame;
  const auto total = envelope.whole("TotalCount");
  if (!total) return total.error();
  frame.total = *total;
  if (!envelope.has("NextRow")) return frame;
  const auto next = envelope.whole("NextRow");
  if (!next) return next.error();
  frame.next = *next;
  return frame;
}

std::optional<std::string> ListingProgress::accept(const PageFrame& frame,
                                                   const std::vector<std::string>& keys) {
  ++pages_;
  if (frame.total < 0) return "TotalCount is " + std::to_string(frame.total) + ".";
  if (frame.total > rows_max)
    return "TotalCount is " + std::to_string(frame.total) + ", more than " + std::to_string(rows_max) + ".";
  if (total_ && *total_ != frame.total)
    return "TotalCount went from " + std::to_string(*total_) + " to " + std::to_string(frame.total) +
           " between two pages.";
  total_ = frame.total;
  for (const auto& key : keys)
    if (!seen_.insert(key).second) return "Row " + inert(key, 80) + " came twice.";
  if (seen_count() > *total_)
    return std::to_string(seen_count()) + " rows came although TotalCount is " + std::to_string(*total_) +
           ".";
  if (is_complete()) {
    if (frame.next && *frame.next > *total_ + 1)
      return "NextRow is " + std::to_string(*frame.next) + " after the last of " + std::to_string(*total_) +
             " rows.";
    return std::nullopt;
  }
  if (keys.empty())
    return "Only " + std::to_string(seen_count()) + " of " + std::to_string(*total_) + " rows came.";
  if (frame.next && *frame.next != next_row())
    return "NextRow is " + std::to_string(*frame.next) + ", expected " + std::to_string(next_row()) + ".";
  if (pages_ >= pages_max) return "It has more than " + std::to_string(pages_max) + " pages.";
  return std::nullopt;
}

Error incomplete(const std::string& what, const std::string& why) {
  return {ErrorKind::unavailable, "The list of " + what + " could not be read completely. " + why,
          "Read again; the list may have changed meanwhile."};
}

}  // namespace tariff::tigerpaw
