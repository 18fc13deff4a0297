#include "config/secrets.hpp"

#include <algorithm>

namespace tariff::config {
namespace {

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

std::optional<std::string> filled(const Environment& environment, const std::string& variable) {
  auto value = environment.variable(variable);
  if (value && value->empty()) return std::nullopt;
  return value;
}

std::string without_line_end(std::string text) {
  if (text.ends_with('\n')) text.pop_back();
  if (text.ends_with('\r')) text.pop_back();
  return text;
}

/// Where a secret was looked for, and how to say what is wrong there.
struct Search {
  const std::string& variable;
  Spot spot;
  Reader& reader;

  Secret failed(const std::string& rule, const std::string& message, const std::string& hint) const {
    reader.report(Fault{spot, rule, message, hint});
    return {};
  }
  Secret checked(std::string value, const std::string& origin) const {
    if (value.empty())
      return failed("secret-missing", "The file that " + origin + " points to is empty.",
                    "Put the secret into it.");
    if (std::any_of(value.begin(), value.end(), is_control))
      return failed("secret-form",
                    "The secret from " + origin + " has a control character or a line end in it.",
                    "Store it as one line.");
    return Secret(std::move(value));
  }
};

}  // namespace

Secret secret_in(const Environment& environment, const std::string& variable, Spot spot, Reader& reader) {
  const Search search{variable, spot, reader};
  const std::string file_variable = variable + "_FILE";
  const auto value = filled(environment, variable);
  const auto path = filled(environment, file_variable);
  if (value && path)
    return search.failed("secret-twice", "Both " + variable + " and " + file_variable + " are set.",
                         "Keep one of the two.");
  if (value) return search.checked(*value, variable);
  if (!path)
    return search.failed(
        "secret-missing", variable + " is not set, nor is " + file_variable + ".",
        "Set " + variable + " to the secret, or " + file_variable + " to the file that holds it.");
  auto content = environment.file(*path);
  if (!content)
    return search.failed(
        "secret-unreadable",
        "The file that " + file_variable + " points to was not read: " + content.error().message,
        content.error().hint);
  return search.checked(without_line_end(std::move(*content)), file_variable);
}

bool is_set(const Environment& environment, const std::string& variable) {
  return filled(environment, variable) || filled(environment, variable + "_FILE");
}

}  // namespace tariff::config
