#include "app/import.hpp"

#include <optional>
#include <set>
#include <thread>
#include <utility>

#include "app/parallel.hpp"
#include "app/reading.hpp"

namespace tariff::app {
namespace {

Status read_tenants(UsageSource& source, Instant now, Meter& meter, Observed& out) {
  auto listed = source.tenants();
  if (!listed) return unread(listed.error());
  out.tenants = std::move(listed->tenants);
  out.sources = std::move(listed->sources);
  std::vector<const Tenant*> enabled;
  for (const auto& tenant : out.tenants)
    if (tenant.enabled) enabled.push_back(&tenant);
  read_usage(source, enabled, now, meter, out.usage);
  return done();
}

std::vector<AgreementNumber> with_charges(const Observed& out) {
  std::vector<AgreementNumber> agreements;
  for (const auto& [account, active] : out.agreements_of) {
    if (!active) continue;
    for (const auto& agreement : *active)
      if (agreement.charge_count != 0) agreements.push_back(agreement.number);
  }
  return agreements;
}

std::vector<ItemId> items_on_lines(const Observed& out) {
  std::set<ItemId> items;
  for (const auto& [number, agreement] : out.agreements) {
    if (!agreement) continue;
    for (const auto& line : agreement->lines) items.insert(line.item);
  }
  return {items.begin(), items.end()};
}

/// Reads Tigerpaw in three waves: what there is, what each account has, what each agreement and item holds.
class WholeTigerpaw {
 public:
  WholeTigerpaw(TigerpawReader& reader, Meter& meter) : reader_(reader), meter_(meter) {}

  Status read(Observed& out) {
    if (auto read = read_tables(out); !read) return read;
    std::vector<AccountNumber> accounts;
    for (const auto& account : out.account_list) accounts.push_back(account.number);
    read_all(accounts, out.accounts, [this](AccountNumber number) { return reader_.account(number); });
    read_all(accounts, out.agreements_of,
             [this](AccountNumber number) { return reader_.agreements_of(number); });
    read_all(with_charges(out), out.agreements,
             [this](AgreementNumber number) { return reader_.agreement(number); });
    prove_listings(out);
    read_all(items_on_lines(out), out.items, [this](const ItemId& item) { return reader_.item(item); });
    return done();
  }

  std::size_t requests() const { return requests_; }

 private:
  Status read_tables(Observed& out) {
    auto levels = counted(reader_.price_levels());
    if (!levels) return of_source("Tigerpaw", levels.error());
    auto products = counted(reader_.external_products());
    if (!products) return of_source("Tigerpaw", products.error());
    auto accounts = counted(reader_.accounts());
    if (!accounts) return of_source("Tigerpaw", accounts.error());
    out.levels = std::move(*levels);
    out.external_products = std::move(*products);
    out.account_list = std::move(*accounts);
    return done();
  }

  template <class Thing>
  Thing counted(Thing thing) {
    ++requests_;
    return thing;
  }

  template <class Key, class Value, class Read>
  void read_all(const std::vector<Key>& keys, std::map<Key, Result<Value>>& out, Read read) {
    std::vector<std::optional<Result<Value>>> values(keys.size());
    meter_.add(&ReadProgress::tigerpaw_total, keys.size());
    for_each_index(keys.size(), reader_.parallel_max(), [&](std::size_t i) {
      values[i] = read(keys[i]);
      meter_.add(&ReadProgress::tigerpaw_done, 1);
    });
    requests_ += keys.size();
    for (std::size_t i = 0; i < keys.size(); ++i) out.emplace(keys[i], std::move(*values[i]));
  }

  TigerpawReader& reader_;
  Meter& meter_;
  std::size_t requests_ = 0;
};

template <class Map>
void add_unread(const Map& map, const std::string& what, std::vector<std::string>& unread) {
  for (const auto& [key, value] : map)
    if (!value) unread.push_back(what + " " + key.text() + ": " + value.error().message);
}

Imported imported(Observed observed, const ExternalProduct& product, std::size_t requests) {
  Imported out;
  out.today = observed.today;
  out.tigerpaw_requests = requests;
  for (const auto& [id, usage] : observed.usage)
    if (!usage)
      out.unread.push_back("The " + std::string(tenant_noun(kind_of_source(observed.sources, id.source))) +
                           " " + id.text() + ": " + usage.error().message);
  out.tenants_read = observed.usage.size() - out.unread.size();
  for (const auto& source : observed.sources)
    if (source.failure) out.unread.push_back(source.failure->message);
  add_unread(observed.accounts, "The account", out.unread);
  add_unread(observed.agreements_of, "The agreements of the account", out.unread);
  add_unread(observed.agreements, "The agreement", out.unread);
  add_unread(observed.items, "The item", out.unread);
  out.findings = discovery::find(observed, product);
  return out;
}

}  // namespace

Result<Imported> import_live(UsageSource& kaspersky, TigerpawReader& tigerpaw,
                             const ImportSettings& settings) {
  Observed observed;
  observed.now = settings.now;
  const auto today = day_in_tigerpaw(settings.now, settings.time_zone);
  if (!today) return today.error();
  observed.today = *today;
  Meter meter(settings.on_progress);
  Observed of_kaspersky;
  Status tenants_read = done();
  WholeTigerpaw whole(tigerpaw, meter);
  Status tigerpaw_read = done();
  {
    const std::jthread beside(
        [&] { tenants_read = read_tenants(kaspersky, settings.now, meter, of_kaspersky); });
    tigerpaw_read = whole.read(observed);
  }
  if (!tigerpaw_read) return tigerpaw_read.error();
  if (!tenants_read) return tenants_read.error();
  observed.sources = std::move(of_kaspersky.sources);
  observed.tenants = std::move(of_kaspersky.tenants);
  observed.usage = std::move(of_kaspersky.usage);
  const auto product =
      discovery::external_product_meant(observed.external_products, settings.external_product);
  if (!product) return product.error();
  return imported(std::move(observed), *product, whole.requests());
}

}  // namespace tariff::app
