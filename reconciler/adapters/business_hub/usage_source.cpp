#include "adapters/business_hub/usage_source.hpp"

#include <algorithm>
#include <utility>

#include "adapters/business_hub/api.hpp"
#include "adapters/business_hub/convert.hpp"

namespace tariff::business_hub {
namespace {

class BusinessHub final : public UsageSource {
 public:
  BusinessHub(std::unique_ptr<Api> api, std::string integration)
      : api_(std::move(api)), integration_(std::move(integration)) {}

  Result<TenantList> tenants() override {
    const auto companies = api_->companies(integration_);
    if (!companies) return companies.error();
    TenantList listed;
    for (const auto& company : *companies) listed.tenants.push_back(to_tenant(company));
    std::sort(listed.tenants.begin(), listed.tenants.end(),
              [](const Tenant& left, const Tenant& right) { return left.id < right.id; });
    return listed;
  }

  Result<TenantUsage> usage(const Tenant& company, Instant now) override {
    const auto licences = api_->licences(company.id.local);
    if (!licences) return licences.error();
    return to_usage(company, *licences, now);
  }

  std::size_t parallel_max(const SourceName&) const override {
    return std::max<std::size_t>(1, api_->parallel_max());
  }

 private:
  std::unique_ptr<Api> api_;
  std::string integration_;
};

}  // namespace

Result<std::unique_ptr<UsageSource>> make_usage_source(const BusinessHubConnection& connection) {
  return make_usage_source(connection, http::real_waiting());
}

Result<std::unique_ptr<UsageSource>> make_usage_source(const BusinessHubConnection& connection,
                                                       http::Waiting waiting) {
  auto api = Api::make(connection, std::move(waiting));
  if (!api) return api.error();
  return std::unique_ptr<UsageSource>(
      std::make_unique<BusinessHub>(std::move(api).value(), connection.integration));
}

}  // namespace tariff::business_hub
