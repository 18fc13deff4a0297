#include <chrono>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>

#include "sandbox/http_server.hpp"
#include "unit/sandbox/support.hpp"

using namespace tariff;
using namespace tariff::sandbox;
namespace asio = boost::asio;
using Tcp = asio::ip::tcp;
using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

namespace {

/// What a client sees of a reply that goes out in that way.
struct Seen {
  std::string bytes;
  boost::system::error_code end;
};

HttpHandler delivering(Delivery delivery) {
  return [delivery](const HttpRequest&) {
    HttpReply reply{200, {}, std::string(1000, 'a')};
    reply.delivery = delivery;
    return reply;
  };
}

Seen seen_of(HttpServer& server) {
  asio::io_context context;
  Tcp::socket socket(context);
  socket.connect({asio::ip::address_v4::loopback(), server.port()});
  asio::write(socket, asio::buffer(std::string("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")));
  Seen seen;
  asio::read(socket, asio::dynamic_buffer(seen.bytes), seen.end);
  return seen;
}

Seen seen_with(Delivery delivery) {
  auto server = HttpServer::start({}, delivering(delivery));
  REQUIRE(server.has_value());
  return seen_of(**server);
}

bool connects(std::uint16_t port) {
  asio::io_context context;
  Tcp::socket socket(context);
  boost::system::error_code failed;
  socket.connect({asio::ip::address_v4::loopback(), port}, failed);
  return !failed;
}

}  // namespace

TEST_CASE("a reply that is cut off in the middle says more than it sends") {
  const auto seen = seen_with({.ending = Delivery::Ending::half_then_close});
  CHECK(seen.end == asio::error::eof);
  CHECK(seen.bytes.find("Content-Length: 1000") != std::string::npos);
  CHECK(seen.bytes.size() > 400);
  CHECK(seen.bytes.size() < 1000);
}

TEST_CASE("a connection is closed, or reset, without a byte") {
  const auto closed = seen_with({.ending = Delivery::Ending::close});
  CHECK(closed.bytes.empty());
  CHECK(closed.end == asio::error::eof);
  const auto broken = seen_with({.ending = Delivery::Ending::reset});
  CHECK(broken.bytes.empty());
  CHECK(broken.end == asio::error::connection_reset);
}

TEST_CASE("a slow reply comes whole, and later") {
  const auto start = Clock::now();
  const auto seen = seen_with({.pause = milliseconds(5)});
  CHECK(Clock::now() - start >= milliseconds(5 * 19));
  CHECK(seen.bytes.ends_with(std::string(1000, 'a')));
}

TEST_CASE("after a reply that refuses the next, nobody connects for a while, and then everybody") {
  auto server = HttpServer::start({}, delivering({.refuse_next = milliseconds(200)}));
  REQUIRE(server.has_value());
  const auto start = Clock::now();
  CHECK(seen_of(**server).bytes.ends_with("aaa"));
  CHECK_FALSE(connects((*server)->port()));
  while (!connects((*server)->port()) && Clock::now() - start < std::chrono::seconds(10)) {
  }
  CHECK(Clock::now() - start >= milliseconds(200));
  CHECK(seen_of(**server).bytes.ends_with("aaa"));
}

TEST_CASE("a server that holds a reply back, and one that refuses, still stop") {
  auto silent = HttpServer::start({}, delivering({.ending = Delivery::Ending::hold}));
  REQUIRE(silent.has_value());
  asio::io_context context;
  Tcp::socket socket(context);
  socket.connect({asio::ip::address_v4::loopback(), (*silent)->port()});
  asio::write(socket, asio::buffer(std::string("GET / HTTP/1.1\r\nHost: x\r\n\r\n")));
  (*silent)->stop();
  auto refusing = HttpServer::start({}, delivering({.refuse_next = std::chrono::minutes(1)}));
  REQUIRE(refusing.has_value());
  seen_of(**refusing);
  (*refusing)->stop();
}
