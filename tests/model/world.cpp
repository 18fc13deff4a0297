#include "model/world.hpp"

#include <algorithm>

namespace tariff::test::model {
namespace {

void grow(Byte& ticks, int most) {
  if (ticks < most) ++ticks;
}

void age(Ledger& ledger) {
  if (ledger.is_waiting()) grow(ledger.age, quiet_period_ticks);
}

void age(Runner& runner) {
  age(runner.known);
  if (runner.step == Step::send_create || runner.step == Step::send_set)
    grow(runner.age, idle_close_ticks + 1);
}

void age(Line& line) {
  for (std::size_t i = 0; i < quantity_count; ++i)
    if (i != static_cast<std::size_t>(line.held)) grow(line.since[i], long_ago);
}

/// What was not executed by now never is.
void age(Request& request) {
  if (request.verb == Verb::none) return;
  if (request.left == 0) {
    request = {};
  } else {
    --request.left;
  }
}

void hand_answer(State& state, Byte run, Byte line) {
  for (auto& runner : state.runners)
    if (run != 0 && runner.run == run && runner.step == Step::await_create) runner.line = line;
}

void create_line(State& state, const Request& request) {
  for (std::size_t i = 0; i < lines_max; ++i) {
    if (state.lines[i].held != Quantity::absent) continue;
    state.lines[i].hold(request.quantity);
    return hand_answer(state, request.owner, static_cast<Byte>(i + 1));
  }
  state.is_too_small = 1;
}

/// For two or four elements, and many million times: quicker than std::sort without optimization.
template <class Array, class Before>
void put_in_order(Array& array, Before before) {
  for (std::size_t i = 1; i < array.size(); ++i)
    for (std::size_t k = i; k > 0 && before(array[k], array[k - 1]); --k) std::swap(array[k - 1], array[k]);
}

}  // namespace

void Line::hold(Quantity quantity) {
  held = quantity;
  since[static_cast<std::size_t>(quantity)] = 0;
}

void Line::settle() {
  since.fill(long_ago);
  since[static_cast<std::size_t>(held)] = 0;
}

bool State::is_quiet() const {
  for (const auto& runner : runners)
    if (runner.run != 0) return false;
  for (const auto& request : requests)
    if (request.verb != Verb::none) return false;
  return true;
}

Listing State::exact_listing() const {
  Listing listing{};
  for (std::size_t i = 0; i < lines_max; ++i) listing[i] = lines[i].held;
  return listing;
}

void tidy(State& state) {
  // Idle runners stand behind those that work, which stand in the order in which they started.
  put_in_order(state.runners,
               [](const Runner& l, const Runner& r) { return l.run != 0 && (r.run == 0 || l.run < r.run); });
  put_in_order(state.requests, [](const Request& l, const Request& r) { return r < l; });
}

void let_a_tick_pass(State& state) {
  for (auto& ledger : state.ledgers) age(ledger);
  for (auto& runner : state.runners) age(runner);
  for (auto& request : state.requests) age(request);
  for (auto& line : state.lines) age(line);
}

void send(State& state, const Request& request) {
  for (auto& place : state.requests) {
    if (place.verb != Verb::none) continue;
    place = request;
    return;
  }
  state.is_too_small = 1;
}

void execute(State& state, std::size_t index) {
  Request& request = state.requests[index];
  if (request.verb == Verb::create) {
    create_line(state, request);
  } else {
    state.lines[request.line - 1U].hold(request.quantity);
  }
  --request.copies;
  if (request.copies == 0) request = {};
}

std::vector<Listing> possible_listings(const State& state) {
  std::vector<Listing> listings{state.exact_listing()};
  for (std::size_t i = 0; i < lines_max; ++i) {
    const std::size_t before = listings.size();
    for (std::size_t q = 0; q < quantity_count; ++q) {
      const auto shown = static_cast<Quantity>(q);
      if (shown == state.lines[i].held || state.lines[i].since[q] > lag_ticks) continue;
      for (std::size_t k = 0; k < before; ++k) {
        listings.push_back(listings[k]);
        listings.back()[i] = shown;
      }
    }
  }
  return listings;
}

}  // namespace tariff::test::model
