#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace tariff::test {

/// A fresh folder (0700) that vanishes with its owner.
class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path operator/(std::string_view name) const { return path_ / name; }
  /// Writes a file and makes the folders above it; gives its path.
  std::filesystem::path write(std::string_view name, std::string_view text) const;

 private:
  std::filesystem::path path_;
};

/// The bytes of a file. Fails: std::runtime_error where it cannot be read.
std::string read_file(const std::filesystem::path& path);
/// Writes the bytes of a file, making the folders above it. Fails: std::runtime_error.
void write_file(const std::filesystem::path& path, std::string_view text);

}  // namespace tariff::test
