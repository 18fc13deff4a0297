#include "check/facts.hpp"

#include <algorithm>

#include "base/inert.hpp"
#include "domain/own_terms.hpp"
#include "ledger/peak.hpp"
#include "text/match.hpp"

namespace tariff::check {
namespace {

template <class T>
const T* value_of(const Result<T>* reading) {
  return reading != nullptr && *reading ? &reading->value() : nullptr;
}

bool by_first(const auto& left, const auto& right) { return left.first < right.first; }

/// The entries with that key. Requires: `entries` are sorted.
template <class Key, class Value>
std::span<const std::pair<Key, Value>> with_key(const std::vector<std::pair<Key, Value>>& entries,
                                                const Key& key) {
  const auto start = std::lower_bound(entries.begin(), entries.end(), key,
                                      [](const auto& entry, const Key& k) { return entry.first < k; });
  auto end = start;
  while (end != entries.end() && end->first == key) ++end;
  return {start, end};
}

std::vector<NamedAgreement> named_agreements(const ResolvedMapping& at) {
  std::vector<NamedAgreement> named;
  const auto add = [&](AgreementNumber number, const Place& place, const Result<Agreement>* reading) {
    const bool is_known = std::any_of(named.begin(), named.end(),
                                      [&](const NamedAgreement& one) { return one.number == number; });
    if (!is_known) named.push_back({number, &place, reading, value_of(reading)});
  };
  const Mapping& mapping = *at.mapping;
  if (mapping.agreement) add(*mapping.agreement, place_of(mapping, "agreement"), at.agreement);
  for (const auto& terms : at.own)
    if (terms.own->agreement) add(*terms.own->agreement, place_of(*terms.own, "agreement"), terms.agreement);
  return named;
}

std::string file_name_of(const Desired& desired) {
  if (!desired.places.empty()) return desired.places.begin()->second.file;
  return desired.mappings.empty() ? "" : desired.mappings.front().place.file;
}

}  // namespace

bool MappingFacts::is_of_account(const Agreement* found) const {
  return found != nullptr && found->summary.account == mapping().account;
}

std::int64_t BoundCharge::quantity() const {
  std::int64_t quantity = state->confirmed ? state->confirmed->quantity : 0;
  for (const auto& value : state->unproven) quantity = std::max(quantity, value.quantity);
  return quantity;
}

Facts::Facts(const Desired& desired, const Observed& observed, const LedgerState* ledger,
             const Diagnostics& from_file)
    : desired_(desired),
      observed_(observed),
      ledger_(ledger),
      resolver_(desired, observed),
      external_product_(external_product_named(desired.external_product, observed.external_products)),
      file_name_(file_name_of(desired)) {
  for (const auto& problem : from_file) file_problems_.emplace(problem.rule, problem.mapping);
  take_items();
  if (ledger_ != nullptr) take_ledger();
  take_mappings();
}

template <class Block>
void Facts::take_items_of(const Block& block) {
  const auto take = [&](const ItemId& id, const std::string& key) {
    const auto reading = observed_.items.find(id);
    const auto* result = reading == observed_.items.end() ? nullptr : &reading->second;
    items_.push_back({&id, &place_of(block, key), result, value_of(result)});
  };
  if (!block.billed) return;
  if (block.item) return take(*block.item, "item");
  for (const auto& [category, id] : block.items) take(id, "items." + std::string(category_name(category)));
}

void Facts::take_items() {
  for (const auto& product : desired_.products) take_items_of(product);
  for (const auto& mapping : desired_.mappings)
    for (const auto& own : mapping.products) take_items_of(own);
  const auto before = [](const ItemFacts& left, const ItemFacts& right) { return *left.id < *right.id; };
  const auto same = [](const ItemFacts& left, const ItemFacts& right) { return *left.id == *right.id; };
  std::stable_sort(items_.begin(), items_.end(), before);
  items_.erase(std::unique(items_.begin(), items_.end(), same), items_.end());
}

void Facts::take_mappings() {
  UsageCounter counter = usage_counter(desired_, observed_);
  mappings_.resize(desired_.mappings.size());
  by_account_.reserve(mappings_.size());
  by_tenant_.reserve(mappings_.size());
  by_uid_.reserve(mappings_.size());
  quantities_.resize(mappings_.size() * items_.size());
  uses_.resize(quantities_.size());
  for (std::size_t i = 0; i < mappings_.size(); ++i) {
    MappingFacts& mapping = mappings_[i];
    mapping.live = resolver_.resolve(i);
    mapping.usage = value_of(mapping.live.usage);
    mapping.account = value_of(mapping.live.account);
    mapping.agreement = value_of(mapping.live.agreement);
    mapping.agreements = named_agreements(mapping.live);
    take_agreements_of_items(mapping.live);
    count_mapping(counter, mapping);
    mapping.bound_charges = bound_charges(mapping.mapping().account);
    if (mapping.mapping().is_dormant) continue;
    by_account_.emplace_back(mapping.mapping().account, i);
    if (mapping.live.tenant == nullptr) continue;
    by_tenant_.emplace_back(mapping.live.tenant->id, i);
    by_uid_.emplace(lower_ascii(mapping.live.tenant->uid.value()), i);
  }
  std::sort(by_account_.begin(), by_account_.end());
  std::sort(by_tenant_.begin(), by_tenant_.end());
}

void Facts::count_mapping(UsageCounter& counter, MappingFacts& mapping) {
  if (mapping.usage == nullptr || !mapping.is_counted()) return;
  Counts counts = counter.count(*mapping.usage, mapping.mapping());
  std::size_t at = mapping.live.index * items_.size();
  for (std::size_t i = 0; i < items_.size(); ++i) {
    auto& parts = counts.by_item[*items_[i].id];
    if (bills_peak(parts)) take_peaks_of(mapping, i, parts);
    quantities_[at] = quantity_of(parts);
    uses_[at++] = is_in_use(parts);
  }
  mapping.unpriced = std::move(counts.unpriced);
  mapping.ambiguous = std::move(counts.ambiguous);
  mapping.unknown_figures = std::move(counts.unknown_figures);
}

void Facts::take_peaks_of(const MappingFacts& mapping, std::size_t item, std::vector<Part>& parts) const {
  const auto key = key_of(mapping, item);
  const Agreement* agreement = key ? mapping.live.agreement_numbered(key->agreement) : nullptr;
  if (agreement != nullptr) take_peaks(parts, charge_at(*key), agreement->last_billed);
}

/// Products that share an item share its agreement: two-terms-for-one-line.
void Facts::take_agreements_of_items(const ResolvedMapping& at) {
  const Mapping& mapping = *at.mapping;
  if (mapping.products.empty()) return;
  for (const auto& product : products_of(mapping, desired_.products))
    if (const auto number = agreement_of(mapping, product.name); number && number != mapping.agreement)
      for (const auto& item : items_of(product))
        agreements_of_items_.emplace(std::pair(at.index, *index_of(item)), *number);
}

void Facts::take_ledger() {
  for (const auto& [key, state] : ledger_->charges)
    if (state.detail) bound_charges_.push_back({state.account, &key, &state});
  std::stable_sort(bound_charges_.begin(), bound_charges_.end(),
                   [](const auto& left, const auto& right) { return left.account < right.account; });
  for (const auto& [uid, tenant] : ledger_->tenants) bound_tenants_.emplace_back(tenant.account, &tenant);
  std::stable_sort(bound_tenants_.begin(), bound_tenants_.end(),
                   [](const auto& left, const auto& right) { return by_first(left, right); });
}

std::int64_t Facts::quantity(const MappingFacts& mapping, std::size_t item) const {
  return quantities_[mapping.live.index * items_.size() + item];
}

std::optional<ChargeKey> Facts::key_of(const MappingFacts& mapping, std::size_t item) const {
  const auto own = agreements_of_items_.find({mapping.live.index, item});
  const auto number =
      own == agreements_of_items_.end() ? mapping.mapping().agreement : std::optional(own->second);
  if (!number) return std::nullopt;
  return ChargeKey{*number, *items_[item].id};
}

std::optional<std::size_t> Facts::index_of(const ItemId& item) const {
  const auto found =
      std::lower_bound(items_.begin(), items_.end(), item,
                       [](const ItemFacts& known, const ItemId& id) { return *known.id < id; });
  if (found == items_.end() || *found->id != item) return std::nullopt;
  return static_cast<std::size_t>(found - items_.begin());
}

bool Facts::uses(const MappingFacts& mapping, std::size_t item) const {
  return uses_[mapping.live.index * items_.size() + item];
}

bool Facts::needs(const MappingFacts& mapping, std::size_t item) const {
  if (!mapping.is_counted()) return false;
  if (quantity(mapping, item) > 0) return true;
  const auto key = key_of(mapping, item);
  const ChargeState* charge = key ? charge_at(*key) : nullptr;
  // A create that is not proven may have left a line, which the plan would take over at a price.
  return charge != nullptr && (charge->detail || is_unfinished(*charge) || charge->state == KeyState::held);
}

std::vector<std::size_t> Facts::mappings_needing(std::size_t item) const {
  std::vector<std::size_t> found;
  for (const auto& mapping : mappings_)
    if (needs(mapping, item)) found.push_back(mapping.live.index);
  return found;
}

bool Facts::file_said(std::string_view rule, std::size_t mapping) const {
  return file_problems_.contains({rule, static_cast<std::int32_t>(mapping)});
}

std::span<const BoundCharge> Facts::bound_charges(AccountNumber account) const {
  const auto before = [](const BoundCharge& charge, AccountNumber number) { return charge.account < number; };
  const auto start = std::lower_bound(bound_charges_.begin(), bound_charges_.end(), account, before);
  auto end = start;
  while (end != bound_charges_.end() && end->account == account) ++end;
  return {start, end};
}

const ChargeState* Facts::charge_at(const ChargeKey& key) const {
  if (ledger_ == nullptr) return nullptr;
  const auto found = ledger_->charges.find(key);
  return found == ledger_->charges.end() ? nullptr : &found->second;
}

bool Facts::is_bound(const ChargeKey& key) const {
  const ChargeState* charge = charge_at(key);
  return charge != nullptr && charge->detail;
}

std::span<const TenantOfAccount> Facts::bound_tenants(AccountNumber account) const {
  return with_key(bound_tenants_, account);
}

std::span<const std::pair<AccountNumber, std::size_t>> Facts::mappings_of(AccountNumber account) const {
  return with_key(by_account_, account);
}

std::span<const std::pair<TenantId, std::size_t>> Facts::mappings_of(const Tenant& tenant) const {
  return with_key(by_tenant_, tenant.id);
}

SourceKind Facts::kind_of(const TenantBound& tenant) const {
  return kind_of_source(observed_.sources, tenant.id.source);
}

std::optional<std::size_t> Facts::mapping_of_uid(std::string_view uid) const {
  const auto found = by_uid_.find(lower_ascii(uid));
  if (found == by_uid_.end()) return std::nullopt;
  return found->second;
}

std::string noun_of(const MappingFacts& mapping) { return std::string(tenant_noun(mapping.mapping().kind)); }

std::string quoted(std::string_view name) { return "\"" + inert(name, 120) + "\""; }

std::string counted(std::int64_t count, std::string_view noun) {
  return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

}  // namespace tariff::check
