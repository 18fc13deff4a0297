#pragma once

#include <filesystem>

#include "text/crypto.hpp"

namespace tariff::sandbox {

/// A folder that goes with the test.
struct Folder {
  std::filesystem::path path = std::filesystem::temp_directory_path() / ("sandbox-test-" + random_token(12));
  Folder() { std::filesystem::create_directory(path); }
  ~Folder() { std::filesystem::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
};

}  // namespace tariff::sandbox
