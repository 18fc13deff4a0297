#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace tariff::sandbox {

enum class ReadableBy { owner, everyone };

/// Fails: not_found: there is none; local_io: it cannot be read.
Result<std::string> read_file(const std::filesystem::path& file);
/// Replaces the file in one step: whoever reads it sees the old text or the new one, whole. Fails: local_io.
Status write_file(const std::filesystem::path& file, std::string_view text, ReadableBy readers);

}  // namespace tariff::sandbox
