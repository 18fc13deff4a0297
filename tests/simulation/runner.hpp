#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "plan/consent.hpp"
#include "ports/ledger.hpp"
#include "ports/tigerpaw_reader.hpp"
#include "ports/tigerpaw_writer.hpp"
#include "ports/usage_source.hpp"
#include "simulation/run_facts.hpp"
#include "simulation/site.hpp"

namespace tariff::simulation {

/// Thrown out of a port where the runner's process dies.
struct Killed {};

/// What waits, is held or set aside, and why, by account.
using Leftovers = std::map<AccountNumber, std::string>;

/// Tigerpaw does what the request says, now, whether its sender still lives or not.
WriteAnswer execute(Site& site, const Request& request);

/// One run of the product on a machine of its own: the way of its process through virtual time, and what each
/// of its ports meets there.
///
/// Every call of a port takes time before and after its effect; in either the runner may be overtaken, frozen
/// or killed, and its clock may jump.
class Runner final : public TigerpawReader, public TigerpawWriter, public Ledger, public UsageSource {
 public:
  Runner(Site& site, plan::Consent consent);

  /// Reads, plans and applies, as `tariff apply` does. Called as an actor of the timeline.
  void work();
  /// What its plan and its rows left undone.
  const Leftovers& left() const { return left_; }

  Result<TenantList> tenants() override;
  Result<TenantUsage> usage(const Tenant& server, Instant now) override;

  Result<std::vector<PriceLevel>> price_levels() override { return world().levels; }
  Result<std::vector<ExternalProduct>> external_products() override { return world().external_products; }
  Result<std::vector<AccountSummary>> accounts() override { return world().account_list; }
  Result<std::vector<ItemSummary>> items() override;
  Result<Account> account(AccountNumber number) override;
  Result<std::vector<AgreementSummary>> agreements_of(AccountNumber number) override;
  Result<Agreement> agreement(AgreementNumber number) override;
  Result<std::vector<ChargeLine>> charges(AgreementNumber number) override;
  Result<PriceBookItem> item(const ItemId& id) override;
  Result<std::vector<CrossReference>> cross_references(AccountNumber number) override;
  std::size_t parallel_max() const override { return 1; }
  std::size_t parallel_max(const SourceName&) const override { return 1; }

  WriteAnswer create(AgreementNumber agreement, const CreateLine& line) override;
  /// A create that bills at once, as the product never sends one.
  WriteAnswer create_with(const CreateLine& line, AgreementNumber agreement, std::int64_t quantity);
  WriteAnswer set(AgreementNumber agreement, const SetLine& line) override;
  WriteAnswer remove(AgreementNumber agreement, const RemoveLine& line) override;
  WriteAnswer link(AccountNumber account, ExternalProductId product, const std::string& product_name,
                   const std::string& external_id) override;

  Result<LedgerSnapshot> read() override;
  Result<LedgerHead> append(const LedgerHead& expected, const std::vector<Event>& events) override;

 private:
  const Observed& world() const { return site_.tigerpaw.world(); }
  Instant clock() const { return site_.timeline.now() + clock_error_; }
  void pass(std::int64_t seconds_max);
  Error unread(const std::string& what) const;

  void plan_and_apply();
  void note_plan(const plan::Plan& plan, const Observed& observed);
  void note_leftovers(const plan::Plan& plan);

  WriteAnswer send(Request request);
  // What may become of a request; each is told so to the oracle.
  WriteAnswer refused(const Request& request);
  WriteAnswer unauthorized(const Request& request);
  WriteAnswer busy(const Request& request);
  WriteAnswer busy_done(const Request& request);
  WriteAnswer reply_lost(const Request& request);
  WriteAnswer late(const Request& request);
  WriteAnswer never(const Request& request);
  WriteAnswer answered_for_another(const Request& request);
  WriteAnswer too_late(const Request& request);
  WriteAnswer twice(const Request& request);
  WriteAnswer lost();
  void execute_later(const Request& request, std::int64_t first_seconds, std::int64_t last_seconds);
  void say(const Request& request, const char* what);

  Result<LedgerHead> stored(const LedgerHead& expected, const std::vector<Event>& events);
  Result<LedgerHead> failed_append(ErrorKind kind, const std::string& what);

  Site& site_;
  plan::Consent consent_;
  std::shared_ptr<RunFacts> facts_ = std::make_shared<RunFacts>();
  std::vector<Tenant> tenants_;
  std::map<TenantId, Usage> usage_;
  std::set<TenantId> unread_;
  Leftovers left_;
  std::chrono::seconds clock_error_{0};
  Instant claimed_{};              ///< when the ledger last stored something of this run
  bool clock_has_jumped_ = false;  ///< since its last request
  bool is_reading_ = true;
  bool is_disk_full_ = false;
  bool is_interrupted_ = false;
};

}  // namespace tariff::simulation
