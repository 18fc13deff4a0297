#include "sandbox/tigerpaw_service.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/tigerpaw/soap_codec.hpp"
#include "sandbox/tigerpaw_answers.hpp"
#include "text/crypto.hpp"
#include "text/match.hpp"
#include "text/percent.hpp"
#include "text/time.hpp"

namespace tariff::sandbox {
namespace tigerpaw {
namespace {

/// Shape: `#` stands for a whole number, `*` for any segment; both become arguments. The first that fits
/// wins.
struct Route {
  std::string_view method;
  std::string_view pattern;
  HttpReply (*answer)(Desk&, const Call&);
};

constexpr std::array routes{
    Route{"GET", "accounts/#", account_summary},
    Route{"GET", "accounts/#/details", account_details},
    Route{"GET", "accounts/#/accounting", account_accounting},
    Route{"POST", "accounts/search", account_search},
    Route{"POST", "accounts/search/*", account_search_by_word},
    Route{"POST", "accounts/search/*/*", account_search_by_word},
    Route{"GET", "accounts/#/service/externalproducts", list_links},
    Route{"GET", "accounts/#/service/externalproducts/#", one_link},
    Route{"POST", "accounts/#/service/externalproducts", add_link},
    Route{"PUT", "accounts/#/service/externalproducts/#", change_link},
    Route{"DELETE", "accounts/#/service/externalproducts", remove_link},
    Route{"GET", "agreements/account/#", agreements_of_account},
    Route{"GET", "agreements/account/#/*", agreements_of_account},
    Route{"GET", "agreements/#", agreement_summary},
    Route{"GET", "agreements/#/details", agreement_details},
    Route{"GET", "agreements/#/billto", agreement_bill_to},
    Route{"GET", "agreements/#/additionalcharges", agreement_charges},
    Route{"GET", "agreements/#/additionalcharges/#", agreement_charge},
    Route{"GET", "agreements/#/coveredassets", empty_table},
    Route{"POST", "agreements/search", agreement_search},
    Route{"POST", "agreements/search/*", agreement_search_by_word},
    Route{"GET", "pricebook/items", item_summary},
    Route{"GET", "pricebook/items/details", item_details},
    Route{"GET", "pricebook/items/#", item_summary_by_number},
    Route{"GET", "pricebook/items/#/details", item_details_by_number},
    Route{"POST", "pricebook/items/search", item_search},
    Route{"POST", "pricebook/items/search/itemid/*", item_search_by_id},
    Route{"POST", "pricebook/items/search/*", item_search_by_word},
    Route{"GET", "mastertables/pricelevels", price_levels},
    Route{"GET", "mastertables/externalproducts", external_products},
    Route{"GET", "mastertables/externalproducts/*", external_products},
    Route{"GET", "mastertables/reps", empty_table},
    Route{"GET", "mastertables/reps/*", empty_table},
    Route{"GET", "reps/#", no_such_rep},
    Route{"GET", "reps/#/details", no_such_rep},
    Route{"GET", "diagnostics/validate/user", validate_user},
    Route{"GET", "diagnostics/productinformation", product_information},
    Route{"GET", "diagnostics/database/version", database_version},
};

/// The segments of a path, without the empty ones.
std::vector<std::string> segments_of(std::string_view path) {
  std::vector<std::string> segments;
  while (!path.empty()) {
    const auto end = std::min(path.find('/'), path.size());
    if (end > 0) segments.push_back(percent_decoded(path.substr(0, end), false));
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return segments;
}

/// What the wildcards stand for; nullopt where the pattern does not fit.
std::optional<std::vector<std::string>> fit(const std::vector<std::string>& pattern,
                                            const std::vector<std::string>& segments) {
  if (pattern.size() != segments.size()) return std::nullopt;
  std::vector<std::string> arguments;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const bool fits = pattern[i] == "*" ||
                      (pattern[i] == "#" ? whole_number(segments[i]).has_value() : pattern[i] == segments[i]);
    if (!fits) return std::nullopt;
    if (pattern[i] == "*" || pattern[i] == "#") arguments.push_back(segments[i]);
  }
  return arguments;
}

/// Nullopt for a good signature, else what is wrong with it. Source: tigerpaw.md section 3.1.
std::optional<std::string> signature_trouble(const Tigerpaw& world, const HttpRequest& request, Instant now) {
  const auto authorization = request.header("authorization");
  if (!equal_ignoring_case(authorization.substr(0, 4), "TSI ")) return "no TSI authorization";
  const auto token = from_base64(authorization.substr(4));
  const auto colon = token ? token->find(':') : std::string::npos;
  if (colon == std::string::npos) return "no key and signature in the token";
  if (token->substr(0, colon) != world.public_key) return "unknown key";
  const auto own_date = request.header("x-tsi-date");
  const auto stamp = own_date.empty() ? request.header("date") : own_date;
  const auto moment = read_rfc1123(stamp);
  if (!moment) return "no date";
  const auto skew = std::chrono::abs(now - *moment);
  if (skew > std::chrono::seconds(world.clock_skew_seconds)) return "date out of range";
  const auto text = lower_ascii(request.method + "|" + request.path + "|" + stamp);
  if (token->substr(colon + 1) != base64(hmac_sha256(world.private_key, text))) return "wrong signature";
  return std::nullopt;
}

HttpReply unauthorized() {
  auto reply = problem(401, "Authorization has been denied for this request.");
  reply.headers["www-authenticate"] = "TSI";
  return reply;
}

HttpReply invalid_body(const Error& error) {
  const auto state = Json::object({{"request", Json::array({Json::string(error.message)})}});
  return json_reply(
      Json::object({{"Message", Json::string("The request is invalid.")}, {"ModelState", state}}), 400);
}

HttpReply routed(Desk& desk, const HttpRequest& request) {
  auto segments = segments_of(lower_ascii(request.path));
  if (segments.empty() || segments.front() != "api") return problem(404, "There is no such resource.");
  segments.erase(segments.begin());
  bool path_known = false;
  for (const auto& route : routes) {
    auto arguments = fit(segments_of(route.pattern), segments);
    if (!arguments) continue;
    path_known = true;
    if (request.method != route.method) continue;
    Call call{request, std::move(*arguments), {}};
    if (request.body.empty()) return route.answer(desk, call);
    auto body = read_json(request.body);
    if (!body) return invalid_body(body.error());
    call.body = std::move(*body);
    return route.answer(desk, call);
  }
  if (path_known) return problem(405, "The resource does not support the method " + request.method + ".");
  return problem(404, "There is no such resource.");
}

}  // namespace
}  // namespace tigerpaw

TigerpawService::TigerpawService(World& world, std::mutex& world_lock, std::function<void()> changed,
                                 std::function<Instant()> clock, WriterProfile profile)
    : world_(world),
      world_lock_(world_lock),
      changed_(std::move(changed)),
      clock_(std::move(clock)),
      profile_(std::move(profile)) {}

HttpReply TigerpawService::handle(const HttpRequest& request) {
  const auto now = clock_();
  const std::lock_guard lock(world_lock_);
  tigerpaw::Desk desk{world_.tigerpaw, changed_, now};
  if (equal_ignoring_case(request.path, soap::path)) return tigerpaw::submit_charges(desk, request, profile_);
  if (tigerpaw::signature_trouble(desk.world, request, now)) return tigerpaw::unauthorized();
  return tigerpaw::routed(desk, request);
}

}  // namespace tariff::sandbox
