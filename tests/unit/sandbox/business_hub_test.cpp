#include "sandbox/business_hub_service.hpp"
#include "sandbox/control.hpp"
#include "sandbox/disturbed.hpp"
#include "sandbox/layers.hpp"
#include "text/one_time_code.hpp"
#include "unit/sandbox/small_hub.hpp"
#include "unit/sandbox/support.hpp"

using namespace tariff;
using namespace tariff::sandbox;
using business_hub::Resource;

namespace {

/// Business Hub over a world of its own, with a clock that stands still until somebody moves it.
struct Hub {
  SharedWorld shared;
  Instant now = noon;
  BusinessHubService service{shared.world, shared.lock, [this] { return now; }};

  explicit Hub(World given) { shared.world = std::move(given); }

  HttpReply sign_in(const std::string& password, const std::string& code = "") {
    HttpRequest request;
    request.method = "POST";
    request.path = business_hub::path_of({Resource::token, ""});
    request.body = business_hub::write_sign_in({"clerk@msp.example", password, code}).text();
    return service.handle(request);
  }
  std::string token() {
    const auto reply = sign_in("open sesame");
    REQUIRE(reply.status == 200);
    return business_hub::read_token(*read_json(reply.body)).value();
  }
  HttpReply get(const std::string& path, std::map<std::string, std::string> query = {}) {
    if (good_token.empty()) good_token = token();
    return service.handle(request_for(path, std::move(query)));
  }
  HttpRequest request_for(const std::string& path, std::map<std::string, std::string> query = {}) const {
    HttpRequest request;
    request.method = "GET";
    request.path = path;
    request.query = std::move(query);
    request.headers["authorization"] = business_hub::bearer(good_token);
    return request;
  }
  /// The ids of a page, each with a blank behind it.
  std::string page(std::map<std::string, std::string> query) {
    const auto reply = get(business_hub::path_of({Resource::companies, ""}), std::move(query));
    REQUIRE(reply.status == 200);
    const auto read = business_hub::read_page(*read_json(reply.body));
    REQUIRE(read.has_value());
    std::string ids;
    for (const auto& company : read->items) ids += company.id + " ";
    return ids + "of " + std::to_string(read->total) + " by " + std::to_string(read->limit);
  }
  std::vector<business_hub::Licence> licences(const std::string& company) {
    const auto reply = get(business_hub::path_of({Resource::licences, company}));
    REQUIRE(reply.status == 200);
    return business_hub::read_licences(*read_json(reply.body), company).value();
  }

  std::string good_token;
};

std::string usage_of_acme() { return business_hub::path_of({Resource::usage, "c-acme"}); }

}  // namespace

TEST_CASE("a wrong password and a broken body get no token, and without one nothing is read") {
  Hub hub(small_hub());
  CHECK(hub.sign_in("wrong").status == 401);
  HttpRequest broken;
  broken.method = "POST";
  broken.path = business_hub::path_of({Resource::token, ""});
  broken.body = "{\"email\":";
  CHECK(hub.service.handle(broken).status == 401);
  for (const auto resource :
       {Resource::integrations, Resource::companies, Resource::licences, Resource::usage})
    CHECK(hub.service.handle(hub.request_for(business_hub::path_of({resource, "c-acme"}))).status == 401);
  CHECK(hub.get(business_hub::path_of({Resource::integrations, ""})).status == 200);
}

TEST_CASE("an account with a one-time code wants that of now, half a minute more or less") {
  Hub hub(small_hub("\"otp_secret\": \"" + hub_otp_secret + "\","));
  using std::chrono::seconds;
  CHECK(hub.sign_in("open sesame").status == 401);
  CHECK(hub.sign_in("open sesame", "000000").status == 401);
  for (const int off : {-30, 0, 30})
    CHECK(hub.sign_in("open sesame", *one_time_code(hub_otp_secret, noon + seconds(off))).status == 200);
  for (const int off : {-60, 60})
    CHECK(hub.sign_in("open sesame", *one_time_code(hub_otp_secret, noon + seconds(off))).status == 401);
}

TEST_CASE("a token ends with its time") {
  Hub hub(small_hub("\"token_seconds\": 60,"));
  const auto path = business_hub::path_of({Resource::integrations, ""});
  CHECK(hub.get(path).status == 200);
  hub.now += std::chrono::seconds(59);
  CHECK(hub.get(path).status == 200);
  hub.now += std::chrono::seconds(1);
  CHECK(hub.get(path).status == 401);
}

TEST_CASE("companies come in pages that the service may shorten, of one integration or of all") {
  Hub hub(small_hub("\"page_limit_max\": 2,"));
  CHECK(hub.page({}) == "c-acme c/beta of 3 by 2");
  CHECK(hub.page({{"offset", "2"}, {"limit", "100"}}) == "c-gamma of 3 by 2");
  CHECK(hub.page({{"offset", "1"}, {"limit", "1"}}) == "c/beta of 3 by 1");
  CHECK(hub.page({{"offset", "9"}}) == "of 3 by 2");
  CHECK(hub.page({{"integrationid", "i-2"}}) == "c-gamma of 1 by 2");
  CHECK(hub.get(business_hub::path_of({Resource::companies, ""}), {{"integrationid", "i-9"}}).status == 404);
}

TEST_CASE(
    "users follow from computers and mobiles, devices are their sum, and one licence stands under two") {
  Hub hub(small_hub());
  const auto acme = hub.licences("c-acme");
  REQUIRE(acme.size() == 2);
  CHECK(acme[0].usage.users == 5);
  CHECK(acme[0].usage.devices == 12);
  CHECK(write_instant(acme[0].usage.as_of) == "2026-11-22T00:00:00Z");
  CHECK(acme[1].type == business_hub::LicenceType::subscription);
  CHECK(write_instant(acme[1].usage.as_of) == "2026-11-21T00:00:00Z");
  const auto beta = hub.licences("c/beta");
  REQUIRE(beta.size() == 1);
  CHECK(beta[0].id == acme[1].id);
  CHECK(beta[0].usage.devices == 2);
  CHECK(hub.licences("c-gamma").empty());
}

TEST_CASE("usage is told of a day that has begun") {
  Hub hub(small_hub());
  const auto past = hub.get(usage_of_acme(), {{"date", "2026-10-31"}});
  REQUIRE(past.status == 200);
  const auto licences = business_hub::read_licences(*read_json(past.body), "c-acme");
  REQUIRE(licences.has_value());
  CHECK(write_instant(licences->at(0).usage.as_of) == "2026-10-31T00:00:00Z");
  CHECK(hub.get(usage_of_acme(), {{"date", "2026-11-22"}}).status == 200);
  CHECK(hub.get(usage_of_acme(), {{"date", "2026-11-23"}}).status == 404);
  CHECK(hub.get(usage_of_acme(), {{"date", "yesterday"}}).status == 404);
  CHECK(hub.get(usage_of_acme()).status == 404);
}

TEST_CASE("what does not exist is answered with 404 and the error's body") {
  Hub hub(small_hub());
  for (const std::string path :
       {"/v2/companies", "/v1/companies/c-acme", "/v1/companies/nobody/licences", "/"}) {
    CAPTURE(path);
    const auto reply = hub.get(path);
    CHECK(reply.status == 404);
    CHECK(business_hub::read_error(reply.body)->code == business_hub::Refusal::not_found);
  }
  auto wrong_method = hub.request_for(business_hub::path_of({Resource::companies, ""}));
  wrong_method.method = "DELETE";
  CHECK(hub.service.handle(wrong_method).status == 404);
  Hub without(World{});
  CHECK(without.sign_in("open sesame").status == 404);
}

TEST_CASE("over the requests of a minute the hub says how long to wait") {
  Hub hub(small_hub("\"requests_per_minute\": 2,"));
  const auto path = business_hub::path_of({Resource::integrations, ""});
  CHECK(hub.get(path).status == 200);
  hub.now += std::chrono::seconds(45);
  const auto refused = hub.get(path);
  CHECK(refused.status == 429);
  CHECK(refused.headers.at("retry-after") == "15");
  CHECK(business_hub::read_error(refused.body)->code == business_hub::Refusal::rate_limited);
  hub.now += std::chrono::seconds(15);
  CHECK(hub.get(path).status == 200);
}

TEST_CASE("the request log names routes, and neither e-mail, password, code, token nor id") {
  Hub hub(small_hub("\"otp_secret\": \"" + hub_otp_secret + "\","));
  const auto code = *one_time_code(hub_otp_secret, noon);
  const auto handler = with_control([&](const HttpRequest& request) { return hub.service.handle(request); },
                                    hub.shared, hub.shared.business_hub_requests, business_hub_kind);
  HttpRequest sign_in;
  sign_in.method = "POST";
  sign_in.path = business_hub::path_of({Resource::token, ""});
  sign_in.body = business_hub::write_sign_in({"clerk@msp.example", "open sesame", code}).text();
  hub.good_token = business_hub::read_token(*read_json(handler(sign_in).body)).value();
  handler(hub.request_for(usage_of_acme(), {{"date", "2026-11-22"}}));
  handler(hub.request_for("/v1/" + hub.good_token + "?password=open%20sesame"));
  HttpRequest log;
  log.method = "GET";
  log.path = "/sandbox/requests";
  const auto text = handler(log).body;
  for (const auto& secret : {std::string("clerk"), std::string("sesame"), code, hub.good_token,
                             hub_otp_secret, std::string("c-acme")})
    CHECK(text.find(secret) == std::string::npos);
  const auto counts = *read_json(text);
  CHECK(at(counts, {"requests", "business-hub POST /v1/auth/token"}) == "1");
  CHECK(at(counts, {"requests", "business-hub GET /v1/companies/{id}/usage"}) == "1");
  CHECK(at(counts, {"requests", "business-hub GET elsewhere"}) == "1");
  CHECK(at(counts, {"writes"}) == "0");
  log.path = "/sandbox/requests/both";
  CHECK(at(*read_json(handler(log).body), {"business_hub", "total"}) == "3");
}

namespace {

/// The hub, disturbed by one rule.
struct DisturbedHub : Hub {
  HttpHandler handler = with_faults(
      disturbed_business_hub([this](const HttpRequest& request) { return service.handle(request); },
                             [this] { service.forget_tokens(); }, shared),
      shared.faults, shared.late);

  explicit DisturbedHub(const std::string& fault) : Hub(small_hub("\"page_limit_max\": 2,")) {
    auto file =
        read_faults(R"({"rules":[{"call":"business-hub GET *","every":true,"fault":")" + fault + "\"}]}");
    REQUIRE(file.has_value());
    shared.faults.replace(*std::move(file));
    good_token = token();
  }
  HttpReply ask(const std::string& path, std::map<std::string, std::string> query = {}) {
    return handler(request_for(path, std::move(query)));
  }
};

}  // namespace

TEST_CASE("faults speak to the hub by its name") {
  const auto companies = business_hub::path_of({Resource::companies, ""});
  const auto read = [](const HttpReply& reply) { return business_hub::read_page(*read_json(reply.body)); };
  CHECK(read(DisturbedHub("total_lies").ask(companies))->total == 4);
  CHECK(read(DisturbedHub("empty_list").ask(companies))->total == 0);
  CHECK_FALSE(read(DisturbedHub("wrong_type").ask(companies)).has_value());
  DisturbedHub same("same_page");
  CHECK(read(same.ask(companies))->items == read(same.ask(companies, {{"offset", "2"}}))->items);
  CHECK(DisturbedHub("session_expires").ask(companies).status == 401);
  const auto other = DisturbedHub("other_echo").ask(business_hub::path_of({Resource::licences, "c-acme"}));
  CHECK(at(*read_json(other.body), {"companyId"}) == "c/beta");
  CHECK(DisturbedHub("other_echo").ask(companies).status == 200);
}

TEST_CASE("a world with a hub is written and read the same, and what is wrong in it is refused by its path") {
  const auto text = write_world(small_hub("\"otp_secret\": \"" + hub_otp_secret + "\","));
  CHECK(write_world(world_of(text)) == text);
  CHECK(write_world(World{}).find("business_hub") == std::string::npos);
  const auto problem = [](const std::string& company) {
    const auto world = read_world(R"({"business_hub":{"companies":[)" + company + "]}}", noon);
    REQUIRE_FALSE(world.has_value());
    return world.error().message;
  };
  CHECK(
      problem(R"({"licences":[{"type":"gift"}]})") ==
      "In the world, business_hub.companies[0].licences[0].type is not commercial or subscription or trial.");
  CHECK(problem(R"({"registered_at":"2024-05-01T09:00:00"})").find("companies[0].registered_at") !=
        std::string::npos);
  CHECK(problem(R"({"licences":[{"usage":{"user":1}}]})").find("licences[0].usage.user") !=
        std::string::npos);
}
