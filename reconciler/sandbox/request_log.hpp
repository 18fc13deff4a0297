#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>

#include "domain/writer_profile.hpp"
#include "sandbox/http_message.hpp"
#include "text/json.hpp"

namespace tariff::sandbox {

/// What one request is counted as.
struct RequestKind {
  std::string name;
  bool is_write = false;
};
using RequestKinds = std::function<RequestKind(const HttpRequest&)>;

/// The method's name, such as `LicenseKeys.EnumKeys`. Nothing is ever written there.
RequestKind security_center_kind(const HttpRequest& request);
/// `GET /api/agreements/{n}/details`: numbers in the path become {n}; a SOAP call is `SOAP create`, `update`
/// or `delete`, after its first line. Writes are the SOAP calls, and POST,
/// PUT and DELETE of an account's external products. Source: tigerpaw.md sections 3.2 and 4.6.
RequestKind tigerpaw_kind(const HttpRequest& request, const WriterProfile& profile);

/// `business-hub GET /v1/companies/{id}/usage`: after the route, without ids and parameters; what has no
/// route is `business-hub GET elsewhere`. Nothing is ever written there.
RequestKind business_hub_kind(const HttpRequest& request);

/// Counts the requests to one service, and how many were under way at once.
class RequestLog {
 public:
  void begin(const HttpRequest& request, const RequestKind& kind);
  void end(const HttpRequest& request);
  void reset();
  /// {"requests":{kind: n}, "total": n, "writes": n, "parallel_max": n, "session_overlaps": n}; the last
  /// counts requests that came while another one of the same X-KSC-Session was still unanswered.
  Json summary() const;

 private:
  mutable std::mutex lock_;
  std::map<std::string, std::int64_t> counts_;
  std::int64_t total_ = 0;
  std::int64_t writes_ = 0;
  std::int64_t parallel_ = 0;
  std::int64_t parallel_max_ = 0;
  std::int64_t session_overlaps_ = 0;
  std::multiset<std::string> sessions_under_way_;
};

}  // namespace tariff::sandbox
