#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "e2e/story.hpp"

namespace tariff::e2e {

/// Customers whom the vendor's tool has billed for months: a sandbox, an empty repository, a ledger.
///
/// Shape: the world is that of `tariff-sandbox generate --vendor-lines`. Fails: std::runtime_error where the
/// sandbox cannot be started.
class Town {
 public:
  Town(int tenants, int seed);

  /// Runs `tariff` in the repository.
  Ending run(const Words& words) const;
  /// The `tariff.toml` that says who is who.
  const std::string& truth() const { return truth_; }
  /// The `tariff.toml` of the repository.
  std::string file() const { return repository_.read("tariff.toml"); }
  const test::GitRepository& repository() const { return repository_; }

  /// The world's clock in so many hours, for --now.
  static std::string hours_later(int hours);
  std::int64_t writes() const;
  /// Requests that the services have seen since the last forget_requests().
  std::int64_t requests() const;
  void forget_requests() const { sandbox_.reset_requests(); }
  /// The details of one agreement, whichever is asked for first, are refused from now on.
  void refuse_one_agreement() const;
  sandbox::World world() const;
  void set_world(const sandbox::World& world) const { sandbox_.set_world(sandbox::write_world(world)); }

 private:
  test::TempFolder folder_;
  std::string truth_;
  test::GitRepository repository_;
  test::SandboxProcess sandbox_;
};

}  // namespace tariff::e2e
