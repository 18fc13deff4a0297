#include <string>

#include <doctest/doctest.h>

#include "adapters/http/client.hpp"
#include "support/fault_server.hpp"

namespace tariff::http {
namespace {

using testing::Arrived;
using testing::Certificate;
using testing::FaultServer;
using testing::make_certificate;
using testing::TemporaryFile;

testing::Act good(const Arrived&, std::size_t) { return testing::reply_with(200, "{}"); }

Answer asked(const FaultServer& server, const TrustRule& rule) {
  auto request = Request{};
  request.timeout = std::chrono::seconds(10);
  return send_once(*Service::make(server.url(), rule), request);
}

HttpFailure refusal(const FaultServer& server, const TrustRule& rule) {
  const auto answer = asked(server, rule);
  REQUIRE(failure_of(answer) != nullptr);
  CHECK(failure_of(answer)->cause == Cause::not_trusted);
  CHECK(failure_of(answer)->stage() == Stage::not_sent);
  CHECK(server.arrived().empty());
  return *failure_of(answer);
}

TEST_CASE("a certificate with a pinned key is trusted, whatever its name and dates") {
  const auto certificate = make_certificate({-20, -10}, "somebody-else.example");
  FaultServer server(good, certificate);
  CHECK(reply_of(asked(server, {{certificate.pin}, ""})) != nullptr);
  CHECK(reply_of(asked(server, {{make_certificate().pin, certificate.pin}, ""})) != nullptr);
}

TEST_CASE(
    "another key than the pinned ones is refused before a byte is sent, and the message names its pin") {
  const auto certificate = make_certificate();
  FaultServer server(good, certificate);
  const auto failure = refusal(server, {{make_certificate().pin}, ""});
  CHECK(failure.message.find(certificate.pin) != std::string::npos);
  CHECK(failure.hint.find("trust.pins") != std::string::npos);
  CHECK(read_error(failure).kind == ErrorKind::refused);
}

TEST_CASE("a pin does not make other authorities count") {
  const auto certificate = make_certificate();
  const TemporaryFile file(certificate.certificate_pem);
  FaultServer server(good, certificate);
  refusal(server, {{make_certificate().pin}, file.path()});
}

TEST_CASE("a CA file trusts what it holds, with the right name") {
  const auto certificate = make_certificate();
  const TemporaryFile file(certificate.certificate_pem);
  FaultServer server(good, certificate);
  CHECK(reply_of(asked(server, {{}, file.path()})) != nullptr);
}

TEST_CASE("a CA file also checks the name") {
  const auto certificate = make_certificate({}, "elsewhere.example");
  const TemporaryFile file(certificate.certificate_pem);
  FaultServer server(good, certificate);
  const auto failure = refusal(server, {{}, file.path()});
  CHECK(failure.message.find("IP address mismatch") != std::string::npos);
}

TEST_CASE("a CA file also checks the dates") {
  const auto certificate = make_certificate({-20, -10});
  const TemporaryFile file(certificate.certificate_pem);
  FaultServer server(good, certificate);
  CHECK(refusal(server, {{}, file.path()}).message.find("expired") != std::string::npos);
}

TEST_CASE("a certificate of another authority is refused, by a CA file and by the system's") {
  const auto certificate = make_certificate();
  const TemporaryFile file(make_certificate().certificate_pem);
  FaultServer server(good, certificate);
  CHECK(refusal(server, {{}, file.path()}).message.find(certificate.pin) != std::string::npos);
  CHECK(refusal(server, {}).message.find("self-signed") != std::string::npos);
}

TEST_CASE("a server that does not speak TLS was sent nothing") {
  FaultServer server(good);
  const auto service = Service::make("https://127.0.0.1:" + std::to_string(server.port()), {});
  const auto answer = send_once(*service, Request{});
  REQUIRE(failure_of(answer) != nullptr);
  CHECK(failure_of(answer)->cause == Cause::not_connected);
  CHECK(failure_of(answer)->stage() == Stage::not_sent);
  CHECK(server.arrived().empty());
}

TEST_CASE("a pin or a CA file that cannot be used is a wrong setting") {
  const std::string url = "https://ksc.example:13299";
  for (const auto* pin : {"", "sha256/", "sha256/AAAA", "sha1/AAAA", "AAAA"}) {
    const auto made = Service::make(url, {{pin}, ""});
    REQUIRE_FALSE(made.has_value());
    CHECK(made.error().kind == ErrorKind::invalid);
  }
  const auto made = Service::make(url, {{}, "/nowhere/ca.pem"});
  REQUIRE_FALSE(made.has_value());
  CHECK(made.error().message.find("/nowhere/ca.pem") != std::string::npos);
  const TemporaryFile file("not a certificate");
  CHECK_FALSE(Service::make(url, {{}, file.path()}).has_value());
}

TEST_CASE("plain http is for loopback only") {
  for (const auto* url :
       {"http://127.0.0.1:8080", "http://127.9.9.9", "http://localhost:1", "http://[::1]:8080/x/"})
    CHECK(Service::make(url, {}).has_value());
  for (const auto* url : {"http://api.example", "http://127.0.0.1.example", "http://0.0.0.0", "http://[::2]",
                          "http://localhost.example", "http://127.1"}) {
    const auto made = Service::make(url, {});
    REQUIRE_FALSE(made.has_value());
    CHECK(made.error().kind == ErrorKind::invalid);
  }
}

TEST_CASE("a URL is scheme, host, port and path, and nothing else") {
  const auto made = Service::make("https://KSC.example:13299/base/path/", {});
  REQUIRE(made.has_value());
  CHECK(made->origin() == "https://ksc.example:13299");
  CHECK(made->base_path() == "/base/path");
  CHECK_FALSE(made->is_loopback());
  CHECK(Service::make("https://ksc.example", {})->origin() == "https://ksc.example:443");
  for (const auto* url : {"", "ksc.example", "ftp://ksc.example", "https://", "https://:1", "https://a:0",
                          "https://a:65536", "https://a:x", "https://a/?q=1", "https://a/#f", "https://a b",
                          "https://[::1", "https://[::1]x:1", "https://a\nb"})
    CHECK_FALSE(Service::make(url, {}).has_value());
  const auto with_password = Service::make("https://user:hunter2@ksc.example", {});
  REQUIRE_FALSE(with_password.has_value());
  CHECK(with_password.error().message.find("hunter2") == std::string::npos);
}

}  // namespace
}  // namespace tariff::http
