#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/json.hpp"

/// The pieces of which the JSON Schemas (draft-07) of our documents are made.
namespace tariff::json_schema {

using Members = std::vector<Json::Member>;

Json type(std::string_view name);
Json text();
Json whole();
Json truth();
Json nullable(std::string_view name);
/// Decimal text, never a number.
Json money();
Json words(const std::vector<std::string>& values);
Json list_of(Json items);
/// An object of exactly these members, each of them always there.
Json closed(Members members);
/// That object with one member more, which need not be there.
Json with_optional(Json object, std::string_view name, Json schema);
Json or_null(Json schema);
/// `exit: {code, class}`, as every document has it.
Json exit();
/// A whole document: `body` under a title.
std::string document(std::string_view title, const Json& body);

}  // namespace tariff::json_schema
