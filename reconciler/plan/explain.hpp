#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/counting.hpp"
#include "ledger/state.hpp"
#include "plan/plan.hpp"

/// Why a customer is billed this quantity at this price.
namespace tariff::plan {

/// A licence key of the customer's tenant.
///
/// Shape: `products` are those of the file whose globs match its name: one where it counts for one. `devices`
/// bear it as their active key; their names come only where they were asked for. `has_lapsed`: it expired,
/// and its devices count no more.
struct ExplainedKey {
  LicenceSerial serial;
  std::string licence_name;
  std::vector<std::string> products;
  std::optional<Instant> expires;
  std::optional<std::int64_t> bought;
  std::int64_t devices = 0;
  std::vector<Device> named{};
  bool has_lapsed = false;
  LicenceUnit unit = LicenceUnit::device;  ///< of `devices`, where the source names none
  std::int64_t unseen = 0;                 ///< of them, those not seen for `unseen_days`
  bool in_grace = false;                   ///< counts only where its product says count_grace
};
/// How long a device has not been seen to be told as unseen, where the product does not say it.
inline constexpr std::int64_t unseen_days = 30;

/// One line of one agreement: what the file makes of the counts, what the ledger remembers, what stands.
///
/// Shape: `wanted` and `parts` are nullopt and empty where the file wants no such line; `written` is what was
/// last proven, `live` what Tigerpaw shows. `row` is the plan's row of the line, nullopt where nothing is to
/// do.
struct ExplainedLine {
  ChargeKey key;
  std::string item_description;
  std::optional<LineValue> wanted;
  std::string level_name{};  ///< of `wanted`
  std::string period{};      ///< of the line's agreement
  std::vector<Part> parts;
  std::string note;
  std::optional<DetailId> detail;
  std::optional<LineValue> live;
  std::optional<LineValue> written;
  std::optional<Instant> written_at;
  RunId written_by{};
  std::optional<Row> row{};
};

/// A product that the customer's own terms do not bill. Shape: `until` is its last day, if it has one.
struct ExplainedExclusion {
  std::string product;
  std::string reason;
  std::optional<Day> until;
};

/// One mapping of the account. Shape: `left_alone` says why nothing of it is counted or planned; `commit`
/// wrote the mapping, as far as a run or this plan has told.
struct ExplainedMapping {
  std::string tenant;
  TenantUid uid;
  AccountNumber account;
  std::string account_name;
  std::optional<AgreementNumber> agreement;
  std::string level_name;
  Billing billing = Billing::observe;
  std::string period;
  Place place;
  std::optional<RowCommit> commit;
  std::string left_alone;
  std::vector<ExplainedKey> keys;
  std::vector<UnpricedUse> unpriced;
  std::vector<ExplainedExclusion> not_billed{};
  std::vector<ExplainedLine> lines;
};

/// Of whom, and how much of it. `product`: only its keys and the lines that count it.
struct ExplainWish {
  AccountNumber account;
  std::optional<std::string> product{};
  bool names_devices = false;
};

/// The account's mappings in the order of the file; none where the file names no such account.
///
/// Requires: `plan` was made from the others; `ledger` is nullptr where none was read.
std::vector<ExplainedMapping> explain(const Plan& plan, const Desired& desired, const Observed& observed,
                                      const LedgerState* ledger, const ExplainWish& wish);

}  // namespace tariff::plan
