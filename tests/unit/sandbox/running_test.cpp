#include <filesystem>

#include "sandbox/connections_file.hpp"
#include "sandbox/kept_file.hpp"
#include "sandbox/running_sandbox.hpp"
#include "unit/sandbox/folder.hpp"
#include "unit/sandbox/small_hub.hpp"
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
  CHECK((*running)->access().business_hub_url.empty());
  (*running)->stop();
  CHECK((*running)->world().kaspersky.servers.size() == 2);
}

TEST_CASE("the connections file names both services and no secret, the other file has them for a shell") {
  const Folder folder;
  World world = two_customers();
  world.kaspersky.password = "it's secret";
  const SandboxAccess access{"https://127.0.0.1:1", "sha256/AAAA", "http://127.0.0.1:2", ""};
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

TEST_CASE("a world with Business Hub has a third port, and a source and secrets for each of the two") {
  auto running = RunningSandbox::start(small_hub("\"otp_secret\": \"" + hub_otp_secret + "\","), {});
  REQUIRE(running.has_value());
  const auto& access = (*running)->access();
  REQUIRE(access.business_hub_url.starts_with("https://127.0.0.1:"));
  CHECK(connections_text(access, "/ledgers") ==
        "# Written by tariff-sandbox: all services on this machine, good while it runs.\n"
        "format = 1\n\n"
        "[[source]]\nname = \"center\"\nkind = \"security-center\"\nurl = \"" +
            access.security_center_url + "\"\ninternal_user = true\ntrust = { pins = [\"" +
            access.security_center_pin +
            "\"] }\n\n"
            "[[source]]\nname = \"hub\"\nkind = \"business-hub\"\nurl = \"" +
            access.business_hub_url + "\"\ntrust = { pins = [\"" + access.security_center_pin +
            "\"] }\n\n"
            "[tigerpaw]\nurl = \"" +
            access.tigerpaw_url +
            "\"\ntime_zone = \"UTC\"\nwriter = \"soap\"\n\n"
            "[ledger]\nurl = \"sqlite:/ledgers/ledger.db\"\n");
  const auto secrets = secrets_text((*running)->world());
  for (const std::string name :
       {"TARIFF_CENTER_USER", "TARIFF_CENTER_PASSWORD", "TARIFF_TIGERPAW_PUBLIC_KEY"})
    CHECK(secrets.find("export " + name + "=") != std::string::npos);
  CHECK(secrets.find("export TARIFF_HUB_EMAIL='clerk@msp.example'\n") != std::string::npos);
  CHECK(secrets.find("export TARIFF_HUB_PASSWORD='open sesame'\n") != std::string::npos);
  CHECK(secrets.find("export TARIFF_HUB_OTP_SECRET='" + hub_otp_secret + "'\n") != std::string::npos);
  CHECK(secrets.find("KSC") == std::string::npos);
  (*running)->stop();
}
