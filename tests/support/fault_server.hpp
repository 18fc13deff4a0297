#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "support/certificate.hpp"

/// A server on loopback that answers with whatever bytes a test wants, or does not answer.
namespace tariff::testing {

/// One request as it arrived, executed whether or not an answer follows.
struct Arrived {
  std::size_t connection = 0;  ///< counts from 1
  std::string head;            ///< request line and headers, as on the wire
  std::string body;

  std::string method() const;
  std::string target() const;
  /// The value, "" where there is no such header; the name in any case.
  std::string header(const std::string& name) const;
};

/// What happens after a request has been executed.
struct Act {
  enum class Ending { keep, close, reset, hold };
  std::string bytes;
  Ending ending = Ending::keep;
  /// Sent one byte at a time with this pause, where it is not zero.
  std::chrono::milliseconds drip{0};
  /// `bytes` again and again until the other side goes away.
  bool for_ever = false;
};

/// A whole, well-formed reply.
Act reply_with(int status, const std::string& body, const std::string& more_headers = "",
               const std::string& content_type = "application/json");
/// These bytes, then the end of the connection.
Act bytes_then_close(const std::string& bytes);
Act close_silently();
Act reset_silently();
/// No answer, connection open until the server stops.
Act say_nothing();

/// What a server with a certificate speaks: what OpenSSL offers, or TLS 1.1 and nothing else.
enum class Protocol { current, tls_1_1 };

/// Serves until destroyed. `behave` gets the request and its number (from 1); each connection calls it from a
/// thread of its own.
class FaultServer {
 public:
  using Behaviour = std::function<Act(const Arrived&, std::size_t number)>;
  explicit FaultServer(Behaviour behave, std::optional<Certificate> certificate = std::nullopt,
                       Protocol protocol = Protocol::current);
  ~FaultServer();
  FaultServer(const FaultServer&) = delete;
  FaultServer& operator=(const FaultServer&) = delete;

  /// http://127.0.0.1:PORT, or https.
  std::string url() const;
  std::uint16_t port() const;
  /// Everything that arrived whole: the number of executions is its size.
  std::vector<Arrived> arrived() const;
  /// Connections accepted; with TLS also those whose handshake failed.
  std::size_t connections() const;
  /// The most requests whose answer had not begun at one time.
  std::size_t most_at_once() const;

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

/// A port on which nothing listens.
std::uint16_t closed_port();

}  // namespace tariff::testing
