#include <filesystem>

#include "sandbox/connections_file.hpp"
#include "sandbox/kept_file.hpp"
#include "sandbox/running_sandbox.hpp"
#include "unit/sandbox/folder.hpp"
#include "unit/sandbox/support.hpp"

using namespace tariff;
using namespace tariff::sandbox;

TEST_CASE("a sandbox that is started again keeps its world and its certificate") {
  const Folder folder;
  SandboxOptions options;
  options.state = folder.path / "state";
  std::string pin;
  {
    auto running = RunningSandbox::start(two_customers(), options);
    REQUIRE(running.has_value());
    pin = (*running)->access().security_center_pin;
    (*running)->change([](World& world) { world.kaspersky.servers[0].name = "Contoso International"; });
  }
  auto again = RunningSandbox::start(two_customers(), options);
  REQUIRE(again.has_value());
  CHECK((*again)->world().kaspersky.servers[0].name == "Contoso International");
  CHECK((*again)->access().security_center_pin == pin);
}

TEST_CASE("without a state folder every start is fresh") {
  auto running = RunningSandbox::start(two_customers(), {});
  REQUIRE(running.has_value());
  CHECK((*running)->access().security_center_url.starts_with("https://127.0.0.1:"));
  CHECK((*running)->access().tigerpaw_url.starts_with("http://127.0.0.1:"));
  (*running)->stop();
  CHECK((*running)->world().kaspersky.servers.size() == 2);
}

TEST_CASE("the connections file names both services and no secret, the other file has them for a shell") {
  const Folder folder;
  World world = two_customers();
  world.kaspersky.password = "it's secret";
  const SandboxAccess access{"https://127.0.0.1:1", "sha256/AAAA", "http://127.0.0.1:2"};
  const auto file = folder.path / "connections.toml";
  REQUIRE(publish_connections(file, access, world).has_value());

  const auto text = read_file(file).value_or("");
  CHECK(text.find("url = \"https://127.0.0.1:1\"") != std::string::npos);
  CHECK(text.find("trust = { pins = [\"sha256/AAAA\"] }") != std::string::npos);
  CHECK(text.find("url = \"sqlite:" + file.string() + ".ledger/ledger.db\"") != std::string::npos);
  CHECK(text.find("secret") == std::string::npos);
  CHECK(std::filesystem::is_directory(file.string() + ".ledger"));

  const std::filesystem::path secrets = file.string() + ".env";
  CHECK(read_file(secrets).value_or("").find(R"(export TARIFF_KSC_PASSWORD='it'\''s secret')") !=
        std::string::npos);
  using std::filesystem::perms;
  CHECK(std::filesystem::status(secrets).permissions() == (perms::owner_read | perms::owner_write));
  REQUIRE(forget_connections(file).has_value());
  CHECK_FALSE(std::filesystem::exists(file));
  CHECK(forget_connections(file).has_value());
}
