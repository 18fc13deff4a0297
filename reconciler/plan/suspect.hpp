#pragma once

#include "plan/compare.hpp"

namespace tariff::plan {

/// Lets an update wait whose count fell suspiciously, and keeps the days on which it was down. A count that
/// fell as far once more begins the days anew. A fall that other lines of the customer make up for is none:
/// the devices have another licence now. Source: interface.md section 5, "A suspect fall waits".
void doubt_fall(const Customer& customer, const OwnedLine& owned, Decision& decision, const Inputs& inputs);

}  // namespace tariff::plan
