#pragma once

#include <memory>
#include <string>

#include "ports/commit_log.hpp"

namespace tariff {

/// The commits of the repository around the file at `path`; without a usable repository it knows none.
std::unique_ptr<CommitLog> make_commit_log(const std::string& path);

}  // namespace tariff
