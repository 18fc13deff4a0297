#pragma once

#include <vector>

#include "plan/lines.hpp"
#include "plan/plan.hpp"

namespace tariff::plan {

/// Joins the rows of lines that exchange counts into one replace row each; other rows stay as they are.
///
/// Two lines exchange a count where the one last confirmed a product and category of a tenant that the file
/// now sends to the other. A line that the file drops without such a trace is joined with the customer's
/// creates, since its count may have moved there under another name: two amounts for one count must never
/// stand together. Nor is a line whose counts changed place, and whose quantity happens to stay, `confirmed`
/// with them before the other line has given them up: it is a part of the replace then. Requires: `rows` and
/// `confirmed` are of this customer. Source: interface.md section 5, "Replace is one row".
std::vector<Row> join_exchanges(const Customer& customer, std::vector<Row> rows,
                                std::vector<ChargeConfirmed>& confirmed);

}  // namespace tariff::plan
