#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "sandbox/certificate.hpp"
#include "sandbox/http_message.hpp"

namespace tariff::sandbox {

inline constexpr std::size_t request_bytes_max = 16U << 20U;

/// Where to listen, and with which certificate; without one the server speaks plain HTTP.
///
/// Shape: `port` 0 takes a free one.
struct ListenOn {
  std::uint16_t port = 0;
  std::optional<Certificate> certificate;
};

/// An HTTP/1.1 server on 127.0.0.1 with one thread for each connection, so that a slow reply delays nobody
/// else.
///
/// Shape: connections are kept alive. A body over `request_bytes_max` is answered with 413, anything that is
/// not HTTP closes the connection. TLS is 1.2 or newer.
class HttpServer {
 public:
  /// Fails: local_io: the port is taken, or the certificate cannot be used.
  static Result<std::unique_ptr<HttpServer>> start(const ListenOn& where, HttpHandler handler);
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  std::uint16_t port() const;
  /// Takes no more connections, lets replies under way finish, and returns when every thread has ended.
  void stop();

 private:
  struct Listening;
  explicit HttpServer(std::unique_ptr<Listening> listening);
  std::unique_ptr<Listening> listening_;
};

}  // namespace tariff::sandbox
