#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tariff {

/// What of a product is counted.
enum class CountBasis {
  in_use,     ///< the distinct devices on its keys
  purchased,  ///< what its keys were bought for, used or not
  users,      ///< the users of a per-user licence, as its source tells them
  mailboxes,  ///< the protected mailboxes
};
inline constexpr std::array count_bases{CountBasis::in_use, CountBasis::purchased, CountBasis::users,
                                        CountBasis::mailboxes};
std::string_view basis_name(CountBasis basis);
std::optional<CountBasis> basis_named(std::string_view name);

/// Which of a billing period's counts is billed.
enum class CountTaken {
  latest,  ///< the last one
  peak,    ///< the highest that was written or found in place since the agreement was last invoiced
};
inline constexpr std::array counts_taken{CountTaken::latest, CountTaken::peak};
std::string_view taken_name(CountTaken taken);
std::optional<CountTaken> taken_named(std::string_view name);

/// How a product's count becomes the quantity that is billed.
///
/// Shape: every figure in units of the item. `taken` says which count it starts from. First `included` are
/// taken off, then the rest is filled up to whole packs of `round_to`, then it is raised to `minimum` and
/// lowered to `maximum`. A count of 0 stays 0: who uses none of a product owes nothing for it. Requires:
/// round_to > 0, none negative, minimum <= maximum.
struct CountRule {
  CountBasis basis = CountBasis::in_use;
  std::int64_t included = 0;
  std::int64_t round_to = 1;
  std::int64_t minimum = 0;
  std::optional<std::int64_t> maximum{};
  bool counts_grace = false;  ///< what runs on a subscription in its grace period or soft-cancelled
  std::optional<std::int64_t> inactive_days{};  ///< a device not seen for so many days does not count
  CountTaken taken = CountTaken::latest;

  bool is_plain() const { return *this == CountRule{}; }
  bool operator==(const CountRule&) const = default;
};

/// Whether both count the same: of two that do not, the figures are no measure of each other.
bool counts_alike(const CountRule& left, const CountRule& right);

std::int64_t billed_quantity(const CountRule& rule, std::int64_t counted);

/// What of the rule makes that count another quantity: "2 included, in packs of 5, at least 10"; empty where
/// nothing does.
std::string effect_text(const CountRule& rule, std::int64_t counted);

}  // namespace tariff
