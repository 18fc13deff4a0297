#pragma once

#include <string>

namespace tariff::testing {

/// A self-signed certificate for 127.0.0.1, ::1 and localhost with a key of its own.
struct Certificate {
  std::string certificate_pem;
  std::string key_pem;
  std::string pin;  ///< sha256/…
};

struct Validity {
  long starts_days = -1;  ///< from today
  long ends_days = 30;
};

Certificate make_certificate(const Validity& validity = {}, const std::string& name = "localhost");

/// A file in the test's own temporary folder, gone with this object.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& content);
  ~TemporaryFile();
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace tariff::testing
