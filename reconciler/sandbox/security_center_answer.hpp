#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/instant.hpp"
#include "text/json.hpp"

/// How Kaspersky Security Center writes values and errors.
/// Source: kaspersky-security-center.md sections 3 and 4.
namespace tariff::sandbox {

/// {"type":"params","value":{…}}: how a container stands inside another.
Json params(Json members);
/// {"type":"datetime","value":"…"}; the text may be "", not set.
Json datetime(std::string_view text);
Json datetime(Instant instant);
/// {"type":"long","value":…}
Json long_number(std::int64_t value);
/// Undoes the wrapping; a bare value stays as it is.
const Json& unwrapped(const Json& value);

/// A method error; it travels with HTTP 200.
struct PxgError {
  std::int64_t code = 0;
  std::string module;
  std::string message;
  std::int64_t subcode = 0;
};

PxgError no_such_parameter(std::string_view name);  ///< KLPRSS 1125
PxgError object_not_found(std::string_view what);   ///< KLSTD 1186
PxgError bad_format(std::string_view what);         ///< KLSTD 1192
PxgError not_permitted();                           ///< KLSTD 1193, on a virtual server
PxgError limit_violated(std::string_view what);     ///< KLSTD 1229

/// What a method gives back: its members, or an error.
using Answer = std::variant<Json, PxgError>;
/// {"PxgRetVal": value}
Json returning(Json value);
/// The body of the HTTP reply.
std::string answer_text(const Answer& answer);

/// The arguments of one call. Null and missing are alike.
class Arguments {
 public:
  explicit Arguments(Json json) : json_(std::move(json)) {}

  /// Nullopt where it is missing or of another type; a wrapped long counts as a number.
  std::optional<std::string> text(std::string_view name) const;
  std::optional<std::int64_t> number(std::string_view name) const;
  std::optional<bool> boolean(std::string_view name) const;
  std::optional<std::vector<std::string>> texts(std::string_view name) const;
  /// An object argument as arguments of its own; empty where it is missing.
  Arguments part(std::string_view name) const;
  std::vector<std::string> names() const;

 private:
  const Json* find(std::string_view name) const;
  Json json_;
};

/// Those of the members that were asked for, in the order of the question; unknown names are simply absent.
Json chosen(const Json& members, const std::vector<std::string>& names);

}  // namespace tariff::sandbox
