#pragma once

#include <atomic>

#include "domain/observed.hpp"
#include "ports/tigerpaw_reader.hpp"
#include "ports/usage_source.hpp"

namespace tariff {

/// The read ports over one Observed: what it does not hold is not found.
class ObservedSource final : public UsageSource {
 public:
  explicit ObservedSource(const Observed& observed) : observed_(observed) {}

  Result<TenantList> tenants() override { return TenantList{observed_.tenants, observed_.sources}; }
  Result<TenantUsage> usage(const Tenant& server, Instant) override {
    ++usage_reads;
    const auto found = observed_.usage.find(server.id);
    if (found == observed_.usage.end()) return Error{ErrorKind::unavailable, "Nothing is known of it.", ""};
    return found->second;
  }
  std::size_t parallel_max(const SourceName&) const override { return 4; }

  std::atomic<int> usage_reads{0};

 private:
  const Observed& observed_;
};

class ObservedTigerpaw final : public TigerpawReader {
 public:
  explicit ObservedTigerpaw(const Observed& observed) : observed_(observed) {}

  Result<std::vector<PriceLevel>> price_levels() override { return observed_.levels; }
  Result<std::vector<ExternalProduct>> external_products() override { return observed_.external_products; }
  Result<std::vector<AccountSummary>> accounts() override { return observed_.account_list; }
  Result<std::vector<ItemSummary>> items() override {
    std::vector<ItemSummary> items;
    for (const auto& [id, item] : observed_.items)
      if (item) items.push_back({item->id, item->description, item->active});
    return items;
  }
  Result<Account> account(AccountNumber number) override { return in(observed_.accounts, number); }
  Result<std::vector<AgreementSummary>> agreements_of(AccountNumber number) override {
    return in(observed_.agreements_of, number);
  }
  Result<Agreement> agreement(AgreementNumber number) override { return in(observed_.agreements, number); }
  Result<std::vector<ChargeLine>> charges(AgreementNumber number) override {
    const auto found = agreement(number);
    if (!found) return found.error();
    return found->lines;
  }
  Result<PriceBookItem> item(const ItemId& id) override { return in(observed_.items, id); }
  Result<std::vector<CrossReference>> cross_references(AccountNumber number) override {
    const auto found = account(number);
    if (!found) return found.error();
    return found->cross_references;
  }
  std::size_t parallel_max() const override { return 2; }

 private:
  template <class Map, class Key>
  static typename Map::mapped_type in(const Map& map, const Key& key) {
    const auto found = map.find(key);
    if (found != map.end()) return found->second;
    return Error{ErrorKind::not_found, "Tigerpaw has nothing of the number " + key.text() + ".", ""};
  }
  const Observed& observed_;
};

}  // namespace tariff
