#pragma once

#include <cstdint>
#include <string>

#include "text/field_reader.hpp"
#include "text/json.hpp"

namespace tariff::plan {

/// A licence name that a glob of the file matches and that no run has seen matched before: a renewal under
/// another name, or another product that the glob was not meant for.
///
/// Shape: `devices` are the distinct ones of each customer, in the unit that the licence is sold by.
struct NewLicence {
  std::string licence_name;
  std::string product;
  bool billed = true;
  std::int64_t devices = 0;
  std::int64_t customers = 0;
  bool operator==(const NewLicence&) const = default;
};

Json new_licence_json(const NewLicence& licence);
Json new_licence_schema();
/// An error is kept in the reader.
NewLicence read_new_licence(FieldReader& r);

}  // namespace tariff::plan
