#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "adapters/tigerpaw/reader.hpp"
#include "adapters/tigerpaw/writer.hpp"
#include "sandbox/http_server.hpp"
#include "unit/sandbox_tigerpaw/small_world.hpp"

namespace tariff::testing {

inline const Instant fixed_now = read_instant("2026-11-22T10:00:00Z").value();

inline http::Waiting no_waiting() {
  return {[](std::chrono::milliseconds) {}, [](std::uint64_t) { return 0U; }, [] { return fixed_now; }};
}

inline TigerpawConnection connection_to(const std::string& url) {
  TigerpawConnection connection;
  const auto world = sandbox::tiny::small_world();
  connection.url = url;
  connection.public_key = Secret(world.tigerpaw.public_key);
  connection.private_key = Secret(world.tigerpaw.private_key);
  connection.soap_user = Secret(world.tigerpaw.soap_user);
  connection.soap_password = Secret(world.tigerpaw.soap_password);
  connection.is_loopback = true;
  return connection;
}

inline std::unique_ptr<TigerpawReader> reader_of(const TigerpawConnection& connection) {
  auto reader = tigerpaw::make_tigerpaw_reader(
      connection, [] { return fixed_now; }, no_waiting());
  REQUIRE(reader.has_value());
  return std::move(reader).value();
}

inline std::unique_ptr<TigerpawWriter> writer_of(const TigerpawConnection& connection) {
  auto writer = tigerpaw::make_tigerpaw_writer(connection, [] { return fixed_now; });
  REQUIRE(writer.has_value());
  return std::move(writer).value();
}

/// The sandbox's Tigerpaw behind a real port, over the small world of its unit tests.
class RunningTigerpaw {
 public:
  RunningTigerpaw() : RunningTigerpaw(sandbox::tiny::small_world()) {}
  explicit RunningTigerpaw(WriterProfile profile)
      : RunningTigerpaw(sandbox::tiny::small_world(), std::move(profile)) {}
  explicit RunningTigerpaw(sandbox::World world, WriterProfile profile = {})
      : world_(std::move(world)), profile_(std::move(profile)) {
    auto server = sandbox::HttpServer::start({}, [this](const sandbox::HttpRequest& request) {
      ++requests_;
      return service_.handle(request);
    });
    REQUIRE(server.has_value());
    server_ = std::move(server).value();
  }
  ~RunningTigerpaw() { server_->stop(); }
  RunningTigerpaw(const RunningTigerpaw&) = delete;
  RunningTigerpaw& operator=(const RunningTigerpaw&) = delete;

  std::string url() const { return "http://127.0.0.1:" + std::to_string(server_->port()); }
  TigerpawConnection connection() const {
    auto connection = connection_to(url());
    connection.writer_profile = profile_;
    return connection;
  }
  std::size_t requests() const { return requests_; }
  std::size_t changes() const { return changes_; }
  /// A copy of what the world holds now.
  sandbox::Tigerpaw world() {
    const std::lock_guard guard(lock_);
    return world_.tigerpaw;
  }
  std::vector<sandbox::Charge> charges(std::size_t agreement = 0) {
    return world().agreements.at(agreement).charges;
  }

 private:
  sandbox::World world_;
  WriterProfile profile_;
  std::mutex lock_;
  std::atomic<std::size_t> requests_ = 0;
  std::atomic<std::size_t> changes_ = 0;
  sandbox::TigerpawService service_{world_, lock_, [this] { ++changes_; }, [] { return fixed_now; },
                                    profile_};
  std::unique_ptr<sandbox::HttpServer> server_;
};

}  // namespace tariff::testing
