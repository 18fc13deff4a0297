#include <map>
#include <sstream>

#include <doctest/doctest.h>

#include "e2e/story.hpp"
#include "e2e/town.hpp"

/// 180 customers whom the vendor's tool has billed for months, and the first file of them.
namespace tariff::e2e {
namespace {

/// The mappings of a file: what each virtual server is said to be.
std::map<std::string, std::string> mappings_in(const std::string& text) {
  std::map<std::string, std::string> found;
  std::string server;
  std::string rest;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line == "[[mapping]]") server = rest = "";
    if (line.starts_with("virtual_server = ")) server = line;
    for (const char* key : {"account = ", "account_name = ", "agreement = ", "price_level = "})
      if (line.starts_with(key) && !server.empty()) rest += line + "\n";
    if (line.starts_with("price_level = ") && !server.empty()) found[server] = rest;
  }
  return found;
}

std::int64_t number_in(const Json& json, std::string_view name) {
  const Json* found = json.find(name);
  return found == nullptr ? -1 : std::stoll(found->raw());
}

TEST_CASE("import maps most of 180 customers, none of them wrongly, and writes nothing to a service") {
  const Town town(180, 1);
  const auto made = town.run({"import", "--json"});
  INFO(made.err);
  REQUIRE(made.exit_code == 0);
  const Json result = json_of(made.out);
  const auto truth = mappings_in(town.truth());
  const auto found = mappings_in(town.file());
  CHECK(truth.size() == 176);
  CHECK(number_in(result, "certain") == static_cast<std::int64_t>(found.size()));
  CHECK(found.size() >= 150);
  for (const auto& [server, mapping] : found) {
    REQUIRE_MESSAGE(truth.contains(server), server);
    CHECK_MESSAGE(mapping == truth.at(server), server);
  }
  CHECK(number_in(result, "decisions") <= 30);
  CHECK(number_in(result, "licences_undecided") == 0);
  CHECK(town.writes() == 0);
  MESSAGE("import: ", number_in(result, "certain"), " of 180 certain, ", number_in(result, "decisions"),
          " decisions left to people, ", number_in(result, "tigerpaw_requests"), " requests to Tigerpaw");

  CHECK(town.run({"validate"}).exit_code == 0);
  const auto plan = town.run({"plan", "--detailed-exitcode"});
  CHECK(plan.exit_code == 0);
  CHECK(last_line(plan.out).starts_with("No changes. " + std::to_string(found.size()) + " mappings, "));
  CHECK(town.writes() == 0);
}

TEST_CASE("import never writes over a file, and asks neither service then") {
  const Town town(6, 2);
  CHECK(town.run({"import", "--out", "one.toml"}).exit_code == 0);
  town.forget_requests();
  const auto again = town.run({"import", "--out", "one.toml", "--json"});
  CHECK(again.exit_code == 4);
  CHECK(exit_code_in(again.out) == 4);
  CHECK(town.requests() == 0);
  CHECK(town.run({"import"}).exit_code == 0);
  CHECK(town.file() != test::read_file(town.repository().path() / "one.toml"));
}

TEST_CASE("import says which External Product it needs, and what it could not read") {
  const Town town(6, 2);
  const auto unknown = town.run({"import", "--external-product", "Backup"});
  CHECK(unknown.exit_code == 3);
  CHECK(contains(unknown.err,
                 "0 active External Products of Tigerpaw are named \"Backup\"; there are: \"Kaspersky\"."));

  town.refuse_one_agreement();
  const auto partly = town.run({"import"});
  CHECK(partly.exit_code == 9);
  CHECK(contains(partly.err, "Unread: The agreement 50000"));
  CHECK(contains(town.file(), " could not be read.\n"));
}

}  // namespace
}  // namespace tariff::e2e
