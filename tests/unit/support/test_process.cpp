#include <chrono>
#include <cstdlib>
#include <stdexcept>
#include <string>

#include <doctest/doctest.h>
#include <signal.h>
#include <sys/stat.h>

#include "support/process.hpp"
#include "support/temp_folder.hpp"

using namespace tariff::test;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

Command shell(std::string script) {
  Command command;
  command.words = {"/bin/sh", "-c", std::move(script)};
  return command;
}

/// A shell that waits for ever, in a folder of its own.
Command waiting_shell(std::string start) {
  return shell(std::move(start) + "\nmkfifo never; read line < never");
}

}  // namespace

TEST_CASE("both outputs and the exit code of a program come back apart") {
  const auto ending = run(shell("echo out; echo err >&2; exit 7"));
  CHECK(ending.exit_code == 7);
  CHECK(ending.out == "out\n");
  CHECK(ending.err == "err\n");
  CHECK_FALSE(ending.timed_out);
}

TEST_CASE("a program ended by a signal has 128 and the signal's number") {
  CHECK(run(shell("kill -TERM $$")).exit_code == 128 + SIGTERM);
}

TEST_CASE("a program reads the whole input, however long it is") {
  auto command = shell("wc -c");
  command.input = std::string(1'000'000, 'a');
  CHECK(run(command).out == "1000000\n");
}

TEST_CASE("a program that does not read its input ends undisturbed") {
  auto command = shell("exit 3");
  command.input = std::string(1'000'000, 'a');
  CHECK(run(command).exit_code == 3);
}

TEST_CASE("a program sees the variables it is given and none of the person who runs the test") {
  ::setenv("TARIFF_OF_THE_PERSON", "secret", 1);
  auto command = shell("echo \"$GIVEN/$TARIFF_OF_THE_PERSON/$HOME\"");
  command.environment["GIVEN"] = "a b";
  CHECK(run(command).out == "a b///nonexistent\n");
}

TEST_CASE("a program runs in the folder it is given") {
  const TempFolder folder;
  auto command = shell("pwd -P");
  command.folder = std::filesystem::canonical(folder.path());
  CHECK(run(command).out == command.folder.string() + "\n");
}

TEST_CASE("a program over its time is killed with everything that it started") {
  const TempFolder folder;
  auto command = waiting_shell("(mkfifo deep; read line < deep) &");
  command.folder = folder.path();
  command.timeout_max = milliseconds(50);
  const auto ending = run(command);
  CHECK(ending.timed_out);
  CHECK(ending.exit_code == 128 + SIGKILL);
}

TEST_CASE("a program that is not there is an error that names it") {
  Command command;
  command.words = {"/nonexistent/program"};
  CHECK_THROWS_WITH_AS(run(command), "cannot start /nonexistent/program: No such file or directory",
                       std::runtime_error);
}

TEST_CASE("a background program runs until it is stopped, and leaves its log") {
  const TempFolder folder;
  const auto ready = folder / "ready";
  REQUIRE(::mkfifo(ready.c_str(), 0600) == 0);
  auto command =
      shell("trap 'echo bye; exit 4' TERM; echo hello; : > ready; (mkfifo never; read line < never) & wait");
  command.folder = folder.path();
  BackgroundProcess process(command, folder / "log");
  // Its trap is set when it opens the other end of this pipe.
  REQUIRE(run(shell("read line < '" + ready.string() + "' || :")).exit_code == 0);
  CHECK(process.is_running());
  CHECK(process.stop() == 4);
  CHECK_FALSE(process.is_running());
  CHECK(read_file(folder / "log") == "hello\nbye\n");
}

TEST_CASE("a background program that does not want to end is killed") {
  const TempFolder folder;
  auto command = waiting_shell("trap '' TERM; exec 2> /dev/null");
  command.folder = folder.path();
  BackgroundProcess process(command, folder / "log");
  process.send(SIGKILL);
  CHECK(process.wait(seconds(10)) == 128 + SIGKILL);
  CHECK(process.stop() == 128 + SIGKILL);
}
