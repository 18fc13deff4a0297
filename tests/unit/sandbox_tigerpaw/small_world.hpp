#pragma once

#include <map>
#include <mutex>
#include <string>

#include "sandbox/tigerpaw_service.hpp"
#include "text/crypto.hpp"
#include "text/json.hpp"
#include "text/match.hpp"
#include "text/time.hpp"

namespace tariff::sandbox::tiny {

inline World small_world() {
  World world;
  auto& tigerpaw = world.tigerpaw;
  tigerpaw.public_key = "11111111-2222-3333-4444-555555555555";
  tigerpaw.private_key = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";
  tigerpaw.soap_user = "billing";
  tigerpaw.soap_password = "open sesame";
  tigerpaw.soap_product = "Kaspersky";
  tigerpaw.levels = {{1, "Silver"}, {2, "Gold"}};
  tigerpaw.external_products = {{31, "Kaspersky", true}, {32, "Old product", false}};
  tigerpaw.items = {
      {501, "KES-WKS", "Endpoint Security, workstations", false, {{1, "3.25"}, {2, "3"}}, {{2, "99"}}},
      {502, "KES-SRV", "Endpoint Security, servers", false, {{2, "7.5"}}, {}},
      {503, "KES-OLD", "Withdrawn", true, {{2, "1"}}, {}}};
  Account contoso;
  contoso.number = 105;
  contoso.name = "Contoso Ltd";
  contoso.default_level = 2;
  contoso.cross_references = {{701, 31, "uid-contoso"}};
  Account fabrikam;
  fabrikam.number = 1050;
  fabrikam.name = "Fabrikam";
  fabrikam.parent = 105;
  tigerpaw.accounts = {contoso, fabrikam};
  Agreement agreement;
  agreement.number = 12345;
  agreement.account = 105;
  agreement.start = "2026-01-01T00:00:00";
  Charge charge;
  charge.detail_id = 8001;
  charge.item_id = "KES-SRV";
  charge.description = "By hand";
  charge.quantity = 4;
  charge.price = "7.5";
  charge.level = 2;
  agreement.charges = {charge};
  Agreement ended = agreement;
  ended.number = 12346;
  ended.end = "2026-11-21T00:00:00";
  ended.charges.clear();
  Agreement foreign = agreement;
  foreign.number = 22222;
  foreign.account = 1050;
  foreign.charges.clear();
  tigerpaw.agreements = {agreement, ended, foreign};
  tigerpaw.next_cross_reference_id = 702;
  return world;
}

/// A service over a small world, and a caller who signs as the fact sheet says.
struct Stage {
  World world = small_world();
  std::mutex lock;
  int changes = 0;
  Instant now = read_instant("2026-11-22T10:00:00Z").value();
  TigerpawService service{world, lock, [this] { ++changes; }, [this] { return now; }, WriterProfile{}};

  HttpRequest signed_request(const std::string& method, const std::string& path,
                             const std::string& body = "") const {
    HttpRequest request;
    request.method = method;
    request.path = path;
    request.body = body;
    const auto stamp = write_rfc1123(now);
    const auto signature =
        base64(hmac_sha256(world.tigerpaw.private_key, lower_ascii(method + "|" + path + "|" + stamp)));
    request.headers["authorization"] = "TSI " + base64(world.tigerpaw.public_key + ":" + signature);
    request.headers["x-tsi-date"] = stamp;
    return request;
  }
  HttpReply call(const std::string& method, const std::string& path, const std::string& body = "",
                 std::map<std::string, std::string> query = {}) {
    auto request = signed_request(method, path, body);
    request.query = std::move(query);
    return service.handle(request);
  }
  Json read(const std::string& method, const std::string& path, const std::string& body = "",
            std::map<std::string, std::string> query = {}) {
    return read_json(call(method, path, body, std::move(query)).body).value();
  }
};

}  // namespace tariff::sandbox::tiny
