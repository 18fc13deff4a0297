#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "config/fault.hpp"

namespace tariff::config {

/// What a text must keep to before a parser may see it. Source: threats.md, "TOML".
struct TextLimits {
  std::size_t bytes_max = 16U << 20U;
  std::size_t line_bytes_max = 4096;
  std::size_t depth_max = 16;
  std::size_t dots_max = 8;  ///< in one key
  std::size_t lines_max = 250'000;
  std::size_t entries_max = 150'000;  ///< `=`, `,` and opening brackets; 10,000 full mappings have 100,000
};

/// The first breach of a limit, or nothing.
///
/// Shape: rules `file-too-big`, `byte-order-mark`, `not-utf-8`, `bare-carriage-return`, `control-character`,
/// `hidden-character` (a character that reorders or breaks lines), `line-too-long`, `nested-too-deep`,
/// `bracket-mismatch`, `too-many-dots`, `too-many-lines`, `too-many-entries`, and `syntax` for a character
/// that TOML allows only inside quotes. It reads each byte once and keeps nothing.
std::optional<Fault> find_breach(std::string_view text, const TextLimits& limits = {});

}  // namespace tariff::config
