#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/diagnostic.hpp"
#include "domain/counting.hpp"
#include "domain/desired.hpp"
#include "domain/observed.hpp"
#include "domain/resolution.hpp"
#include "ledger/state.hpp"

namespace tariff::check {

/// The thing does not exist: it was not found, or nothing of that key was there to read.
template <class T>
bool is_missing(const Result<T>* reading) {
  return reading == nullptr || (!*reading && reading->error().kind == ErrorKind::not_found);
}
/// The thing may exist; it could not be read.
template <class T>
bool is_unread(const Result<T>* reading) {
  return reading != nullptr && !*reading && reading->error().kind != ErrorKind::not_found;
}

/// A line that the ledger binds, of one account.
struct BoundCharge {
  AccountNumber account;
  const ChargeKey* key = nullptr;
  const ChargeState* state = nullptr;
  /// The largest quantity that the line may hold as far as we know.
  std::int64_t quantity() const;
};

/// One agreement that a mapping names, and where. Null pointers as in MappingFacts.
struct NamedAgreement {
  AgreementNumber number;
  const Place* place = nullptr;
  const Result<Agreement>* reading = nullptr;
  const Agreement* found = nullptr;
};

/// One mapping beside what is known of it. Null pointers as in ResolvedMapping; the three below are null,
/// too, where their reading is an Error.
struct MappingFacts {
  ResolvedMapping live;
  const TenantUsage* usage = nullptr;
  const Account* account = nullptr;
  const Agreement* agreement = nullptr;
  std::vector<NamedAgreement> agreements;  ///< its own and those of its products, each once
  std::vector<UnpricedUse> unpriced;
  std::vector<AmbiguousLicence> ambiguous;
  std::vector<UnknownFigure> unknown_figures;
  std::span<const BoundCharge> bound_charges;  ///< the lines that the ledger binds for its account

  const Mapping& mapping() const { return *live.mapping; }
  /// On or observed: its usage, prices and agreement matter.
  bool is_counted() const { return live.mapping->billing != Billing::off; }
  /// The agreement exists and belongs to the mapping's account.
  bool has_own_agreement() const { return is_of_account(agreement); }
  bool is_of_account(const Agreement* found) const;
};

/// One price book item that the file names, where it first does, and what Tigerpaw says of it.
struct ItemFacts {
  const ItemId* id = nullptr;
  const Place* at = nullptr;
  const Result<PriceBookItem>* reading = nullptr;
  const PriceBookItem* found = nullptr;

  const Place& place() const { return *at; }
};

using TenantOfAccount = std::pair<AccountNumber, const TenantBound*>;

/// Everything that several rules ask for, worked out once a run.
///
/// Requires: what it was made from outlives it.
class Facts {
 public:
  Facts(const Desired& desired, const Observed& observed, const LedgerState* ledger,
        const Diagnostics& from_file);

  const Desired& desired() const { return desired_; }
  const Observed& observed() const { return observed_; }
  const Resolver& resolver() const { return resolver_; }
  const std::vector<MappingFacts>& mappings() const { return mappings_; }
  /// Ascending by id.
  const std::vector<ItemFacts>& items() const { return items_; }
  /// The External Product of the file; nullptr where there is none.
  const ExternalProduct* external_product() const { return external_product_; }
  const std::string& file_name() const { return file_name_; }

  /// Devices that an item counts for a mapping; 0 where its usage is not known.
  std::int64_t quantity(const MappingFacts& mapping, std::size_t item) const;
  /// Where the mapping bills an item; nullopt where it names no agreement.
  std::optional<ChargeKey> key_of(const MappingFacts& mapping, std::size_t item) const;
  std::optional<std::size_t> index_of(const ItemId& item) const;
  /// The item counts a device, or a purchase, for the mapping, whatever is billed for it.
  bool uses(const MappingFacts& mapping, std::size_t item) const;
  /// The mapping bills or observes, and that item counts devices for it, or a line of it is bound or may be
  /// there.
  bool needs(const MappingFacts& mapping, std::size_t item) const;
  std::vector<std::size_t> mappings_needing(std::size_t item) const;

  /// Whether reading the file reported that rule for that mapping.
  bool file_said(std::string_view rule, std::size_t mapping) const;

  /// The lines that the ledger binds for an account, in the order of their keys; for all, by account.
  std::span<const BoundCharge> bound_charges(AccountNumber account) const;
  const std::vector<BoundCharge>& bound_charges() const { return bound_charges_; }
  bool is_bound(const ChargeKey& key) const;
  /// The tenants that the ledger binds to an account, each as the second of its pair.
  std::span<const TenantOfAccount> bound_tenants(AccountNumber account) const;

  /// What serves the source that the tenant was billed from; Security Center where that is not known any
  /// more.
  SourceKind kind_of(const TenantBound& tenant) const;

  /// The mappings of an account, of a live tenant, ascending, each as the second of its pair.
  std::span<const std::pair<AccountNumber, std::size_t>> mappings_of(AccountNumber account) const;
  std::span<const std::pair<TenantId, std::size_t>> mappings_of(const Tenant& tenant) const;
  /// The mapping whose live tenant has that UID, ASCII case ignored.
  std::optional<std::size_t> mapping_of_uid(std::string_view uid) const;

 private:
  void take_items();
  template <class Block>
  void take_items_of(const Block& block);
  void take_mappings();
  void count_mapping(UsageCounter& counter, MappingFacts& mapping);
  void take_peaks_of(const MappingFacts& mapping, std::size_t item, std::vector<Part>& parts) const;
  void take_agreements_of_items(const ResolvedMapping& at);
  void take_ledger();
  /// What the ledger says of a line; nullptr where it says nothing.
  const ChargeState* charge_at(const ChargeKey& key) const;

  const Desired& desired_;
  const Observed& observed_;
  const LedgerState* ledger_;
  Resolver resolver_;
  const ExternalProduct* external_product_;
  std::string file_name_;
  std::vector<ItemFacts> items_;
  std::vector<MappingFacts> mappings_;
  std::vector<std::int64_t> quantities_;  ///< by mapping, then by item
  std::vector<bool> uses_;                ///< the same
  /// By mapping and item, where a product of the mapping has an agreement of its own.
  std::map<std::pair<std::size_t, std::size_t>, AgreementNumber> agreements_of_items_;
  std::vector<BoundCharge> bound_charges_;
  std::vector<TenantOfAccount> bound_tenants_;
  std::vector<std::pair<AccountNumber, std::size_t>> by_account_;
  std::vector<std::pair<TenantId, std::size_t>> by_tenant_;
  std::unordered_map<std::string, std::size_t> by_uid_;  ///< the UID in lower case
  std::set<std::pair<std::string_view, std::int32_t>> file_problems_;
};

/// "virtual server" or "company": what the mapping's tenant is called.
std::string noun_of(const MappingFacts& mapping);
/// A name from a service or the file, safe to show, in double quotes.
std::string quoted(std::string_view name);
/// "1 mapping", "3 mappings"
std::string counted(std::int64_t count, std::string_view noun);

}  // namespace tariff::check
