#pragma once

#include "domain/observed.hpp"
#include "text/field_reader.hpp"
#include "text/json.hpp"

namespace tariff::snapshot {

/// What Kaspersky, or Tigerpaw, holds: every value of `observed` but its clock and its bound tenants.
Json kaspersky_json(const Observed& observed);
Json tigerpaw_json(const Observed& observed);

/// The reverse; the first error is kept in the reader.
void read_kaspersky(FieldReader& fields, Observed& observed);
void read_tigerpaw(FieldReader& fields, Observed& observed);

}  // namespace tariff::snapshot
