#pragma once

#include <mutex>
#include <string>

#include "app/observe.hpp"

namespace tariff::app {

/// A source that could not be read is unread, whatever the reason.
inline Error of_source(const char* source, Error error) {
  error.kind = ErrorKind::unavailable;
  error.message = std::string(source) + " could not be read. " + error.message;
  return error;
}

/// Tells how far the reading is, one caller at a time.
class Meter {
 public:
  explicit Meter(const std::function<void(const ReadProgress&)>& report) : report_(report) {}
  void add(std::size_t ReadProgress::*figure, std::size_t count) {
    const std::lock_guard lock(mutex_);
    progress_.*figure += count;
    if (report_) report_(progress_);
  }

 private:
  const std::function<void(const ReadProgress&)>& report_;
  std::mutex mutex_;
  ReadProgress progress_;
};

}  // namespace tariff::app
