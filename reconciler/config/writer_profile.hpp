#pragma once

#include <string>
#include <string_view>

#include "base/diagnostic.hpp"
#include "domain/writer_profile.hpp"

namespace tariff::config {

/// What a writer profile says, and all that is wrong with it. Every problem is of Scope::file.
///
/// Shape: where `problems` has an error, nothing may be written by `profile`.
struct ParsedWriterProfile {
  WriterProfile profile;
  Diagnostics problems;
};

/// Reads a writer profile. What it leaves out keeps the built-in name and order.
///
/// Shape: `file` is the name that problems carry. Beyond each key's form: `name-twice` where two elements
/// that stand side by side, or two words of one group, are called the same; `truth-swapped` where yes is
/// XML's word for no, or no that for yes. Source: decision 0020.
ParsedWriterProfile parse_writer_profile(std::string_view text, const std::string& file);

}  // namespace tariff::config
