#include "app/list_rows.hpp"

#include <algorithm>

#include "text/match.hpp"

namespace tariff::app {

bool is_searched(const ListOptions& options, std::initializer_list<std::string_view> names) {
  if (options.search.empty()) return true;
  return std::any_of(names.begin(), names.end(),
                     [&](std::string_view name) { return contains_ignoring_case(name, options.search); });
}

Error nothing_to_compare() {
  return {ErrorKind::invalid, "There is no tariff.toml that could say what is mapped.",
          "Name the file with --file, or leave out --unmapped."};
}

}  // namespace tariff::app
