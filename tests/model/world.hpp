#pragma once

#include <compare>
#include <vector>

#include "model/variant.hpp"

namespace tariff::test::model {

/// What the ledger says of the one key. Shape: `line` counts from 1; `pending` is the value of the last set
/// that is not proven; `ours` has a bit for every value that was intended since the last proof; `age` is in
/// ticks since the claim, or since the last set was intended, and zero where nothing waits.
enum class Key : Byte { absent, claimed, bound };
struct Ledger {
  Key key = Key::absent;
  Byte age = 0;
  Byte line = 0;
  Quantity confirmed = Quantity::absent;
  Quantity pending = Quantity::absent;
  Byte ours = 0;
  bool operator==(const Ledger&) const = default;

  bool is_waiting() const { return key == Key::claimed || pending != Quantity::absent; }
  bool is_ours(Quantity quantity) const { return (ours >> static_cast<int>(quantity) & 1) != 0; }
};

/// What a runner does next.
enum class Step : Byte {
  none,
  read_ledger,  ///< only where an older listing counts: nothing was there
  decide,       ///< list the lines and decide
  claim,
  send_create,
  await_create,
  list_back,
  bind,
  intend,
  send_set,
  list_set,
  confirm,
};

/// One run on one of the two runners. Shape: `run` counts from 1, 0 is nobody; `line` and `shown` are what
/// the next step is about; `knows_head` is whether the ledger stands where this run last read or wrote it;
/// `age` is in ticks since its own last append, while something is to be sent for it; `known` is the ledger
/// as it was read, until the decision is made.
struct Runner {
  Byte run = 0;
  Step step = Step::none;
  Byte line = 0;
  Quantity shown = Quantity::absent;
  Byte knows_head = 0;
  Byte age = 0;
  Ledger known;
  bool operator==(const Runner&) const = default;
};

/// A request on its way. Shape: executed `copies` times at most, within `left` ticks; `owner` is the run that
/// still waits for the answer to a create, else 0.
enum class Verb : Byte { none, create, set };
struct Request {
  Verb verb = Verb::none;
  Byte line = 0;
  Quantity quantity = Quantity::absent;
  Byte left = 0;
  Byte copies = 0;
  Byte owner = 0;
  auto operator<=>(const Request&) const = default;
};

constexpr Byte long_ago = lag_ticks + 1;

/// A line at Tigerpaw. Shape: `since` has for every quantity the ticks since the line last held it.
struct Line {
  Quantity held = Quantity::absent;
  std::array<Byte, quantity_count> since{0, long_ago, long_ago, long_ago};
  bool operator==(const Line&) const = default;

  void hold(Quantity quantity);
  void settle();  ///< no list lags any more
};

using Listing = std::array<Quantity, lines_max>;

/// Everything, in bytes, so that it can be hashed and compared as such.
struct State {
  std::array<Ledger, 2>
      ledgers;  ///< the second is another private one, or the copy that a rollback brings back
  std::array<Runner, runners_max> runners;
  std::array<Request, requests_max> requests;
  std::array<Line, lines_max> lines;
  Byte runs_started = 0;
  Byte is_too_small = 0;  ///< a line or request found no place: nothing that the model says holds then
  std::array<Byte, 6> padding{};
  bool operator==(const State&) const = default;

  bool is_quiet() const;  ///< no run, and no request on its way
  Listing exact_listing() const;
};
static_assert(sizeof(State) % sizeof(std::uint64_t) == 0);
static_assert(std::has_unique_object_representations_v<State>);

/// Puts what has no order into one, so that equal worlds are equal bytes.
void tidy(State& state);
void let_a_tick_pass(State& state);
void send(State& state, const Request& request);
/// Executes a request once; a run that waits for it has its answer.
void execute(State& state, std::size_t index);
/// Every listing that lists which lag may show now.
std::vector<Listing> possible_listings(const State& state);

}  // namespace tariff::test::model
