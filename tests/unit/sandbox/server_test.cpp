#include <atomic>
#include <filesystem>
#include <latch>
#include <thread>

#include <boost/asio/connect.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <openssl/ssl.h>

#include "sandbox/certificate.hpp"
#include "sandbox/http_server.hpp"
#include "sandbox/kept_file.hpp"
#include "unit/sandbox/folder.hpp"
#include "unit/sandbox/support.hpp"

using namespace tariff;
using namespace tariff::sandbox;
namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using Tcp = asio::ip::tcp;

namespace {

Tcp::endpoint endpoint_of(const HttpServer& server) {
  return {asio::ip::address_v4::loopback(), server.port()};
}

template <class Stream>
http::response<http::string_body> exchange(Stream& stream, http::verb verb, const std::string& target,
                                           const std::string& body = "") {
  http::request<http::string_body> request(verb, target, 11);
  request.set(http::field::host, "localhost");
  request.body() = body;
  request.prepare_payload();
  http::write(stream, request);
  beast::flat_buffer buffer;
  http::response<http::string_body> reply;
  http::read(stream, buffer, reply);
  return reply;
}

HttpReply echo(const HttpRequest& request) {
  const auto found = request.query.find("name");
  return {200,
          {{"X-Connection", std::to_string(request.connection)}},
          request.path + "|" + (found == request.query.end() ? "" : found->second) + "|" + request.body};
}

}  // namespace

TEST_CASE("a connection is kept alive, and the handler sees path, decoded query and body") {
  auto server = HttpServer::start({}, echo);
  REQUIRE(server.has_value());
  asio::io_context context;
  Tcp::socket socket(context);
  socket.connect(endpoint_of(**server));
  const auto first = exchange(socket, http::verb::post, "/a%20b?NAME=x%26y+z", "hello");
  CHECK(first.body() == "/a%20b|x&y z|hello");
  const auto second = exchange(socket, http::verb::get, "/again");
  CHECK(second["X-Connection"] == first["X-Connection"]);
}

TEST_CASE("sixteen requests that are all under way at once are all answered") {
  // Each handler waits for the other fifteen: a server that served them one after the other would never
  // answer.
  std::latch all_here(16);
  auto server = HttpServer::start({}, [&](const HttpRequest&) {
    all_here.arrive_and_wait();
    return HttpReply{};
  });
  REQUIRE(server.has_value());
  std::atomic<int> answered = 0;
  std::vector<std::thread> clients;
  for (int i = 0; i < 16; ++i) {
    clients.emplace_back([&] {
      asio::io_context context;
      Tcp::socket socket(context);
      socket.connect(endpoint_of(**server));
      if (exchange(socket, http::verb::get, "/").result_int() == 200) ++answered;
    });
  }
  for (auto& client : clients) client.join();
  CHECK(answered == 16);
}

TEST_CASE(
    "over TLS the client sees the certificate whose pin was computed, and the connection is kept alive") {
  const auto certificate = make_certificate(std::chrono::floor<std::chrono::seconds>(noon));
  REQUIRE(certificate.has_value());
  auto server = HttpServer::start({0, *certificate}, echo);
  REQUIRE(server.has_value());
  asio::io_context context;
  asio::ssl::context tls(asio::ssl::context::tls_client);
  asio::ssl::stream<Tcp::socket> stream(context, tls);
  stream.next_layer().connect(endpoint_of(**server));
  stream.handshake(asio::ssl::stream_base::client);
  X509* seen = SSL_get1_peer_certificate(stream.native_handle());
  REQUIRE(seen != nullptr);
  BIO* text = BIO_new(BIO_s_mem());
  PEM_write_bio_X509(text, seen);
  char* start = nullptr;
  const auto length = static_cast<std::size_t>(BIO_get_mem_data(text, &start));
  CHECK(pin_of({start, length}).value_or("none") == certificate->pin);
  BIO_free(text);
  X509_free(seen);
  CHECK(exchange(stream, http::verb::get, "/one").body() == "/one||");
  CHECK(exchange(stream, http::verb::get, "/two").body() == "/two||");
}

TEST_CASE("a body beyond the limit is answered with 413") {
  auto server = HttpServer::start({}, echo);
  REQUIRE(server.has_value());
  asio::io_context context;
  Tcp::socket socket(context);
  socket.connect(endpoint_of(**server));
  const std::string head = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 16777217\r\n\r\n";
  asio::write(socket, asio::buffer(head));
  beast::flat_buffer buffer;
  http::response<http::string_body> reply;
  http::read(socket, buffer, reply);
  CHECK(reply.result_int() == 413);
}

TEST_CASE("stopping ends connections that are idle") {
  auto server = HttpServer::start({}, echo);
  REQUIRE(server.has_value());
  asio::io_context context;
  Tcp::socket socket(context);
  socket.connect(endpoint_of(**server));
  CHECK(exchange(socket, http::verb::get, "/").result_int() == 200);
  (*server)->stop();
  char byte = 0;
  boost::system::error_code ended;
  asio::read(socket, asio::buffer(&byte, 1), ended);
  CHECK(ended == asio::error::eof);
}

TEST_CASE("a port that is taken is refused with a message") {
  auto first = HttpServer::start({}, echo);
  REQUIRE(first.has_value());
  const auto second = HttpServer::start({(*first)->port(), std::nullopt}, echo);
  REQUIRE_FALSE(second.has_value());
  CHECK(second.error().kind == ErrorKind::local_io);
}

TEST_CASE(
    "a kept certificate survives a restart, its key for the owner alone, and is renewed when it has run "
    "out") {
  const Folder folder;
  const auto made = kept_certificate(folder.path, noon);
  REQUIRE(made.has_value());
  CHECK(made->pin.starts_with("sha256/"));
  CHECK(kept_certificate(folder.path, noon + std::chrono::days(396))->pin == made->pin);
  using std::filesystem::perms;
  CHECK(std::filesystem::status(folder.path / "key.pem").permissions() ==
        (perms::owner_read | perms::owner_write));
  const auto renewed = kept_certificate(folder.path, noon + std::chrono::days(398));
  REQUIRE(renewed.has_value());
  CHECK(renewed->pin != made->pin);
}

TEST_CASE("a file is replaced whole, and a missing one is not found") {
  const Folder folder;
  CHECK(write_file(folder.path / "a", "one", ReadableBy::everyone).has_value());
  CHECK(write_file(folder.path / "a", "two", ReadableBy::everyone).has_value());
  CHECK(read_file(folder.path / "a").value_or("") == "two");
  CHECK(std::distance(std::filesystem::directory_iterator(folder.path), {}) == 1);
  CHECK(read_file(folder.path / "b").error().kind == ErrorKind::not_found);
  CHECK_FALSE(write_file(folder.path / "no" / "folder", "x", ReadableBy::owner).has_value());
}
