#include "model/moves.hpp"

namespace tariff::test::model {
namespace {

std::string_view name_of(Quantity quantity) {
  switch (quantity) {
    case Quantity::absent:
      return "nothing";
    case Quantity::zero:
      return "0";
    case Quantity::five:
      return "5";
    case Quantity::seven:
      return "7";
  }
  return "";
}

std::string_view name_of(Step step) {
  switch (step) {
    case Step::claim:
      return "claimed";
    case Step::bind:
      return "bound";
    case Step::intend:
      return "intended";
    case Step::confirm:
      return "confirmed";
    case Step::send_create:
      return "create";
    case Step::send_set:
      return "set";
    case Step::none:
    case Step::read_ledger:
    case Step::decide:
    case Step::await_create:
    case Step::list_back:
    case Step::list_set:
      return "";
  }
  return "";
}

std::string text_of(const Request& request) {
  if (request.verb == Verb::create) return "a create at " + std::string(name_of(request.quantity));
  return "a set of line " + std::to_string(request.line) + " to " + std::string(name_of(request.quantity));
}

std::string text_of(const Listing& listing) {
  std::string text;
  for (std::size_t i = 0; i < lines_max; ++i) {
    if (listing[i] == Quantity::absent) continue;
    text += (text.empty() ? "line " : ", line ") + std::to_string(i + 1) + " at " +
            std::string(name_of(listing[i]));
  }
  return text.empty() ? "nothing" : text;
}

Move& add(const State& state, Deed deed, std::vector<Move>& moves) {
  moves.emplace_back();
  moves.back().deed = deed;
  moves.back().after = state;
  return moves.back();
}

}  // namespace

std::string text_of(const Move& move) {
  const std::string run = "run " + std::to_string(move.run) + " ";
  switch (move.deed) {
    case Deed::tick:
      return "a tick passes";
    case Deed::back_up:
      return "the ledger is copied";
    case Deed::roll_back:
      return "the ledger is rolled back to the copy";
    case Deed::start:
      return run + "starts and reads the ledger";
    case Deed::kill:
      return run + "is killed";
    case Deed::list:
      return run + "lists " + text_of(move.listing);
    case Deed::read_ledger:
      return run + "reads the ledger again and keeps its older listing";
    case Deed::append:
      return run + "appends " + std::string(name_of(move.step));
    case Deed::lose_append:
      return run + "may not append " + std::string(name_of(move.step)) + ", and ends";
    case Deed::send:
      return run + "sends its " + std::string(name_of(move.step));
    case Deed::read_answer:
      return run + "reads the answer to its create";
    case Deed::miss_answer:
      return run + "gets no answer";
    case Deed::execute:
      return "Tigerpaw executes " + text_of(move.request);
  }
  return "";
}

void Moves::from(const State& state, std::vector<Move>& moves) const {
  moves.clear();
  of_world(state, moves);
  for (std::size_t slot = 0; slot < runners_max; ++slot) {
    if (state.runners[slot].run == 0) {
      start(state, slot, moves);
    } else {
      of_runner(state, slot, moves);
    }
  }
  for (auto& move : moves) tidy(move.after);
}

void Moves::of_world(const State& state, std::vector<Move>& moves) const {
  let_a_tick_pass(add(state, Deed::tick, moves).after);
  if (variant_.ledger_rolls_back) {
    protocol_.back_up(add(state, Deed::back_up, moves).after);
    protocol_.roll_back(add(state, Deed::roll_back, moves).after);
  }
  for (std::size_t i = 0; i < requests_max; ++i) {
    if (state.requests[i].verb == Verb::none) continue;
    Move& move = add(state, Deed::execute, moves);
    move.request = state.requests[i];
    execute(move.after, i);
  }
}

void Moves::start(const State& state, std::size_t slot, std::vector<Move>& moves) const {
  if (state.runs_started == runs_) return;
  Move& move = add(state, Deed::start, moves);
  move.run = ++move.after.runs_started;
  protocol_.start(move.after, slot, move.run);
}

void Moves::of_runner(const State& state, std::size_t slot, std::vector<Move>& moves) const {
  const Runner& runner = state.runners[slot];
  const auto next = [&](Deed deed) -> State& {
    Move& move = add(state, deed, moves);
    move.run = runner.run;
    move.step = runner.step;
    return move.after;
  };
  leave(next(Deed::kill), slot);
  switch (runner.step) {
    case Step::none:
      return;
    case Step::read_ledger:
      return protocol_.read_ledger_late(next(Deed::read_ledger), slot);
    case Step::decide:
    case Step::list_back:
    case Step::list_set:
      return listings(state, slot, moves);
    case Step::claim:
    case Step::bind:
    case Step::intend:
    case Step::confirm:
      return protocol_.append(next(protocol_.may_append(state, slot) ? Deed::append : Deed::lose_append),
                              slot);
    case Step::send_create:
    case Step::send_set:
      return protocol_.send(next(Deed::send), slot);
    case Step::await_create:
      if (runner.line != 0) protocol_.take_answer(next(Deed::read_answer), slot);
      return miss_answer(next(Deed::miss_answer), slot);
  }
}

void Moves::listings(const State& state, std::size_t slot, std::vector<Move>& moves) const {
  for (const auto& listing : possible_listings(state)) {
    Move& move = add(state, Deed::list, moves);
    move.run = state.runners[slot].run;
    move.listing = listing;
    protocol_.take_listing(move.after, slot, listing);
  }
}

}  // namespace tariff::test::model
