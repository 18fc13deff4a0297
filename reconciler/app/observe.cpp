#include "app/observe.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <thread>
#include <vector>

#include "app/parallel.hpp"
#include "app/reading.hpp"
#include "domain/own_terms.hpp"
#include "domain/resolution.hpp"
#include "text/time.hpp"

namespace tariff::app {
namespace {

class KasperskyReading {
 public:
  KasperskyReading(UsageSource& source, const Desired& desired, const ObserveSettings& settings, Meter& meter)
      : source_(source), desired_(desired), settings_(settings), meter_(meter) {}

  Status read(Observed& out) {
    auto listed = source_.tenants();
    if (!listed) return unread(listed.error());
    out.tenants = std::move(listed->tenants);
    out.sources = std::move(listed->sources);
    read_usage(source_, wanted_tenants(out), settings_.now, meter_, out.usage);
    if (settings_.unmapped_usage)
      read_usage(source_, unmapped_tenants(out), settings_.now, meter_, out.unmapped_usage);
    return done();
  }

 private:
  using Tenants = std::vector<const Tenant*>;

  Tenants unmapped_tenants(const Observed& out) const {
    const Resolver resolver(desired_, out);
    std::set<const Tenant*> mapped;
    for (std::size_t i = 0; i < desired_.mappings.size(); ++i)
      for (const auto* tenant : resolver.resolve(i).tenant_candidates) mapped.insert(tenant);
    Tenants found;
    for (const auto& tenant : out.tenants)
      if (tenant.enabled && !mapped.contains(&tenant)) found.push_back(&tenant);
    return found;
  }

  Tenants wanted_tenants(const Observed& out) const {
    const Resolver resolver(desired_, out);
    std::set<const Tenant*> found;
    for (std::size_t i = 0; i < desired_.mappings.size(); ++i) {
      if (desired_.mappings[i].billing == Billing::off) continue;  // dormant ones are off
      const Tenant* tenant = resolver.resolve(i).tenant;
      if (tenant != nullptr && tenant->enabled) found.insert(tenant);
    }
    return {found.begin(), found.end()};
  }

  UsageSource& source_;
  const Desired& desired_;
  const ObserveSettings& settings_;
  Meter& meter_;
};

class TigerpawReading {
 public:
  TigerpawReading(TigerpawReader& reader, const Desired& desired, const LedgerState* ledger, Meter& meter)
      : reader_(reader), desired_(desired), ledger_(ledger), meter_(meter) {
    if (ledger_ == nullptr) return;
    for (const auto& [key, charge] : ledger_->charges)
      if (!charge.detail) unproven_.insert(charge.account);
  }

  Status read(Observed& out) {
    std::optional<Result<std::vector<PriceLevel>>> levels;
    std::optional<Result<std::vector<ExternalProduct>>> products;
    std::optional<Result<std::vector<AccountSummary>>> accounts;
    tasks_.push_back([&] { levels = reader_.price_levels(); });
    tasks_.push_back([&] { products = reader_.external_products(); });
    tasks_.push_back([&] { accounts = reader_.accounts(); });
    plan_named(out);
    run_tasks();
    if (!*levels) return of_source("Tigerpaw", levels->error());
    if (!*products) return of_source("Tigerpaw", products->error());
    if (!*accounts) return of_source("Tigerpaw", accounts->error());
    out.levels = std::move(*levels).value();
    out.external_products = std::move(*products).value();
    out.account_list = std::move(*accounts).value();
    plan_agreements_beside(out);
    run_tasks();
    prove_listings(out);
    for (const auto& mapping : desired_.mappings)
      for (const auto number : agreements_of(mapping)) prove_list_of_agreements(out, mapping.account, number);
    return done();
  }

 private:
  void plan_named(Observed& out) {
    for (const auto& mapping : desired_.mappings) {
      add(out.accounts, mapping.account, [this](AccountNumber number) { return reader_.account(number); });
      if (!looks_at_lines_of(mapping)) continue;
      add(out.agreements_of, mapping.account,
          [this](AccountNumber number) { return reader_.agreements_of(number); });
      for (const auto number : agreements_of(mapping)) add_agreement(out, number);
    }
    for (const auto& item : items_of(desired_)) add_item(out, item);
    if (ledger_ == nullptr) return;
    const auto mapped = [&](AccountNumber account) { return out.accounts.contains(account); };
    for (const auto& [key, charge] : ledger_->charges)
      if (charge.detail && mapped(charge.account)) add_agreement(out, key.agreement);
  }

  /// What is billed for a mapping that is off stands in the ledger; one that has lost its past does not know
  /// all of it, nor what became of a create that was never proven.
  bool looks_at_lines_of(const Mapping& mapping) const {
    if (mapping.billing != Billing::off) return true;
    return ledger_ != nullptr && (ledger_->epoch || unproven_.contains(mapping.account));
  }

  void plan_agreements_beside(Observed& out) {
    for (const auto& [account, agreements] : out.agreements_of) {
      if (!agreements) continue;
      for (const auto& agreement : *agreements)
        if (agreement.charge_count != 0) add_agreement(out, agreement.number);
    }
  }

  /// An agreement that a mapping names, where it runs, must stand in the list of its account's active ones: a
  /// list without it would hide what the others bill. That `active` goes by the dates alone is inferred.
  static void prove_list_of_agreements(Observed& out, AccountNumber account, AgreementNumber number) {
    const auto list = out.agreements_of.find(account);
    if (list == out.agreements_of.end() || !list->second) return;
    const auto own = out.agreements.find(number);
    if (own == out.agreements.end() || !own->second) return;
    const AgreementSummary& summary = own->second->summary;
    const bool runs =
        (!summary.start || *summary.start <= out.today) && (!summary.end || *summary.end >= out.today);
    if (summary.account != account || !runs) return;
    if (std::any_of(list->second->begin(), list->second->end(),
                    [&](const AgreementSummary& one) { return one.number == summary.number; }))
      return;
    list->second = Error{ErrorKind::unavailable,
                         "The list of the active ones lacks agreement " + summary.number.text() +
                             ", which runs by its own dates.",
                         "Run again; if it stays so, look in Tigerpaw whether that agreement is active."};
  }

  void add_agreement(Observed& out, AgreementNumber number) {
    add(out.agreements, number, [this](AgreementNumber wanted) { return reader_.agreement(wanted); });
  }
  void add_item(Observed& out, const ItemId& id) {
    add(out.items, id, [this](const ItemId& wanted) { return reader_.item(wanted); });
  }

  /// Reserves the place of a thing, once, and plans the request that fills it. Map nodes stay where they are.
  template <class Map, class Key, class Read>
  void add(Map& map, const Key& key, Read read) {
    const auto [entry, is_new] = map.try_emplace(key, Error{ErrorKind::unavailable, "It was not read.", ""});
    if (!is_new) return;
    auto* place = &entry->second;
    tasks_.push_back([place, key, read] { *place = read(key); });
  }

  void run_tasks() {
    meter_.add(&ReadProgress::tigerpaw_total, tasks_.size());
    for_each_index(tasks_.size(), reader_.parallel_max(), [&](std::size_t i) {
      tasks_[i]();
      meter_.add(&ReadProgress::tigerpaw_done, 1);
    });
    tasks_.clear();
  }

  TigerpawReader& reader_;
  const Desired& desired_;
  const LedgerState* ledger_;
  std::set<AccountNumber> unproven_;  ///< accounts with a create of which nobody knows what became
  Meter& meter_;
  std::vector<std::function<void()>> tasks_;
};

/// The tenants that were billed under the very name that the file still gives their account: only these can
/// have been renamed; any other unknown name is a mistake.
std::map<AccountNumber, std::vector<TenantUid>> bound_under_their_names(const Desired& desired,
                                                                        const LedgerState& ledger) {
  std::set<std::pair<AccountNumber, std::string>> names;
  for (const auto& mapping : desired.mappings) names.emplace(mapping.account, mapping.tenant);
  std::map<AccountNumber, std::vector<TenantUid>> bound;
  for (const auto& [uid, tenant] : ledger.tenants)
    if (names.contains({tenant.account, tenant.name})) bound[tenant.account].push_back(uid);
  return bound;
}

/// A thing that does not exist is a missing key, everywhere behind this.
template <class Map>
void drop_missing(Map& map) {
  std::erase_if(map, [](const auto& entry) {
    return !entry.second && entry.second.error().kind == ErrorKind::not_found;
  });
}

}  // namespace

Result<Day> day_in_tigerpaw(Instant now, const std::string& time_zone) {
  const auto today = day_in_zone(now, time_zone);
  if (today) return *today;
  return Error{ErrorKind::invalid, "The time zone \"" + time_zone + "\" is not known here.",
               "Correct [tigerpaw] time_zone."};
}

Result<Observed> observe(UsageSource& kaspersky, TigerpawReader& tigerpaw, const Desired& desired,
                         const LedgerState* ledger, const ObserveSettings& settings) {
  Observed out;
  out.now = settings.now;
  const auto today = day_in_tigerpaw(settings.now, settings.time_zone);
  if (!today) return today.error();
  out.today = *today;
  if (ledger != nullptr) out.bound_tenants = bound_under_their_names(desired, *ledger);
  Meter meter(settings.on_progress);
  Status usage_read = done();
  // Each reading fills an Observed of its own: to resolve a mapping looks into every map, and the other
  // thread adds to them.
  Observed of_kaspersky;
  of_kaspersky.bound_tenants = out.bound_tenants;
  {
    std::jthread beside(
        [&] { usage_read = KasperskyReading(kaspersky, desired, settings, meter).read(of_kaspersky); });
    if (auto read = TigerpawReading(tigerpaw, desired, ledger, meter).read(out); !read) {
      beside.join();
      return read.error();
    }
  }
  if (!usage_read) return usage_read.error();
  out.sources = std::move(of_kaspersky.sources);
  out.tenants = std::move(of_kaspersky.tenants);
  out.usage = std::move(of_kaspersky.usage);
  out.unmapped_usage = std::move(of_kaspersky.unmapped_usage);
  drop_missing(out.accounts);
  drop_missing(out.agreements_of);
  drop_missing(out.agreements);
  drop_missing(out.items);
  return out;
}

}  // namespace tariff::app
