#include "config/schema.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>
#include <toml++/toml.h>

#include "config/init.hpp"
#include "config/parse.hpp"
#include "config/writer_profile.hpp"
#include "plan/json.hpp"
#include "report/doctor_text.hpp"
#include "report/drift_text.hpp"
#include "report/explain_text.hpp"
#include "report/history_text.hpp"
#include "report/ready.hpp"
#include "report/statement.hpp"
#include "snapshot/snapshot.hpp"
#include "support/schema_check.hpp"
#include "text/json.hpp"

namespace tariff::config {
namespace {

Json json_of(const toml::node& node) {
  if (const auto* table = node.as_table()) {
    auto object = Json::object();
    for (const auto& [key, value] : *table) object.set(key.str(), json_of(value));
    return object;
  }
  if (const auto* array = node.as_array()) {
    auto list = Json::array();
    for (const auto& item : *array) list.push(json_of(item));
    return list;
  }
  if (const auto* text = node.as_string()) return Json::string(text->get());
  if (const auto* whole = node.as_integer()) return Json::number(whole->get());
  if (const auto* truth = node.as_boolean()) return Json::boolean(truth->get());
  return Json::number_text("0.5");
}

std::string json_of_toml(const std::string& text) { return json_of(toml::parse(text)).text(); }

std::string content_of(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream content;
  content << stream.rdbuf();
  return content.str();
}

std::filesystem::path root() { return TARIFF_SOURCE_DIR; }

std::vector<std::filesystem::path> example_files(const std::string& name) {
  std::vector<std::filesystem::path> found;
  if (!std::filesystem::exists(root() / "examples")) return found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root() / "examples"))
    if (entry.path().filename() == name) found.push_back(entry.path());
  return found;
}

std::string errors_of(const std::string& schema, const std::string& toml) {
  std::string out;
  for (const auto& error : test::schema_errors(schema, json_of_toml(toml))) out += error + "\n";
  return out;
}

const std::string head =
    "format = 1\ninstallation = \"k7q2m9d4xw\"\nbilling = { external_product = \"K\", currency = \"USD\" }\n";
const std::string places =
    "format = 1\nkaspersky = { kind = \"security-center\", url = \"https://a:13299\" }\n"
    "tigerpaw = { url = \"https://b\", time_zone = \"Europe/Berlin\" }\n";

}  // namespace

TEST_CASE("the published schemas are the ones that the code writes") {
  CHECK(content_of(root() / "schema" / "tariff.schema.json") == tariff_schema());
  CHECK(content_of(root() / "schema" / "connections.schema.json") == connections_schema());
  CHECK(content_of(root() / "schema" / "writer-profile.schema.json") == writer_profile_schema());
  CHECK(content_of(root() / "schema" / "plan.schema.json") == plan::plan_schema());
  CHECK(content_of(root() / "schema" / "drift.schema.json") == report::drift_schema());
  CHECK(content_of(root() / "schema" / "doctor.schema.json") == report::doctor_schema());
  CHECK(content_of(root() / "schema" / "explain.schema.json") == report::explain_schema());
  CHECK(content_of(root() / "schema" / "history.schema.json") == report::history_schema());
  CHECK(content_of(root() / "schema" / "ready.schema.json") == report::ready_schema());
  CHECK(content_of(root() / "schema" / "statement.schema.json") == report::statement_schema());
  CHECK(content_of(root() / "schema" / "snapshot.schema.json") == snapshot::schema());
}

TEST_CASE("every example and the starter file validate") {
  CHECK(errors_of(tariff_schema(), starter_file(InstallationId("k7q2m9d4xw"))) == "");
  for (const auto& path : example_files("tariff.toml")) {
    CAPTURE(path.string());
    CHECK(errors_of(tariff_schema(), content_of(path)) == "");
  }
  for (const auto& path : example_files("connections.toml")) {
    CAPTURE(path.string());
    CHECK(errors_of(connections_schema(), content_of(path)) == "");
  }
}

TEST_CASE(
    "what the reader accepts, the schema accepts; what it refuses by a key's form, the schema refuses") {
  struct Case {
    std::string toml;
    bool valid;
  };
  const std::string mapping = "[[mapping]]\nvirtual_server = \"A\"\naccount = 1\n";
  const std::string product = "[[product]]\nname = \"A\"\nmatch = [\"*\"]\n";
  const std::vector<Case> cases{
      {head, true},
      {head + mapping + "billing = true\nagreement = 5\nprice_level = \"Gold\"\nhandover = \"now\"\n", true},
      {head + mapping + "price_level = 3\nbilling = \"observe\"\n", true},
      {head + product + "items = { server = \"B\" }\n", true},
      {head + product + "bill = false\nreason = \"x\"\n", true},
      {"", false},
      {head + "x = 1\n", false},
      {head + "guards = {}\n", true},
      {head + "guards = { suspect_drop = 0 }\n", false},
      {head + "freeze = { enabled = false, days = 31 }\n", true},
      {head + "freeze = { days = 32 }\n", false},
      {head + mapping + "from = \"2026-01-01\"\n", true},
      {head + mapping + "from = 2026\n", false},
      {head + mapping + "handover = \"after-invoice\"\n", true},
      {head + mapping + "handover = \"later\"\n", false},
      {head + "[[removed]]\nvirtual_server = \"A\"\nreason = \"x\"\nstop = \"now\"\n", true},
      {head + "[[removed]]\nvirtual_server = \"A\"\nreason = \"x\"\n", false},
      {head + mapping +
           "[[override]]\naccount = 1\nitem = \"A\"\nreason = \"x\"\nuntil = \"2026-12-31\"\nprice = "
           "\"1.50\"\n",
       true},
      {head + mapping +
           "[[override]]\naccount = 1\nitem = \"A\"\nreason = \"x\"\nuntil = \"2026-12-31\"\nprice = "
           "\"1,50\"\n",
       false},
      {head + mapping + "billing = \"on\"\n", false},
      {head + mapping + "agreement = 0\n", false},
      {head + mapping + "agreement = \"5\"\n", false},
      {head + mapping + "agreement = 5.5\n", false},
      {head + mapping + "account_name = \"\"\n", false},
      {head + "[[mapping]]\naccount = 1\n", false},
      {head + product + "items = { servers = \"B\" }\n", false},
      {head + "[[product]]\nname = \"A\"\nmatch = []\nitem = \"A\"\n", false},
      {"format = 2\ninstallation = \"k7q2m9d4xw\"\nbilling = { external_product = \"K\", currency = \"USD\" "
       "}\n",
       false},
      {"format = 1\ninstallation = \"K7\"\nbilling = { external_product = \"K\", currency = \"USD\" }\n",
       false},
  };
  for (const auto& one : cases) {
    CAPTURE(one.toml);
    CHECK(errors_of(tariff_schema(), one.toml).empty() == one.valid);
    CHECK(parse(one.toml, "tariff.toml").problems.empty() == one.valid);
  }
}

TEST_CASE("the schema of connections knows its keys and no secret") {
  CHECK(errors_of(connections_schema(), places) == "");
  CHECK(errors_of(connections_schema(), places + "ledger = { url = \"sqlite:/x\" }\n") == "");
  CHECK(errors_of(connections_schema(), places + "ledger = { url = \"git:x\" }\n") == "");
  CHECK(errors_of(connections_schema(), places + "ledger = { url = \"file:x\" }\n") != "");
  CHECK(errors_of(connections_schema(), places + "source = []\n") != "");
  CHECK(errors_of(connections_schema(),
                  "[kaspersky]\nkind = \"security-center\"\nurl = \"https://a\"\npassword = \"x\"\n")
            .find("'password'") != std::string::npos);
  CHECK(connections_schema().find("\"password\"") == std::string::npos);
}

TEST_CASE(
    "the schema of writer profiles takes the example, and refuses what the reader refuses by a key's form") {
  const auto schema = writer_profile_schema();
  const auto errors = [&](const std::string& more) { return errors_of(schema, "format = 1\n" + more); };
  CHECK(errors_of(schema, content_of(root() / "examples" / "writer-profile.toml")) == "");
  CHECK(errors("") == "");
  for (const std::string more :
       {"request = { elment = \"A\" }\n", "request = { element = \"a:b\" }\n",
        "request = { element = \"xmlns\" }\n", "request = { order = [\"lines\"] }\n",
        "request = { order = [\"lines\", \"lines\"] }\n", "request = { order = [\"lines\", \"line\"] }\n",
        "words = { yes = true }\n"}) {
    CAPTURE(more);
    CHECK(errors(more) != "");
    CHECK_FALSE(parse_writer_profile("format = 1\n" + more, "profile.toml").problems.empty());
  }
}

TEST_CASE("neither a schema nor a document that is no JSON passes") {
  CHECK_FALSE(test::schema_errors("{", "{}").empty());
  CHECK_FALSE(test::schema_errors("{}", "{").empty());
}

}  // namespace tariff::config
