#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace tariff {

/// What kind of failure the outside world handed us. Callers branch on it, so each value exists because
/// somebody does something different.
enum class ErrorKind {
  not_found,        ///< the thing asked for does not exist
  conflict,         ///< somebody else moved on; read again and decide again
  refused,          ///< a definite no: bad input, missing rights, wrong ledger
  unavailable,      ///< nothing happened; asking again may help
  outcome_unknown,  ///< something may have happened; asking again may charge twice
  invalid,          ///< a setting, file or secret of ours is wrong
  local_io,         ///< this machine's disk or terminal failed
  locked,           ///< somebody else is applying
};

std::string_view kind_name(ErrorKind kind);

/// A failure of the outside world as an answer.
///
/// Shape: `message` is one or more whole sentences, what was found and what was expected; `hint` says what
/// to do now and may be empty. Neither ever carries a secret.
struct Error {
  ErrorKind kind;
  std::string message;
  std::string hint;
  bool operator==(const Error&) const = default;
};

/// A value or the reason why there is none.
///
/// Requires: `value()` only after `has_value()`, `error()` only after its opposite; else it throws, as a bug
/// of ours.
template <class T>
class [[nodiscard]] Result {
 public:
  using value_type = T;
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT: implicit on purpose
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT: implicit on purpose

  bool has_value() const { return state_.index() == 0; }
  explicit operator bool() const { return has_value(); }
  T& value() & { return std::get<0>(state_); }
  const T& value() const& { return std::get<0>(state_); }
  T&& value() && { return std::get<0>(std::move(state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  const Error& error() const& { return std::get<1>(state_); }
  Error&& error() && { return std::get<1>(std::move(state_)); }
  T value_or(T other) const& { return has_value() ? value() : std::move(other); }

 private:
  std::variant<T, Error> state_;
};

struct Done {
  bool operator==(const Done&) const = default;
};

using Status = Result<Done>;

inline Status done() { return Done{}; }

}  // namespace tariff
