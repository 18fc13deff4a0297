#pragma once

#include <string>

#include "base/result.hpp"

namespace tariff::disk {

/// Makes the folder (0700) where it is missing, and proves that nobody else may write there and that no last
/// part of the path is a symlink. Fails: refused, local_io. Source: threats.md, "ledger, state".
Status prepare_folder(const std::string& file);

/// Makes an empty file, 0600, that must not exist yet. Fails: conflict, local_io.
Status make_private_file(const std::string& file);

/// Fails: not_found; refused: a symlink, no regular file, of another user, or readable or writable by others.
Status check_private_file(const std::string& file);

}  // namespace tariff::disk
