#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "adapters/http/client.hpp"
#include "adapters/http/retry.hpp"
#include "base/instant.hpp"
#include "base/result.hpp"
#include "domain/connections.hpp"
#include "text/json.hpp"

/// Calls to Tigerpaw's REST API: what goes out, signed, and what comes back, as JSON or as an Error.
namespace tariff::tigerpaw {

/// The clock that stamps signatures; the system's, whatever the run believes the time to be.
using SigningClock = std::function<Instant()>;
using Headers = std::vector<std::pair<std::string, std::string>>;

/// The value of Authorization: method, path and stamp, lower-cased, under HMAC-SHA256 with the private key as
/// text.
///
/// Shape: `path` as on the wire, percent-encoded, without query; neither query nor body is signed.
/// Source: tigerpaw.md section 3.1.
std::string authorization(const TigerpawConnection& keys, const std::string& method, const std::string& path,
                          const std::string& stamp);

/// Accept, Authorization and X-TSI-Date. `Date` is never sent: X-TSI-Date wins over it.
Headers signed_headers(const TigerpawConnection& keys, const std::string& method, const std::string& path,
                       Instant now);

/// Fails: invalid: the URL or the trust of the connection.
Result<http::Service> service_of(const TigerpawConnection& connection);

/// The JSON of a good reply. `call` is what was asked, for messages: "GET /api/accounts/5".
///
/// A reply is good when it is 2xx and has no `Success` or a true one. Source: tigerpaw.md section 6.
/// Fails: not_found: 404, null, no body; refused: keys or rights (401, 403), another 4xx, a redirect,
/// `Success` false, HTML, a text that is no JSON; unavailable: 429, 5xx, no complete reply.
Result<Json> read_answer(const http::Answer& answer, const std::string& call);

/// Reads over pooled connections. Safe to call from several threads at once.
///
/// Cost: one request a call; at most two repeats, each out of the run's budget of a tenth.
class Api {
 public:
  Api(http::Service service, TigerpawConnection connection, SigningClock clock, http::Waiting waiting);

  /// `query` begins with '?' or is empty. Shape: `path` begins with /api/.
  Result<Json> get(const std::string& path, const std::string& query = "");
  /// A search: it reads, so it may be repeated.
  Result<Json> search(const std::string& path, const Json& body);

  std::size_t parallel_max() const { return connection_.max_parallel; }

 private:
  Result<Json> ask(http::Request request, const std::string& path, const std::string& query);

  TigerpawConnection connection_;
  SigningClock clock_;
  http::Waiting waiting_;
  http::RetryBudget budget_;
  http::HttpReader reader_;
};

}  // namespace tariff::tigerpaw
