#include <filesystem>
#include <memory>
#include <regex>

#include <doctest/doctest.h>
#include <openssl/ssl.h>

#include "e2e/story.hpp"
#include "support/fault_server.hpp"

/// Whom the programs speak to, and what of a run a neighbour on the machine can see.
namespace tariff::e2e {
namespace {

/// Whoever comes here was sent by something that must not send anybody.
testing::FaultServer stranger() {
  return testing::FaultServer(
      [](const testing::Arrived&, std::size_t) { return testing::reply_with(502, "{}"); });
}

std::int64_t requests_of(const Story& story) {
  return std::stoll(json_of(story.sandbox().requests()).find("total")->raw());
}

TEST_CASE("no proxy of the environment is asked") {
  const Story story(Start::billed);
  const auto proxy = stranger();
  std::map<std::string, std::string> environment;
  for (const auto* name :
       {"HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"})
    environment[name] = proxy.url();
  CHECK(story.run({"plan"}, environment).exit_code == 0);
  CHECK(proxy.connections() == 0);
}

/// Whether the server completes a handshake of TLS 1.1 with somebody who accepts that.
bool speaks_tls_1_1(std::uint16_t port) {
  const std::unique_ptr<SSL_CTX, void (*)(SSL_CTX*)> context(SSL_CTX_new(TLS_client_method()), SSL_CTX_free);
  SSL_CTX_set_security_level(context.get(), 0);
  SSL_CTX_set_cipher_list(context.get(), "ALL:@SECLEVEL=0");
  SSL_CTX_set_min_proto_version(context.get(), TLS1_1_VERSION);
  SSL_CTX_set_max_proto_version(context.get(), TLS1_1_VERSION);
  BIO* wire = BIO_new_ssl_connect(context.get());
  BIO_set_conn_hostname(wire, ("127.0.0.1:" + std::to_string(port)).c_str());
  const bool is_done = BIO_do_handshake(wire) == 1;
  BIO_free_all(wire);
  return is_done;
}

TEST_CASE("a server that offers no more than TLS 1.1 is refused, however lax the system's settings are") {
  const Story story(Start::billed);
  const auto certificate = testing::make_certificate();
  const auto html = [](const testing::Arrived&, std::size_t) { return testing::reply_with(200, "<html>"); };
  const auto lax =
      story.folder().write("openssl.cnf",
                           "openssl_conf = all\n[all]\nssl_conf = tls\n[tls]\nsystem_default = lax\n"
                           "[lax]\nMinProtocol = TLSv1\nCipherString = ALL:@SECLEVEL=0\n");
  const auto connections = story.connections();
  const auto plan_with = [&](const testing::FaultServer& center) {
    const auto pin = connections.find("sha256/"), url = connections.find("https://");
    auto text = connections;
    text.replace(pin, text.find('"', pin) - pin, certificate.pin);
    text.replace(url, text.find('"', url) - url, center.url());
    story.set_connections(text);
    return story.run({"plan"}, {{"OPENSSL_CONF", lax.string()}});
  };
  const testing::FaultServer old(html, certificate, testing::Protocol::tls_1_1);
  CHECK(speaks_tls_1_1(old.port()));
  const auto refused = plan_with(old);
  CHECK(refused.exit_code == 9);
  CHECK(contains(refused.err, "Security Center"));
  CHECK(old.connections() > 1);
  CHECK(old.arrived().empty());
  const testing::FaultServer current(html, certificate);
  plan_with(current);
  CHECK_FALSE(current.arrived().empty());
}

TEST_CASE("a file that names hosts, other files or variables is refused, and nobody is contacted") {
  const Story story(Start::billed);
  const auto elsewhere = stranger();
  const std::string url = "\"" + elsewhere.url() + "\"\n";
  const std::string file = story.repository().read("tariff.toml");
  story.sandbox().reset_requests();
  for (const std::string& more :
       {"\n[kaspersky]\nurl = " + url, "\n[tigerpaw]\nurl = " + url, "\n[connections]\nproxy = " + url,
        "\n[ledger]\nurl = " + url, "\n[include]\nfile = " + url, "\n[[include]]\nurl = " + url}) {
    CAPTURE(more);
    story.repository().write("tariff.toml", file + more);
    CHECK(story.run({"plan"}).exit_code == 3);
    CHECK(story.run({"apply", "--auto-approve", "--allow-dirty"}).exit_code == 3);
  }
  CHECK(elsewhere.connections() == 0);
  CHECK(requests_of(story) == 0);
  CHECK(story.writes() == 0);
}

TEST_CASE("a name that looks like an address or a variable is a name") {
  const Story story(Start::billed);
  const auto elsewhere = stranger();
  for (const std::string& name : {elsewhere.url(), std::string("${HOME}"), std::string("$(id)"),
                                  std::string("../../etc/passwd"), std::string("file:///etc/passwd")}) {
    story.change([&](auto& world) {
      server(world, "Tailspin Toys").name = name;
      for (auto& account : world.tigerpaw.accounts)
        if (account.number == 10050) account.name = name;
    });
    const auto end = story.run({"plan"});
    CHECK(end.exit_code == 0);
    CHECK(contains(end.out, name));
    story.change([&](auto& world) { server(world, name).name = "Tailspin Toys"; });
  }
  CHECK(elsewhere.connections() == 0);
}

TEST_CASE("a run leaves no core file, and its command line tells no secret") {
  const Story story(Start::billed);
  const auto secrets = story.command({}).environment;
  bool was_seen = false;
  for (int tries = 0; tries < 20 && !was_seen; ++tries)
    story.run_beside({"plan"}, [&](test::BackgroundProcess& process) {
      const std::filesystem::path place = "/proc/" + std::to_string(process.id());
      std::string limits, line;
      try {
        limits = test::read_file(place / "limits");
        line = test::read_file(place / "cmdline");
      } catch (const std::runtime_error&) {
        return;  // it has just ended
      }
      const auto at = limits.find("Max core file size");
      if (at == std::string::npos || line.empty()) return;
      // Before main() it has what its parent has.
      was_seen = was_seen || limits.substr(at, 60).find(" 0 ") != std::string::npos;
      for (const auto& [name, value] : secrets)
        if (name.starts_with("TARIFF_") && name != "TARIFF_CONNECTIONS") CHECK_FALSE(contains(line, value));
    });
  CHECK(was_seen);
}

TEST_CASE(
    "a link in the place of a file that is written is replaced, and what it pointed to stays as it was") {
  const Story story(Start::billed);
  const auto target = story.folder().write("precious.txt", "precious");
  const auto folder = story.repository().path();
  for (const auto* name : {"plan.json", "plan.md", "kept.json", "witness"})
    std::filesystem::create_symlink(target, folder / name);
  CHECK(story.run({"plan", "--out", "plan.json", "--out-markdown", "plan.md"}).exit_code == 0);
  CHECK(story.run({"snapshot", "--out", "kept.json"}).exit_code == 0);
  story.change([](auto& world) { add_device(world, "Contoso", "CONTOSO-WS-09"); });
  for (const auto* name : {"plan.json", "plan.md", "kept.json"})
    CHECK(std::filesystem::is_regular_file(std::filesystem::symlink_status(folder / name)));
  const auto applied = story.run({"apply", "--auto-approve", "--witness", "witness"});
  // What the link points to is no witness, and is not written over.
  CHECK(applied.exit_code == 3);
  CHECK(test::read_file(target) == "precious");
}

/// The source of a test, with literals that go on in the next line put together.
std::string source_of(const std::string& file) {
  const std::string text = test::read_file(std::filesystem::path(TARIFF_SOURCE_DIR) / "tests" / file);
  return std::regex_replace(text, std::regex("\"\\s*\n\\s*\""), "");
}

TEST_CASE("every threat's test that tests/THREATS.md names is there") {
  const std::string table = test::read_file(std::filesystem::path(TARIFF_SOURCE_DIR) / "tests/THREATS.md");
  const std::regex named("`([^`]+_test\\.cpp)`: \"([^\"]+)\"");
  std::size_t count = 0;
  for (auto found = std::sregex_iterator(table.begin(), table.end(), named); found != std::sregex_iterator();
       ++found, ++count) {
    CAPTURE((*found)[2].str());
    CHECK(contains(source_of((*found)[1]), (*found)[2].str()));
  }
  CHECK(count >= 35);
}

}  // namespace
}  // namespace tariff::e2e
