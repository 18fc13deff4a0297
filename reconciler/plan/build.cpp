#include "plan/build.hpp"

#include <algorithm>
#include <numeric>
#include <set>

#include "plan/customer.hpp"
#include "plan/licence_news.hpp"
#include "plan/observe.hpp"

namespace tariff::plan {
namespace {

std::size_t index_of_source(const Observed& observed, const SourceName& name) {
  for (std::size_t i = 0; i < observed.sources.size(); ++i)
    if (observed.sources[i].name == name) return i;
  return 0;
}

std::vector<SourceCoverage> source_coverage(const Observed& observed) {
  std::vector<SourceCoverage> out;
  for (const auto& source : observed.sources)
    out.push_back({source.name.value(), source.kind, !source.failure.has_value()});
  if (out.empty()) out.emplace_back();
  if (out.size() == 1 && out.front().name.empty()) out.front().name = "kaspersky";
  for (const auto& tenant : observed.tenants) ++out[index_of_source(observed, tenant.id.source)].listed;
  for (const auto& [id, usage] : observed.usage) {
    auto& of = out[index_of_source(observed, id.source)];
    ++of.expected;
    of.read += usage.has_value() ? 1 : 0;
  }
  return out;
}

Coverage coverage_of(const Inputs& inputs, const Resolver& resolver) {
  const auto& observed = inputs.observed;
  Coverage coverage;
  coverage.mappings = static_cast<std::int64_t>(inputs.desired.mappings.size());
  coverage.sources = source_coverage(observed);
  for (const auto& [number, agreement] : observed.agreements) {
    if (!agreement) continue;
    ++coverage.agreements_read;
    coverage.lines_read += static_cast<std::int64_t>(agreement->lines.size());
  }
  std::set<TenantId> mapped_tenants;
  std::set<AccountNumber> mapped_accounts;
  for (std::size_t i = 0; i < inputs.desired.mappings.size(); ++i) {
    const auto at = resolver.resolve(i);
    coverage.observed_mappings += at.mapping->billing == Billing::observe ? 1 : 0;
    mapped_accounts.insert(at.mapping->account);
    if (at.source != nullptr && !at.source_is_read && at.mapping->billing != Billing::off)
      ++coverage.sources[static_cast<std::size_t>(at.source - observed.sources.data())].expected;
    for (const auto* tenant : at.tenant_candidates) mapped_tenants.insert(tenant->id);
  }
  for (const auto& tenant : observed.tenants)
    if (!mapped_tenants.contains(tenant.id))
      coverage.sources[index_of_source(observed, tenant.id.source)].unmapped.push_back(tenant.name);
  for (const auto& account : observed.account_list)
    if (!mapped_accounts.contains(account.number))
      coverage.unmapped_accounts.push_back(account.number.text() + " " + account.name);
  return coverage;
}

/// Until when nothing is created: after a new epoch, an older run's create may still arrive.
Instant creates_wait_until(const Inputs& inputs, const std::string& epoch) {
  if (!epoch.empty()) return inputs.observed.now + inputs.quiet_period;
  if (inputs.ledger == nullptr || !inputs.ledger->epoch) return Instant{};
  return *inputs.ledger->epoch + inputs.quiet_period;
}

/// Without the ledger nobody knows whose a line is, so only what is observed can be planned.
bool can_be_planned(const Inputs& inputs, std::size_t mapping) {
  if (inputs.set_aside[mapping] || inputs.unread[mapping]) return false;
  if (inputs.desired.mappings[mapping].is_dormant) return false;
  return inputs.ledger != nullptr || inputs.desired.mappings[mapping].billing == Billing::observe;
}

void merge_observed(std::vector<ObservedTotal>& totals, const std::vector<ObservedTotal>& more) {
  for (const auto& one : more) {
    const auto found = std::find_if(totals.begin(), totals.end(),
                                    [&](const ObservedTotal& total) { return total.period == one.period; });
    if (found == totals.end()) {
      totals.push_back(one);
      continue;
    }
    found->lines += one.lines;
    found->agree += one.agree;
    found->under = found->under + one.under;
    found->over = found->over + one.over;
  }
}

/// The mappings as their rows stand in a plan: by account, those of one in the order of the file.
std::vector<std::size_t> by_account(const Desired& desired) {
  std::vector<std::size_t> order(desired.mappings.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t left, std::size_t right) {
    return desired.mappings[left].account < desired.mappings[right].account;
  });
  return order;
}

template <class T>
void append(std::vector<T>& out, std::vector<T>&& more) {
  out.insert(out.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

}  // namespace

std::vector<std::string> Coverage::unmapped_tenants() const {
  std::vector<std::string> names;
  for (const auto& source : sources)
    names.insert(names.end(), source.unmapped.begin(), source.unmapped.end());
  return names;
}

Plan build(const Inputs& inputs) {
  Plan out;
  out.installation = inputs.desired.installation;
  out.currency = inputs.desired.currency;
  out.now = inputs.observed.now;
  out.problems = inputs.problems;
  out.ownership_known = inputs.ledger != nullptr || inputs.desired.observes_only();
  UsageCounter counter = usage_counter(inputs.desired, inputs.observed);
  const Resolver resolver(inputs.desired, inputs.observed);
  const LineOwners owners(inputs, resolver, counter);
  out.coverage = coverage_of(inputs, resolver);
  out.epoch = new_epoch(inputs, resolver);
  out.limits = inputs.desired.guards;
  out.restores_hand_edits = inputs.desired.hand_edit == HandEditRule::restore;
  const Instant wait_until = creates_wait_until(inputs, out.epoch);
  LicenceNews news(inputs);
  bool all_read = true;
  for (std::size_t i = 0; i < inputs.desired.mappings.size(); ++i) {
    all_read = all_read && !inputs.unread[i];
    if (inputs.set_aside[i] || inputs.unread[i]) out.set_aside.push_back(left_alone(inputs, i, owners));
  }
  for (const std::size_t i : by_account(inputs.desired)) {
    if (!can_be_planned(inputs, i)) continue;
    Customer customer = gather(inputs, resolver.resolve(i), owners, counter);
    customer.creates_wait_until = wait_until;
    news.add(customer.at, counter);
    CustomerRows rows = rows_of(customer, inputs);
    append(out.rows, std::move(rows.rows));
    append(out.bookkeeping.confirmed, std::move(rows.bookkeeping.confirmed));
    append(out.bookkeeping.held, std::move(rows.bookkeeping.held));
    append(out.bookkeeping.suspected, std::move(rows.bookkeeping.suspected));
    append(out.bookkeeping.said_prices, std::move(rows.bookkeeping.said_prices));
    append(out.bookkeeping.awaited, std::move(rows.bookkeeping.awaited));
    append(out.bookkeeping.tenants, std::move(rows.bookkeeping.tenants));
    merge_observed(out.observed, rows.observed);
  }
  news.tell(out);
  out.observing = observing_of(inputs, resolver, owners, counter);
  out.complete = all_read && out.ownership_known;
  out.applyable = out.ownership_known;
  return out;
}

}  // namespace tariff::plan
