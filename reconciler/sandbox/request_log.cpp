#include "sandbox/request_log.hpp"

#include <algorithm>
#include <string_view>

#include "adapters/business_hub/codec.hpp"
#include "adapters/tigerpaw/soap_codec.hpp"
#include "sandbox/security_center_service.hpp"
#include "text/match.hpp"

namespace tariff::sandbox {
namespace {

constexpr std::string_view session_header = "x-ksc-session";

bool is_number(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string without_numbers(std::string_view path) {
  std::string out;
  while (!path.empty()) {
    const auto segment = path.substr(0, path.find('/'));
    out += is_number(segment) ? "{n}" : std::string(segment);
    path.remove_prefix(segment.size());
    if (path.empty()) break;
    out += '/';
    path.remove_prefix(1);
  }
  return out;
}

/// What the first line of a SOAP request is to become; the route where the request is none.
std::string soap_name(const HttpRequest& request, const WriterProfile& profile) {
  const auto sent = soap::read_request(request.body, profile);
  if (!sent || sent->lines.empty()) return request.method + " " + request.path;
  switch (sent->lines.front().action) {
    case soap::LineAction::create:
      return "SOAP create";
    case soap::LineAction::update:
      return "SOAP update";
    case soap::LineAction::remove:
      return "SOAP delete";
  }
  return "";
}

}  // namespace

RequestKind security_center_kind(const HttpRequest& request) {
  const auto method = method_of(request.path);
  return {method.empty() ? request.method + " " + request.path : method, false};
}

RequestKind tigerpaw_kind(const HttpRequest& request, const WriterProfile& profile) {
  const std::string path = lower_ascii(request.path);
  const bool links =
      path.starts_with("/api/accounts/") && path.find("/service/externalproducts") != std::string::npos;
  const bool is_soap = path.ends_with(".asmx");
  const bool changes = request.method == "POST" || request.method == "PUT" || request.method == "DELETE";
  return {is_soap ? soap_name(request, profile) : request.method + " " + without_numbers(request.path),
          changes && (links || is_soap)};
}

RequestKind business_hub_kind(const HttpRequest& request) {
  const auto route = business_hub::read_route(request.method, request.path);
  const std::string asked = route ? business_hub::pattern_of(route->resource) : "elsewhere";
  return {"business-hub " + request.method + " " + asked, false};
}

void RequestLog::begin(const HttpRequest& request, const RequestKind& kind) {
  const std::lock_guard guard(lock_);
  ++counts_[kind.name];
  ++total_;
  if (kind.is_write) ++writes_;
  parallel_max_ = std::max(parallel_max_, ++parallel_);
  const auto& session = request.header(std::string(session_header));
  if (session.empty()) return;
  if (sessions_under_way_.contains(session)) ++session_overlaps_;
  sessions_under_way_.insert(session);
}

void RequestLog::end(const HttpRequest& request) {
  const std::lock_guard guard(lock_);
  --parallel_;
  const auto found = sessions_under_way_.find(request.header(std::string(session_header)));
  if (found != sessions_under_way_.end()) sessions_under_way_.erase(found);
}

void RequestLog::reset() {
  const std::lock_guard guard(lock_);
  counts_.clear();
  total_ = 0;
  writes_ = 0;
  parallel_max_ = parallel_;
  session_overlaps_ = 0;
}

Json RequestLog::summary() const {
  const std::lock_guard guard(lock_);
  Json requests = Json::object();
  for (const auto& [kind, count] : counts_) requests.set(kind, Json::number(count));
  return Json::object({{"requests", std::move(requests)},
                       {"total", Json::number(total_)},
                       {"writes", Json::number(writes_)},
                       {"parallel_max", Json::number(parallel_max_)},
                       {"session_overlaps", Json::number(session_overlaps_)}});
}

}  // namespace tariff::sandbox
