#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "app/plan.hpp"
#include "apply/run.hpp"
#include "plan/consent.hpp"
#include "simulation/book.hpp"
#include "year/file.hpp"
#include "year/kaspersky.hpp"
#include "year/listing.hpp"
#include "year/tally.hpp"

namespace tariff::year {

/// What the nightly run passes.
inline constexpr plan::Consent nightly{true, false, false, false};

/// The ledger of the year, in memory.
class Books final : public StoredLedger {
 public:
  Result<LedgerSnapshot> read() override { return book_.snapshot(); }
  Result<LedgerHead> append(const LedgerHead& expected, const std::vector<Event>& events) override {
    return book_.append(expected, events);
  }
  Status each_entry(const std::function<Status(const LedgerEntry&)>& visit) override;
  const LedgerState& state() const { return book_.state(); }

 private:
  simulation::Book book_;
};

/// Where the program runs: the nightly job, and what people start.
///
/// Every run is the product's own way: the file's text is read and planned against both services, and applied
/// with what was consented to.
class Office {
 public:
  /// Requires: all outlive it.
  Office(World& world, File& file, Tally& tally) : world_(world), file_(file), tally_(tally) {}

  /// Plans and applies now; what stays undone is the new listing.
  void run(plan::Consent consent);
  /// `tariff resolve ADDRESS --as DECISION`. False where it was refused.
  bool resolve(const std::string& address, const std::string& decision);
  void clock_strikes(Instant now) { now_ = now; }

  /// Of the last run.
  const Listing& listing() const { return listing_; }
  /// Of the last run before that agreement's invoice was awaited; nullptr where there was none.
  const Listing* listing_before_freeze(AgreementNumber agreement) const;
  /// The last plan; nullptr where that run made none.
  const plan::Plan* plan() const { return plan_ ? &*plan_ : nullptr; }
  const apply::Report& report() const { return report_; }
  /// The accounts of which it said that their invoice is overdue.
  const std::set<AccountNumber>& overdue() const { return overdue_; }
  const LedgerState& ledger() const { return books_.state(); }
  std::int64_t runs() const { return runs_; }
  std::int64_t rows_applied() const { return rows_applied_; }

 private:
  void cannot_begin(std::string kind, std::string why);
  void take(const app::Planned& planned, const apply::Report& report);

  World& world_;
  File& file_;
  Tally& tally_;
  Books books_;
  Instant now_;
  Listing listing_;
  std::map<AgreementNumber, std::shared_ptr<const Listing>> before_freeze_;
  std::optional<plan::Plan> plan_;
  apply::Report report_;
  std::set<AccountNumber> overdue_;
  std::int64_t runs_ = 0;
  std::int64_t rows_applied_ = 0;
};

}  // namespace tariff::year
