#pragma once

#include <string_view>
#include <vector>

#include "domain/counting.hpp"
#include "text/field_reader.hpp"
#include "text/json.hpp"

namespace tariff {

/// The parts of a quantity as the ledger and the plan document hold them: tenant, product, category, count.
Json parts_json(const std::vector<Part>& parts);

/// Reads the member of that name; an error is kept in the reader.
std::vector<Part> read_parts(FieldReader& fields, std::string_view name = "parts");

}  // namespace tariff
