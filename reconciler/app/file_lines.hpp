#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace tariff::app {

/// The lines of a configuration, by number from 1, and which of them belong to one table.
class FileLines {
 public:
  /// Requires: what `text` points to outlives this.
  explicit FileLines(std::string_view text);

  /// From the header on that line to before the next header, without blank lines and comments; none where
  /// there is no such line.
  std::vector<std::int32_t> table(std::int32_t header) const;
  /// The line of the header `[name]`; 0 for none.
  std::int32_t header_of(std::string_view name) const;
  /// What stands before the `=` on that line; empty where there is none.
  std::string_view key_on(std::int32_t line) const;

 private:
  std::vector<std::string_view> lines_;  ///< without blanks around
};

}  // namespace tariff::app
