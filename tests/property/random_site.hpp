#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "support/site.hpp"

namespace tariff::test {

/// Draws for RapidCheck: each call takes the next value of the running case.
int drawn(int first, int last);
bool drawn_truth();

/// A healthy installation of one to four customers with usage, unlinked accounts and lines of other makers,
/// before the first apply. Shape: detail ids below 100 belong to others and carry items that no product
/// names.
Site& fill(Site& site);

/// Something that happens to an installation between two runs: counts, prices, agreements, items by category,
/// levels, billing off and on. The customers stay healthy.
void change_something(Site& site);

/// Some changes and runs, so that the ledger has a past. Requires: the site is new.
void live_a_little(Site& site);

/// What every line that a mapping wants would hold, as "50001 KES-SELECT 5 3.50"; those at 0 are left out.
std::vector<std::string> wanted_lines(Site& site);
/// The same, of what stands in Tigerpaw under items of ours.
std::vector<std::string> standing_lines(const Site& site);
/// Every line of other makers, in words.
std::vector<std::string> foreign_lines(const Site& site);

/// Everything billed, by billing period.
std::map<std::string, Money> billed(const Site& site);

}  // namespace tariff::test
