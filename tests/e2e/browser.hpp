#pragma once

#include <filesystem>
#include <string>

#include "support/temp_folder.hpp"

namespace tariff::e2e {

/// A page as a browser has it after its script has run; "" where there is no browser on this machine. The
/// browser's own files go into `folder`.
std::string seen_in_browser(const test::TempFolder& folder, const std::filesystem::path& page);

/// A copy of one of our pages whose policy lets a script of the test act on it: `deed` is JavaScript, with
/// `at(id)` for an element; then the page hears that its search has changed.
/// Fails: std::runtime_error where the page allows no script.
std::string with_deed(std::string page, const std::string& deed);

}  // namespace tariff::e2e
