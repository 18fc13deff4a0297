#pragma once

#include <string>
#include <string_view>

namespace tariff::discovery {

/// The text in quotes, as TOML's basic string: control characters and those that nobody sees or that reorder
/// text are written as \uXXXX, ill-formed bytes as the replacement character.
std::string toml_string(std::string_view text);

/// The lines behind "# ".
std::string commented(std::string_view lines);

/// A sentence as comment lines of at most 100 columns, each behind `# ` and so many blanks.
std::string comment(std::string_view sentence, std::size_t indent = 0);

}  // namespace tariff::discovery
