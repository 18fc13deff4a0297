#pragma once

#include "model/world.hpp"

namespace tariff::test::model {

/// Ends a run, or kills it: what it sent is still on its way.
void leave(State& state, std::size_t slot);
/// The answer to a create never came: the line is looked for instead.
void miss_answer(State& state, std::size_t slot);

/// The charge protocol as a machine of single steps: each function is what one runner does between two
/// moments at which anything else may happen. Source: charge-protocol.md section 4.
class Protocol {
 public:
  explicit Protocol(const Variant& variant) : variant_(variant) {}

  /// Starts a run, which reads the ledger first; where an older listing counts, it lists first.
  void start(State& state, std::size_t slot, Byte run) const;
  void take_listing(State& state, std::size_t slot, const Listing& listing) const;
  void read_ledger_late(State& state, std::size_t slot) const;
  /// False where the ledger moved on since the run read it.
  bool may_append(const State& state, std::size_t slot) const;
  /// Appends what the step says; a run that may not leaves the key alone.
  void append(State& state, std::size_t slot) const;
  /// Sends what the step says; a connection that was closed meanwhile ends the run instead.
  void send(State& state, std::size_t slot) const;
  void take_answer(State& state, std::size_t slot) const;
  /// Makes the copy that a rollback brings back.
  void back_up(State& state) const;
  /// The ledger is the old copy from now on.
  void roll_back(State& state) const;

  Ledger& ledger_of(State& state, Byte run) const;
  Quantity wanted_by(Byte run) const;

 private:
  void read_ledger(State& state, std::size_t slot) const;
  void decide(State& state, std::size_t slot, const Listing& listing) const;
  void go_on_bound(State& state, std::size_t slot) const;
  void decide_bound(State& state, std::size_t slot, Quantity live) const;
  void look_for_line(State& state, std::size_t slot, const Listing& listing) const;
  bool must_wait(const Ledger& known, Quantity live, Quantity wanted) const;
  bool proves(const Ledger& ledger) const;
  void find_none(State& state, std::size_t slot) const;
  bool needs_known_head(Step step) const;
  void record(Ledger& ledger, const Runner& runner) const;

  const Variant& variant_;
};

}  // namespace tariff::test::model
