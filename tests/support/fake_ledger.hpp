#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "ports/ledger.hpp"

namespace tariff::test {

/// The Ledger port in memory. Events are kept as their text and read back, as every real ledger does.
class FakeLedger final : public StoredLedger {
 public:
  explicit FakeLedger(std::string id = "l-8f3k2m") : id_(std::move(id)) {}

  Result<LedgerSnapshot> read() override;
  Result<LedgerHead> append(const LedgerHead& expected, const std::vector<Event>& events) override;
  Status each_entry(const std::function<Status(const LedgerEntry&)>& visit) override;

  /// The appends from that one on (0 is the next) fail with this error.
  std::optional<std::size_t> fails_after;
  Error failure{ErrorKind::local_io, "The ledger's disk is full.", ""};
  /// True: a failing append has stored its events all the same.
  bool stores_when_failing = false;
  std::function<void()> on_failure;
  std::string discontinuity;  ///< gone with the first epoch that is recorded
  /// Called once, before the next append; another run may append here.
  std::function<void()> before_next_append;

  const std::vector<std::string>& entries() const { return entries_; }
  LedgerState state();

 private:
  std::string id_;
  std::vector<std::string> entries_;
  LedgerHead head_ = empty_head();
};

}  // namespace tariff::test
