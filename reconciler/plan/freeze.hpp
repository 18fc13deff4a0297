#pragma once

#include <optional>

#include "plan/build.hpp"
#include "plan/lines.hpp"
#include "plan/plan.hpp"

namespace tariff::plan {

/// Lets a row wait that would write to an agreement whose invoice run is awaited: what goes on the invoice is
/// the last good count. Adoption and release write nothing, a link bills nothing. Source: interface.md,
/// [freeze].
void freeze(Row& row, const Inputs& inputs);

/// A line that somebody edited while its invoice is awaited, so that the invoice has another amount than the
/// last good count. Only that count tells it where the edit is what the file and the usage want by now.
/// Requires: no row is about the line.
std::optional<Row> edited_before_invoice(const Customer& customer, const OwnedLine& owned,
                                         const Inputs& inputs);

}  // namespace tariff::plan
