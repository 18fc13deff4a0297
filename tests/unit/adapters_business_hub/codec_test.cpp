#include "adapters/business_hub/codec.hpp"

#include <doctest/doctest.h>

#include "text/time.hpp"

namespace tariff::business_hub {
namespace {

Instant moment(const std::string& text) { return read_instant(text).value(); }
Json json_of(const std::string& text) { return read_json(text).value(); }

// The examples of business-hub.md, section 5, word by word but for the ids.
const std::string companies_example =
    R"({"items":[{"companyId":"6f0c","name":"Acme Ltd","registeredAt":"2024-05-01T09:00:00Z",
  "workspaces":[{"workspaceId":"w-1","solution":"KESC"},{"workspaceId":"w-2","solution":"KS_O365"}]}],
 "total":1,"offset":0,"limit":100})";
const std::string licences_example = R"({"companyId":"6f0c","licences":[{
  "licenceId":"2B7A-1","productName":"Kaspersky Endpoint Security Cloud Plus, User",
  "type":"commercial","status":"active",
  "unit":"user","limit":25,"expiresAt":"2027-01-31T00:00:00Z",
  "usage":{"users":19,"computers":19,"mobiles":12,"devices":31,"mailboxes":0,"asOf":"2026-01-31T02:00:00Z"}}]})";

const Company acme{"6f0c", "Acme Ltd", moment("2024-05-01T09:00:00Z"), {{"w-1", "KESC"}, {"w-2", "KS_O365"}}};
const Licence cloud_plus{"2B7A-1",
                         "Kaspersky Endpoint Security Cloud Plus, User",
                         LicenceType::commercial,
                         LicenceStatus::active,
                         LicenceUnit::user,
                         25,
                         moment("2027-01-31T00:00:00Z"),
                         {19, 19, 12, 31, 0, moment("2026-01-31T02:00:00Z")}};

/// The example with one piece of its text replaced.
Json licences_with(const std::string& piece, const std::string& other) {
  auto text = licences_example;
  REQUIRE(text.find(piece) != std::string::npos);
  return json_of(text.replace(text.find(piece), piece.size(), other));
}

std::string problem_with(const std::string& piece, const std::string& other) {
  const auto read = read_licences(licences_with(piece, other), "6f0c");
  REQUIRE_FALSE(read.has_value());
  CHECK(read.error().kind == ErrorKind::refused);
  return read.error().message;
}

}  // namespace

TEST_CASE("the examples of the fact sheet are read, and written again as they are") {
  const auto page = read_page(json_of(companies_example));
  REQUIRE(page.has_value());
  CHECK(*page == Page{{acme}, 1, 0, 100});
  CHECK(write_page(*page) == json_of(companies_example));
  const auto licences = read_licences(json_of(licences_example), "6f0c");
  REQUIRE(licences.has_value());
  CHECK(*licences == std::vector<Licence>{cloud_plus});
  CHECK(write_licences("6f0c", *licences) == json_of(licences_example));
}

TEST_CASE("sign-in, token and integrations go both ways") {
  const auto sign_in = read_sign_in(write_sign_in({"a@b.example", "open \"sesame\"", "123456"}));
  REQUIRE(sign_in.has_value());
  CHECK(sign_in->email == "a@b.example");
  CHECK(sign_in->password == "open \"sesame\"");
  CHECK(sign_in->code == "123456");
  CHECK(write_sign_in({"a", "b", ""}).find("otp") == nullptr);
  CHECK(read_sign_in(write_sign_in({"a", "b", ""}))->code.empty());
  CHECK(read_token(write_token("abc", std::chrono::seconds(3600))).value_or("") == "abc");
  const std::vector<Integration> integrations{{"i-1", "North"}, {"i-2", ""}};
  CHECK(read_integrations(write_integrations(integrations)).value() == integrations);
}

TEST_CASE("a count is a whole number from 0 to ten million, or the reply is refused by its path") {
  for (const std::string bad :
       {"\"19\"", "-1", "1.5", "1e3", "10000001", "99999999999999999999", "null", "true", "[]"}) {
    CAPTURE(bad);
    CHECK(problem_with("\"computers\":19", "\"computers\":" + bad).find("licences[0].usage.computers") !=
          std::string::npos);
    CHECK(problem_with("\"limit\":25", "\"limit\":" + bad).find("licences[0].limit") != std::string::npos);
  }
  CHECK(problem_with("\"computers\":19,", "").find("licences[0].usage.computers") != std::string::npos);
  CHECK(problem_with("\"users\":19", "\"users\":-7") ==
        "Found -7 at licences[0].usage.users, expected a whole number from 0 to 10000000.");
  CHECK(read_licences(licences_with("\"mobiles\":12", "\"mobiles\":10000000"), "6f0c").has_value());
  CHECK(read_licences(licences_with("\"mobiles\":12", "\"mobiles\":12.0"), "6f0c").has_value());
}

TEST_CASE("a word that is not of its list is refused with the list") {
  CHECK(problem_with("\"commercial\"", "\"Commercial\"") ==
        "Found the text \"Commercial\" at licences[0].type, expected commercial or subscription or trial.");
  CHECK(problem_with("\"active\"", "\"suspended\"").find("licences[0].status") != std::string::npos);
  CHECK(problem_with("\"user\"", "1").find("licences[0].unit") != std::string::npos);
}

TEST_CASE("a moment without a zone is refused, one with another zone is converted") {
  CHECK(problem_with("2026-01-31T02:00:00Z", "2026-01-31T02:00:00").find("licences[0].usage.asOf") !=
        std::string::npos);
  CHECK(problem_with("\"2027-01-31T00:00:00Z\"", "1801353600").find("licences[0].expiresAt") !=
        std::string::npos);
  const auto east =
      read_licences(licences_with("2026-01-31T02:00:00Z", "2026-01-31T02:00:00.5+03:00"), "6f0c");
  REQUIRE(east.has_value());
  CHECK(write_instant(east->at(0).usage.as_of) == "2026-01-30T23:00:00Z");
}

TEST_CASE("ids are never empty, and a product has a name") {
  CHECK(problem_with("\"2B7A-1\"", "\"\"").find("licences[0].licenceId") != std::string::npos);
  CHECK(problem_with("\"Kaspersky Endpoint Security Cloud Plus, User\"", "\"\"").find("productName") !=
        std::string::npos);
  CHECK_FALSE(read_page(json_of(R"({"items":[{"companyId":"","name":"A","registeredAt":"2024-05-01T09:00:00Z",
      "workspaces":[]}],"total":1,"offset":0,"limit":100})"))
                  .has_value());
}

TEST_CASE("a reply about another company, and one licence twice, are refused") {
  const auto other = read_licences(json_of(licences_example), "7777");
  REQUIRE_FALSE(other.has_value());
  CHECK(other.error().message == "Found the text \"6f0c\" at companyId, expected 7777.");
  const auto twice = read_licences(write_licences("6f0c", {cloud_plus, cloud_plus}), "6f0c");
  REQUIRE_FALSE(twice.has_value());
  CHECK(twice.error().message == "The licence 2B7A-1 came twice.");
}

TEST_CASE("members that nobody knows are let be, and another shape is refused") {
  CHECK(read_licences(licences_with("\"limit\":25", "\"limit\":25,\"colour\":\"red\""), "6f0c").has_value());
  for (const std::string bad :
       {"[]", "null", "3", R"({"companyId":"6f0c"})", R"({"companyId":"6f0c","licences":{}})",
        R"({"companyId":"6f0c","licences":[7]})"}) {
    CAPTURE(bad);
    CHECK_FALSE(read_licences(json_of(bad), "6f0c").has_value());
    CHECK_FALSE(read_page(json_of(bad)).has_value());
    CHECK_FALSE(read_token(json_of(bad)).has_value());
  }
  CHECK(read_licences(json_of(R"({"companyId":"6f0c","licences":[]})"), "6f0c")->empty());
}

TEST_CASE("a token is one that a header can carry, and a bearer's") {
  for (const std::string bad : {"", "a b", "a\r\nX: y", "\xC3\xA4"}) {
    CAPTURE(bad);
    CHECK_FALSE(read_token(write_token(bad, std::chrono::seconds(1))).has_value());
  }
  CHECK_FALSE(read_token(json_of(R"({"access_token":"abc","token_type":"mac","expires_in":1})")).has_value());
  CHECK(token_of(bearer("abc")) == "abc");
  CHECK(token_of("Basic abc").empty());
}

TEST_CASE("users are computers, or half of the mobiles rounded up where those are more") {
  Usage usage;
  usage.computers = 19;
  usage.mobiles = 12;
  CHECK(users_by_formula(usage) == 19);
  usage.mobiles = 39;
  CHECK(users_by_formula(usage) == 20);
  CHECK(users_by_formula({}) == 0);
}

TEST_CASE("ids are percent-encoded in paths, and a route gives them back") {
  const std::string id = "a/b c%?ü";
  const auto path = path_of({Resource::licences, id});
  CHECK(path == "/v1/companies/a%2Fb%20c%25%3F%C3%BC/licences");
  const auto route = read_route("GET", path);
  REQUIRE(route.has_value());
  CHECK(route->resource == Resource::licences);
  CHECK(route->company == id);
  CHECK(usage_target("6f0c", Day{std::chrono::year(2026) / 1 / 31}) ==
        "/v1/companies/6f0c/usage?date=2026-01-31");
  CHECK(companies_target({"", 0, 100}) == "/v1/companies?offset=0&limit=100");
  CHECK(companies_target({"i&1", 100, 50}) == "/v1/companies?integrationId=i%261&offset=100&limit=50");
  CHECK(pattern_of(Resource::usage) == "/v1/companies/{id}/usage");
}

TEST_CASE("a path or a method of no resource has no route") {
  CHECK(read_route("POST", "/v1/auth/token")->resource == Resource::token);
  for (const std::string path :
       {"/", "/v1", "/v1/companiesx", "/v1/companies/", "/v1/companies/a", "/v1/companies//usage",
        "/v1/companies/a/usage/", "/v1/companies/a/b/usage", "/V1/companies", "/v1/auth/token"}) {
    CAPTURE(path);
    CHECK_FALSE(read_route("GET", path).has_value());
  }
  CHECK_FALSE(read_route("DELETE", "/v1/companies").has_value());
}

TEST_CASE("parameters of another form are noticed") {
  CHECK(read_companies_query({})->limit == page_limit);
  CHECK(read_companies_query({{"integrationid", "i-1"}, {"offset", "3"}, {"limit", "2"}})->offset == 3);
  CHECK_FALSE(read_companies_query({{"offset", "-1"}}).has_value());
  CHECK_FALSE(read_companies_query({{"limit", "0"}}).has_value());
  CHECK_FALSE(read_companies_query({{"limit", "all"}}).has_value());
  CHECK(read_usage_day({{"date", "2026-01-31"}}) == Day{std::chrono::year(2026) / 1 / 31});
  for (const std::string bad : {"", "2026-02-30", "2026-01-31T00:00:00", "today"}) {
    CAPTURE(bad);
    CHECK_FALSE(read_usage_day({{"date", bad}}).has_value());
  }
}

TEST_CASE("an error is read in Business Hub's own words alone") {
  const auto error = read_error(write_error({Refusal::not_found, "No such company."}).text());
  REQUIRE(error.has_value());
  CHECK(error->code == Refusal::not_found);
  CHECK(error->message == "No such company.");
  for (const std::string other : {"", "<html></html>", "{}", R"({"error":"not_found"})",
                                  R"({"error":{"code":"gone","message":"x"}})", R"({"Message":"x"})"})
    CHECK_FALSE(read_error(other).has_value());
}

}  // namespace tariff::business_hub
