#include <doctest/doctest.h>

#include "e2e/story.hpp"
#include "support/schema_check.hpp"

/// The installation as `doctor` sees it, and as it is mended.
namespace tariff::e2e {
namespace {

/// The line of that id in `doctor --json`; fails the test where there is none.
Json line_of(const Ending& end, std::string_view id) {
  const Json document = json_of(end.out);
  for (const auto& line : document.find("checks")->items())
    if (line.find("id")->raw() == id) return line;
  FAIL("no line " << id);
  return {};
}

std::string state_of(const Ending& end, std::string_view id) { return line_of(end, id).find("state")->raw(); }
std::string found_of(const Ending& end, std::string_view id) { return line_of(end, id).find("found")->raw(); }

Ending doctor(const Story& story, Words more = {},
              const std::map<std::string, std::string>& environment = {}) {
  more.insert(more.begin(), {"doctor", "--json"});
  auto end = story.run(more, environment);
  CHECK(exit_code_in(end.out) == end.exit_code);
  CHECK(test::schema_errors(story.run({"schema", "doctor"}).out, end.out).empty());
  return end;
}

/// Faults on every call of the sandbox that all stories share, gone with this object.
struct Faults {
  Faults(const Story& story, const std::string& rules) : sandbox(story.sandbox()) {
    sandbox.control("POST", "/sandbox/faults", R"({"rules":[)" + rules + "]}");
  }
  ~Faults() { sandbox.control("POST", "/sandbox/faults", R"({"rules":[]})"); }
  Faults(const Faults&) = delete;
  Faults& operator=(const Faults&) = delete;
  const test::SandboxProcess& sandbox;
};

/// An account that is no customer's, linked, with agreement 50099 to try things on.
void add_trial(sandbox::World& world) {
  sandbox::Account account = world.tigerpaw.accounts.front();
  account.number = 10099;
  account.name = "For trying things out";
  account.cross_references = {{799, world.tigerpaw.external_products.front().id, "trial"}};
  for (const auto& product : world.tigerpaw.external_products)
    if (product.name == "Kaspersky") account.cross_references.front().product_id = product.id;
  sandbox::Agreement trial = agreement(world, 50001);
  trial.number = 50099;
  trial.account = 10099;
  trial.charges.clear();
  world.tigerpaw.accounts.push_back(account);
  world.tigerpaw.agreements.push_back(trial);
}

}  // namespace

TEST_CASE("a healthy installation: every line is ok, not tried or assumed, and nothing was written") {
  const Story story(Start::billed);
  const auto end = doctor(story);
  CHECK(end.exit_code == 0);
  CHECK(end.err.empty());
  const Json document = json_of(end.out);
  CHECK(document.find("summary")->find("failed")->raw() == "0");
  CHECK(document.find("summary")->find("warning")->raw() == "0");
  CHECK(found_of(end, "kaspersky-sign-in") == "The sign-in is good; tenants listed: 5.");
  CHECK(contains(found_of(end, "kaspersky-certificate"), "It is trusted by its pin and ends at "));
  CHECK(found_of(end, "tigerpaw-certificate") == "Plain HTTP on loopback: there is none.");
  CHECK(state_of(end, "tigerpaw-clock") == "ok");
  CHECK(
      contains(found_of(end, "cross-references"), "mapped accounts are cross-referenced to \"Kaspersky\"."));
  CHECK(contains(found_of(end, "ledger"), "ledger.db can be read; entries: "));
  CHECK(contains(found_of(end, "ledger-last-run"), "The last run, r-"));
  CHECK(state_of(end, "quantity-zero") == "not_tried");
  CHECK(story.writes() == 0);
  const auto text = story.run({"doctor"});
  CHECK(text.exit_code == 0);
  CHECK(last_line(text.out) == "Doctor: 25 ok, 0 to look at, 0 failed, 1 not tried, 9 assumed.");
}

TEST_CASE("what the README calls assumed has a line each") {
  const auto readme = test::read_file(std::filesystem::path(TARIFF_SOURCE_DIR) / "README.md");
  const auto from = readme.find("## What is assumed"), to = readme.find("\nThe SOAP content is data.");
  REQUIRE(from < to);
  const std::string table = readme.substr(from, to - from);
  std::size_t rows = 0;
  for (auto place = table.find("\n| "); place != std::string::npos; place = table.find("\n| ", place + 1))
    ++rows;
  const auto end = Story(Start::billed).run({"doctor", "--json"});
  CHECK(json_of(end.out).find("summary")->find("assumed")->raw() == std::to_string(rows - 1));
}

TEST_CASE("before the first apply there is no ledger: doctor says so, and makes none") {
  const Story story(Start::healthy);
  const auto end = doctor(story);
  CHECK(end.exit_code == 0);
  CHECK(state_of(end, "ledger") == "warning");
  CHECK_FALSE(std::filesystem::exists(story.folder() / "ledger.db"));
}

TEST_CASE("a wrong password and wrong keys are told by the line that they break, exit 3") {
  const Story story(Start::billed);
  const auto kaspersky = doctor(story, {}, {{"TARIFF_KSC_PASSWORD", "not the password"}});
  CHECK(kaspersky.exit_code == 3);
  CHECK(state_of(kaspersky, "kaspersky-sign-in") == "failed");
  CHECK(state_of(kaspersky, "kaspersky-connection") == "ok");
  CHECK(state_of(kaspersky, "tigerpaw-accounts") == "ok");
  const auto tigerpaw = doctor(story, {}, {{"TARIFF_TIGERPAW_PRIVATE_KEY", "not-the-key"}});
  CHECK(tigerpaw.exit_code == 3);
  CHECK(state_of(tigerpaw, "tigerpaw-connection") == "ok");
  CHECK(state_of(tigerpaw, "tigerpaw-price-levels") == "failed");
}

TEST_CASE("a missing SOAP user is told and stops no reader; a missing secret of a reader is exit 3") {
  const Story story(Start::billed);
  CHECK(state_of(doctor(story, {}, {{"TARIFF_TIGERPAW_SOAP_USER", ""}}), "writer") == "warning");
  const auto end = doctor(story, {}, {{"TARIFF_KSC_USER", ""}});
  CHECK(end.exit_code == 3);
  CHECK(contains(found_of(end, "connections"), "TARIFF_KSC_USER"));
}

TEST_CASE("one read that is refused is told by name, one that is down is exit 9") {
  const Story story(Start::billed);
  {
    const Faults refused(
        story, R"({"call":"POST /api/pricebook/items/search","every":true,"fault":"status","status":403})");
    const auto end = doctor(story);
    CHECK(end.exit_code == 3);
    CHECK(state_of(end, "tigerpaw-items") == "failed");
    CHECK(state_of(end, "tigerpaw-accounts") == "ok");
  }
  const Faults down(story,
                    R"({"call":"GET /api/mastertables/*","every":true,"fault":"status","status":500})");
  const auto end = doctor(story);
  CHECK(end.exit_code == 9);
  CHECK(state_of(end, "tigerpaw-price-levels") == "failed");
  CHECK(state_of(end, "external-product") == "not_tried");
}

TEST_CASE("a clock that is off is told over a minute and fails over five") {
  const Story story(Start::billed);
  {
    const Faults ahead(story, R"({"call":"*","every":true,"fault":"other_date","seconds":100})");
    const auto end = doctor(story);
    CHECK(end.exit_code == 0);
    CHECK(state_of(end, "tigerpaw-clock") == "warning");
    CHECK(state_of(end, "kaspersky-clock") == "warning");
  }
  const Faults behind(story, R"({"call":"*","every":true,"fault":"other_date","seconds":-1000})");
  const auto end = doctor(story);
  CHECK(end.exit_code == 3);
  CHECK(state_of(end, "tigerpaw-clock") == "failed");
  CHECK(contains(found_of(end, "tigerpaw-clock"), " s behind this machine's."));
}

TEST_CASE("a certificate that has ended is told where a pin trusts it, and another pin is exit 3") {
  const test::TempFolder folder;
  const test::SandboxProcess sandbox(
      {.world = std::filesystem::path(TARIFF_SOURCE_DIR) / "examples/quickstart/world.json",
       .state = {},
       .more = {"--certificate-days", "-3"}},
      folder.path());
  const Story story(Start::billed);
  const std::string places = test::read_file(sandbox.connections());
  const auto ended = doctor(story, {}, sandbox.environment());
  CHECK(state_of(ended, "kaspersky-certificate") == "warning");
  CHECK(contains(found_of(ended, "kaspersky-certificate"), "It ended at "));
  CHECK(state_of(ended, "kaspersky-sign-in") == "ok");
  story.set_connections(replaced(places, places.substr(places.find("sha256/"), 51),
                                 "sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="));
  const auto untrusted =
      doctor(story, {}, {{"TARIFF_CONNECTIONS", (story.folder() / "connections.toml").string()}});
  CHECK(untrusted.exit_code == 3);
  CHECK(state_of(untrusted, "kaspersky-certificate") == "failed");
  CHECK(state_of(untrusted, "kaspersky-sign-in") == "not_tried");
}

TEST_CASE("another ledger than the file's is exit 4") {
  const Story story(Start::billed);
  story.edit("installation = ", "ledger = \"l-another1\"\ninstallation = ");
  const auto end = doctor(story);
  CHECK(end.exit_code == 4);
  CHECK(state_of(end, "ledger-identity") == "failed");
}

TEST_CASE("a probe makes a line of quantity 0 and deletes it again") {
  const Story story(Start::billed);
  story.change(add_trial);
  const auto end = doctor(story, {"--probe", "50099"});
  CHECK_MESSAGE(end.exit_code == 0, found_of(end, "quantity-zero"));
  CHECK(state_of(end, "quantity-zero") == "ok");
  CHECK(story.writes() == 2);
  CHECK(story.lines(50099).empty());
}

TEST_CASE("a probe on a mapped agreement is refused, exit 4, and so is one without the ledger that tells") {
  const Story story(Start::billed);
  story.change(add_trial);
  const auto mapped = doctor(story, {"--probe", "50001"});
  CHECK(mapped.exit_code == 4);
  CHECK(contains(found_of(mapped, "quantity-zero"), "the file maps agreement 50001"));
  story.edit("installation = ", "ledger = \"l-another1\"\ninstallation = ");
  const auto unknown = doctor(story, {"--probe", "50099"});
  CHECK(unknown.exit_code == 4);
  CHECK(contains(found_of(unknown, "quantity-zero"), "Nothing was sent"));
  CHECK(story.writes() == 0);
}

TEST_CASE("a probe whose create is lost is exit 8, sent once, and says what to do") {
  const Story story(Start::billed);
  story.change(add_trial);
  const Faults lost(story, R"({"call":"SOAP create","nth":1,"fault":"reset"})");
  const auto end = doctor(story, {"--probe", "50099"});
  CHECK(end.exit_code == 8);
  CHECK(contains(line_of(end, "quantity-zero").find("advice")->raw(), "Open agreement 50099 in Tigerpaw"));
  CHECK(story.writes() == 1);
}

}  // namespace tariff::e2e
