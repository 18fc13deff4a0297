#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "sandbox/world.hpp"
#include "support/git_repository.hpp"
#include "support/process.hpp"
#include "support/sandbox_process.hpp"
#include "support/temp_folder.hpp"

namespace tariff::bench {

/// So many customers, each with one agreement that is billed for so many products.
struct FleetSize {
  std::int64_t customers = 0;
  std::int64_t lines = 0;

  std::int64_t charges() const { return customers * lines; }
};

/// What Tigerpaw was asked.
struct Requests {
  std::int64_t reads = 0;
  std::int64_t writes = 0;

  std::int64_t total() const { return reads + writes; }
};

/// One run of `tariff apply`, and the `tariff plan` right before it on the same world.
///
/// Shape: `own` are the requests of the apply that the plan did not need: an apply plans first, and reads the
/// same for it.
struct Applied {
  FleetSize size;
  std::chrono::milliseconds plan_time{};
  std::chrono::milliseconds apply_time{};
  Requests planning;
  Requests own;

  std::chrono::milliseconds own_time() const { return apply_time - plan_time; }
  /// What the charges themselves took, the steady case: `own` without the two looks at each agreement that is
  /// written to, before its first write and at the end of the run. 0 where nothing was written.
  std::int64_t of_charges() const { return own.writes == 0 ? own.total() : own.total() - 2 * size.customers; }
};

/// The real programs on a fleet: a sandbox, a repository, a ledger on SQLite.
///
/// Shape: every account is linked before; nothing is billed yet, and every charge wants a quantity of 1.
/// Fails: std::runtime_error with the output of the program that failed, in every call.
class ServedFleet {
 public:
  explicit ServedFleet(FleetSize size);

  Applied apply() const;
  /// One more device in use for every charge.
  void raise_every_count() const;
  /// Lines of that quantity that stand in Tigerpaw now.
  std::int64_t lines_at(std::int64_t quantity) const;

 private:
  std::chrono::milliseconds run(const std::vector<std::string>& words) const;
  Requests requests() const;
  sandbox::World world() const;

  FleetSize size_;
  test::TempFolder folder_;
  test::GitRepository repository_;
  test::SandboxProcess sandbox_;
};

}  // namespace tariff::bench
