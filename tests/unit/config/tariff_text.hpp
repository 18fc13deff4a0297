#pragma once

#include <algorithm>
#include <string>

#include "config/parse.hpp"

namespace tariff::config {

/// The least that a file says; a test adds its own lines behind it, from line 7 on.
inline std::string with_head(const std::string& more) {
  return "format = 1\n"
         "installation = \"k7q2m9d4xw\"\n"
         "[billing]\n"
         "external_product = \"Kaspersky\"\n"
         "currency = \"USD\"\n"
         "\n" +
         more;
}

inline Diagnostics problems_of(const std::string& text) { return parse(text, "tariff.toml").problems; }

/// "rule line:column", in the order of the file, separated by blanks.
inline std::string outline(const Diagnostics& problems) {
  std::string out;
  for (const auto& problem : problems)
    out += (out.empty() ? "" : " ") + problem.rule + " " + std::to_string(problem.place.line) + ":" +
           std::to_string(problem.place.column);
  return out;
}

}  // namespace tariff::config
