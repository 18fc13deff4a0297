#include <csignal>
#include <filesystem>

#include <doctest/doctest.h>

#include "e2e/story.hpp"

/// The ledger as a person meets it: witness, verify, export, a loss, another installation, a run that is
/// alive.
namespace tariff::e2e {
namespace {

const Words apply_all{"apply", "--auto-approve", "--allow-config"};

Words with(Words words, const Words& more) {
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

void lose_the_ledger(const Story& story) {
  for (const char* file : {"ledger.db", "ledger.db-wal", "ledger.db-shm"})
    std::filesystem::remove(story.folder() / file);
}

}  // namespace

TEST_CASE(
    "a whole ledger is verified and exported, and a damaged one is refused before anything is written") {
  const Story story(Start::billed);
  const auto whole = story.run({"ledger", "verify"});
  CHECK(whole.exit_code == 0);
  CHECK(contains(whole.out, "is whole"));
  const auto log = story.run({"ledger", "export"});
  CHECK(log.exit_code == 0);
  CHECK(contains(log.out, "\"type\":\"charge_confirmed\""));
  test::write_file(story.folder() / "ledger.db",
                   "no database at all, but long enough to look like something");
  for (const auto& words : {Words{"ledger", "verify"}, apply_all}) {
    const auto damaged = story.run(words);
    CHECK(damaged.exit_code == 4);
    CHECK(contains(damaged.err, "ledger"));
  }
}

TEST_CASE("after the ledger is lost nothing is created twice: rebuild binds what stands") {
  const Story story(Start::billed);
  const auto before = story.all_lines();
  const auto writes = story.writes();
  lose_the_ledger(story);
  const auto rebuilt = story.run({"ledger", "rebuild"});
  CHECK_MESSAGE(rebuilt.exit_code == 0, rebuilt.err);
  CHECK(contains(rebuilt.out, "bound    charge/50001/KES-SELECT"));
  const auto again = story.run(apply_all);
  CHECK_MESSAGE(again.exit_code == 0, again.out);
  CHECK(story.all_lines() == before);
  CHECK(story.writes() == writes);
  CHECK(story.run({"ledger", "rebuild"}).exit_code == 4);
}

TEST_CASE(
    "without a rebuild a lost ledger begins an epoch: what stands waits for adoption, nothing is made") {
  const Story story(Start::billed);
  const auto before = story.all_lines();
  lose_the_ledger(story);
  const auto first = story.run(with(apply_all, {"--json"}));
  CHECK(first.exit_code == 7);
  CHECK(contains(first.out, "A new epoch of the ledger has begun"));
  CHECK(story.all_lines() == before);
}

TEST_CASE("a ledger that was set back to an older state is known by the witness of the last run") {
  const Story story(Start::billed);
  const std::string witness = (story.folder() / "witness").string();
  const auto copy = [&](const std::string& from, const std::string& to) {
    std::filesystem::copy_file(story.folder() / from, story.folder() / to,
                               std::filesystem::copy_options::overwrite_existing);
  };
  story.run({"ledger", "verify"});
  copy("ledger.db", "old.db");
  story.change([](sandbox::World& world) { add_device(world, "Contoso", "MORE"); });
  CHECK(story.run(with(apply_all, {"--witness", witness})).exit_code == 0);
  CHECK(std::filesystem::exists(witness));
  lose_the_ledger(story);
  copy("old.db", "ledger.db");
  const auto plan = story.run({"plan", "--json", "--witness", witness});
  CHECK(contains(plan.out, "does not hold it"));
  test::write_file(witness, "not a witness");
  CHECK(story.run({"plan", "--witness", witness}).exit_code == 3);
}

TEST_CASE("a ledger of another installation is refused") {
  const Story story(Start::billed);
  story.edit("installation = \"", "installation = \"zz");
  const auto end = story.run(apply_all);
  CHECK(end.exit_code == 4);
  CHECK(contains(end.err, "belongs to the installation"));
}

TEST_CASE("a hand edit that a person has decided about goes on, and the log says why") {
  const Story story(Start::billed);
  story.change([](sandbox::World& world) { line(world, 50001, "KES-SELECT").quantity = 10; });
  CHECK(story.run(apply_all).exit_code == 7);
  const auto none = story.run({"resolve", "charge/50001/KES-SELECT", "--as", "maybe", "--reason", "x"});
  CHECK(none.exit_code == 3);
  const auto done =
      story.run({"resolve", "charge/50001/KES-SELECT", "--as", "seen", "--reason", "asked Ann"});
  CHECK_MESSAGE(done.exit_code == 0, done.err);
  CHECK(story.run(apply_all).exit_code == 0);
  CHECK(contains(story.lines(50001), "KES-SELECT 3 x 3.50"));
  CHECK(contains(story.run({"ledger", "export"}).out, "asked Ann"));
}

TEST_CASE("a run that was asked to stop finishes its step and says so; a second run is told who is alive") {
  for (const int number : {SIGTERM, SIGINT}) {
    const Story story(Start::healthy);
    bool told = false;
    const int code = story.run_beside(apply_all, [&](test::BackgroundProcess& process) {
      if (told || story.writes() == 0) return;
      const auto other = story.run(apply_all);
      // The first may have ended meanwhile; then there is nothing to tell.
      if (other.exit_code == 6) CHECK(contains(other.err, "is applying since"));
      process.send(number);
      told = true;
    });
    CHECK((code == 128 + number || code == 0));
    const auto rest = story.run(apply_all);
    CHECK_MESSAGE((rest.exit_code == 0 || rest.exit_code == 7), rest.out);
    CHECK(contains(story.run(apply_all).out, "No changes."));
  }
}

}  // namespace tariff::e2e
