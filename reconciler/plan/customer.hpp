#pragma once

#include <vector>

#include "plan/build.hpp"
#include "plan/line_owners.hpp"
#include "plan/lines.hpp"

namespace tariff::plan {

/// Gathers what the rows of one healthy mapping are made of.
Customer gather(const Inputs& inputs, ResolvedMapping at, const LineOwners& owners, UsageCounter& counter);

/// All rows of one customer. Also adds to `bookkeeping` and, where it observes, to `observed`.
struct CustomerRows {
  std::vector<Row> rows;
  Bookkeeping bookkeeping;
  std::vector<ObservedTotal> observed;
};
CustomerRows rows_of(const Customer& customer, const Inputs& inputs);

/// A mapping that is left alone, with the money that its lines go on billing.
SetAside left_alone(const Inputs& inputs, std::size_t mapping, const LineOwners& owners);

}  // namespace tariff::plan
