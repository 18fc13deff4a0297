#include "adapters/http/service_peer.hpp"

#include <chrono>

#include <doctest/doctest.h>

#include "support/fault_server.hpp"

namespace tariff::http {
namespace {

using testing::Arrived;
using testing::FaultServer;
using testing::make_certificate;
using testing::TemporaryFile;

testing::Act dated(const Arrived&, std::size_t) {
  return testing::reply_with(404, "{}", "Date: Sun, 22 Nov 2026 10:14:33 GMT\r\n");
}
testing::Act undated(const Arrived&, std::size_t) { return testing::reply_with(200, "{}"); }

Request a_request() {
  Request request;
  request.target = "/ping";
  return request;
}

ServiceFacts facts_of(const FaultServer& server, const TrustRule& rule) {
  auto peer = make_service_peer(server.url() + "/below", rule, a_request());
  REQUIRE(peer);
  return (*peer)->look();
}

/// Days from the look to the certificate's end, to the nearest.
long days_left(const ServiceFacts& facts) {
  REQUIRE(facts.certificate_ends.has_value());
  return std::chrono::round<std::chrono::days>(*facts.certificate_ends - facts.asked).count();
}

}  // namespace

TEST_CASE("a look tells the certificate's end and the service's time, whatever the status") {
  const auto certificate = make_certificate({-1, 12});
  FaultServer server(dated, certificate);
  const auto facts = facts_of(server, {{certificate.pin}, ""});
  CHECK_FALSE(facts.failure.has_value());
  CHECK(facts.origin == server.url());
  CHECK(facts.is_encrypted);
  CHECK(facts.is_pinned);
  CHECK(days_left(facts) == 12);
  CHECK(facts.server_time == Instant(std::chrono::seconds(1'795'342'473)));
  CHECK(facts.asked <= facts.answered);
  REQUIRE(server.arrived().size() == 1);
  CHECK(server.arrived().front().target() == "/below/ping");
  CHECK(server.arrived().front().header("Authorization").empty());
}

TEST_CASE("a pinned certificate that has ended is trusted, and its end is told") {
  const auto certificate = make_certificate({-20, -10});
  FaultServer server(undated, certificate);
  const auto facts = facts_of(server, {{certificate.pin}, ""});
  CHECK_FALSE(facts.failure.has_value());
  CHECK(days_left(facts) == -10);
  CHECK_FALSE(facts.server_time.has_value());
}

TEST_CASE("a certificate that is not trusted is refused before a byte is sent, and its end is told") {
  const auto certificate = make_certificate({-20, -10});
  const TemporaryFile file(certificate.certificate_pem);
  FaultServer server(dated, certificate);
  const auto facts = facts_of(server, {{}, file.path()});
  REQUIRE(facts.failure.has_value());
  CHECK(facts.failure->kind == ErrorKind::refused);
  CHECK(facts.failure->message.find("expired") != std::string::npos);
  CHECK(days_left(facts) == -10);
  CHECK(server.arrived().empty());
}

TEST_CASE("plain HTTP on loopback has no certificate; nobody there is unavailable") {
  FaultServer server(dated);
  const auto facts = facts_of(server, {});
  CHECK_FALSE(facts.is_encrypted);
  CHECK_FALSE(facts.certificate_ends.has_value());
  auto nobody =
      make_service_peer("http://127.0.0.1:" + std::to_string(testing::closed_port()), {}, a_request());
  REQUIRE(nobody);
  const auto failure = (*nobody)->look().failure;
  REQUIRE(failure.has_value());
  CHECK(failure->kind == ErrorKind::unavailable);
}

}  // namespace tariff::http
