#include <doctest/doctest.h>

#include "e2e/story.hpp"
#include "support/fault_server.hpp"

/// What ends badly ends with one clear message, the right code, nothing written and no secret shown.
namespace tariff::e2e {
namespace {

using testing::FaultServer;

/// A command that fails, and what its message must say.
struct Failure {
  int code = 0;
  Words says;
};

/// Runs a command twice, for people and as JSON, and expects the same failure of both.
void check_failure(const Story& story, const test::Command& command, const Failure& expected) {
  const auto before = story.all_lines();
  const auto text = run_without_leak(command);
  CAPTURE(text.err);
  CHECK(text.exit_code == expected.code);
  CHECK(text.out.empty());
  for (const auto& part : expected.says) {
    CAPTURE(part);
    CHECK(contains(text.err, part));
  }
  auto as_json = command;
  as_json.words.emplace_back("--json");
  const auto json = run_without_leak(as_json);
  CHECK(json.exit_code == expected.code);
  CHECK(exit_code_in(json.out) == expected.code);
  CHECK(story.writes() == 0);
  CHECK(story.all_lines() == before);
}

const Words apply_all{"apply", "--auto-approve", "--allow-config", "--allow-price-change", "--allow-adopt"};

/// plan and apply fail alike.
void check_both_fail(const Story& story, const std::map<std::string, std::string>& environment,
                     const Failure& expected) {
  for (const auto& words : {Words{"plan"}, apply_all}) {
    auto command = story.command(words);
    for (const auto& [name, value] : environment) command.environment[name] = value;
    check_failure(story, command, expected);
  }
}

/// The value of the first `url = "…"` of a connections file that starts so.
std::string url_in(const std::string& connections, const std::string& scheme) {
  const auto at = connections.find("\"" + scheme + "://") + 1;
  return connections.substr(at, connections.find('"', at) - at);
}

void connect_tigerpaw_to(const Story& story, const std::string& url) {
  const auto text = story.connections();
  story.set_connections(replaced(text, url_in(text, "http"), url));
}

std::string nowhere(const std::string& scheme) {
  return scheme + "://127.0.0.1:" + std::to_string(testing::closed_port());
}

FaultServer::Behaviour always(const testing::Act& act) {
  return [act](const testing::Arrived&, std::size_t) { return act; };
}

TEST_CASE("a broken file is a located error, and needs no secret and no network") {
  const Story story(Start::healthy);
  story.edit("price_level    = \"Silver\"", "price_level    = \"Silver");
  story.set_connections("broken as well");
  for (const auto& words : {Words{"validate"}, Words{"plan"}, apply_all}) {
    auto command = story.command(words);
    command.environment = {{"TARIFF_CONNECTIONS", (story.folder() / "connections.toml").string()}};
    check_failure(story, command, {3, {"tariff.toml:49:", ": error[", "price_level    = \"Silver\n", "^"}});
  }
  CHECK(contains(story.sandbox().requests(), "\"total\": 0"));
}

TEST_CASE("an unknown key comes with the one that was meant") {
  const Story story(Start::healthy);
  story.edit("price_level    = \"Silver\"", "price_levle    = \"Silver\"");
  check_failure(story, story.command({"validate"}), {3, {"price_levle", "price_level"}});
}

TEST_CASE("an unknown virtual server comes with the name that was meant") {
  const Story story(Start::healthy);
  story.edit("virtual_server = \"Fabrikam\"", "virtual_server = \"Fabricam\"");
  const auto plan = story.run({"plan"});
  CHECK(plan.exit_code == 3);
  CHECK(contains(plan.err, "error[tenant-unknown]"));
  CHECK(contains(plan.err, "id you mean \"Fabrikam\""));
  const auto json = story.run({"plan", "--json"});
  CHECK(exit_code_in(json.out) == 3);
  CHECK(story.run(apply_all).exit_code == 4);
  CHECK(story.writes() == 0);
}

TEST_CASE("a certificate with another pin is refused, and the message shows the pin that was found") {
  const Story story(Start::healthy);
  const auto text = story.connections();
  const auto at = text.find("sha256/");
  const auto found = text.substr(at, text.find('"', at) - at);
  const std::string wrong = "sha256/" + std::string(43, 'A') + "=";
  story.set_connections(replaced(text, found, wrong));
  check_both_fail(story, {}, {9, {found}});
}

TEST_CASE("a wrong password of Security Center leaves everything unread") {
  const Story story(Start::healthy);
  check_both_fail(story, {{"TARIFF_KSC_PASSWORD", "not-the-password-at-all"}}, {9, {"TARIFF_KSC_PASSWORD"}});
}

TEST_CASE("a wrong private key of Tigerpaw leaves everything unread") {
  const Story story(Start::healthy);
  check_both_fail(story, {{"TARIFF_TIGERPAW_PRIVATE_KEY", "99999999-9999-9999-9999-999999999999"}},
                  {9, {"TARIFF_TIGERPAW_PRIVATE_KEY"}});
}

TEST_CASE("a Tigerpaw that is down is named") {
  const Story story(Start::healthy);
  const auto url = nowhere("http");
  connect_tigerpaw_to(story, url);
  check_both_fail(story, {}, {9, {"Tigerpaw", "127.0.0.1"}});
}

TEST_CASE("a Security Center that is down is named") {
  const Story story(Start::healthy);
  const auto text = story.connections();
  story.set_connections(replaced(text, url_in(text, "https"), nowhere("https")));
  check_both_fail(story, {}, {9, {"Security Center", "127.0.0.1"}});
}

TEST_CASE("an HTML page in the place of Tigerpaw's JSON is called one") {
  const Story story(Start::healthy);
  const FaultServer tigerpaw(
      always(testing::reply_with(200, "<!DOCTYPE html><html><body>Sign in</body></html>", "", "text/html")));
  connect_tigerpaw_to(story, tigerpaw.url());
  check_both_fail(story, {}, {9, {"Tigerpaw", "HTML"}});
}

TEST_CASE("a reply of Tigerpaw that ends too early is unread") {
  const Story story(Start::healthy);
  const FaultServer tigerpaw(always(testing::bytes_then_close(
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"Accounts\":[")));
  connect_tigerpaw_to(story, tigerpaw.url());
  check_both_fail(story, {}, {9, {"Tigerpaw"}});
}

TEST_CASE("an HTML page in the place of Security Center's JSON is called one") {
  const Story story(Start::healthy);
  const auto certificate = testing::make_certificate();
  const FaultServer center(
      always(testing::reply_with(200, "<html><body>Maintenance</body></html>", "", "text/html")),
      certificate);
  auto text = story.connections();
  const auto at = text.find("sha256/");
  text = replaced(text, text.substr(at, text.find('"', at) - at), certificate.pin);
  story.set_connections(replaced(text, url_in(text, "https"), center.url()));
  check_both_fail(story, {}, {9, {"Security Center", "HTML"}});
}

TEST_CASE("a missing secret is named by its variable before anything is asked") {
  const Story story(Start::healthy);
  for (const std::string name : {"TARIFF_KSC_PASSWORD", "TARIFF_TIGERPAW_PRIVATE_KEY"}) {
    auto command = story.command({"plan"});
    command.environment.erase(name);
    check_failure(story, command, {3, {name}});
  }
  auto command = story.command(apply_all);
  command.environment.erase("TARIFF_TIGERPAW_SOAP_PASSWORD");
  check_failure(story, command, {3, {"TARIFF_TIGERPAW_SOAP_PASSWORD"}});
  CHECK(contains(story.sandbox().requests(), "\"total\": 0"));
}

TEST_CASE("a plan needs no secret of the writer") {
  const Story story(Start::healthy);
  auto command = story.command({"plan"});
  command.environment.erase("TARIFF_TIGERPAW_SOAP_USER");
  command.environment.erase("TARIFF_TIGERPAW_SOAP_PASSWORD");
  CHECK(run_without_leak(command).exit_code == 0);
}

TEST_CASE("a file that is not committed is planned, and not applied") {
  const Story story(Start::healthy);
  story.repository().write("tariff.toml", story.repository().read("tariff.toml") + "\n# not committed\n");
  const auto plan = story.run({"plan"});
  CHECK(plan.exit_code == 0);
  CHECK(contains(plan.out, "not committed"));
  check_failure(story, story.command(apply_all), {4, {"tariff.toml", "--allow-dirty"}});
  auto allowed = apply_all;
  allowed.emplace_back("--allow-dirty");
  CHECK(story.run(allowed).exit_code == 0);
}

TEST_CASE("a file outside a repository is planned, and not applied") {
  const Story story(Start::healthy);
  const test::TempFolder bare;
  bare.write("tariff.toml", story.repository().read("tariff.toml"));
  auto plan = story.command({"plan"});
  plan.folder = bare.path();
  CHECK(run_without_leak(plan).exit_code == 0);
  auto apply = story.command(apply_all);
  apply.folder = bare.path();
  check_failure(story, apply, {4, {"repository"}});
}

TEST_CASE("a bad command line is 64, never 2") {
  const Story story(Start::healthy);
  for (const auto& words :
       {Words{"plan", "--frobnicate"}, Words{"explode"}, Words{}, Words{"plan", "--now", "tomorrow"},
        Words{"list", "devices"}, Words{"schema"}, Words{"plan", "--color", "mauve"}})
    check_failure(story, story.command(words), {64, {"error: ", "hint: "}});
}

TEST_CASE("a missing file is named, whoever asks for it") {
  const Story story(Start::healthy);
  const auto end = story.run({"plan", "--file", "elsewhere.toml", "--json"});
  CHECK(end.exit_code == 1);
  CHECK(exit_code_in(end.out) == 1);
  CHECK(contains(end.err, "elsewhere.toml"));
}

TEST_CASE("a wrong password of the writer proves nothing and changes no line; a later run does the work") {
  const Story story(Start::billed);
  story.change([](auto& world) { add_device(world, "Contoso", "CONTOSO-WS-09"); });
  const auto end =
      story.run({"apply", "--auto-approve"}, {{"TARIFF_TIGERPAW_SOAP_PASSWORD", "not-the-password-at-all"}});
  // A fault says nothing about what happened before it.
  CHECK(end.exit_code == 8);
  CHECK(contains(end.out, "SOAP fault"));
  CHECK(story.lines(50001) == "KES-SELECT 3 x 3.50 L2\n");
  CHECK(story.run({"apply", "--auto-approve"}).exit_code == 8);
  CHECK(story.writes() == 1);
  CHECK(story.run({"apply", "--auto-approve", "--now", story.minutes_later(20)}).exit_code == 0);
  CHECK(story.lines(50001) == "KES-SELECT 4 x 3.50 L2\n");
}

TEST_CASE("a list from a service that is down is unread") {
  const Story story(Start::healthy);
  connect_tigerpaw_to(story, nowhere("http"));
  check_failure(story, story.command({"list", "accounts"}),
                {9, {"http://127.0.0.1", "does not accept connections", "connections.toml"}});
}

TEST_CASE("a certificate and a password that fail are unread for a list as well") {
  const Story story(Start::healthy);
  auto command = story.command({"list", "tenants"});
  command.environment["TARIFF_KSC_PASSWORD"] = "not-the-password-at-all";
  check_failure(story, command, {9, {"TARIFF_KSC_PASSWORD"}});
}

TEST_CASE("an apply with nothing to do needs no consent and writes nothing") {
  const Story story(Start::billed);
  CHECK(story.run({"apply"}).exit_code == 0);
  CHECK(story.writes() == 0);
}

TEST_CASE("a problem of one mapping and a service that is down never show as no changes") {
  const Story story(Start::billed);
  story.change([](auto& world) { server(world, "Fabrikam").enabled = false; });
  const auto plan = story.run({"plan"});
  CHECK(plan.exit_code == 3);
  CHECK(contains(plan.err, "error[tenant-disabled]"));
  CHECK(contains(
      plan.out, "Fabrikam -> account 10020: problem [tenant-disabled]; our lines there go on billing 35.10"));
}

}  // namespace
}  // namespace tariff::e2e
