#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "text/json.hpp"

namespace tariff {

/// Reads members one after the other and keeps the first error, so that a reader of our own documents stays a
/// list of fields. A value read after an error is empty; whoever asks for `error()` at the end must not use
/// it.
class FieldReader {
 public:
  explicit FieldReader(JsonView view) : view_(std::move(view)) {}

  std::string text(std::string_view name) { return take(view_.string(name)); }
  /// Null and missing are "".
  std::string text_or_empty(std::string_view name) { return take(view_.string_or(name, "")); }
  std::int64_t whole(std::string_view name) { return take(view_.whole(name)); }
  bool truth(std::string_view name) { return take(view_.boolean(name)); }
  bool has(std::string_view name) const { return view_.has(name); }
  std::vector<JsonView> list(std::string_view name) { return take(view_.list(name)); }
  JsonView at(std::string_view name) const { return view_.at(name); }

  /// The value, or an empty one and the error kept.
  template <class T>
  T take(Result<T> result) {
    if (result) return std::move(result).value();
    fail(std::move(result).error());
    return T{};
  }
  void fail(Error error) {
    if (!error_) error_ = std::move(error);
  }
  /// Takes over the error of a reader of a part.
  void keep(const FieldReader& part) {
    if (part.error_) fail(*part.error_);
  }
  const std::optional<Error>& error() const { return error_; }

 private:
  JsonView view_;
  std::optional<Error> error_;
};

}  // namespace tariff
