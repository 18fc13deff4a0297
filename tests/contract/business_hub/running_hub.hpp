#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include <doctest/doctest.h>

#include "adapters/business_hub/api.hpp"
#include "sandbox/business_hub_service.hpp"
#include "sandbox/certificate.hpp"
#include "sandbox/http_server.hpp"
#include "sandbox/request_log.hpp"
#include "text/time.hpp"
#include "unit/sandbox/small_hub.hpp"

namespace tariff::business_hub {

inline constexpr Instant noon{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} +
                              std::chrono::hours(12)};

/// Business Hub over TLS on loopback, watched: what was called, and how often.
class RunningHub {
 public:
  /// May answer in the service's place; `count` is how often the route was called, this time included.
  using Interference = std::function<std::optional<sandbox::HttpReply>(const sandbox::HttpRequest&,
                                                                       const std::string& route, int count)>;

  explicit RunningHub(const std::string& settings = "") : world_(sandbox::small_hub(settings)) {
    auto certificate = sandbox::make_certificate(system_now());
    REQUIRE(certificate.has_value());
    auto started = sandbox::HttpServer::start(
        {0, *certificate}, [this](const sandbox::HttpRequest& request) { return watched(request); });
    REQUIRE(started.has_value());
    server_ = *std::move(started);
    connection.url = "https://127.0.0.1:" + std::to_string(server_->port());
    connection.trust.pins = {certificate->pin};
    connection.email = Secret("clerk@msp.example");
    connection.password = Secret("open sesame");
  }

  std::unique_ptr<Api> api() {
    auto made = Api::make(connection, {[this](std::chrono::milliseconds pause) { wait(pause); },
                                       [](std::uint64_t) { return 0ULL; }, [] { return noon; }});
    REQUIRE(made.has_value());
    return *std::move(made);
  }

  int calls(const std::string& route) const {
    const std::lock_guard lock(mutex_);
    const auto found = counts_.find("business-hub " + route);
    return found == counts_.end() ? 0 : found->second;
  }
  int sign_ins() const { return calls("POST /v1/auth/token"); }
  int all_calls() const {
    const std::lock_guard lock(mutex_);
    int sum = 0;
    for (const auto& [route, count] : counts_) sum += count;
    return sum;
  }
  /// How long the client has waited between repeats, if it had.
  std::chrono::milliseconds waited() const {
    const std::lock_guard lock(mutex_);
    return waited_;
  }
  void change(const std::function<void(sandbox::BusinessHub&)>& edit) {
    const std::lock_guard lock(world_lock_);
    edit(*world_.business_hub);
  }
  void forget_tokens() { service_.forget_tokens(); }
  sandbox::HttpReply serve(const sandbox::HttpRequest& request) { return service_.handle(request); }

  BusinessHubConnection connection;
  Interference interfere;

 private:
  /// The service's clock goes with the client's pauses.
  void wait(std::chrono::milliseconds pause) {
    {
      const std::lock_guard lock(mutex_);
      waited_ += pause;
    }
    const std::lock_guard lock(world_lock_);
    now_ += std::chrono::ceil<std::chrono::seconds>(pause);
  }

  sandbox::HttpReply watched(const sandbox::HttpRequest& request) {
    const auto route = sandbox::business_hub_kind(request).name;
    int count = 0;
    {
      const std::lock_guard lock(mutex_);
      count = ++counts_[route];
    }
    std::optional<sandbox::HttpReply> reply;
    if (interfere) reply = interfere(request, route.substr(route.find(' ') + 1), count);
    return reply ? *std::move(reply) : service_.handle(request);
  }

  sandbox::World world_;
  std::mutex world_lock_;
  Instant now_ = noon;
  sandbox::BusinessHubService service_{world_, world_lock_, [this] { return now_; }};
  mutable std::mutex mutex_;
  std::map<std::string, int> counts_;
  std::chrono::milliseconds waited_{0};
  std::unique_ptr<sandbox::HttpServer> server_;
};

}  // namespace tariff::business_hub
