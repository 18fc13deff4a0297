#pragma once

#include <string>
#include <vector>

#include "model/protocol.hpp"

namespace tariff::test::model {

/// One thing that can happen. Shape: `run` is who does it, 0 for the world; `request` is what is executed.
enum class Deed : Byte {
  tick,
  back_up,
  roll_back,
  start,
  kill,
  list,
  read_ledger,
  append,
  lose_append,
  send,
  read_answer,
  miss_answer,
  execute,
};
constexpr std::size_t deed_count = 13;
struct Move {
  Deed deed = Deed::tick;
  Byte run = 0;
  Step step = Step::none;
  Request request;
  Listing listing{};
  State after;
};

/// Everything that can happen next, in any order, with any delay: kills, freezes (the others and time go on),
/// lost and late answers, lists that lag.
class Moves {
 public:
  Moves(const Variant& variant, std::size_t runs) : protocol_(variant), variant_(variant), runs_(runs) {}

  void from(const State& state, std::vector<Move>& moves) const;

 private:
  void of_world(const State& state, std::vector<Move>& moves) const;
  void of_runner(const State& state, std::size_t slot, std::vector<Move>& moves) const;
  void listings(const State& state, std::size_t slot, std::vector<Move>& moves) const;
  void start(const State& state, std::size_t slot, std::vector<Move>& moves) const;

  Protocol protocol_;
  const Variant& variant_;
  std::size_t runs_;
};

/// The move as one line for people.
std::string text_of(const Move& move);

}  // namespace tariff::test::model
