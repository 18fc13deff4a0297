#pragma once

#include <string>

#include "base/result.hpp"

namespace tariff::usage_file {

/// A whole file as UTF-8 text, without a byte order mark.
///
/// Fails: unavailable: it cannot be opened or read, is no regular file, holds more than file_bytes_max bytes,
/// other text than UTF-8 or a NUL byte, or it changed while it was read.
Result<std::string> read_text(const std::string& path);

}  // namespace tariff::usage_file
