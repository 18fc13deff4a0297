#include "support/schema_check.hpp"

#include <exception>

#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

namespace tariff::test {
namespace {

std::string sentence(const valijson::ValidationResults::Error& error) {
  std::string path;
  for (const auto& part : error.context) path += part;
  return path + ": " + error.description;
}

std::vector<std::string> compared(const nlohmann::json& schema_json, const nlohmann::json& document) {
  using Adapter = valijson::adapters::NlohmannJsonAdapter;
  valijson::Schema schema;
  valijson::SchemaParser(valijson::SchemaParser::kDraft7).populateSchema(Adapter(schema_json), schema);
  valijson::ValidationResults results;
  valijson::Validator(valijson::Validator::kStrongTypes).validate(schema, Adapter(document), &results);
  std::vector<std::string> errors;
  for (const auto& error : results) errors.push_back(sentence(error));
  return errors;
}

}  // namespace

std::vector<std::string> schema_errors(const std::string& schema_json, const std::string& document_json) {
  try {
    return compared(nlohmann::json::parse(schema_json), nlohmann::json::parse(document_json));
  } catch (const std::exception& error) {
    return {error.what()};
  }
}

}  // namespace tariff::test
