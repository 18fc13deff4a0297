#pragma once

#include <mutex>

#include "domain/observed.hpp"
#include "ports/ledger.hpp"
#include "ports/tigerpaw_reader.hpp"
#include "ports/usage_source.hpp"

/// The read ports, once with every answer kept, once giving back what was kept.
namespace tariff::app {

class RecordingSource final : public UsageSource {
 public:
  /// Requires: both outlive this.
  RecordingSource(UsageSource& source, Observed& kept) : source_(source), kept_(kept) {}

  Result<TenantList> tenants() override;
  Result<TenantUsage> usage(const Tenant& server, Instant now) override;
  std::size_t parallel_max(const SourceName& source) const override { return source_.parallel_max(source); }

 private:
  UsageSource& source_;
  Observed& kept_;
  std::mutex mutex_;
};

class RecordingTigerpaw final : public TigerpawReader {
 public:
  /// Requires: both outlive this; `kept` is another one than the source's.
  RecordingTigerpaw(TigerpawReader& reader, Observed& kept) : reader_(reader), kept_(kept) {}

  Result<std::vector<PriceLevel>> price_levels() override;
  Result<std::vector<ExternalProduct>> external_products() override;
  Result<std::vector<AccountSummary>> accounts() override;
  Result<std::vector<ItemSummary>> items() override { return reader_.items(); }
  Result<Account> account(AccountNumber number) override;
  Result<std::vector<AgreementSummary>> agreements_of(AccountNumber number) override;
  Result<Agreement> agreement(AgreementNumber number) override;
  Result<std::vector<ChargeLine>> charges(AgreementNumber number) override { return reader_.charges(number); }
  Result<PriceBookItem> item(const ItemId& id) override;
  Result<std::vector<CrossReference>> cross_references(AccountNumber number) override {
    return reader_.cross_references(number);
  }
  std::size_t parallel_max() const override { return reader_.parallel_max(); }

 private:
  template <class Map, class Key, class Answer>
  Answer keep(Map& map, const Key& key, Answer answer);

  TigerpawReader& reader_;
  Observed& kept_;
  std::mutex mutex_;
};

class KeptSource final : public UsageSource {
 public:
  explicit KeptSource(const Observed& kept) : kept_(kept) {}

  Result<TenantList> tenants() override { return TenantList{kept_.tenants, kept_.sources}; }
  Result<TenantUsage> usage(const Tenant& server, Instant now) override;
  std::size_t parallel_max(const SourceName&) const override { return 1; }

 private:
  const Observed& kept_;
};

class KeptTigerpaw final : public TigerpawReader {
 public:
  explicit KeptTigerpaw(const Observed& kept) : kept_(kept) {}

  Result<std::vector<PriceLevel>> price_levels() override { return kept_.levels; }
  Result<std::vector<ExternalProduct>> external_products() override { return kept_.external_products; }
  Result<std::vector<AccountSummary>> accounts() override { return kept_.account_list; }
  Result<std::vector<ItemSummary>> items() override;
  Result<Account> account(AccountNumber number) override;
  Result<std::vector<AgreementSummary>> agreements_of(AccountNumber number) override;
  Result<Agreement> agreement(AgreementNumber number) override;
  Result<std::vector<ChargeLine>> charges(AgreementNumber number) override;
  Result<PriceBookItem> item(const ItemId& id) override;
  Result<std::vector<CrossReference>> cross_references(AccountNumber number) override;
  std::size_t parallel_max() const override { return 1; }

 private:
  const Observed& kept_;
};

/// The folded ledger alone: its log is not kept, and nothing can be appended.
class KeptLedger final : public StoredLedger {
 public:
  explicit KeptLedger(const LedgerSnapshot& kept) : kept_(kept) {}

  Result<LedgerSnapshot> read() override { return kept_; }
  Result<LedgerHead> append(const LedgerHead& expected, const std::vector<Event>& events) override;
  Status each_entry(const std::function<Status(const LedgerEntry&)>& visit) override;

 private:
  const LedgerSnapshot& kept_;
};

}  // namespace tariff::app
