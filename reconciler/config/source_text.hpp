#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "config/fault.hpp"

namespace tariff::config {

/// What a diagnostic may show of the text.
enum class Show {
  whole_lines,
  keys_only,  ///< nothing behind the first `=` of a line: a secret may stand there by mistake
};

/// The text of a file, and the way from a spot in it to a place that people can find.
///
/// Shape: lines beyond `lines_indexed_max` are known by number only. Requires: the text outlives this object.
class SourceText {
 public:
  static constexpr std::size_t lines_indexed_max = 500'000;
  SourceText(std::string_view text, std::string file);

  std::string_view text() const { return text_; }
  Place place(Spot spot, Show show = Show::whole_lines) const;
  /// What stands at that spot up to the next blank, comma, bracket or comment: a number as it was written.
  std::string_view word_at(Spot spot) const;

 private:
  std::string_view line(std::int32_t number) const;
  std::string_view text_;
  std::string file_;
  std::vector<std::size_t> starts_;  ///< the byte where each line begins
};

}  // namespace tariff::config
