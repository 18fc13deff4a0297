#pragma once

#include <chrono>
#include <string>

#include "base/result.hpp"

namespace tariff::disk {

/// A lock that its file's holder loses when it ends, however it ends.
class FileLock {
 public:
  /// Makes the file (0600) where it is missing, and waits so long for whoever holds it.
  /// Fails: locked: still held then; local_io.
  static Result<FileLock> hold(const std::string& file, std::chrono::milliseconds wait_max);
  ~FileLock();
  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&&) = delete;

 private:
  explicit FileLock(int descriptor) : descriptor_(descriptor) {}

  int descriptor_;
};

}  // namespace tariff::disk
