#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "app/observe.hpp"

namespace tariff::app {

/// A service that could not be read is unread, whatever the reason.
inline Error unread(Error error) {
  error.kind = ErrorKind::unavailable;
  return error;
}
inline Error of_source(const std::string& source, Error error) {
  error.message = source + " could not be read. " + error.message;
  return unread(std::move(error));
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

/// The usage of these tenants: all sources at the same time, and of each as many at once as it takes.
void read_usage(UsageSource& source, const std::vector<const Tenant*>& tenants, Instant now, Meter& meter,
                std::map<TenantId, Result<TenantUsage>>& out);

/// The list of an account's agreements counts their charges: details without any are not complete then, and
/// become an Error.
void prove_listings(Observed& observed);

}  // namespace tariff::app
