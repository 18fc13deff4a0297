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
/// Requires: the text outlives this object.
class SourceText {
 public:
  SourceText(std::string_view text, std::string file);

  std::string_view text() const { return text_; }
  Place place(Spot spot, Show show = Show::whole_lines) const;
  /// What stands from that spot to the end of its line.
  std::string_view rest_of_line(Spot spot) const;

 private:
  std::string_view line(std::int32_t number) const;
  std::string_view text_;
  std::string file_;
  std::vector<std::size_t> starts_;  ///< the byte where each line begins
};

}  // namespace tariff::config
