#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "domain/catalogue.hpp"
#include "ports/tigerpaw_reader.hpp"
#include "ports/tigerpaw_writer.hpp"

namespace tariff::year {

using Date = std::chrono::sys_days;

struct InvoiceLine {
  ItemId item;
  std::int64_t quantity = 0;
  Money price;
};

/// A copy of an agreement's lines, as it went to the customer.
struct Invoice {
  AgreementNumber agreement;
  AccountNumber account;
  std::vector<InvoiceLine> lines;
};

/// Tigerpaw with its invoice run, in memory. It does what it is told at once and loses nothing: what may go
/// wrong with a single write is what tests/simulation is about.
class Tigerpaw final : public TigerpawReader, public TigerpawWriter {
 public:
  std::map<ItemId, PriceBookItem> price_book;
  std::map<AccountNumber, Account> accounts_by_number;
  std::map<AgreementNumber, Agreement> agreements;
  Date today;
  bool answers = true;
  std::set<AgreementNumber> open_in_client;  ///< somebody looks at them, so that writes are refused

  /// Numbers the agreement and has it billed from the first such day behind `from` on.
  AgreementNumber add(Agreement agreement, Date from);
  AgreementNumber only_agreement_of(AccountNumber account) const;
  /// The day on which its next invoice is to be sent.
  Date due(AgreementNumber number) const { return due_.at(number); }
  bool is_active(const Agreement& agreement) const;
  /// Copies every line with a quantity and moves the agreement to its next period.
  Invoice invoice(AgreementNumber number);
  DetailId next_detail() { return DetailId(++last_detail_); }

  Result<std::vector<PriceLevel>> price_levels() override;
  Result<std::vector<ExternalProduct>> external_products() override;
  Result<std::vector<AccountSummary>> accounts() override;
  Result<std::vector<ItemSummary>> items() override;
  Result<Account> account(AccountNumber number) override;
  Result<std::vector<AgreementSummary>> agreements_of(AccountNumber number) override;
  Result<Agreement> agreement(AgreementNumber number) override;
  Result<std::vector<ChargeLine>> charges(AgreementNumber number) override;
  Result<PriceBookItem> item(const ItemId& id) override;
  Result<std::vector<CrossReference>> cross_references(AccountNumber number) override;
  std::size_t parallel_max() const override { return 1; }

  WriteAnswer create(AgreementNumber agreement, const CreateLine& line) override;
  WriteAnswer set(AgreementNumber agreement, const SetLine& line) override;
  WriteAnswer remove(AgreementNumber agreement, const RemoveLine& line) override;
  WriteAnswer link(AccountNumber account, ExternalProductId product, const std::string& product_name,
                   const std::string& external_id) override;
  std::int64_t writes() const { return writes_; }

 private:
  std::map<AgreementNumber, Date> due_;
  std::int64_t last_agreement_ = 50'000;
  std::int64_t last_detail_ = 9'000;
  std::int64_t writes_ = 0;
};

/// The day of that month on which `day_to_bill` falls; a month that is too short bills on its last day.
Date billing_day(std::chrono::year_month month, std::int64_t day_to_bill);

}  // namespace tariff::year
