#include <array>
#include <stdexcept>
#include <string>
#include <thread>

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "support/http_client.hpp"
#include "support/spawn.hpp"

using namespace tariff::test;

namespace {

std::uint16_t bound_port(const Descriptor& socket) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  REQUIRE(::bind(socket.number(), reinterpret_cast<const sockaddr*>(&address), length) == 0);
  ::getsockname(socket.number(), reinterpret_cast<sockaddr*>(&address), &length);
  return ntohs(address.sin_port);
}

/// Answers one connection on loopback with fixed bytes, and keeps what it was asked.
class OneAnswer {
 public:
  explicit OneAnswer(std::string answer) : listener_(::socket(AF_INET, SOCK_STREAM, 0)) {
    port_ = bound_port(listener_);
    ::listen(listener_.number(), 1);
    thread_ = std::thread([this, bytes = std::move(answer)] { serve(bytes); });
  }
  ~OneAnswer() { thread_.join(); }
  OneAnswer(const OneAnswer&) = delete;
  OneAnswer& operator=(const OneAnswer&) = delete;
  std::uint16_t port() const { return port_; }
  const std::string& asked() const { return asked_; }

 private:
  void serve(const std::string& bytes) {
    const Descriptor peer(::accept(listener_.number(), nullptr, nullptr));
    std::array<char, 4096> buffer{};
    while (asked_.find("\r\n\r\nwanted") == std::string::npos) {
      const auto count = ::recv(peer.number(), buffer.data(), buffer.size(), 0);
      if (count <= 0) break;
      asked_.append(buffer.data(), static_cast<std::size_t>(count));
    }
    ::send(peer.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
  }
  Descriptor listener_;
  std::uint16_t port_ = 0;
  std::string asked_;
  std::thread thread_;
};

}  // namespace

TEST_CASE("a request goes out whole, and status and body of the answer come back") {
  OneAnswer server("HTTP/1.1 201 Created\r\nContent-Length: 5\r\n\r\nhello");
  const auto answer = http_request(server.port(), "POST", "/sandbox/world", "wanted");
  CHECK(answer.status == 201);
  CHECK(answer.body == "hello");
  CHECK(server.asked().starts_with("POST /sandbox/world HTTP/1.1\r\n"));
  CHECK(server.asked().find("Content-Length: 6\r\n") != std::string::npos);
}

TEST_CASE("an answer that is not HTTP is an error") {
  OneAnswer server("hello\r\n\r\n");
  CHECK_THROWS_AS(http_request(server.port(), "GET", "/", "wanted"), std::runtime_error);
}

TEST_CASE("a port where nobody listens is an error") {
  // Bound and never listening, so nobody else can take it meanwhile.
  const Descriptor holder(::socket(AF_INET, SOCK_STREAM, 0));
  CHECK_THROWS_AS(http_request(bound_port(holder), "GET", "/"), std::runtime_error);
}
