#include "ledger/peak.hpp"

#include <algorithm>
#include <cstdint>
#include <set>

namespace tariff {
namespace {

bool is_of(const Part& part, const ProductShare& share) {
  return part.tenant == share.tenant && part.product == share.product;
}

/// What is on the line of a product: figures of other categories are no measure of these.
std::set<Category> categories_of(const std::vector<Part>& parts, const ProductShare& share) {
  std::set<Category> out;
  for (const auto& part : parts)
    if (is_of(part, share)) out.insert(part.category);
  return out;
}

/// The highest figure of the share that `known` tells of the period; 0 where it tells none.
std::int64_t peak_in(const std::vector<Part>& known, const ProductShare& share,
                     std::string_view last_billed) {
  std::int64_t peak = 0;
  for (const auto& part : known)
    if (is_of(part, share) && counts_alike(part.rule, share.rule) && part.peak &&
        part.peak->last_billed == last_billed)
      peak = std::max(peak, part.peak->count);
  return peak;
}

/// What was agreed while the last count was billed: with that the peak begins.
std::int64_t standing_in(const std::vector<Part>& known, const ProductShare& share) {
  for (const auto& stands : shares_of(known))
    if (stands.tenant == share.tenant && stands.product == share.product &&
        stands.rule.taken == CountTaken::latest && counts_alike(stands.rule, share.rule))
      return stands.latest();
  return 0;
}

std::int64_t highest_seen(const ChargeState& charge, const std::vector<Part>& parts,
                          const ProductShare& share, std::string_view last_billed) {
  const auto wanted = categories_of(parts, share);
  std::int64_t highest = 0;
  if (categories_of(charge.parts, share) == wanted)
    highest = std::max(peak_in(charge.parts, share, last_billed), standing_in(charge.parts, share));
  // A set that is not proven was counted all the same, and may stand there.
  if (categories_of(charge.intended_parts, share) == wanted)
    highest = std::max(highest, peak_in(charge.intended_parts, share, last_billed));
  return highest;
}

}  // namespace

bool bills_peak(const std::vector<Part>& parts) {
  return std::any_of(parts.begin(), parts.end(),
                     [](const Part& part) { return part.rule.taken == CountTaken::peak; });
}

void take_peaks(std::vector<Part>& parts, const ChargeState* charge, std::string_view last_billed) {
  if (!bills_peak(parts)) return;
  for (const auto& share : shares_of(parts)) {
    if (share.rule.taken != CountTaken::peak) continue;
    const std::int64_t seen = charge == nullptr ? 0 : highest_seen(*charge, parts, share, last_billed);
    const PeakCount peak{std::max(share.latest(), seen), std::string(last_billed)};
    for (auto& part : parts)
      if (is_of(part, share)) part.peak = peak;
  }
}

}  // namespace tariff
