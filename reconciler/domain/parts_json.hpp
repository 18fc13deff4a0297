#pragma once

#include <string_view>
#include <vector>

#include "domain/counting.hpp"
#include "text/field_reader.hpp"
#include "text/json.hpp"

namespace tariff {

/// The parts of a quantity as the ledger and the plan document hold them: tenant, product, category, count,
/// and where it is not plain the rule that the count is billed by, with what that takes beside the count.
Json parts_json(const std::vector<Part>& parts);

/// The JSON Schema of the same.
Json parts_schema();

/// Reads the member of that name; an error is kept in the reader.
std::vector<Part> read_parts(FieldReader& fields, std::string_view name = "parts");

}  // namespace tariff
