#include <set>
#include <thread>
#include <vector>

#include "contract/business_hub/running_hub.hpp"

namespace tariff::business_hub {
namespace {

using sandbox::HttpReply;
using sandbox::HttpRequest;

std::optional<HttpReply> as_usual() { return std::nullopt; }

std::string with_otp() { return "\"otp_secret\": \"" + sandbox::hub_otp_secret + "\","; }

/// The error of a sign-in that was refused.
Error refusal_of(RunningHub& hub) {
  const auto signed_in = hub.api()->sign_in();
  REQUIRE_FALSE(signed_in.has_value());
  CHECK(signed_in.error().kind == ErrorKind::refused);
  return signed_in.error();
}

TEST_CASE("a wrong password is refused once and not sent again, and no message shows it") {
  RunningHub hub;
  hub.connection.password = Secret("hunter2");
  const auto api = hub.api();
  for (int i = 0; i < 3; ++i) {
    const auto companies = api->companies("");
    REQUIRE_FALSE(companies.has_value());
    CHECK(companies.error().kind == ErrorKind::refused);
    const auto text = companies.error().message + companies.error().hint;
    CHECK(text.find("hunter2") == std::string::npos);
    CHECK(text.find("clerk") == std::string::npos);
    CHECK(companies.error().message == "Business Hub did not accept the e-mail and password (status 401).");
  }
  CHECK(hub.all_calls() == 1);
}

TEST_CASE(
    "an account with two-step verification is signed in to with its code, and not without or with another") {
  RunningHub hub(with_otp());
  CHECK(refusal_of(hub).hint.find("OTP secret") != std::string::npos);
  hub.connection.otp_secret = Secret("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJA");
  const auto refusal = refusal_of(hub);
  CHECK(refusal.message.find("with the one-time code") != std::string::npos);
  CHECK(refusal.hint.find("clock") != std::string::npos);
  CHECK((refusal.message + refusal.hint).find("GEZD") == std::string::npos);
  hub.connection.otp_secret = Secret(sandbox::hub_otp_secret);
  CHECK(hub.api()->sign_in().has_value());
}

TEST_CASE("what cannot work is refused before any request") {
  RunningHub hub;
  const auto kind_of = [&hub](const BusinessHubConnection& connection) {
    const auto made = Api::make(connection, http::real_waiting());
    REQUIRE_FALSE(made.has_value());
    CHECK(hub.all_calls() == 0);
    return made.error().kind;
  };
  auto connection = hub.connection;
  connection.otp_secret = Secret("not base32!");
  CHECK(kind_of(connection) == ErrorKind::invalid);
  connection = hub.connection;
  connection.email = Secret();
  CHECK(kind_of(connection) == ErrorKind::invalid);
  connection = hub.connection;
  connection.url = "http://hub.example";
  CHECK(kind_of(connection) == ErrorKind::invalid);
}

TEST_CASE("a wrong pin is refused before the password is sent") {
  RunningHub hub;
  hub.connection.trust.pins = {sandbox::make_certificate(system_now())->pin};
  refusal_of(hub);
  CHECK(hub.all_calls() == 0);
}

TEST_CASE("a token that expires on the way is replaced, and the call made once more") {
  RunningHub hub("\"page_limit_max\": 1,");
  hub.interfere = [&hub](const HttpRequest&, const std::string& route, int count) {
    if (route == "GET /v1/companies" && count == 2) hub.forget_tokens();
    return as_usual();
  };
  const auto companies = hub.api()->companies("");
  REQUIRE(companies.has_value());
  CHECK(companies->size() == 3);
  CHECK(hub.sign_ins() == 2);
  CHECK(hub.calls("GET /v1/companies") == 4);
}

TEST_CASE("a fresh token that is not accepted either ends the call") {
  RunningHub hub;
  hub.interfere = [&hub](const HttpRequest&, const std::string& route, int) {
    if (route == "GET /v1/integrations") hub.forget_tokens();
    return as_usual();
  };
  const auto integrations = hub.api()->integrations();
  REQUIRE_FALSE(integrations.has_value());
  CHECK(integrations.error().kind == ErrorKind::refused);
  CHECK(integrations.error().message ==
        "Business Hub answered GET /v1/integrations with status 401: There is no good token.");
  CHECK(hub.sign_ins() == 2);
}

TEST_CASE("several calls at once share one token, also when it expires under them") {
  RunningHub hub;
  const auto api = hub.api();
  const auto read_at_once = [&api] {
    std::vector<std::thread> threads;
    std::mutex lock;
    std::multiset<bool> read;
    for (int i = 0; i < 8; ++i)
      threads.emplace_back([&] {
        const bool is_read = api->licences("c-acme").has_value();
        const std::lock_guard guard(lock);
        read.insert(is_read);
      });
    for (auto& thread : threads) thread.join();
    return read.count(true);
  };
  CHECK(read_at_once() == 8);
  CHECK(hub.sign_ins() == 1);
  hub.forget_tokens();
  CHECK(read_at_once() == 8);
  CHECK(hub.sign_ins() == 2);
}

}  // namespace
}  // namespace tariff::business_hub
