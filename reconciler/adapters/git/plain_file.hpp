#pragma once

#include <cstddef>
#include <string>

#include "base/result.hpp"

namespace tariff::git {

/// How much of a configuration file is read. Source: threats.md, "TOML".
inline constexpr std::size_t text_bytes_max = 16U << 20U;

/// The text of a regular file.
///
/// Fails: not_found; refused: a symlink, a folder, a pipe or a device, more than `text_bytes_max`; local_io.
Result<std::string> read_plain_file(const std::string& path);

/// Refuses what stands for a text and is none: the pointer that Git LFS leaves in its place.
Status refuse_pointer(const std::string& text, const std::string& path);

}  // namespace tariff::git
