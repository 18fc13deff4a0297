#include "model/protocol.hpp"

#include <algorithm>

namespace tariff::test::model {
namespace {

std::size_t lines_in(const Listing& listing) {
  const auto missing = std::count(listing.begin(), listing.end(), Quantity::absent);
  return lines_max - static_cast<std::size_t>(missing);
}

Byte first_line_in(const Listing& listing) {
  for (std::size_t i = 0; i < lines_max; ++i)
    if (listing[i] != Quantity::absent) return static_cast<Byte>(i + 1);
  return 0;
}

void release_answers(State& state, Byte run) {
  for (auto& request : state.requests)
    if (request.owner == run) request.owner = 0;
}

void go_to(Runner& runner, Step step, Byte line = 0, Quantity shown = Quantity::absent) {
  runner.step = step;
  runner.line = line;
  runner.shown = shown;
  runner.age = 0;
  runner.known = {};
}

}  // namespace

void leave(State& state, std::size_t slot) {
  release_answers(state, state.runners[slot].run);
  state.runners[slot] = {};
}

void miss_answer(State& state, std::size_t slot) {
  release_answers(state, state.runners[slot].run);
  go_to(state.runners[slot], Step::list_back);
}

Ledger& Protocol::ledger_of(State& state, Byte run) const {
  return state.ledgers[variant_.has_two_private_ledgers ? run % 2U : 0U];
}

Quantity Protocol::wanted_by(Byte run) const {
  return variant_.wanted[std::min<std::size_t>(run, runs_max) - 1];
}

void Protocol::read_ledger(State& state, std::size_t slot) const {
  Runner& runner = state.runners[slot];
  go_to(runner, Step::decide);
  runner.known = ledger_of(state, runner.run);
  runner.knows_head = 1;
}

void Protocol::start(State& state, std::size_t slot, Byte run) const {
  state.runners[slot] = {};
  state.runners[slot].run = run;
  read_ledger(state, slot);
}

void Protocol::take_listing(State& state, std::size_t slot, const Listing& listing) const {
  Runner& runner = state.runners[slot];
  if (runner.step == Step::decide) return decide(state, slot, listing);
  if (runner.step == Step::list_back && lines_in(listing) == 1) {
    const Byte line = first_line_in(listing);
    return go_to(runner, Step::bind, line, listing[line - 1U]);
  }
  const bool is_set = runner.step == Step::list_set && listing[runner.line - 1U] == wanted_by(runner.run);
  if (is_set && proves(ledger_of(state, runner.run))) return go_to(runner, Step::confirm, runner.line);
  // Nothing is proven; the claim or the intended value stays in the ledger.
  leave(state, slot);
}

void Protocol::decide(State& state, std::size_t slot, const Listing& listing) const {
  const Ledger& known = state.runners[slot].known;
  if (known.key == Key::bound) return decide_bound(state, slot, listing[known.line - 1U]);
  look_for_line(state, slot, listing);
}

/// 0 found: create, if none can be on its way; 1 found: bind it; more: a matter for people.
void Protocol::look_for_line(State& state, std::size_t slot, const Listing& listing) const {
  Runner& runner = state.runners[slot];
  const std::size_t found = lines_in(listing);
  if (found == 0) return find_none(state, slot);
  if (found > 1) return leave(state, slot);
  const Byte line = first_line_in(listing);
  go_to(runner, Step::bind, line, listing[line - 1U]);
}

void Protocol::find_none(State& state, std::size_t slot) const {
  Runner& runner = state.runners[slot];
  if (!variant_.lists_after_quiet_period) return go_to(runner, Step::read_ledger);
  if (runner.known.key == Key::claimed && runner.known.age < variant_.quiet_ticks())
    return leave(state, slot);
  go_to(runner, variant_.claims_before_create ? Step::claim : Step::send_create);
}

void Protocol::read_ledger_late(State& state, std::size_t slot) const {
  read_ledger(state, slot);
  Runner& runner = state.runners[slot];
  if (runner.known.key == Key::bound) return;
  if (runner.known.key == Key::claimed && runner.known.age < variant_.quiet_ticks())
    return leave(state, slot);
  go_to(runner, Step::claim);
}

/// Whether a list that shows the intended value shows the set, and not what stood there before another one.
bool Protocol::proves(const Ledger& ledger) const {
  return !variant_.proves_only_behind_lag || ledger.age > lag_ticks;
}

bool Protocol::must_wait(const Ledger& known, Quantity live, Quantity wanted) const {
  if (!variant_.waits_for_unproven_set || known.pending == Quantity::absent) return false;
  if (known.pending == live && proves(known)) return false;
  if (variant_.sends_unproven_value_again && known.pending == wanted) return false;
  return known.age < variant_.quiet_ticks();
}

/// What was listed or answered when the line was bound is what stands there.
void Protocol::go_on_bound(State& state, std::size_t slot) const {
  const Quantity live = state.runners[slot].shown;
  read_ledger(state, slot);
  decide_bound(state, slot, live);
}

/// The three-way compare: what was confirmed, what is wanted, what stands there.
void Protocol::decide_bound(State& state, std::size_t slot, Quantity live) const {
  Runner& runner = state.runners[slot];
  const Ledger& known = runner.known;
  const Quantity wanted = wanted_by(runner.run);
  const bool was_empty = known.confirmed == Quantity::zero && known.ours == 0;
  if (live == Quantity::absent && was_empty && variant_.starts_again_without_empty_line)
    return go_to(runner, Step::claim);
  const bool is_hand_edit = live != known.confirmed && !known.is_ours(live);
  // A line that does not show, or that a person edited, is held.
  if (live == Quantity::absent || is_hand_edit || must_wait(known, live, wanted)) return leave(state, slot);
  const bool is_proven = known.confirmed == wanted && known.pending == Quantity::absent;
  if (live == wanted && is_proven) return leave(state, slot);
  go_to(runner, live == wanted ? Step::confirm : Step::intend, known.line);
}

bool Protocol::needs_known_head(Step step) const {
  if (step == Step::claim) return variant_.claims_by_compare_and_swap;
  if (step == Step::bind) return variant_.binds_by_compare_and_swap;
  return true;
}

void Protocol::record(Ledger& ledger, const Runner& runner) const {
  const Quantity wanted = wanted_by(runner.run);
  if (runner.step == Step::claim) {
    ledger = {};
    ledger.key = Key::claimed;
  } else if (runner.step == Step::bind) {
    ledger.key = Key::bound;
    ledger.line = runner.line;
    ledger.confirmed = runner.shown;
  } else if (runner.step == Step::intend) {
    ledger.pending = wanted;
    ledger.ours = static_cast<Byte>(ledger.ours | 1 << static_cast<int>(wanted));
  } else {
    ledger.confirmed = wanted;
    ledger.pending = Quantity::absent;
    ledger.ours = 0;
  }
  ledger.age = 0;
}

bool Protocol::may_append(const State& state, std::size_t slot) const {
  const Runner& runner = state.runners[slot];
  return runner.knows_head != 0 || !needs_known_head(runner.step);
}

void Protocol::append(State& state, std::size_t slot) const {
  if (!may_append(state, slot)) return leave(state, slot);
  Runner& runner = state.runners[slot];
  Ledger& ledger = ledger_of(state, runner.run);
  record(ledger, runner);
  for (auto& other : state.runners)
    if (other.run != 0 && &ledger_of(state, other.run) == &ledger) other.knows_head = 0;
  runner.knows_head = 1;
  if (runner.step == Step::confirm) return leave(state, slot);
  if (runner.step == Step::bind) return go_on_bound(state, slot);
  go_to(runner, runner.step == Step::claim ? Step::send_create : Step::send_set, runner.line);
}

void Protocol::send(State& state, std::size_t slot) const {
  Runner& runner = state.runners[slot];
  if (runner.age > idle_close_ticks && !variant_.sends_however_late) return leave(state, slot);
  const Quantity wanted = wanted_by(runner.run);
  const Byte copies = variant_.library_resends ? 2 : 1;
  if (runner.step == Step::send_create) {
    const Quantity first = variant_.creates_at_zero ? Quantity::zero : wanted;
    model::send(state, {Verb::create, 0, first, execution_ticks, copies, runner.run});
    go_to(runner, Step::await_create);
  } else {
    model::send(state, {Verb::set, runner.line, wanted, execution_ticks, copies, 0});
    go_to(runner, Step::list_set, runner.line);
  }
}

void Protocol::take_answer(State& state, std::size_t slot) const {
  Runner& runner = state.runners[slot];
  release_answers(state, runner.run);
  go_to(runner, Step::bind, runner.line, variant_.creates_at_zero ? Quantity::zero : wanted_by(runner.run));
}

void Protocol::back_up(State& state) const {
  state.ledgers[1] = state.ledgers[0];
  // Where the rollback will be noticed, a claim counts no more than none: what has no effect needs no state.
  if (variant_.rollback_is_noticed && state.ledgers[1].key != Key::bound) state.ledgers[1] = {};
}

/// Where a rollback is noticed, every claim of the old ledger is unknown, and the quiet period begins.
void Protocol::roll_back(State& state) const {
  Ledger& ledger = state.ledgers[0];
  ledger = state.ledgers[1];
  if (variant_.rollback_is_noticed && ledger.key != Key::bound) ledger.key = Key::claimed;
  if (variant_.rollback_is_noticed) ledger.age = 0;
  for (auto& runner : state.runners) runner.knows_head = 0;
}

}  // namespace tariff::test::model
