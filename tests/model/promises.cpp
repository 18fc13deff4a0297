#include "model/promises.hpp"

#include <algorithm>

namespace tariff::test::model {
namespace {

/// One run to which nothing happens, after the quiet period: no lag, no loss, nobody else.
class UndisturbedRun {
 public:
  UndisturbedRun(const Variant& variant, State state) : protocol_(variant), state_(state) {}

  State after() {
    for (auto& line : state_.lines) line.settle();
    for (auto& ledger : state_.ledgers)
      if (ledger.is_waiting()) ledger.age = quiet_period_ticks;
    protocol_.start(state_, 0, static_cast<Byte>(runs_max));
    while (state_.runners[0].run != 0) go_on();
    return state_;
  }

 private:
  void go_on() {
    switch (state_.runners[0].step) {
      case Step::none:
        return;
      case Step::read_ledger:
        return protocol_.read_ledger_late(state_, 0);
      case Step::decide:
      case Step::list_back:
      case Step::list_set:
        return protocol_.take_listing(state_, 0, state_.exact_listing());
      case Step::claim:
      case Step::bind:
      case Step::intend:
      case Step::confirm:
        return protocol_.append(state_, 0);
      case Step::send_create:
      case Step::send_set:
        protocol_.send(state_, 0);
        execute(state_, 0);
        state_.requests = {};
        return;
      case Step::await_create:
        return protocol_.take_answer(state_, 0);
    }
  }

  Protocol protocol_;
  State state_;
};

bool ends_on_right_amount(const State& state, const Variant& variant) {
  if (!state.is_quiet()) return true;
  const State end = UndisturbedRun(variant, state).after();
  const Ledger& ledger = end.ledgers[0];
  if (ledger.key != Key::bound) return false;
  for (std::size_t i = 0; i < lines_max; ++i) {
    const bool is_bound = ledger.line == i + 1;
    const bool is_right =
        is_bound ? end.lines[i].held == variant.wanted.back() : !is_money(end.lines[i].held);
    if (!is_right) return false;
  }
  return true;
}

}  // namespace

std::string_view broken_promise(Promise promise) {
  switch (promise) {
    case Promise::one_line:
      return "two lines";
    case Promise::one_amount:
      return "two amounts";
    case Promise::right_amount:
      return "wrong amount";
  }
  return "";
}

bool keeps(Promise promise, const State& state, const Variant& variant) {
  const auto& lines = state.lines;
  switch (promise) {
    case Promise::one_line:
      return std::count_if(lines.begin(), lines.end(),
                           [](const Line& l) { return l.held != Quantity::absent; }) < 2;
    case Promise::one_amount:
      return std::count_if(lines.begin(), lines.end(), [](const Line& l) { return is_money(l.held); }) < 2;
    case Promise::right_amount:
      return ends_on_right_amount(state, variant);
  }
  return false;
}

}  // namespace tariff::test::model
