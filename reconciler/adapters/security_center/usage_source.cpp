#include "adapters/security_center/usage_source.hpp"

#include <utility>

#include "adapters/security_center/tenant_reading.hpp"

namespace tariff::security_center {
namespace {

/// Reads, and reads once more in a new session where the first was lost or did not add up.
template <class T, class Read>
Result<T> at_most_twice(Read read) {
  auto first = read();
  if (first || first.error().kind != ErrorKind::conflict) return first;
  auto second = read();
  if (second || second.error().kind != ErrorKind::conflict) return second;
  return Error{ErrorKind::unavailable, second.error().message, second.error().hint};
}

class SecurityCenter final : public UsageSource {
 public:
  SecurityCenter(Center center, std::size_t parallel_max)
      : center_(std::move(center)), parallel_max_(parallel_max) {}

  Result<TenantList> tenants() override {
    auto servers = at_most_twice<std::vector<Tenant>>([this] { return read_virtual_servers(center_); });
    if (!servers) return servers.error();
    return TenantList{std::move(servers).value()};
  }

  Result<TenantUsage> usage(const Tenant& server, Instant now) override {
    if (server.name.empty())
      return Error{
          ErrorKind::refused,
          "Virtual server " + server.id.text() + " has an empty name, and an empty name is the main server.",
          "Give the virtual server a display name in Security Center."};
    return at_most_twice<TenantUsage>([&] { return read_tenant(center_, server, now); });
  }

  std::size_t parallel_max(const SourceName&) const override { return parallel_max_; }

 private:
  Center center_;
  std::size_t parallel_max_;
};

}  // namespace

Result<std::unique_ptr<UsageSource>> make_usage_source(const SecurityCenterConnection& connection) {
  return make_usage_source(connection, http::real_waiting());
}

Result<std::unique_ptr<UsageSource>> make_usage_source(const SecurityCenterConnection& connection,
                                                       http::Waiting waiting) {
  auto service = http::Service::make(connection.url, {connection.trust.pins, connection.trust.ca_file});
  if (!service) return service.error();
  if (connection.user.empty())
    return Error{ErrorKind::invalid, "There is no user name for Security Center.", "Set TARIFF_KSC_USER."};
  Center center{*std::move(service),      connection.user,    connection.password,
                connection.internal_user, std::move(waiting), std::make_shared<http::RetryBudget>()};
  return std::unique_ptr<UsageSource>(std::make_unique<SecurityCenter>(
      std::move(center), connection.max_parallel == 0 ? 1 : connection.max_parallel));
}

}  // namespace tariff::security_center
