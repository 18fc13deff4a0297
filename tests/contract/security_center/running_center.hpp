#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "adapters/security_center/usage_source.hpp"
#include "sandbox/certificate.hpp"
#include "sandbox/http_server.hpp"
#include "sandbox/security_center_service.hpp"
#include "sandbox/world.hpp"
#include "text/time.hpp"

namespace tariff::security_center {

inline constexpr Instant noon{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} +
                              std::chrono::hours(12)};

/// Requires: the text is a world's `kaspersky` without user and password.
inline sandbox::World world_of(const std::string& kaspersky_members) {
  auto world = sandbox::read_world(
      R"({"kaspersky":{"user":"clerk","password":"open sesame",)" + kaspersky_members + "}}", noon);
  REQUIRE(world.has_value());
  return *std::move(world);
}

/// Security Center over TLS on loopback, watched: what was called, how many sessions are open, whether one
/// session ever had two requests at once.
class RunningCenter {
 public:
  /// May answer in the service's place; `count` is how often the method was called, this time included.
  using Interference = std::function<std::optional<sandbox::HttpReply>(const sandbox::HttpRequest&,
                                                                       const std::string& method, int count)>;

  explicit RunningCenter(sandbox::World world) : world_(std::move(world)) {
    auto certificate = sandbox::make_certificate(system_now());
    REQUIRE(certificate.has_value());
    connection.trust.pins = {certificate->pin};
    auto started = sandbox::HttpServer::start(
        {0, *certificate}, [this](const sandbox::HttpRequest& request) { return watched(request); });
    REQUIRE(started.has_value());
    server_ = *std::move(started);
    connection.url = "https://127.0.0.1:" + std::to_string(server_->port());
    connection.user = Secret("clerk");
    connection.password = Secret("open sesame");
  }

  std::unique_ptr<UsageSource> source() const {
    auto made = make_usage_source(connection, {[](std::chrono::milliseconds) {},
                                               [](std::uint64_t) { return 0ULL; }, [] { return noon; }});
    REQUIRE(made.has_value());
    return *std::move(made);
  }

  /// One reading of the virtual server with that id.
  Result<TenantUsage> read(std::int64_t id) const {
    for (const auto& server : world_.kaspersky.servers)
      if (server.id == id)
        return source()->usage({TenantId(id), TenantUid(server.uid), server.name, server.enabled}, noon);
    return source()->usage({TenantId(id), TenantUid("?"), "Nobody", true}, noon);
  }

  int calls(const std::string& method) const {
    const std::lock_guard lock(mutex_);
    const auto found = counts_.find(method);
    return found == counts_.end() ? 0 : found->second;
  }
  int all_calls() const {
    const std::lock_guard lock(mutex_);
    int sum = 0;
    for (const auto& [method, count] : counts_) sum += count;
    return sum;
  }
  int opened() const {
    const std::lock_guard lock(mutex_);
    return opened_;
  }
  int still_open() const {
    const std::lock_guard lock(mutex_);
    return opened_ - ended_;
  }
  int overlaps() const {
    const std::lock_guard lock(mutex_);
    return overlaps_;
  }
  /// Lets every open session go idle for too long. For use in an interference.
  void let_sessions_expire() { now_ += std::chrono::seconds(world_.kaspersky.session_idle_seconds + 1); }
  sandbox::HttpReply serve(const sandbox::HttpRequest& request) { return service_.handle(request); }

  SecurityCenterConnection connection;
  Interference interfere;

 private:
  sandbox::HttpReply watched(const sandbox::HttpRequest& request) {
    const auto method = sandbox::method_of(request.path);
    const auto session = request.header("x-ksc-session");
    const int count = begin(method, session);
    std::optional<sandbox::HttpReply> reply;
    if (interfere) reply = interfere(request, method, count);
    if (!reply) reply = service_.handle(request);
    const std::lock_guard lock(mutex_);
    if (method == "Session.StartSession" && reply->status == 200) ++opened_;
    if (method == "Session.EndSession") ++ended_;
    under_way_.erase(session);
    return *reply;
  }

  int begin(const std::string& method, const std::string& session) {
    const std::lock_guard lock(mutex_);
    if (!session.empty() && !under_way_.insert(session).second) ++overlaps_;
    return ++counts_[method];
  }

  sandbox::World world_;
  std::mutex world_lock_;
  Instant now_ = noon;
  sandbox::SecurityCenterService service_{world_, world_lock_, [this] { return now_; }};
  mutable std::mutex mutex_;
  std::map<std::string, int> counts_;
  std::set<std::string> under_way_;
  int opened_ = 0;
  int ended_ = 0;
  int overlaps_ = 0;
  std::unique_ptr<sandbox::HttpServer> server_;
};

}  // namespace tariff::security_center
