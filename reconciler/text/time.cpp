#include "text/time.hpp"

#include <array>
#include <charconv>
#include <cstdio>

#include <date/tz.h>

namespace tariff {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::array<std::string_view, 12> month_names{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::array<std::string_view, 7> weekday_names{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};

std::optional<int> digits(std::string_view text, std::size_t start, std::size_t length) {
  if (start + length > text.size()) return std::nullopt;
  int value = 0;
  for (const char c : text.substr(start, length)) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

std::optional<seconds> time_of_day(std::string_view text) {
  const auto hour = digits(text, 0, 2);
  const auto minute = digits(text, 3, 2);
  const auto second = digits(text, 6, 2);
  if (!hour || !minute || !second || text[2] != ':' || text[5] != ':') return std::nullopt;
  if (*hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
  return hours(*hour) + minutes(*minute) + seconds(*second);
}

std::optional<Day> calendar_day(std::string_view text) {
  const auto year = digits(text, 0, 4);
  const auto month = digits(text, 5, 2);
  const auto day = digits(text, 8, 2);
  if (!year || !month || !day || text[4] != '-' || text[7] != '-') return std::nullopt;
  const Day found{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                  std::chrono::day(static_cast<unsigned>(*day))};
  if (!found.ok()) return std::nullopt;
  return found;
}

std::string_view without_fraction(std::string_view rest) {
  if (!rest.starts_with('.')) return rest;
  const auto end = rest.find_first_not_of("0123456789", 1);
  return end == 1 ? rest : rest.substr(std::min(end, rest.size()));
}

std::optional<seconds> zone_offset(std::string_view rest) {
  if (rest == "Z") return seconds(0);
  if (rest.size() != 6 || (rest[0] != '+' && rest[0] != '-') || rest[3] != ':') return std::nullopt;
  const auto hour = digits(rest, 1, 2);
  const auto minute = digits(rest, 4, 2);
  if (!hour || !minute || *hour > 23 || *minute > 59) return std::nullopt;
  const seconds offset = hours(*hour) + minutes(*minute);
  return rest[0] == '-' ? -offset : offset;
}

struct Fields {
  int year;
  unsigned month;
  unsigned day;
  long hour;
  long minute;
  long second;
  unsigned weekday;
};

Fields fields_of(Instant instant) {
  const auto midnight = std::chrono::floor<days>(instant);
  const Day day{midnight};
  const std::chrono::hh_mm_ss<seconds> time{instant - midnight};
  return {static_cast<int>(day.year()),
          static_cast<unsigned>(day.month()),
          static_cast<unsigned>(day.day()),
          time.hours().count(),
          time.minutes().count(),
          time.seconds().count(),
          std::chrono::weekday{midnight}.c_encoding()};
}

}  // namespace

std::optional<Instant> read_instant(std::string_view text) {
  if (text.size() < 20 || text[10] != 'T') return std::nullopt;
  const auto day = calendar_day(text);
  const auto time = time_of_day(text.substr(11, 8));
  const auto offset = zone_offset(without_fraction(text.substr(19)));
  if (!day || !time || !offset) return std::nullopt;
  return std::chrono::sys_days{*day} + *time - *offset;
}

std::string write_instant(Instant instant) {
  const Fields f = fields_of(instant);
  std::array<char, 48> out{};
  const int size = std::snprintf(out.data(), out.size(), "%04d-%02u-%02uT%02ld:%02ld:%02ldZ", f.year, f.month,
                                 f.day, f.hour, f.minute, f.second);
  return {out.data(), static_cast<std::size_t>(size)};
}

std::string write_rfc1123(Instant instant) {
  const Fields f = fields_of(instant);
  std::array<char, 64> out{};
  const int size = std::snprintf(out.data(), out.size(), "%s, %02u %s %04d %02ld:%02ld:%02ld GMT",
                                 weekday_names[f.weekday].data(), f.day, month_names[f.month - 1].data(),
                                 f.year, f.hour, f.minute, f.second);
  return {out.data(), static_cast<std::size_t>(size)};
}

std::optional<Instant> read_rfc1123(std::string_view text) {
  if (text.size() != 29 || text.substr(25) != " GMT") return std::nullopt;
  const auto day = digits(text, 5, 2);
  const auto year = digits(text, 12, 4);
  const auto time = time_of_day(text.substr(17, 8));
  unsigned month = 0;
  while (month < 12 && month_names[month] != text.substr(8, 3)) ++month;
  if (!day || !year || !time || month == 12) return std::nullopt;
  const Day date{std::chrono::year(*year), std::chrono::month(month + 1),
                 std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days{date} + *time;
}

std::optional<Day> read_day(std::string_view text) {
  if (text.size() < 10) return std::nullopt;
  if (text.size() > 10 && (text[10] != 'T' || text.size() < 19 || !time_of_day(text.substr(11, 8))))
    return std::nullopt;
  return calendar_day(text);
}

std::string write_day(Day day) {
  std::array<char, 32> out{};
  const int size = std::snprintf(out.data(), out.size(), "%04d-%02u-%02u", static_cast<int>(day.year()),
                                 static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
  return {out.data(), static_cast<std::size_t>(size)};
}

std::optional<seconds> read_duration(std::string_view text) {
  if (text.size() < 2 || text.size() > 8) return std::nullopt;
  const auto amount = digits(text, 0, text.size() - 1);
  if (!amount) return std::nullopt;
  if (text.back() == 's') return seconds(*amount);
  if (text.back() == 'm') return minutes(*amount);
  if (text.back() == 'h') return hours(*amount);
  if (text.back() == 'd') return days(*amount);
  return std::nullopt;
}

bool is_known_zone(const std::string& zone) {
  try {
    return date::locate_zone(zone) != nullptr;
  } catch (const std::exception&) {
    return false;
  }
}

std::optional<Day> day_in_zone(Instant instant, const std::string& zone) {
  if (!is_known_zone(zone)) return std::nullopt;
  const auto offset = date::locate_zone(zone)->get_info(instant).offset;
  return Day{std::chrono::floor<days>(instant + offset)};
}

Instant system_now() { return std::chrono::floor<seconds>(std::chrono::system_clock::now()); }

}  // namespace tariff
