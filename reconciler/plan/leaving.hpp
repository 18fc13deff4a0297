#pragma once

#include <optional>
#include <string>

#include "plan/build.hpp"
#include "plan/lines.hpp"

namespace tariff::plan {

/// What keeps a line that the file no longer wants from ending now; `why` is empty where nothing does. Shape:
/// `awaited` is what the ledger does not know of it yet.
struct Delay {
  std::string why;
  std::optional<InvoiceAwaited> awaited;
};

/// A line of a customer who left ends when [[removed]] says, one of a changed agreement when its mapping's
/// handover says; `after-invoice` is once the LastBilledDate has moved that the line's agreement bore when it
/// was first waited for. Requires: the line's agreement could be read.
Delay delay_of(const Customer& customer, const OwnedLine& owned, const Inputs& inputs);

}  // namespace tariff::plan
