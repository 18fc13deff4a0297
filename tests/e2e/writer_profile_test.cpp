#include <doctest/doctest.h>

#include "e2e/story.hpp"
#include "support/other_profile.hpp"

/// Product and service with another writer profile, and with two that do not fit.
namespace tariff::e2e {
namespace {

const Words apply_all{"apply", "--auto-approve", "--allow-config"};
const char* const billed_lines =
    "50001 KES-SELECT 3 x 3.50 L2\n50002 KES-ADV-SRV 2 x 9.75 L1\n50002 KES-ADV-WS 3 x 5.20 L1\n"
    "50003 KES-SELECT 5 x 3.50 L2\n";

/// Makes the product speak a profile of that text from now on.
void speak(const Story& story, std::string_view profile) {
  story.folder().write("profile.toml", profile);
  story.set_connections(replaced(story.connections(), "writer = \"soap\"\n",
                                 "writer = \"soap\"\nwriter_profile = \"profile.toml\"\n"));
}

TEST_CASE("with another profile on both sides every line is made, set and changed") {
  const test::TempFolder folder;
  const auto profile = folder.write("other.toml", test::other_profile);
  test::SandboxProcess sandbox(
      {.world = std::filesystem::path(TARIFF_SOURCE_DIR) / "examples/quickstart/world.json",
       .state = {},
       .more = {"--writer-profile", profile.string()}},
      folder / "sandbox");
  const Story story(Start::healthy, sandbox);
  CHECK(contains(story.connections(), "writer_profile = "));
  CHECK(story.run(apply_all).exit_code == 0);
  CHECK(story.all_lines() == billed_lines);
  story.change([](sandbox::World& world) { add_device(world, "Contoso", "CONTOSO-NEW"); });
  CHECK(story.run({"apply", "--auto-approve"}).exit_code == 0);
  CHECK(story.lines(50001) == "KES-SELECT 4 x 3.50 L2\n");
  CHECK(contains(sandbox.requests(), "\"SOAP update\": "));
  sandbox.reset_requests();
  CHECK(story.run({"apply", "--auto-approve"}).exit_code == 0);
  CHECK(story.writes() == 0);
}

TEST_CASE(
    "with a profile that the service does not speak nothing is written, nor sent again before its time") {
  const Story story(Start::healthy);
  const auto fitting = story.connections();
  const auto later = story.minutes_later(20);
  speak(story, test::other_profile);
  const auto first = story.run(apply_all);
  CHECK(first.exit_code == 8);
  CHECK(contains(first.out, "There is no element AgreementAdditionalCharges"));
  CHECK(story.all_lines() == "50003 KES-SELECT 5 x 3.50 L2\n");
  const auto sent = story.writes();
  CHECK(story.run(apply_all).exit_code == 8);
  CHECK(story.writes() == sent);

  story.set_connections(fitting);
  CHECK(story.run({"apply", "--auto-approve", "--allow-config", "--now", later}).exit_code == 0);
  CHECK(story.all_lines() == billed_lines);
}

TEST_CASE("where only the answers are spelled otherwise the list proves what was done, each line once") {
  const Story story(Start::healthy);
  speak(story, "format = 1\n[result]\nelement = \"Answer\"\n");
  CHECK(story.run(apply_all).exit_code == 0);
  CHECK(story.all_lines() == billed_lines);
}

TEST_CASE("a profile with a mistake ends with 3 at its line, before anything is asked") {
  const Story story(Start::healthy);
  speak(story, "format = 1\n[request.line]\nquantitiy = \"Qty\"\n");
  const auto end = story.run(apply_all);
  CHECK(end.exit_code == 3);
  CHECK(contains(end.err, "profile.toml:3:1: error[unknown-key]: quantitiy is not a key of [request.line]."));
  CHECK(contains(end.err, "Did you mean quantity?"));
  CHECK(contains(story.sandbox().requests(), "\"total\": 0"));
}

}  // namespace
}  // namespace tariff::e2e
