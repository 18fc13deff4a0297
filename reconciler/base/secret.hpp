#pragma once

#include <string>
#include <utility>

namespace tariff {

/// A credential. It has no stream operator and no text(): only `reveal()` gives the characters away, so each
/// place that does can be found by its name.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string value) : value_(std::move(value)) {}
  const std::string& reveal() const { return value_; }
  bool empty() const { return value_.empty(); }

 private:
  std::string value_;
};

}  // namespace tariff
