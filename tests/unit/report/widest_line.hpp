#pragma once

#include <algorithm>
#include <cstddef>
#include <sstream>
#include <string>

#include "report/style.hpp"

namespace tariff::report {

/// Columns that the widest line of a text takes.
inline std::size_t widest_line(const std::string& text) {
  std::istringstream lines(text);
  std::size_t widest = 0;
  for (std::string line; std::getline(lines, line);) widest = std::max(widest, display_width(line));
  return widest;
}

}  // namespace tariff::report
