#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "domain/desired.hpp"
#include "domain/observed.hpp"

namespace tariff::app {

/// For how many devices a customer's keys of one item were bought. Shape: `note` says why where `licences` is
/// nullopt.
struct Purchased {
  std::optional<std::int64_t> licences;
  std::string note;
};

using PurchasedItems = std::map<std::pair<AccountNumber, ItemId>, Purchased>;

/// What the keys that count on each mapped virtual server were bought for, by account and item.
///
/// A key has no figure where Security Center tells none. A key of several virtual servers, and a product
/// whose devices go to several items, are bought for all of them together, so none of them has a figure.
/// Items that no key is for are left out.
PurchasedItems purchased(const Desired& desired, const Observed& observed);

}  // namespace tariff::app
