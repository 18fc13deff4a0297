#pragma once

#include <string>
#include <vector>

namespace tariff::test {

/// What a JSON Schema (draft-07) finds wrong with a document; empty where it validates.
///
/// Shape: one sentence each, with the path of the value. A schema or document that is no JSON, and a schema
/// that cannot be compiled, are such sentences too, so a broken schema never passes.
std::vector<std::string> schema_errors(const std::string& schema_json, const std::string& document_json);

}  // namespace tariff::test
