#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.hpp"

namespace tariff {

/// Reads 2026-11-22T10:14:33Z, with optional fraction (dropped) and offset. Nullopt where it is anything
/// else.
std::optional<Instant> read_instant(std::string_view text);
/// 2026-11-22T10:14:33Z
std::string write_instant(Instant instant);
/// Thu, 18 Jun 2015 07:25:43 GMT (RFC 1123). Source: tigerpaw.md section 3.1.
std::string write_rfc1123(Instant instant);
std::optional<Instant> read_rfc1123(std::string_view text);
/// The day of 2026-11-22 or 2026-11-22T00:00:00[.fff], the time of day dropped. Source: tigerpaw.md
/// section 7.
std::optional<Day> read_day(std::string_view text);
/// 2026-11-22
std::string write_day(Day day);
/// Reads <n>(s|m|h|d). Source: interface.md section 1.
std::optional<std::chrono::seconds> read_duration(std::string_view text);
/// The calendar day that it is in that IANA zone; nullopt where no such zone is known.
std::optional<Day> day_in_zone(Instant instant, const std::string& zone);
bool is_known_zone(const std::string& zone);
/// The system's clock. Only `cli`, adapters and the sandbox may ask.
Instant system_now();

}  // namespace tariff
