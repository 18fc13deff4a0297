#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace tariff {

/// An amount with four decimal places, net, in the installation's one currency.
///
/// Units: ten-thousandths of a currency unit in 64 bits. No binary float goes in or out.
class Money {
 public:
  Money() = default;
  static Money of_ten_thousandths(std::int64_t amount);
  /// Reads 12, 12.5, -3.5000. Fails: refused: more than four significant decimal places, an exponent, a
  /// sign alone, out of range (922,337,203,685,477.5807 and its negative, with one ten-thousandth more, are
  /// the ends).
  static Result<Money> parse(std::string_view text);

  std::int64_t ten_thousandths() const { return amount_; }
  bool is_zero() const { return amount_ == 0; }
  /// 12.00, 0.0375: at least two decimal places, at most four. For requests, JSON and files.
  std::string text() const;
  /// 1,234.50 with groups of three; for people.
  std::string grouped() const;
  /// The same with + or - always, and +0.00 for zero; for people.
  std::string signed_grouped() const;

  /// Nullopt on overflow.
  static std::optional<Money> product(Money unit_price, std::int64_t quantity);
  static std::optional<Money> sum(Money left, Money right);
  /// Saturates at the ends of the range, where no real amount is.
  Money operator+(Money other) const;
  Money operator-(Money other) const;
  Money operator*(std::int64_t quantity) const;
  auto operator<=>(const Money&) const = default;
  bool operator==(const Money&) const = default;

 private:
  std::int64_t amount_ = 0;
};

}  // namespace tariff
