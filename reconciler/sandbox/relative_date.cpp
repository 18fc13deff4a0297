#include "sandbox/relative_date.hpp"

#include <charconv>
#include <chrono>

#include "text/time.hpp"

namespace tariff::sandbox {
namespace {

constexpr std::int64_t days_max = 100'000;

std::optional<std::int64_t> relative_days(std::string_view text) {
  if (text == "today") return 0;
  if (text.size() < 3 || (text[0] != '+' && text[0] != '-') || text.back() != 'd') return std::nullopt;
  std::int64_t days = 0;
  const auto digits = text.substr(1, text.size() - 2);
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), days);
  if (read.ec != std::errc{} || read.ptr != digits.data() + digits.size()) return std::nullopt;
  if (days < 0 || days > days_max) return std::nullopt;
  return text[0] == '-' ? -days : days;
}

}  // namespace

std::optional<std::string> resolved_date(std::string_view text, Instant now, std::string_view midnight) {
  if (const auto days = relative_days(text)) {
    const auto day = std::chrono::floor<std::chrono::days>(now) + std::chrono::days(*days);
    return write_day(Day{day}) + std::string(midnight);
  }
  const auto day = read_day(text);
  if (!day) return std::nullopt;
  return text.size() == std::string_view("2027-01-31").size() ? std::string(text) + std::string(midnight)
                                                              : std::string(text);
}

}  // namespace tariff::sandbox
