#include <stdexcept>
#include <string>

#include <doctest/doctest.h>

#include "support/sandbox_process.hpp"
#include "support/temp_folder.hpp"

using namespace tariff::test;

namespace {

/// A stand-in for the sandbox: a shell script that does what `then` says; $5 is the connections file.
SandboxOptions stand_in(const TempFolder& folder, const std::string& then) {
  SandboxOptions options;
  options.world = "world.json";
  options.sandbox = folder.write("sandbox", "#!/bin/sh\n" + then + "\n");
  std::filesystem::permissions(options.sandbox, std::filesystem::perms::owner_all);
  return options;
}

const std::string files = R"(
echo "TARIFF_KSC_USER='some one'" > "$5.env"
echo '[kaspersky]
url = "https://127.0.0.1:13299"
[tigerpaw]
url = "http://127.0.0.1:18080/x"' > "$5.new"
mv "$5.new" "$5"
)";

}  // namespace

TEST_CASE("a sandbox is ready when its connections file is there, and its secrets are read") {
  const TempFolder folder;
  SandboxProcess sandbox(stand_in(folder, files + "mkfifo \"$5.never\"; read line < \"$5.never\""),
                         folder / "run");
  CHECK(sandbox.is_running());
  CHECK(sandbox.environment().at("TARIFF_KSC_USER") == "some one");
  CHECK(sandbox.environment().at("TARIFF_CONNECTIONS") == (folder / "run" / "connections.toml").string());
  CHECK(sandbox.stop() != 0);
  CHECK_FALSE(sandbox.is_running());
}

TEST_CASE("a sandbox that ends too early is an error with its log") {
  const TempFolder folder;
  const auto options = stand_in(folder, "echo 'no such world'; exit 3");
  CHECK_THROWS_WITH_AS(SandboxProcess(options, folder / "run"),
                       "the sandbox ended before it was ready: no such world\n", std::runtime_error);
}

TEST_CASE("a sandbox that is never ready is an error after its time") {
  const TempFolder folder;
  auto options = stand_in(folder, "echo slow; mkfifo \"$5.never\"; read line < \"$5.never\"");
  options.ready_max = std::chrono::milliseconds(50);
  CHECK_THROWS_AS(SandboxProcess(options, folder / "run"), std::runtime_error);
}

TEST_CASE("a file of variables is read with and without quotes and export") {
  const auto variables =
      read_environment_file("# a note\nexport A=1\nB=\"two words\"\nC='x=y'\n\nD=\nE='it'\\''s'\n");
  CHECK(variables.size() == 5);
  CHECK(variables.at("A") == "1");
  CHECK(variables.at("B") == "two words");
  CHECK(variables.at("C") == "x=y");
  CHECK(variables.at("D").empty());
  CHECK(variables.at("E") == "it's");
}

TEST_CASE("the plain port is that of the first plain url on loopback") {
  CHECK(plain_port("url = \"https://127.0.0.1:1\"\nurl = \"http://127.0.0.1:8123/\"\n") == 8123);
  CHECK(plain_port("url = \"http://127.0.0.1:65535\"") == 65535);
  CHECK(plain_port("url = \"https://127.0.0.1:1\"") == 0);
}
