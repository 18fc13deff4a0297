#include "adapters/usage_file/row.hpp"

#include <algorithm>
#include <cctype>

#include "base/inert.hpp"

namespace tariff::usage_file {
namespace {

constexpr std::size_t names_shown_max = 20;

}  // namespace

const std::string& name_of(const UsageFileColumns& names, Column column) {
  const ByColumn<const std::string*> all{&names.tenant,   &names.tenant_id, &names.product,
                                         &names.category, &names.count,     &names.as_of};
  return *all[place_of(column)];
}

std::string capital(std::string place) {
  if (!place.empty())
    place.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(place.front())));
  return place;
}

std::string trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const auto start = text.find_first_not_of(blanks);
  if (start == std::string_view::npos) return "";
  return std::string(text.substr(start, text.find_last_not_of(blanks) - start + 1));
}

Error column_missing(const std::string& wanted, const std::vector<std::string>& found) {
  std::string names;
  const auto shown = std::min(found.size(), names_shown_max);
  for (std::size_t i = 0; i < shown; ++i) names += (i == 0 ? "\"" : ", \"") + inert(found[i], 60) + "\"";
  if (found.size() > shown) names += " and " + std::to_string(found.size() - shown) + " more";
  return {
      ErrorKind::refused,
      "There is no column \"" + inert(wanted, 60) + "\". Found: " + (names.empty() ? "none" : names) + ".",
      "Say in connections.toml what the file calls it, as columns = { count = \"Devices\" }."};
}

}  // namespace tariff::usage_file
