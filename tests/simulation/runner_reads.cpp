#include "simulation/bounds.hpp"
#include "simulation/runner.hpp"

namespace tariff::simulation {
namespace {

template <class Map, class Key>
typename Map::mapped_type found_in(const Map& map, const Key& key) {
  const auto found = map.find(key);
  if (found != map.end()) return found->second;
  return Error{ErrorKind::not_found, "Tigerpaw has nothing of the number " + key.text() + ".", ""};
}

}  // namespace

Error Runner::unread(const std::string& what) const {
  site_.say([&] { return facts_->id.text() + " cannot read " + what; });
  return {ErrorKind::unavailable, what + " could not be read.", ""};
}

// These two are called beside the runner's own thread: what they answer from stands still meanwhile.
Result<TenantList> Runner::tenants() { return TenantList{tenants_}; }

Result<TenantUsage> Runner::usage(const Tenant& server, Instant) {
  if (unread_.contains(server.id))
    return Error{ErrorKind::unavailable, server.name + " could not be read.", ""};
  return told_by_kaspersky(server, usage_[server.id]);
}

Result<std::vector<ItemSummary>> Runner::items() {
  std::vector<ItemSummary> items;
  for (const auto& [id, item] : world().items) items.push_back({item->id, item->description, item->active});
  return items;
}

Result<Account> Runner::account(AccountNumber number) {
  pass(1);
  if (site_.strikes(Trouble::read_fails)) return unread("account " + number.text());
  return found_in(world().accounts, number);
}

Result<std::vector<AgreementSummary>> Runner::agreements_of(AccountNumber number) {
  pass(1);
  if (site_.strikes(Trouble::read_fails)) return unread("the agreements of " + number.text());
  return found_in(world().agreements_of, number);
}

Result<Agreement> Runner::agreement(AgreementNumber number) {
  pass(2);
  if (site_.strikes(Trouble::list_fails)) return unread("agreement " + number.text());
  std::chrono::seconds lag{0};
  if (site_.strikes(Trouble::list_stale)) lag = std::chrono::seconds(site_.dice.between(1, lag_max.count()));
  auto found = site_.tigerpaw.listed(number, lag);
  pass(1);
  if (found) listed(*facts_, *found);
  return found;
}

Result<std::vector<ChargeLine>> Runner::charges(AgreementNumber number) {
  auto found = agreement(number);
  if (!found) return found.error();
  return std::move(found->lines);
}

Result<PriceBookItem> Runner::item(const ItemId& id) {
  if (site_.strikes(Trouble::read_fails)) return unread("item " + id.text());
  return found_in(world().items, id);
}

Result<std::vector<CrossReference>> Runner::cross_references(AccountNumber number) {
  auto found = account(number);
  if (!found) return found.error();
  return std::move(found->cross_references);
}

}  // namespace tariff::simulation
