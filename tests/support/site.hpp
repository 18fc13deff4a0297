#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "apply/run.hpp"
#include "plan/build.hpp"
#include "support/fake_ledger.hpp"
#include "support/fake_tigerpaw.hpp"
#include "support/tiny_world.hpp"

namespace tariff::test {

inline constexpr std::chrono::minutes quiet_period{15};
inline constexpr plan::Consent every_consent{true, true, true, true};
/// What the nightly run passes.
inline constexpr plan::Consent nightly{true, false, false, false};

/// One whole installation in memory: what the file wants, both services, the ledger, a clock.
///
/// Shape: begins as the tiny world of `tiny::`, with an empty ledger. Every run has its own id.
struct Site {
  Desired desired = tiny::a_desired();
  FakeTigerpaw tigerpaw{tiny::an_observed()};
  FakeLedger ledger;
  Instant now = tiny::an_observed().now;
  std::vector<bool> product_set_aside;
  std::chrono::seconds lease{0};  ///< safety never rests on it, so most tests go without
  std::function<bool()> should_stop;
  /// What a run speaks to instead of the above, where a test puts something before it.
  TigerpawReader* reader = nullptr;
  TigerpawWriter* writer = nullptr;
  StoredLedger* kept_ledger = nullptr;

  Observed& world() { return tigerpaw.world(); }
  /// Time goes by; lists lag behind a write for less than a minute.
  void pass(std::chrono::seconds time);
  void pass_quiet_period() { pass(quiet_period); }

  plan::Plan plan();
  /// The plan that takes back the run of that id. Fails the test where it may not be reverted.
  plan::Plan revert(const RunId& run);
  /// Applies a plan on the ledger as it was read together with it.
  Result<apply::Report> apply(const plan::Plan& plan, const LedgerSnapshot& on, plan::Consent consent);
  /// Plans and applies. Fails the test where not even the start could be recorded.
  apply::Report run(plan::Consent consent = every_consent);

 private:
  StoredLedger& in_use();

  int runs_ = 0;
};

/// "charge/50001/KES-SELECT applied", one a line: the end of each row.
std::string ends_of(const apply::Report& report);

}  // namespace tariff::test
