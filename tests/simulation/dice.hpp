#pragma once

#include <cstddef>
#include <cstdint>

namespace tariff::simulation {

/// The draws of one seed: the same on every machine. Source: splitmix64, a published generator of one word of
/// state.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    state_ += 0x9e3779b97f4a7c15U;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9U;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111ebU;
    return mixed ^ (mixed >> 31U);
  }

  /// Requires: first <= last; both may be drawn.
  std::int64_t between(std::int64_t first, std::int64_t last) {
    return first + static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(last - first + 1));
  }

  /// True so many times in a thousand.
  bool chance(std::int64_t per_thousand) { return between(0, 999) < per_thousand; }

  /// Requires: the list is not empty.
  template <class List>
  auto& one_of(List& list) {
    return list[static_cast<std::size_t>(between(0, static_cast<std::int64_t>(list.size()) - 1))];
  }

 private:
  std::uint64_t state_;
};

}  // namespace tariff::simulation
