#pragma once

#include <map>
#include <string>
#include <string_view>

namespace tariff::sandbox {

/// The two halves of a request target.
///
/// Shape: `path` as it came, percent-encoded; `query` decoded, names in lower case, the first of a repeated
/// name.
struct Target {
  std::string path;
  std::map<std::string, std::string> query;
};

Target split_target(std::string_view target);

}  // namespace tariff::sandbox
