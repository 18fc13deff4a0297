#include "sandbox/disturbed.hpp"

#include <algorithm>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "adapters/business_hub/codec.hpp"
#include "sandbox/tigerpaw_service.hpp"
#include "text/crypto.hpp"
#include "text/match.hpp"
#include "text/time.hpp"

namespace tariff::sandbox {
namespace {

/// The first of the candidates that is not this one; this one where there is no other.
std::string another(const std::string& this_one, const std::vector<std::string>& candidates) {
  for (const auto& candidate : candidates)
    if (!equal_ignoring_case(candidate, this_one)) return candidate;
  return this_one;
}

std::vector<std::string> account_numbers(const World& world) {
  std::vector<std::string> numbers;
  for (const auto& account : world.tigerpaw.accounts) numbers.push_back(std::to_string(account.number));
  return numbers;
}

std::vector<std::string> agreement_numbers(const World& world) {
  std::vector<std::string> numbers;
  for (const auto& agreement : world.tigerpaw.agreements) numbers.push_back(std::to_string(agreement.number));
  return numbers;
}

std::vector<std::string> item_ids(const World& world) {
  std::vector<std::string> ids;
  for (const auto& item : world.tigerpaw.items) ids.push_back(item.id);
  return ids;
}

std::vector<std::string> company_ids(const World& world) {
  std::vector<std::string> ids;
  if (!world.business_hub) return ids;
  for (const auto& company : world.business_hub->companies) ids.push_back(company.id);
  return ids;
}

/// Replaces what stands between `before` and the next slash.
void replace_segment(std::string& path, std::string_view before, const std::vector<std::string>& candidates) {
  const auto at = lower_ascii(path).find(before);
  if (at == std::string::npos) return;
  const auto start = at + before.size();
  const auto length = std::min(path.find('/', start), path.size()) - start;
  const auto segment = path.substr(start, length);
  if (whole_number(segment)) path.replace(start, length, another(segment, candidates));
}

/// The same request about another thing, signed anew.
HttpRequest about_another(HttpRequest request, const World& world) {
  replace_segment(request.path, "/api/accounts/", account_numbers(world));
  replace_segment(request.path, "/api/agreements/account/", account_numbers(world));
  replace_segment(request.path, "/api/agreements/", agreement_numbers(world));
  if (const auto item = request.query.find("itemid"); item != request.query.end())
    item->second = another(item->second, item_ids(world));
  const auto& stamp = request.header("x-tsi-date");
  const auto text = lower_ascii(request.method + "|" + request.path + "|" + stamp);
  const auto& keys = world.tigerpaw;
  request.headers["authorization"] =
      "TSI " + base64(keys.public_key + ":" + base64(hmac_sha256(keys.private_key, text)));
  return request;
}

std::optional<World> world_before(SharedWorld& shared) {
  const std::lock_guard guard(shared.lock);
  return shared.before_last_write;
}

}  // namespace

Disturbed disturbed_tigerpaw(HttpHandler service, SharedWorld& shared) {
  Disturbed disturbed;
  disturbed.profile = shared.profile;
  disturbed.kind = [&shared](const HttpRequest& request) { return tigerpaw_kind(request, shared.profile); };
  disturbed.handle = [service, &shared](const HttpRequest& request) {
    if (shared.faults.names("stale_list") && tigerpaw_kind(request, shared.profile).is_write) {
      const std::lock_guard guard(shared.lock);
      shared.before_last_write = shared.world;
    }
    return service(request);
  };
  disturbed.before_last_write = [service, &shared](const HttpRequest& request) {
    auto before = world_before(shared);
    if (!before) return service(request);
    std::mutex alone;
    return TigerpawService(
               *before, alone, [] {}, system_now, shared.profile)
        .handle(request);
  };
  disturbed.about_another = [service, &shared](const HttpRequest& request) {
    HttpRequest other;
    {
      const std::lock_guard guard(shared.lock);
      other = about_another(request, shared.world);
    }
    return service(other);
  };
  return disturbed;
}

Disturbed disturbed_security_center(HttpHandler service, SharedWorld& shared) {
  Disturbed disturbed;
  disturbed.kind = security_center_kind;
  disturbed.handle = service;
  disturbed.before_last_write = service;
  disturbed.end_session = [service](HttpRequest request) {
    request.path = "/api/v1.0/Session.EndSession";
    service(request);
  };
  disturbed.about_another = [service, &shared](HttpRequest request) {
    const auto found = request.headers.find("x-ksc-vserver");
    if (found == request.headers.end()) return service(request);
    std::vector<std::string> names;
    {
      const std::lock_guard guard(shared.lock);
      for (const auto& server : shared.world.kaspersky.servers) names.push_back(server.name);
    }
    found->second = base64(another(from_base64(found->second).value_or(""), names));
    return service(request);
  };
  return disturbed;
}

Disturbed disturbed_business_hub(HttpHandler service, std::function<void()> forget_tokens,
                                 SharedWorld& shared) {
  Disturbed disturbed;
  disturbed.kind = business_hub_kind;
  disturbed.handle = service;
  disturbed.before_last_write = service;
  disturbed.end_session = [forget = std::move(forget_tokens)](const HttpRequest&) { forget(); };
  disturbed.about_another = [service, &shared](HttpRequest request) {
    auto route = business_hub::read_route(request.method, request.path);
    if (!route || route->company.empty()) return service(request);
    {
      const std::lock_guard guard(shared.lock);
      route->company = another(route->company, company_ids(shared.world));
    }
    request.path = business_hub::path_of(*route);
    return service(request);
  };
  return disturbed;
}

}  // namespace tariff::sandbox
