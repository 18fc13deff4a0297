#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "sandbox/http_message.hpp"
#include "sandbox/world.hpp"
#include "text/json.hpp"

/// What the handlers of the sandbox's Tigerpaw share: a call, its answer, and JSON rows in Tigerpaw's manner.
namespace tariff::sandbox::tigerpaw {

/// What a handler may touch; the world's lock is held. `changed` must be called after a write.
struct Desk {
  Tigerpaw& world;
  const std::function<void()>& changed;
  Instant now;
};

/// One routed call. Shape: `arguments` are what the wildcards of the route stood for, decoded, in lower case.
struct Call {
  const HttpRequest& request;
  std::vector<std::string> arguments;
  Json body;

  /// Requires: the wildcard was a `#`.
  std::int64_t number(std::size_t index) const;
  /// The parameter of the query, "" where there is none.
  std::string parameter(const std::string& lower_case_name) const;
  bool flag(const std::string& lower_case_name) const;
};

HttpReply json_reply(const Json& body, int status = 200);
/// An error body as ASP.NET Web API writes it: {"Message": "…"}. Source: tigerpaw.md section 6.
HttpReply problem(int status, std::string_view message);
/// {"Success": …, "Message": …} with status 200.
HttpReply outcome(bool success, std::string_view message);

/// A JSON object whose decimals and nulls follow the world's settings.
class Row {
 public:
  explicit Row(const Tigerpaw& settings) : settings_(settings), object_(Json::object()) {}
  Row& text(std::string_view name, std::string_view value);
  /// "" is null.
  Row& text_or_null(std::string_view name, std::string_view value);
  Row& number(std::string_view name, std::int64_t value);
  /// 0 is null.
  Row& number_or_null(std::string_view name, std::int64_t value);
  Row& truth(std::string_view name, bool value);
  /// Digits with at least the world's number of decimal places; "" is null.
  Row& decimal(std::string_view name, std::string_view digits);
  Row& null(std::string_view name);
  Row& value(std::string_view name, Json value);
  Json take() { return std::move(object_); }

 private:
  const Tigerpaw& settings_;
  Json object_;
};

/// 5 with 4 places is 5.0000, 3.25 with 0 places is 3.25: places are added and needless zeros taken away.
std::string decimal_text(std::string_view digits, std::int64_t places);

template <class Things, class Member, class Key>
auto find_by(Things& things, Member member, const Key& key) -> decltype(things.data()) {
  for (auto& thing : things)
    if (thing.*member == key) return &thing;
  return nullptr;
}

/// As Tigerpaw finds items: letter case does not matter. Nullptr where there is none.
const Item* find_item(const Tigerpaw& world, std::string_view id);

}  // namespace tariff::sandbox::tigerpaw
