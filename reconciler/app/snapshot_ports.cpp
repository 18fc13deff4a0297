#include "app/snapshot_ports.hpp"

#include <utility>

#include "base/inert.hpp"

namespace tariff::app {
namespace {

Error not_kept(const std::string& what) {
  return {ErrorKind::unavailable,
          "The snapshot does not hold " + what + "; the file did not ask for it then.",
          "Take a new snapshot with this file."};
}

template <class Map, class Key>
typename Map::mapped_type kept_in(const Map& map, const Key& key, const char* what) {
  const auto found = map.find(key);
  if (found == map.end()) return not_kept(what + inert(key.text(), 80));
  return found->second;
}

}  // namespace

Result<TenantList> RecordingSource::tenants() {
  auto found = source_.tenants();
  if (found) kept_.tenants = found->tenants;
  if (found) kept_.sources = found->sources;
  return found;
}

Result<TenantUsage> RecordingSource::usage(const Tenant& server, Instant now) {
  auto found = source_.usage(server, now);
  const std::lock_guard lock(mutex_);
  kept_.usage.insert_or_assign(server.id, found);
  return found;
}

template <class Map, class Key, class Answer>
Answer RecordingTigerpaw::keep(Map& map, const Key& key, Answer answer) {
  const std::lock_guard lock(mutex_);
  map.insert_or_assign(key, answer);
  return answer;
}

Result<std::vector<PriceLevel>> RecordingTigerpaw::price_levels() {
  auto found = reader_.price_levels();
  const std::lock_guard lock(mutex_);
  if (found) kept_.levels = *found;
  return found;
}

Result<std::vector<ExternalProduct>> RecordingTigerpaw::external_products() {
  auto found = reader_.external_products();
  const std::lock_guard lock(mutex_);
  if (found) kept_.external_products = *found;
  return found;
}

Result<std::vector<AccountSummary>> RecordingTigerpaw::accounts() {
  auto found = reader_.accounts();
  const std::lock_guard lock(mutex_);
  if (found) kept_.account_list = *found;
  return found;
}

Result<Account> RecordingTigerpaw::account(AccountNumber number) {
  return keep(kept_.accounts, number, reader_.account(number));
}
Result<std::vector<AgreementSummary>> RecordingTigerpaw::agreements_of(AccountNumber number) {
  return keep(kept_.agreements_of, number, reader_.agreements_of(number));
}
Result<Agreement> RecordingTigerpaw::agreement(AgreementNumber number) {
  return keep(kept_.agreements, number, reader_.agreement(number));
}
Result<PriceBookItem> RecordingTigerpaw::item(const ItemId& id) {
  return keep(kept_.items, id, reader_.item(id));
}

Result<TenantUsage> KeptSource::usage(const Tenant& server, Instant) {
  const auto found = kept_.usage.find(server.id);
  if (found == kept_.usage.end()) return not_kept("the usage of " + inert(server.name, 80));
  return found->second;
}

Result<std::vector<ItemSummary>> KeptTigerpaw::items() { return not_kept("the list of items"); }
Result<Account> KeptTigerpaw::account(AccountNumber number) {
  return kept_in(kept_.accounts, number, "account ");
}
Result<std::vector<AgreementSummary>> KeptTigerpaw::agreements_of(AccountNumber number) {
  return kept_in(kept_.agreements_of, number, "the agreements of account ");
}
Result<Agreement> KeptTigerpaw::agreement(AgreementNumber number) {
  return kept_in(kept_.agreements, number, "agreement ");
}
Result<std::vector<ChargeLine>> KeptTigerpaw::charges(AgreementNumber number) {
  const auto found = agreement(number);
  if (!found) return found.error();
  return found->lines;
}
Result<PriceBookItem> KeptTigerpaw::item(const ItemId& id) { return kept_in(kept_.items, id, "item "); }
Result<std::vector<CrossReference>> KeptTigerpaw::cross_references(AccountNumber number) {
  const auto found = account(number);
  if (!found) return found.error();
  return found->cross_references;
}

Result<LedgerHead> KeptLedger::append(const LedgerHead&, const std::vector<Event>&) {
  return Error{ErrorKind::refused, "A snapshot of the ledger takes no entries.", ""};
}
Status KeptLedger::each_entry(const std::function<Status(const LedgerEntry&)>&) { return done(); }

}  // namespace tariff::app
