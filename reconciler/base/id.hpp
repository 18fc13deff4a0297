#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <type_traits>
#include <utility>

namespace tariff {

/// An identifier of one kind of thing; identifiers of different kinds do not convert into each other.
///
/// Shape: `Rep` is std::int64_t or std::string. `text()` is what people and requests see.
template <class Tag, class Rep>
class Id {
 public:
  using rep = Rep;
  Id() = default;
  explicit Id(Rep value) : value_(std::move(value)) {}

  const Rep& value() const { return value_; }
  std::string text() const {
    if constexpr (std::is_same_v<Rep, std::string>) {
      return value_;
    } else {
      return std::to_string(value_);
    }
  }
  auto operator<=>(const Id&) const = default;
  bool operator==(const Id&) const = default;

 private:
  Rep value_{};
};

template <class Tag>
using NumberId = Id<Tag, std::int64_t>;
template <class Tag>
using TextId = Id<Tag, std::string>;

}  // namespace tariff
