#pragma once

#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "adapters/security_center/values.hpp"
#include "text/json.hpp"

namespace tariff::security_center {

/// A reply's JSON as the converters get it. Requires: the text is JSON.
inline Json plain(std::string_view text) {
  auto json = read_json(text);
  REQUIRE(json.has_value());
  return unwrapped(*std::move(json));
}

inline JsonView view_of(const Json& json) { return {json, "row"}; }

}  // namespace tariff::security_center
