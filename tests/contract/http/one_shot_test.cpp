#include <string>

#include <doctest/doctest.h>

#include "adapters/http/client.hpp"
#include "support/fault_server.hpp"

namespace tariff::http {
namespace {

using testing::Arrived;
using testing::FaultServer;

Service plain(const std::string& url) { return *Service::make(url, {}); }

Request a_write(std::chrono::milliseconds timeout = std::chrono::seconds(10)) {
  Request request;
  request.method = "POST";
  request.target = "/charges?dry=no";
  request.body = R"({"quantity":0})";
  request.content_type = "application/json";
  request.timeout = timeout;
  return request;
}

FaultServer::Behaviour always(const testing::Act& act) {
  return [act](const Arrived&, std::size_t) { return act; };
}

HttpFailure failure_against(const FaultServer& server, const Request& request = a_write()) {
  const auto answer = send_once(plain(server.url()), request);
  REQUIRE(failure_of(answer) != nullptr);
  return *failure_of(answer);
}

TEST_CASE("a write arrives byte for byte and its answer comes back with header names in lower case") {
  FaultServer server(always(testing::reply_with(201, R"({"ok":true})", "X-Trace: 7\r\n")));
  auto request = a_write();
  request.target = "/a%20b/c//d?Name=x%2By&filter=a;b";
  request.headers = {{"Authorization", "TSI abc:def="}, {"X-Empty", ""}};
  const auto answer = send_once(plain(server.url()), request);
  REQUIRE(reply_of(answer) != nullptr);
  CHECK(reply_of(answer)->status == 201);
  CHECK(reply_of(answer)->body == R"({"ok":true})");
  CHECK(reply_of(answer)->header("x-trace") == "7");
  CHECK(reply_of(answer)->header("x-none").empty());
  const auto arrived = server.arrived();
  REQUIRE(arrived.size() == 1);
  CHECK(arrived[0].method() == "POST");
  CHECK(arrived[0].target() == "/a%20b/c//d?Name=x%2By&filter=a;b");
  CHECK(arrived[0].header("authorization") == "TSI abc:def=");
  CHECK(arrived[0].header("content-type") == "application/json");
  CHECK(arrived[0].body == request.body);
}

TEST_CASE("a body without a content type is sent without one, and a POST without a body says so") {
  FaultServer server(always(testing::reply_with(200, "{}")));
  auto request = a_write();
  request.content_type.clear();
  CHECK(reply_of(send_once(plain(server.url()), request)) != nullptr);
  request.body.clear();
  CHECK(reply_of(send_once(plain(server.url()), request)) != nullptr);
  const auto arrived = server.arrived();
  REQUIRE(arrived.size() == 2);
  CHECK(arrived[0].header("content-type").empty());
  CHECK(arrived[0].body == R"({"quantity":0})");
  CHECK(arrived[1].header("content-length") == "0");
}

TEST_CASE("a server that executes and then closes has executed once, and the outcome is unknown") {
  FaultServer server(always(testing::close_silently()));
  const auto failure = failure_against(server);
  CHECK(failure.stage() == Stage::unknown);
  CHECK(failure.cause == Cause::broken_off);
  CHECK(failure.message.find("POST " + server.url() + "/charges was answered") != std::string::npos);
  CHECK(failure.message.find("dry=no") == std::string::npos);
  CHECK(server.arrived().size() == 1);
  CHECK(server.connections() == 1);
}

TEST_CASE("a server that executes and then resets has executed once, and the outcome is unknown") {
  FaultServer server(always(testing::reset_silently()));
  CHECK(failure_against(server).stage() == Stage::unknown);
  CHECK(server.arrived().size() == 1);
}

TEST_CASE("each write has a connection of its own, so none is sent again on a kept one that died") {
  FaultServer server([](const Arrived&, std::size_t number) {
    return number == 1 ? testing::reply_with(200, "{}") : testing::close_silently();
  });
  const auto service = plain(server.url());
  CHECK(reply_of(send_once(service, a_write())) != nullptr);
  CHECK(failure_of(send_once(service, a_write())) != nullptr);
  CHECK(server.arrived().size() == 2);
  CHECK(server.connections() == 2);
}

TEST_CASE("a redirect is an answer, and nobody else ever sees the credentials") {
  FaultServer other(always(testing::reply_with(200, "{}")));
  for (const int status : {301, 302, 303, 307, 308}) {
    FaultServer server(always(testing::reply_with(status, "", "Location: " + other.url() + "/stolen\r\n")));
    auto request = a_write();
    request.headers = {{"Authorization", "TSI secret"}};
    const auto answer = send_once(plain(server.url()), request);
    REQUIRE(reply_of(answer) != nullptr);
    CHECK(reply_of(answer)->status == status);
  }
  CHECK(other.connections() == 0);
}

TEST_CASE("an HTML page comes back as it is") {
  FaultServer server(always(testing::reply_with(500, "<html><body>Oops</body></html>", "", "text/html")));
  const auto answer = send_once(plain(server.url()), a_write());
  REQUIRE(reply_of(answer) != nullptr);
  CHECK(reply_of(answer)->body == "<html><body>Oops</body></html>");
  CHECK(reply_of(answer)->header("content-type") == "text/html");
}

TEST_CASE("a reply that ends before its content length is broken off") {
  FaultServer server(
      always(testing::bytes_then_close("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"ok\":tr")));
  const auto failure = failure_against(server);
  CHECK(failure.cause == Cause::broken_off);
  CHECK(failure.stage() == Stage::unknown);
}

TEST_CASE("a chunked reply that ends between chunks is broken off") {
  FaultServer server(always(
      testing::bytes_then_close("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n{\"ok\r\n")));
  CHECK(failure_against(server).cause == Cause::broken_off);
}

TEST_CASE("a chunked reply comes back whole") {
  FaultServer server(always(testing::bytes_then_close(
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n{\"ok\r\n7\r\n\":true}\r\n0\r\n\r\n")));
  const auto answer = send_once(plain(server.url()), a_write());
  REQUIRE(reply_of(answer) != nullptr);
  CHECK(reply_of(answer)->body == R"({"ok":true})");
}

TEST_CASE("something that is not HTTP is broken off") {
  FaultServer server(always(testing::bytes_then_close("220 mail.example ESMTP\r\n\r\n")));
  CHECK(failure_against(server).cause == Cause::broken_off);
}

TEST_CASE("a server that never answers has executed, and the write times out with an unknown outcome") {
  FaultServer server(always(testing::say_nothing()));
  const auto failure = failure_against(server, a_write(std::chrono::milliseconds(150)));
  CHECK(failure.cause == Cause::timed_out);
  CHECK(failure.stage() == Stage::unknown);
  CHECK(failure.message.find("150 ms") != std::string::npos);
  CHECK(server.arrived().size() == 1);
}

TEST_CASE("a reply that drips past the deadline times out, though bytes keep coming") {
  auto act = testing::reply_with(200, std::string(2000, ' '));
  act.drip = std::chrono::milliseconds(5);
  FaultServer server(always(act));
  CHECK(failure_against(server, a_write(std::chrono::milliseconds(200))).cause == Cause::timed_out);
}

TEST_CASE("a reply without end is cut at the cap") {
  FaultServer server([](const Arrived&, std::size_t) {
    testing::Act act;
    act.bytes = "HTTP/1.1 200 OK\r\n\r\n" + std::string(1U << 20U, 'x');
    act.for_ever = true;
    return act;
  });
  auto request = a_write();
  request.reply_bytes_max = 4U << 20U;
  const auto failure = failure_against(server, request);
  CHECK(failure.cause == Cause::too_large);
  CHECK(failure.message.find("4194304 bytes") != std::string::npos);
}

TEST_CASE("a reply that announces more than the cap is not read at all") {
  FaultServer server(always(testing::Act{"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n"}));
  CHECK(failure_against(server).cause == Cause::too_large);
}

TEST_CASE("a reply of exactly the cap is read, one byte more is not") {
  FaultServer server(always(testing::reply_with(200, std::string(1000, 'x'))));
  auto request = a_write();
  request.reply_bytes_max = 1000;
  CHECK(reply_of(send_once(plain(server.url()), request)) != nullptr);
  request.reply_bytes_max = 999;
  CHECK(failure_against(server, request).cause == Cause::too_large);
}

TEST_CASE("a refused connection means that nothing was sent") {
  const auto port = testing::closed_port();
  const auto answer = send_once(plain("http://127.0.0.1:" + std::to_string(port)), a_write());
  REQUIRE(failure_of(answer) != nullptr);
  CHECK(failure_of(answer)->cause == Cause::not_connected);
  CHECK(failure_of(answer)->stage() == Stage::not_sent);
  CHECK(read_error(*failure_of(answer)).kind == ErrorKind::unavailable);
}

TEST_CASE("a request that would smuggle a line is never sent") {
  FaultServer server(always(testing::reply_with(200, "{}")));
  auto request = a_write();
  request.headers = {{"X-KSC-VServer", "a\r\nAuthorization: x"}};
  CHECK(failure_against(server, request).cause == Cause::bad_request);
  request.headers.clear();
  request.target = "/a b";
  CHECK(failure_against(server, request).cause == Cause::bad_request);
  request.target = "http://elsewhere.example/";
  const auto failure = failure_against(server, request);
  CHECK(failure.stage() == Stage::not_sent);
  CHECK(read_error(failure).kind == ErrorKind::invalid);
  CHECK(server.connections() == 0);
}

}  // namespace
}  // namespace tariff::http
