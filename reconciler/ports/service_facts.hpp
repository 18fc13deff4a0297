#pragma once

#include <optional>
#include <string>

#include "base/instant.hpp"
#include "base/result.hpp"

namespace tariff {

/// What a service shows of itself before anybody signs in.
///
/// Shape: `origin` as https://HOST:PORT. Without encryption (plain HTTP on loopback) there is no certificate.
/// `certificate_ends` is told of one that is not trusted, too. The service wrote `server_time` (nullopt where
/// it sends no Date) between `asked` and `answered`, which are of this machine's clock. `failure` is why no
/// answer came: refused where the certificate is not trusted, else unavailable or invalid.
struct ServiceFacts {
  std::string origin;
  bool is_encrypted = false;
  bool is_pinned = false;
  std::optional<Instant> certificate_ends{};
  std::optional<Instant> server_time{};
  Instant asked{};
  Instant answered{};
  std::optional<Error> failure{};
};

/// The other end of a connection, for those who look after the installation; no run needs it.
class ServicePeer {
 public:
  virtual ~ServicePeer() = default;
  /// Cost: one connection and one request, without a secret.
  virtual ServiceFacts look() = 0;
};

}  // namespace tariff
