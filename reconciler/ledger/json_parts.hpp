#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/event.hpp"
#include "text/field_reader.hpp"
#include "text/json.hpp"

/// What events and checkpoints write alike.
namespace tariff {

Json key_json(const ChargeKey& key);
Json value_json(const LineValue& value);
Json names_json(const std::vector<std::string>& names);
/// Adds the members of a stamp, a tenant, or the origin of a mapping, to an object.
Json& add_stamp(Json& object, const BillingStamp& stamp);
Json& add_tenant(Json& object, const TenantBound& tenant);
Json& add_origin(Json& object, const MappingOrigin& origin);

/// Reads the fields that the ledger's documents share; the first error is kept.
class LedgerFields : public FieldReader {
 public:
  using FieldReader::FieldReader;

  AccountNumber account() { return AccountNumber(whole("account")); }
  AgreementNumber agreement() { return AgreementNumber(whole("agreement")); }
  Instant instant(std::string_view name);
  Day day(std::string_view name);
  ChargeKey key() { return key_in(at("key")); }
  ChargeKey key_in(JsonView view);
  LineValue value() { return value_in(at("value")); }
  LineValue value_in(JsonView view);
  std::optional<Money> money_if_any(std::string_view name);
  BillingStamp stamp() { return {text("last_billed"), text("next_period")}; }
  TenantBound tenant();
  MappingOrigin origin();
  std::vector<std::string> names(std::string_view name);

 private:
  std::vector<ChargeKey> lines_beside(AgreementNumber agreement);
};

}  // namespace tariff
