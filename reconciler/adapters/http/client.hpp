#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.hpp"
#include "text/redact.hpp"

/// The only way to the network: pooled reads, and writes that go out once on a connection of their own.
///
/// Nowhere is a redirect followed, a proxy asked or a certificate left unchecked.
///
/// What the library leaves open, measured with 2.10.18: a reply's headers, and each single chunk of a chunked
/// reply, are held whole before the cap can see them, so only the timeout bounds their memory; and a chunk
/// size of "-1" ends the process. Both need a service that we trust and that lies; charges survive a killed
/// process.
namespace tariff::http {

/// Whom to believe: a set of SPKI pins, or a CA file, or (both empty) the system's authorities.
///
/// Shape: a pin is `sha256/` and the base64 of the SHA-256 of the certificate's SubjectPublicKeyInfo. A leaf
/// that matches a pin is trusted whatever name or dates it carries; the other two also check name and dates.
struct TrustRule {
  std::vector<std::string> pins;
  std::string ca_file;
};

/// One in main, first thing, before any thread: keeps the library from reloading the system's authorities for
/// each connection and from starting forty threads. Source: traps.md 14. Its end runs the library's queue
/// empty: what a broken exchange left there would otherwise be lost, a leak in one of seven such processes.
class Process {
 public:
  Process();
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
};

struct Request {
  std::string method = "GET";
  /// Path and query as they go on the wire, percent-encoded, beginning with '/'. A path in the service's URL
  /// is not added: see Service::base_path.
  std::string target = "/";
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::string content_type;  ///< not sent where empty
  /// For the whole exchange, from the first look-up to the last byte, however slowly they come.
  std::chrono::milliseconds timeout{30'000};
  std::size_t reply_bytes_max = 16U << 20U;
};

/// Any answer of the service, whatever its status. Shape: header names in lower case; the body complete.
struct Reply {
  int status = 0;
  std::map<std::string, std::string> headers;
  std::string body;

  /// The value, "" where there is no such header.
  const std::string& header(const std::string& lower_case_name) const;
};

/// What a failed exchange leaves open. Source: charge-protocol.md section 5.
enum class Stage {
  not_sent,  ///< no byte of the request left: a write may be sent again on a new claim
  unknown,   ///< the service may have acted
};

enum class Cause {
  bad_request,    ///< not_sent: we built something that cannot be sent (a line end in a header)
  not_resolved,   ///< not_sent: no such name
  not_connected,  ///< not_sent: refused, no route
  not_trusted,    ///< not_sent: the TLS handshake or our check of the certificate failed
  timed_out,      ///< unknown
  broken_off,     ///< unknown: reset, end of file, truncated, not HTTP
  too_large,      ///< unknown: the reply went over its cap
};

/// Why there is no complete reply. Shape: as Error; the message names the service.
struct HttpFailure {
  Cause cause = Cause::broken_off;
  std::string message;
  std::string hint;

  Stage stage() const;
};

using Answer = std::variant<Reply, HttpFailure>;

inline const Reply* reply_of(const Answer& answer) { return std::get_if<Reply>(&answer); }
inline const HttpFailure* failure_of(const Answer& answer) { return std::get_if<HttpFailure>(&answer); }

/// The answer with the secrets taken out of the body of its reply: only for words, never for data.
Answer without_secrets(Answer answer, const Redactor& hide);

/// A failed read as an Error: refused for not_trusted, invalid for bad_request, else unavailable.
Error read_error(const HttpFailure& failure);

/// A checked URL with its loaded trust; cheap to copy, safe to use from several threads.
class Service {
 public:
  /// `url` is scheme, host, optional port and path. Fails: invalid: not such a URL, user name in it, plain
  /// http beyond loopback (127.0.0.0/8, ::1, localhost), a pin that is none, a CA file without certificates.
  static Result<Service> make(const std::string& url, const TrustRule& trust);

  const std::string& origin() const;     ///< https://ksc.msp.example:13299, port always there
  const std::string& base_path() const;  ///< path of the URL without the last '/'; "" for none
  bool is_loopback() const;

  struct Parts;
  const Parts& parts() const { return *parts_; }

 private:
  explicit Service(std::shared_ptr<const Parts> parts) : parts_(std::move(parts)) {}
  std::shared_ptr<const Parts> parts_;
};

/// Pooled, kept-alive connections for reads. Safe to call from several threads; at most `parallel_max`
/// exchanges run at once, the others wait. With `parallel_max` 1 all requests share one connection.
///
/// The library below may send a request twice when a kept connection dies, so nothing that must happen once
/// goes through here. Source: traps.md 1.
class HttpReader {
 public:
  HttpReader(Service service, std::size_t parallel_max);
  ~HttpReader();
  HttpReader(HttpReader&&) noexcept;
  HttpReader& operator=(HttpReader&&) noexcept;

  /// One exchange; blocks.
  Answer read(const Request& request);
  const Service& service() const;
  std::uint64_t requests_sent() const;

 private:
  struct Pool;
  std::unique_ptr<Pool> pool_;
};

/// Sends the request once, on a new connection that is closed afterwards; blocks. For writes.
Answer send_once(const Service& service, const Request& request);

}  // namespace tariff::http
