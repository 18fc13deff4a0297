#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "adapters/usage_file/row.hpp"
#include "base/instant.hpp"
#include "domain/usage.hpp"

namespace tariff::usage_file {

inline constexpr std::int64_t count_max = 10'000'000;

/// What a row counts: devices of any category or of one, users, mailboxes.
enum class UseKind { devices, workstation, server, other, users, mailboxes };

std::string_view word_of(UseKind kind);
LicenceUnit unit_of(UseKind kind);
/// Nullopt for what is not devices of one category.
std::optional<Category> category_of(UseKind kind);

/// When the counts of a row held. Shape: a day has its first and its last moment, UTC; a time is both.
struct AsOf {
  std::string text;  ///< as the file writes it
  Instant from;
  Instant until;
};

/// A row that was understood.
struct Use {
  std::string product;
  UseKind kind = UseKind::devices;
  std::int64_t count = 0;
  AsOf as_of;
};

/// Fails: refused: place, column, what was found and what was expected.
Result<Use> read_use(const Row& row, const UsageFileColumns& names);

/// `Line 7, column "count": found "12 devices", expected …`
Error bad_value(const Row& row, const UsageFileColumns& names, Column column, const std::string& expected);

}  // namespace tariff::usage_file
