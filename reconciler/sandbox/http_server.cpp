#include "sandbox/http_server.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <future>
#include <list>
#include <mutex>
#include <sstream>
#include <thread>
#include <tuple>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <sys/socket.h>

#include "sandbox/http_target.hpp"
#include "text/match.hpp"
#include "text/time.hpp"

namespace tariff::sandbox {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using Tcp = asio::ip::tcp;
using WireRequest = http::request<http::string_body>;
using WireReply = http::response<http::string_body>;

std::string text_of(beast::string_view text) { return {text.data(), text.size()}; }

HttpRequest request_of(WireRequest& wire, std::uint64_t connection) {
  HttpRequest request;
  request.method = text_of(wire.method_string());
  const Target target = split_target(text_of(wire.target()));
  request.path = target.path;
  request.query = target.query;
  for (const auto& field : wire)
    request.headers[lower_ascii(text_of(field.name_string()))] = text_of(field.value());
  request.body = std::move(wire.body());
  request.connection = connection;
  return request;
}

constexpr std::size_t slow_pieces = 20;
/// How often a wait looks whether the server is to end.
constexpr std::chrono::milliseconds look{50};

std::string bytes_of(const WireReply& wire) {
  std::ostringstream out;
  out << wire;
  return out.str();
}

WireReply wire_reply(HttpReply reply, unsigned version, bool keep_alive) {
  WireReply wire;
  wire.version(version);
  wire.result(static_cast<unsigned>(reply.status));
  wire.set(http::field::date, write_rfc1123(system_now()));
  for (const auto& [name, value] : reply.headers) wire.set(name, value);
  wire.body() = std::move(reply.body);
  wire.keep_alive(keep_alive);
  wire.prepare_payload();
  return wire;
}

/// One accepted connection and the thread that serves it.
struct Connection {
  explicit Connection(Tcp::socket accepted) : socket(std::move(accepted)) {}
  Tcp::socket socket;
  std::thread thread;
  std::atomic<bool> ended = false;
};

void ask_to_end(Connection& connection) {
  // Only the reading side: a reply that is being written still goes out whole.
  if (!connection.ended) ::shutdown(connection.socket.native_handle(), SHUT_RD);
}

/// Takes the connection away from the other side. The descriptor stays open: stop() may be about to use it.
void reset(Tcp::socket& socket) {
  const sockaddr nowhere{AF_UNSPEC, {}};
  std::ignore = ::connect(socket.native_handle(), &nowhere, sizeof nowhere);
}

void wait_for_leaving(Tcp::socket& socket) {
  std::array<char, 4096> ignored{};
  boost::system::error_code failed;
  while (!failed) socket.read_some(asio::buffer(ignored), failed);
}

}  // namespace

struct HttpServer::Listening {
  asio::io_context context;
  Tcp::acceptor acceptor{context};
  std::optional<asio::ssl::context> tls;
  HttpHandler handler;
  asio::steady_timer again{context};
  std::thread thread;
  std::mutex lock;
  std::list<std::unique_ptr<Connection>> connections;
  std::uint64_t connection_count = 0;
  std::uint16_t port = 0;
  std::atomic<bool> stopping = false;

  void open(const ListenOn& where);
  void listen_at(std::uint16_t wanted);
  void use_certificate(const Certificate& certificate);
  void accept_next();
  void serve(Connection& connection, std::uint64_t number);
  template <class Stream>
  bool converse(Stream& stream, Connection& connection, std::uint64_t number);
  template <class Stream>
  bool deliver(Stream& stream, Connection& connection, WireReply wire, const Delivery& how);
  template <class Stream>
  bool write_slowly(Stream& stream, const std::string& bytes, std::chrono::milliseconds pause) const;
  void refuse_for(std::chrono::milliseconds time);
  void accept_again(Tcp::acceptor& guard);
  void forget_ended();
  void stop();
};

void HttpServer::Listening::use_certificate(const Certificate& certificate) {
  tls.emplace(asio::ssl::context::tls_server);
  tls->set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_tlsv1 |
                   asio::ssl::context::no_tlsv1_1);
  tls->use_certificate_chain(asio::buffer(certificate.certificate_pem));
  tls->use_private_key(asio::buffer(certificate.key_pem), asio::ssl::context::pem);
}

void HttpServer::Listening::open(const ListenOn& where) {
  if (where.certificate) use_certificate(*where.certificate);
  listen_at(where.port);
  port = acceptor.local_endpoint().port();
  accept_next();
  thread = std::thread([this] { context.run(); });
}

void HttpServer::Listening::listen_at(std::uint16_t wanted) {
  const Tcp::endpoint endpoint(asio::ip::address_v4::loopback(), wanted);
  acceptor.open(endpoint.protocol());
  acceptor.set_option(Tcp::acceptor::reuse_address(true));
  acceptor.bind(endpoint);
  acceptor.listen();
}

void HttpServer::Listening::accept_next() {
  acceptor.async_accept([this](const boost::system::error_code& failed, Tcp::socket socket) {
    if (stopping || failed == asio::error::operation_aborted) return;
    if (!failed) {
      const std::lock_guard guard(lock);
      forget_ended();
      boost::system::error_code ignored;
      socket.set_option(Tcp::no_delay(true), ignored);
      auto& connection = connections.emplace_back(std::make_unique<Connection>(std::move(socket)));
      connection->thread =
          std::thread([this, kept = connection.get(), number = ++connection_count] { serve(*kept, number); });
    }
    accept_next();
  });
}

void HttpServer::Listening::forget_ended() {
  std::erase_if(connections, [](const auto& connection) {
    if (!connection->ended) return false;
    connection->thread.join();
    return true;
  });
}

void HttpServer::Listening::serve(Connection& connection, std::uint64_t number) {
  boost::system::error_code failed;
  if (tls) {
    asio::ssl::stream<Tcp::socket&> stream(connection.socket, *tls);
    stream.handshake(asio::ssl::stream_base::server, failed);
    const bool ends_cleanly = !failed && converse(stream, connection, number);
    if (ends_cleanly && !stopping) stream.shutdown(failed);
  } else {
    converse(connection.socket, connection, number);
  }
  // The descriptor is closed by forget_ended or stop, never here: stop() may be about to use it.
  connection.socket.shutdown(Tcp::socket::shutdown_both, failed);
  connection.ended = true;
}

/// Gives false where the connection is not to be ended in good manners.
template <class Stream>
bool HttpServer::Listening::converse(Stream& stream, Connection& connection, std::uint64_t number) {
  beast::flat_buffer buffer;
  bool keep_alive = true;
  while (keep_alive && !stopping) {
    http::request_parser<http::string_body> parser;
    parser.body_limit(request_bytes_max);
    boost::system::error_code failed;
    http::read(stream, buffer, parser, failed);
    const bool too_long = failed == http::error::body_limit;
    if (failed && !too_long) return true;
    auto wire = parser.release();
    const unsigned version = wire.version();
    keep_alive = !too_long && wire.keep_alive();
    HttpReply reply = too_long ? HttpReply{413, {}, ""} : handler(request_of(wire, number));
    const Delivery how = reply.delivery;
    if (!deliver(stream, connection, wire_reply(std::move(reply), version, keep_alive), how)) return false;
  }
  return true;
}

/// Gives false where the connection is over.
template <class Stream>
bool HttpServer::Listening::deliver(Stream& stream, Connection& connection, WireReply wire,
                                    const Delivery& how) {
  if (how.refuse_next.count() != 0) refuse_for(how.refuse_next);
  boost::system::error_code failed;
  switch (how.ending) {
    case Delivery::Ending::whole:
      if (how.pause.count() != 0) return write_slowly(stream, bytes_of(wire), how.pause);
      http::write(stream, wire, failed);
      return !failed;
    case Delivery::Ending::half_then_close: {
      const auto bytes = bytes_of(wire);
      asio::write(stream, asio::buffer(bytes, bytes.size() / 2), failed);
      return false;
    }
    case Delivery::Ending::close:
      return false;
    case Delivery::Ending::reset:
      reset(connection.socket);
      return false;
    case Delivery::Ending::hold:
      wait_for_leaving(connection.socket);
      return false;
  }
  return false;
}

template <class Stream>
bool HttpServer::Listening::write_slowly(Stream& stream, const std::string& bytes,
                                         std::chrono::milliseconds pause) const {
  const auto piece = bytes.size() / slow_pieces + 1;
  for (std::size_t start = 0; start < bytes.size(); start += piece) {
    boost::system::error_code failed;
    asio::write(stream, asio::buffer(bytes.data() + start, std::min(piece, bytes.size() - start)), failed);
    if (failed || stopping) return false;
    std::this_thread::sleep_for(pause);
  }
  return true;
}

/// Returns when nobody can connect any more. The port stays ours meanwhile: bound, and nobody listens.
void HttpServer::Listening::refuse_for(std::chrono::milliseconds time) {
  const auto refusing = std::make_shared<std::promise<void>>();
  asio::post(context, [this, time, refusing] {
    boost::system::error_code ignored;
    acceptor.close(ignored);
    const auto guard = std::make_shared<Tcp::acceptor>(context);
    guard->open(Tcp::v4(), ignored);
    guard->set_option(Tcp::acceptor::reuse_address(true), ignored);
    guard->bind({asio::ip::address_v4::loopback(), port}, ignored);
    again.expires_after(time);
    again.async_wait([this, guard](const boost::system::error_code& cancelled) {
      if (!cancelled && !stopping) accept_again(*guard);
    });
    refusing->set_value();
  });
  const auto refused = refusing->get_future();
  while (!stopping && refused.wait_for(look) != std::future_status::ready) {
  }
}

void HttpServer::Listening::accept_again(Tcp::acceptor& guard) {
  listen_at(port);
  guard.close();
  accept_next();
}

void HttpServer::Listening::stop() {
  if (stopping.exchange(true)) return;
  asio::post(context, [this] {
    boost::system::error_code ignored;
    acceptor.close(ignored);
    again.cancel();
  });
  if (thread.joinable()) thread.join();
  for (const auto& connection : connections) ask_to_end(*connection);
  for (const auto& connection : connections) connection->thread.join();
  connections.clear();
}

HttpServer::HttpServer(std::unique_ptr<Listening> listening) : listening_(std::move(listening)) {}

HttpServer::~HttpServer() { stop(); }

Result<std::unique_ptr<HttpServer>> HttpServer::start(const ListenOn& where, HttpHandler handler) {
  auto listening = std::make_unique<Listening>();
  listening->handler = std::move(handler);
  try {
    listening->open(where);
  } catch (const boost::system::system_error& failure) {
    return Error{ErrorKind::local_io,
                 "Cannot listen on 127.0.0.1:" + std::to_string(where.port) + ": " + failure.what() + ".",
                 "Choose another port, or leave the port out to take a free one."};
  }
  return std::unique_ptr<HttpServer>(new HttpServer(std::move(listening)));
}

std::uint16_t HttpServer::port() const { return listening_->port; }

void HttpServer::stop() { listening_->stop(); }

}  // namespace tariff::sandbox
