#include "support/fault_server.hpp"

#include <algorithm>
#include <atomic>
#include <list>
#include <mutex>
#include <thread>
#include <utility>

#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>
#include <sys/socket.h>

#include "text/match.hpp"

namespace tariff::testing {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using TlsStream = asio::ssl::stream<tcp::socket&>;

constexpr std::string_view head_end = "\r\n\r\n";

std::string word_of(const std::string& head, std::size_t number) {
  std::size_t start = 0;
  for (std::size_t i = 0; i < number; ++i) start = head.find(' ', start) + 1;
  return head.substr(start, head.find(' ', start) - start);
}

std::size_t body_length(const Arrived& request) {
  const auto text = request.header("content-length");
  return text.empty() ? 0 : std::stoul(text);
}

/// Reads until `buffer` holds a whole head; false where the other side has gone or speaks TLS to a plain
/// server.
template <class Stream>
bool read_head(Stream& stream, std::string& buffer) {
  constexpr char tls_handshake = 0x16;
  std::string piece(4096, '\0');
  while (buffer.find(head_end) == std::string::npos) {
    error_code error;
    const auto got = stream.read_some(asio::buffer(piece), error);
    if (error) return false;
    buffer.append(piece, 0, got);
    if (buffer.starts_with(tls_handshake)) return false;
  }
  return true;
}

/// Reads until `buffer` holds a whole request; false where none comes.
template <class Stream>
bool read_request(Stream& stream, std::string& buffer, Arrived& request) {
  if (!read_head(stream, buffer)) return false;
  const auto end = buffer.find(head_end) + head_end.size();
  request.head = buffer.substr(0, end);
  buffer.erase(0, end);
  const auto length = body_length(request);
  if (buffer.size() < length) {
    const auto missing = length - buffer.size();
    error_code error;
    asio::read(stream, asio::dynamic_buffer(buffer), asio::transfer_exactly(missing), error);
    if (error) return false;
  }
  request.body = buffer.substr(0, length);
  buffer.erase(0, length);
  return true;
}

template <class Stream>
bool send_all(Stream& stream, const std::string& bytes) {
  error_code error;
  asio::write(stream, asio::buffer(bytes), error);
  return !error;
}

}  // namespace

std::string Arrived::method() const { return word_of(head, 0); }
std::string Arrived::target() const { return word_of(head, 1); }

std::string Arrived::header(const std::string& name) const {
  const auto sought = "\r\n" + lower_ascii(name) + ":";
  const auto found = lower_ascii(head).find(sought);
  if (found == std::string::npos) return "";
  auto start = found + sought.size();
  while (head[start] == ' ') ++start;
  return head.substr(start, head.find("\r\n", start) - start);
}

Act reply_with(int status, const std::string& body, const std::string& more_headers,
               const std::string& content_type) {
  return {"HTTP/1.1 " + std::to_string(status) + " Said\r\nContent-Type: " + content_type +
          "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + more_headers + "\r\n" + body};
}

namespace {

/// Security level 0, because TLS 1.1 signs with SHA-1.
void speak_tls_1_1(SSL_CTX* context) {
  SSL_CTX_set_security_level(context, 0);
  SSL_CTX_set_cipher_list(context, "ALL:@SECLEVEL=0");
  SSL_CTX_set_min_proto_version(context, TLS1_1_VERSION);
  SSL_CTX_set_max_proto_version(context, TLS1_1_VERSION);
}

}  // namespace

Act bytes_then_close(const std::string& bytes) { return {bytes, Act::Ending::close}; }
Act close_silently() { return {"", Act::Ending::close}; }
Act reset_silently() { return {"", Act::Ending::reset}; }
Act say_nothing() { return {"", Act::Ending::hold}; }

struct FaultServer::Inside {
  Inside(Behaviour what, std::optional<Certificate> certificate, Protocol protocol)
      : behave(std::move(what)), acceptor(context, tcp::endpoint(asio::ip::address_v4::loopback(), 0)) {
    if (certificate) {
      tls.emplace(asio::ssl::context::tls_server);
      tls->use_certificate_chain(asio::buffer(certificate->certificate_pem));
      tls->use_private_key(asio::buffer(certificate->key_pem), asio::ssl::context::pem);
      if (protocol == Protocol::tls_1_1) speak_tls_1_1(tls->native_handle());
    }
    port = acceptor.local_endpoint().port();
    listener = std::thread([this] { accept_all(); });
  }

  ~Inside() {
    stopping = true;
    ::shutdown(acceptor.native_handle(), SHUT_RDWR);
    listener.join();
    {
      const std::lock_guard lock(mutex);
      for (auto& socket : sockets) ::shutdown(socket.native_handle(), SHUT_RDWR);
    }
    for (auto& thread : threads) thread.join();
  }

  void accept_all() {
    while (!stopping) {
      tcp::socket accepted(context);
      error_code error;
      acceptor.accept(accepted, error);
      if (error) return;
      const std::lock_guard lock(mutex);
      sockets.push_back(std::move(accepted));
      auto& socket = sockets.back();
      const std::size_t number = sockets.size();
      threads.emplace_back([this, &socket, number] { serve(socket, number); });
    }
  }

  void serve(tcp::socket& socket, std::size_t number) {
    if (!tls) return talk(socket, socket, number);
    TlsStream stream(socket, *tls);
    error_code error;
    stream.handshake(asio::ssl::stream_base::server, error);
    if (!error) talk(stream, socket, number);
    ::shutdown(socket.native_handle(), SHUT_RDWR);
  }

  template <class Stream>
  void talk(Stream& stream, tcp::socket& socket, std::size_t number) {
    std::string buffer;
    while (true) {
      Arrived request;
      request.connection = number;
      if (!read_request(stream, buffer, request)) break;
      const std::size_t under_way = ++now_under_way;
      const std::size_t count = note(request, under_way);
      const Act act = behave(request, count);
      --now_under_way;
      const bool sent = perform(stream, act);
      if (act.ending == Act::Ending::hold) {
        read_request(stream, buffer, request);
        break;
      }
      if (act.ending == Act::Ending::reset) return reset(socket);
      if (!sent || act.ending == Act::Ending::close) break;
    }
    ::shutdown(socket.native_handle(), SHUT_RDWR);
  }

  std::size_t note(const Arrived& request, std::size_t under_way) {
    const std::lock_guard lock(mutex);
    requests.push_back(request);
    most_under_way = std::max(most_under_way, under_way);
    return requests.size();
  }

  template <class Stream>
  bool perform(Stream& stream, const Act& act) {
    if (act.drip.count() == 0) {
      bool sent = send_all(stream, act.bytes);
      while (sent && act.for_ever && !stopping) sent = send_all(stream, act.bytes);
      return sent;
    }
    for (const char byte : act.bytes) {
      if (stopping || !send_all(stream, std::string(1, byte))) return false;
      asio::steady_timer(context, act.drip).wait();
    }
    return true;
  }

  void reset(tcp::socket& socket) {
    error_code error;
    socket.set_option(asio::socket_base::linger(true, 0), error);
    const std::lock_guard lock(mutex);
    socket.close(error);
  }

  asio::io_context context;
  Behaviour behave;
  tcp::acceptor acceptor;
  std::optional<asio::ssl::context> tls;
  std::uint16_t port = 0;
  std::atomic<bool> stopping = false;
  std::atomic<std::size_t> now_under_way = 0;
  std::mutex mutex;
  std::list<tcp::socket> sockets;
  std::list<std::thread> threads;
  std::vector<Arrived> requests;
  std::size_t most_under_way = 0;
  std::thread listener;
};

FaultServer::FaultServer(Behaviour behave, std::optional<Certificate> certificate, Protocol protocol)
    : inside_(std::make_unique<Inside>(std::move(behave), std::move(certificate), protocol)) {}
FaultServer::~FaultServer() = default;

std::string FaultServer::url() const {
  return (inside_->tls ? "https://127.0.0.1:" : "http://127.0.0.1:") + std::to_string(inside_->port);
}

std::uint16_t FaultServer::port() const { return inside_->port; }

std::vector<Arrived> FaultServer::arrived() const {
  const std::lock_guard lock(inside_->mutex);
  return inside_->requests;
}

std::size_t FaultServer::connections() const {
  const std::lock_guard lock(inside_->mutex);
  return inside_->sockets.size();
}

std::size_t FaultServer::most_at_once() const {
  const std::lock_guard lock(inside_->mutex);
  return inside_->most_under_way;
}

std::uint16_t closed_port() {
  asio::io_context context;
  tcp::acceptor acceptor(context, tcp::endpoint(asio::ip::address_v4::loopback(), 0));
  return acceptor.local_endpoint().port();
}

}  // namespace tariff::testing
