#include "contract/business_hub/running_hub.hpp"

namespace tariff::business_hub {
namespace {

std::string ids_of(const Result<std::vector<Company>>& companies) {
  REQUIRE(companies.has_value());
  std::string ids;
  for (const auto& company : *companies) ids += (ids.empty() ? "" : " ") + company.id;
  return ids;
}

const Day yesterday{std::chrono::sys_days{std::chrono::year{2026} / 11 / 21}};

TEST_CASE("companies are read over all pages, of one integration or of all") {
  RunningHub hub("\"page_limit_max\": 1,");
  const auto api = hub.api();
  CHECK(ids_of(api->companies("")) == "c-acme c/beta c-gamma");
  CHECK(hub.calls("GET /v1/companies") == 3);
  CHECK(ids_of(api->companies("i-1")) == "c-acme c/beta");
  CHECK(hub.sign_ins() == 1);
  CHECK(api->integrations().value() == std::vector<Integration>{{"i-1", "North"}, {"i-2", "South"}});
  const auto companies = api->companies("i-1");
  CHECK(companies->at(0).workspaces == std::vector<Workspace>{{"w-1", "KESC"}});
  CHECK(write_instant(companies->at(0).registered_at) == "2024-05-01T09:00:00Z");
}

TEST_CASE("licences and the usage of a day are read, of an id with a slash too") {
  RunningHub hub;
  const auto api = hub.api();
  const auto acme = api->licences("c-acme");
  REQUIRE(acme.has_value());
  REQUIRE(acme->size() == 2);
  CHECK(acme->at(0).unit == LicenceUnit::user);
  CHECK(acme->at(0).usage.users == 5);
  const auto beta = api->usage("c/beta", yesterday);
  REQUIRE(beta.has_value());
  CHECK(beta->at(0).usage.devices == 2);
  CHECK(write_instant(beta->at(0).usage.as_of) == "2026-11-21T00:00:00Z");
  CHECK(api->licences("c-gamma")->empty());
}

TEST_CASE("the usage of a day to come is not found") {
  RunningHub hub;
  const auto usage =
      hub.api()->usage("c-acme", Day{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23}});
  REQUIRE_FALSE(usage.has_value());
  CHECK(usage.error().kind == ErrorKind::not_found);
}

TEST_CASE("a company that went between the list and the reading is not found") {
  RunningHub hub;
  const auto api = hub.api();
  const auto companies = api->companies("");
  hub.change([](sandbox::BusinessHub& world) { world.companies.pop_back(); });
  const auto licences = api->licences(companies->back().id);
  REQUIRE_FALSE(licences.has_value());
  CHECK(licences.error().kind == ErrorKind::not_found);
  CHECK(
      licences.error().message ==
      "Business Hub answered GET /v1/companies/c-gamma/licences with status 404: There is no such company.");
  CHECK(hub.sign_ins() == 1);
}

TEST_CASE("a company that goes while the list is read starts the list again") {
  RunningHub hub("\"page_limit_max\": 1,");
  hub.interfere = [&hub](const sandbox::HttpRequest&, const std::string& route,
                         int count) -> std::optional<sandbox::HttpReply> {
    if (route == "GET /v1/companies" && count == 2)
      hub.change([](sandbox::BusinessHub& world) { world.companies.erase(world.companies.begin()); });
    return std::nullopt;
  };
  CHECK(ids_of(hub.api()->companies("")) == "c/beta c-gamma");
  CHECK(hub.calls("GET /v1/companies") == 4);
}

TEST_CASE("a list whose total never agrees is unavailable, never shorter") {
  RunningHub hub("\"page_limit_max\": 2,");
  hub.interfere = [&hub](const sandbox::HttpRequest& request, const std::string& route,
                         int) -> std::optional<sandbox::HttpReply> {
    if (route != "GET /v1/companies") return std::nullopt;
    auto reply = hub.serve(request);
    auto page = read_page(*read_json(reply.body)).value();
    page.total = 4;
    reply.body = write_page(page).text();
    return reply;
  };
  const auto companies = hub.api()->companies("");
  REQUIRE_FALSE(companies.has_value());
  CHECK(companies.error().kind == ErrorKind::unavailable);
  CHECK(companies.error().message ==
        "The list of companies could not be read completely. Only 3 of 4 companies came.");
}

}  // namespace
}  // namespace tariff::business_hub
