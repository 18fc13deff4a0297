#include "model/search.hpp"

#include <algorithm>
#include <cstring>

namespace tariff::test::model {
namespace {

constexpr std::size_t states_most = 8'000'000;
constexpr std::uint32_t nowhere = 0xFFFFFFFF;

std::size_t hash_of(const State& state) {
  std::array<std::uint64_t, sizeof(State) / sizeof(std::uint64_t)> words{};
  std::memcpy(words.data(), &state, sizeof(State));
  std::uint64_t hash = 0x9E3779B97F4A7C15;
  for (const auto word : words) {
    hash = (hash ^ word) * 0xD6E8FEB86659FD93;
    hash ^= hash >> 32;
  }
  return hash;
}

State first_state(const Variant& variant) {
  State state;
  if (variant.stands_already == Quantity::absent) return state;
  state.lines[0].hold(variant.stands_already);
  state.lines[0].settle();
  for (auto& ledger : state.ledgers) ledger = {Key::bound, 0, 1, variant.stands_already, Quantity::absent, 0};
  return state;
}

/// All states seen, in the order in which they were found, each with the one that led to it.
class Seen {
 public:
  Seen() : places_(1U << 16, nowhere) {}

  /// Adds a state that is not known yet.
  void add(const State& state, std::uint32_t parent) {
    if (states_.size() * 2 > places_.size()) grow();
    std::uint32_t& place = places_[place_of(state)];
    if (place != nowhere) return;
    place = static_cast<std::uint32_t>(states_.size());
    states_.push_back(state);
    parents_.push_back(parent);
  }

  const State& at(std::uint32_t index) const { return states_[index]; }
  std::uint32_t parent_of(std::uint32_t index) const { return parents_[index]; }
  std::size_t size() const { return states_.size(); }

 private:
  std::size_t place_of(const State& state) const {
    const std::size_t mask = places_.size() - 1;
    std::size_t place = hash_of(state) & mask;
    while (places_[place] != nowhere && std::memcmp(&states_[places_[place]], &state, sizeof(State)) != 0)
      place = (place + 1) & mask;
    return place;
  }

  void grow() {
    places_.assign(places_.size() * 4, nowhere);
    for (std::uint32_t i = 0; i < states_.size(); ++i) places_[place_of(states_[i])] = i;
  }

  std::vector<State> states_;
  std::vector<std::uint32_t> parents_;
  std::vector<std::uint32_t> places_;
};

class Search {
 public:
  Search(const Variant& variant, const std::vector<Promise>& promises, std::size_t runs)
      : variant_(variant), promises_(promises), moves_(variant, runs) {}

  Finding run() {
    seen_.add(first_state(variant_), nowhere);
    std::uint32_t next = 0;
    while (next < seen_.size() && !broken_at(next) && seen_.size() < states_most) expand(next++);
    finding_.states = seen_.size();
    finding_.is_exhaustive = next == seen_.size() && !is_too_small_;
    tell(finding_.broken ? next : static_cast<std::uint32_t>(seen_.size() - 1));
    return finding_;
  }

 private:
  bool broken_at(std::uint32_t index) {
    for (const auto promise : promises_) {
      if (keeps(promise, seen_.at(index), variant_)) continue;
      finding_.broken = promise;
      return true;
    }
    return false;
  }

  void expand(std::uint32_t index) {
    moves_.from(State(seen_.at(index)), buffer_);
    for (const auto& move : buffer_) {
      finding_.deeds.set(static_cast<std::size_t>(move.deed));
      is_too_small_ = is_too_small_ || move.after.is_too_small != 0;
      seen_.add(move.after, index);
    }
  }

  /// The way to a state; where nothing is broken, only its length is kept.
  void tell(std::uint32_t index) {
    for (; seen_.parent_of(index) != nowhere; index = seen_.parent_of(index)) {
      ++finding_.depth_moves;
      if (finding_.broken) finding_.trace.push_back(text_of(move_to(index)));
    }
    std::reverse(finding_.trace.begin(), finding_.trace.end());
    if (finding_.broken) finding_.trace.emplace_back(broken_promise(*finding_.broken));
  }

  Move move_to(std::uint32_t index) {
    moves_.from(State(seen_.at(seen_.parent_of(index))), buffer_);
    return *std::find_if(buffer_.begin(), buffer_.end(),
                         [&](const Move& move) { return move.after == seen_.at(index); });
  }

  const Variant& variant_;
  const std::vector<Promise>& promises_;
  Moves moves_;
  Seen seen_;
  std::vector<Move> buffer_;
  Finding finding_;
  bool is_too_small_ = false;
};

}  // namespace

Finding search(const Variant& variant, const std::vector<Promise>& promises, std::size_t runs) {
  return Search(variant, promises, runs).run();
}

}  // namespace tariff::test::model
