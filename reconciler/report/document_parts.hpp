#pragma once

#include <optional>
#include <string>

#include "domain/line_value.hpp"
#include "text/json.hpp"

/// What the reporter's JSON documents write alike.
namespace tariff::report {

/// Text from outside as it is, where it can be JSON; else made inert.
Json outside_json(const std::string& text);
Json outside_or_null(const std::string& text);
/// Null where there is none.
Json line_value_json(const std::optional<LineValue>& value);
Json exit_json(int code, const std::string& exit_class);
/// The schema of a line value or null.
Json line_value_schema();

}  // namespace tariff::report
