#include "domain/money.hpp"

#include <charconv>
#include <limits>

#include "base/inert.hpp"

namespace tariff {
namespace {

constexpr std::int64_t unit = 10'000;
constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t smallest = std::numeric_limits<std::int64_t>::min();

Error not_money(std::string_view text, std::string_view why) {
  return {ErrorKind::refused,
          "Found the amount \"" + inert(text, 60) + "\", expected " + std::string(why) + ".",
          "Write a decimal number such as 19.99, with at most four decimal places."};
}

bool all_digits(std::string_view text) {
  return text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// The digits behind the point as ten-thousandths; -1 where a fifth place is not zero.
std::int64_t ten_thousandths_of(std::string_view fraction) {
  std::int64_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value = value * 10 + (i < fraction.size() ? fraction[i] - '0' : 0);
  return fraction.size() > 4 && fraction.substr(4).find_first_not_of('0') != std::string_view::npos ? -1
                                                                                                    : value;
}

/// Printing works on the unsigned size, since the smallest amount has no positive twin.
std::uint64_t size_of(std::int64_t amount) {
  return amount < 0 ? ~static_cast<std::uint64_t>(amount) + 1 : static_cast<std::uint64_t>(amount);
}

std::string fraction_text(std::uint64_t part) {
  std::string digits = std::to_string(part + unit).substr(1);
  while (digits.size() > 2 && digits.back() == '0') digits.pop_back();
  return digits;
}

std::string with_groups(std::string digits) {
  for (std::size_t end = digits.size(); end > 3;) {
    end -= 3;
    digits.insert(end, ",");
  }
  return digits;
}

}  // namespace

Money Money::of_ten_thousandths(std::int64_t amount) {
  Money money;
  money.amount_ = amount;
  return money;
}

Result<Money> Money::parse(std::string_view text) {
  const bool negative = text.starts_with('-');
  const auto unsigned_text = text.substr(negative ? 1 : 0);
  const auto point = unsigned_text.find('.');
  const auto whole = unsigned_text.substr(0, point);
  const auto fraction =
      point == std::string_view::npos ? std::string_view("0") : unsigned_text.substr(point + 1);
  if (whole.empty() || fraction.empty() || !all_digits(whole) || !all_digits(fraction))
    return not_money(text, "a decimal number");
  const std::int64_t small = ten_thousandths_of(fraction);
  if (small < 0) return not_money(text, "at most four decimal places");
  std::int64_t large = 0;
  const auto [end, failure] = std::from_chars(whole.data(), whole.data() + whole.size(), large);
  std::int64_t amount = 0;
  const std::int64_t sign = negative ? -1 : 1;
  if (failure != std::errc{} || __builtin_mul_overflow(large, sign * unit, &amount) ||
      __builtin_add_overflow(amount, sign * small, &amount))
    return not_money(text, "an amount below 922,337,203,685,477.58");
  return of_ten_thousandths(amount);
}

std::string Money::text() const {
  const std::uint64_t size = size_of(amount_);
  return (amount_ < 0 ? "-" : "") + std::to_string(size / unit) + "." + fraction_text(size % unit);
}

std::string Money::grouped() const {
  const std::uint64_t size = size_of(amount_);
  return (amount_ < 0 ? "-" : "") + with_groups(std::to_string(size / unit)) + "." +
         fraction_text(size % unit);
}

std::string Money::signed_grouped() const { return (amount_ < 0 ? "" : "+") + grouped(); }

std::optional<Money> Money::product(Money unit_price, std::int64_t quantity) {
  std::int64_t amount = 0;
  if (__builtin_mul_overflow(unit_price.amount_, quantity, &amount)) return std::nullopt;
  return of_ten_thousandths(amount);
}

std::optional<Money> Money::sum(Money left, Money right) {
  std::int64_t amount = 0;
  if (__builtin_add_overflow(left.amount_, right.amount_, &amount)) return std::nullopt;
  return of_ten_thousandths(amount);
}

Money Money::operator+(Money other) const {
  return sum(*this, other).value_or(of_ten_thousandths(other.amount_ < 0 ? smallest : largest));
}

Money Money::operator-(Money other) const {
  std::int64_t amount = 0;
  if (__builtin_sub_overflow(amount_, other.amount_, &amount))
    amount = other.amount_ < 0 ? largest : smallest;
  return of_ten_thousandths(amount);
}

Money Money::operator*(std::int64_t quantity) const {
  const bool negative = (amount_ < 0) != (quantity < 0);
  return product(*this, quantity).value_or(of_ten_thousandths(negative ? smallest : largest));
}

}  // namespace tariff
