#include "config/connections.hpp"

#include <map>
#include <string>

#include <doctest/doctest.h>

#include "unit/config/tariff_text.hpp"

namespace tariff::config {
namespace {

using Variables = std::map<std::string, std::string>;

/// Surroundings of those variables and files, and of nothing else.
Environment surroundings(Variables variables, Variables files = {}) {
  return {[variables](const std::string& name) -> std::optional<std::string> {
            const auto found = variables.find(name);
            if (found == variables.end()) return std::nullopt;
            return found->second;
          },
          [files](const std::string& path) -> Result<std::string> {
            const auto found = files.find(path);
            if (found == files.end()) return Error{ErrorKind::not_found, "There is no such file.", ""};
            return found->second;
          }};
}

Variables all_secrets() {
  return {{"TARIFF_KSC_USER", "u-1"},
          {"TARIFF_KSC_PASSWORD", "p-1"},
          {"TARIFF_TIGERPAW_PUBLIC_KEY", "k-1"},
          {"TARIFF_TIGERPAW_PRIVATE_KEY", "k-2"},
          {"TARIFF_TIGERPAW_SOAP_USER", "s-1"},
          {"TARIFF_TIGERPAW_SOAP_PASSWORD", "s-2"}};
}

ParsedConnections parsed(const std::string& text, Secrets needed = Secrets::none,
                         const Variables& variables = {}, const Variables& files = {}) {
  return parse_connections(text, "conf/connections.toml", surroundings(variables, files), needed);
}

const std::string kaspersky_head = "format = 1\n[kaspersky]\nkind = \"security-center\"\n";
const std::string tigerpaw_rest =
    "[tigerpaw]\nurl = \"https://api.example\"\ntime_zone = \"America/New_York\"\n";
const std::string small = kaspersky_head + "url = \"https://ksc.example:13299\"\n" + tigerpaw_rest;

std::string url_outline(const std::string& url) {
  return outline(parsed(kaspersky_head + "url = \"" + url + "\"\n" + tigerpaw_rest).problems);
}

const SecurityCenterConnection& center_of(const ParsedConnections& found) {
  return std::get<SecurityCenterConnection>(found.connections.sources.at(0).at);
}

std::string pin(char c) { return "sha256/" + std::string(43, c) + "="; }

}  // namespace

TEST_CASE("a full connections file is read as it says") {
  const auto found = parsed(
      "format = 1\n[kaspersky]\nkind = \"security-center\"\nurl = \"https://ksc.example:13299\"\n"
      "internal_user = false\ntrust = { pins = [\"" +
          pin('A') + "\", \"" + pin('E') +
          "\"] }\nmax_parallel = 4\n[tigerpaw]\nurl = \"http://127.0.0.1:8080\"\n"
          "trust = { ca_file = \"tigerpaw.pem\" }\ntime_zone = \"America/New_York\"\nwriter = \"soap\"\n"
          "max_parallel = 3\nquiet_period = \"2h\"\n[ledger]\nurl = \"sqlite:ledger.db\"\n",
      Secrets::reads_and_writes, all_secrets());
  REQUIRE(outline(found.problems) == "");
  const auto& [sources, tigerpaw, ledger] = found.connections;
  const auto& kaspersky = std::get<SecurityCenterConnection>(sources.at(0).at);
  CHECK(kaspersky.url == "https://ksc.example:13299");
  CHECK_FALSE(kaspersky.internal_user);
  CHECK(kaspersky.trust.pins == std::vector<std::string>{pin('A'), pin('E')});
  CHECK(kaspersky.max_parallel == 4);
  CHECK(kaspersky.user.reveal() == "u-1");
  CHECK(kaspersky.password.reveal() == "p-1");
  CHECK(tigerpaw.is_loopback);
  CHECK(tigerpaw.trust.ca_file == "conf/tigerpaw.pem");
  CHECK(tigerpaw.time_zone == "America/New_York");
  CHECK(tigerpaw.max_parallel == 3);
  CHECK(tigerpaw.quiet_period == std::chrono::hours(2));
  CHECK(tigerpaw.private_key.reveal() == "k-2");
  CHECK(tigerpaw.soap_password.reveal() == "s-2");
  CHECK(ledger == "sqlite:conf/ledger.db");
}

TEST_CASE("what a small connections file leaves open has its default") {
  const auto found = parsed(small);
  REQUIRE(outline(found.problems) == "");
  CHECK(center_of(found).internal_user);
  CHECK(center_of(found).max_parallel == 8);
  CHECK(found.connections.tigerpaw.max_parallel == 2);
  CHECK(found.connections.tigerpaw.quiet_period == std::chrono::minutes(15));
  CHECK(found.connections.tigerpaw.writer == WriterKind::soap);
  CHECK_FALSE(found.connections.tigerpaw.is_loopback);
  CHECK_FALSE(found.connections.ledger_url.has_value());
}

TEST_CASE("a writer profile is read beside the connections file, and its problems carry its name") {
  const auto with_profile = [](const std::string& path, const Variables& files) {
    return parsed(small + "writer_profile = \"" + path + "\"\n", Secrets::none, {}, files);
  };
  const auto found =
      with_profile("soap.toml", {{"conf/soap.toml", "format = 1\n[words]\ncreate = \"Add\"\n"}});
  CHECK(outline(found.problems) == "");
  CHECK(found.connections.tigerpaw.writer_profile.words.create == "Add");
  CHECK(parsed(small).connections.tigerpaw.writer_profile == WriterProfile{});
  CHECK(outline(with_profile("/etc/soap.toml", {{"/etc/soap.toml", "format = 1\n"}}).problems) == "");

  const auto missing = with_profile("soap.toml", {}).problems;
  CHECK(outline(missing) == "writer-profile-unread 8:18");
  CHECK(missing.front().message == "The writer profile was not read: There is no such file.");
  const auto wrong = with_profile("soap.toml", {{"conf/soap.toml", "format = 1\n[word]\n"}}).problems;
  CHECK(outline(wrong) == "unknown-key 2:2");
  CHECK(wrong.front().place.file == "conf/soap.toml");
}

TEST_CASE("an absolute ledger path stays as it is") {
  CHECK(parsed(small + "[ledger]\nurl = \"sqlite:/var/lib/tariff/ledger.db\"\n").connections.ledger_url ==
        "sqlite:/var/lib/tariff/ledger.db");
}

TEST_CASE("a service URL is a scheme, a host and a port, and nothing else") {
  for (const std::string url :
       {"https://ksc.example", "https://ksc.example:13299", "https://10.0.0.1:1", "https://[2001:db8::1]:443",
        "http://localhost:80", "http://127.8.9.10", "http://[::1]:8080"}) {
    CAPTURE(url);
    CHECK(url_outline(url) == "");
  }
  for (const std::string url :
       {"ksc.example", "ftp://ksc.example", "https://", "https://ksc.example/", "https://ksc.example/x",
        "https://ksc.example?x", "https://ksc.example#x", "https://u:p@ksc.example", "https://ksc.example:0",
        "https://ksc.example:65536", "https://ksc.example:", "https://[::1", "https://a..b", "https://a b",
        "HTTPS://ksc.example"}) {
    CAPTURE(url);
    CHECK(url_outline(url) == "url-form 4:7");
  }
  for (const std::string url :
       {"http://ksc.example", "http://127.evil.example", "http://127.0.0.1.example", "http://128.0.0.1",
        "http://localhost.example", "http://[::2]", "http://127.0.0.256"}) {
    CAPTURE(url);
    CHECK(url_outline(url) == "url-not-encrypted 4:7");
  }
}

TEST_CASE("a ledger is a file, a Git remote or a database, and its URL holds no password") {
  const auto read = [](const std::string& url) {
    return parsed(small + "[ledger]\nurl = \"" + url + "\"\n");
  };
  for (const std::string url :
       {"git:origin", "git:https://git.example/billing.git", "git:/srv/ledger.git",
        "git:git@git.example:billing.git", "postgresql://h/d", "postgresql://u@h:5433/d"}) {
    CAPTURE(url);
    CHECK(outline(read(url).problems) == "");
    CHECK(read(url).connections.ledger_url == url);
  }
  CHECK(read("git:./ledger.git").connections.ledger_url != "git:./ledger.git");
  for (const std::string url : {"postgresql://u:p@h/d", "git:https://u:p@h/d"})
    CHECK(outline(read(url).problems) == "ledger-url-password 9:7");
  for (const std::string url :
       {"sqlite:", "sqlite://x", "/var/x", "file:x", "git:", "postgresql://", "postgres://h/d"})
    CHECK(outline(read(url).problems) == "ledger-url-form 9:7");
}

TEST_CASE("each setting of a connection is checked") {
  const auto with = [](const std::string& line) { return outline(parsed(small + line + "\n").problems); };
  CHECK(with("quiet_period = \"15\"") == "duration-form 8:16");
  CHECK(with("quiet_period = \"0m\"") == "duration-form 8:16");
  CHECK(with("quiet_period = 15") == "wrong-type 8:16");
  CHECK(with("max_parallel = 0") == "number-range 8:16");
  CHECK(with("max_parallel = 65") == "number-range 8:16");
  CHECK(with("writer = \"rest\"") == "unknown-choice 8:10");
  CHECK(with("trust = { pins = [] }") == "list-empty 8:18");
  CHECK(with("trust = { pins = [\"sha256/AAAA\"] }") == "pin-form 8:19");
  CHECK(with("trust = { pins = [\"" + pin('A') + "\"], ca_file = \"x\" }") == "trust-twice 8:9");
  CHECK(with("quiet_periode = \"15m\"") == "unknown-key 8:1");
  CHECK(outline(parsed(kaspersky_head +
                       "url = \"https://a\"\n[tigerpaw]\nurl = \"https://b\"\ntime_zone = \"Mars/Olympus\"\n")
                    .problems) == "zone-unknown 7:13");
}

TEST_CASE("secrets come from variables or from the files that they name") {
  auto variables = all_secrets();
  variables.erase("TARIFF_KSC_PASSWORD");
  variables["TARIFF_KSC_PASSWORD_FILE"] = "/run/secret";
  const auto found = parsed(small, Secrets::reads, variables, {{"/run/secret", "p w\n"}});
  REQUIRE(outline(found.problems) == "");
  CHECK(center_of(found).password.reveal() == "p w");
  CHECK(found.connections.tigerpaw.soap_user.empty());
}

TEST_CASE("a secret that is not needed is not asked for") {
  CHECK(outline(parsed(small, Secrets::none).problems) == "");
  const auto reads = parsed(small, Secrets::reads).problems;
  REQUIRE(reads.size() == 4);
  CHECK(reads[0].rule == "secret-missing");
  CHECK(reads[0].place.line == 2);
  CHECK(reads[0].message == "TARIFF_KSC_USER is not set, nor is TARIFF_KSC_USER_FILE.");
  CHECK(parsed(small, Secrets::reads_and_writes).problems.size() == 6);
  CHECK(parsed(small + "writer = \"none\"\n", Secrets::reads_and_writes).problems.size() == 4);
}

TEST_CASE("a secret that is empty, doubled, unreadable or of several lines is named, never shown") {
  const auto rule = [](const Variables& changed, const Variables& files) {
    auto variables = all_secrets();
    for (const auto& [name, value] : changed) variables[name] = value;
    const auto problems = parsed(small, Secrets::reads, variables, files).problems;
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].message.find("TARIFF_KSC_USER") != std::string::npos);
    CHECK((problems[0].message + problems[0].hint).find("hunter2") == std::string::npos);
    return problems[0].rule;
  };
  CHECK(rule({{"TARIFF_KSC_USER", ""}}, {}) == "secret-missing");
  CHECK(rule({{"TARIFF_KSC_USER_FILE", "f"}}, {{"f", "hunter2"}}) == "secret-twice");
  CHECK(rule({{"TARIFF_KSC_USER", ""}, {"TARIFF_KSC_USER_FILE", "f"}}, {}) == "secret-unreadable");
  CHECK(rule({{"TARIFF_KSC_USER", ""}, {"TARIFF_KSC_USER_FILE", "f"}}, {{"f", "\n"}}) == "secret-missing");
  CHECK(rule({{"TARIFF_KSC_USER", "hunter2\nx"}}, {}) == "secret-form");
  CHECK(rule({{"TARIFF_KSC_USER", ""}, {"TARIFF_KSC_USER_FILE", "f"}}, {{"f", "hunter2\n\n"}}) ==
        "secret-form");
}

TEST_CASE("a secret that is written in the file by mistake is an error, and is not shown") {
  for (const std::string line :
       {"password = \"hunter2\"", "soap_password = \"hunter2\"", "private_key = \"hunter2\"",
        "api_token = \"hunter2\"", "user = \"hunter2\""}) {
    CAPTURE(line);
    const auto problems = parsed(small + line + "\n").problems;
    CHECK(outline(problems) == "secret-in-file 8:1");
    CHECK(problems[0].place.source_line.find("hunter2") == std::string::npos);
    CHECK((problems[0].message + problems[0].hint).find("hunter2") == std::string::npos);
  }
}

TEST_CASE("a line with a secret is not shown for another problem in it either") {
  for (const auto& text : std::vector<std::string>{
           small + "trust = { password = \"hunter2\", pinz = 1 }\n", small + "password = \"hunter2\n",
           small + "password = hunter2\n", small + "password = \"\"\"\nhunter2\n\x01\"\"\"\n",
           kaspersky_head + "url = \"https://u:hunter2@ksc.example\"\n" + tigerpaw_rest,
           small + "[ledger]\nurl = \"postgresql://u:hunter2@h/d\"\n"}) {
    CAPTURE(text);
    const auto problems = parsed(text).problems;
    REQUIRE_FALSE(problems.empty());
    for (const auto& problem : problems)
      CHECK((problem.place.source_line + problem.message + problem.hint).find("hunter2") ==
            std::string::npos);
  }
}

}  // namespace tariff::config
