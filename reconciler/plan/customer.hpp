#pragma once

#include <map>
#include <vector>

#include "plan/build.hpp"
#include "plan/lines.hpp"

namespace tariff::plan {

/// The bound lines of the ledger by account, each list ascending by key.
using OwnedByAccount = std::map<AccountNumber, std::vector<std::pair<ChargeKey, const ChargeState*>>>;
OwnedByAccount owned_by_account(const LedgerState* ledger);

/// Gathers what the rows of one healthy mapping are made of.
Customer gather(const Inputs& inputs, ResolvedMapping at, const OwnedByAccount& owned, UsageCounter& counter);

/// All rows of one customer. Also adds to `bookkeeping` and, where it observes, to `observed`.
struct CustomerRows {
  std::vector<Row> rows;
  Bookkeeping bookkeeping;
  std::vector<ObservedTotal> observed;
};
CustomerRows rows_of(const Customer& customer, const Inputs& inputs);

/// A mapping that is left alone, with the money that its lines go on billing.
SetAside left_alone(const Inputs& inputs, std::size_t mapping, const OwnedByAccount& owned);

}  // namespace tariff::plan
