#include "app/reading.hpp"

#include <optional>
#include <utility>

#include "app/parallel.hpp"

namespace tariff::app {

void read_usage(UsageSource& source, const std::vector<const VirtualServer*>& servers, Instant now,
                Meter& meter, std::map<VirtualServerId, Result<TenantUsage>>& out) {
  meter.add(&ReadProgress::tenants_total, servers.size());
  std::vector<std::optional<Result<TenantUsage>>> usage(servers.size());
  for_each_index(servers.size(), source.parallel_max(), [&](std::size_t i) {
    usage[i] = source.usage(*servers[i], now);
    meter.add(&ReadProgress::tenants_done, 1);
  });
  for (std::size_t i = 0; i < servers.size(); ++i) out.emplace(servers[i]->id, std::move(*usage[i]));
}

void prove_listings(Observed& observed) {
  for (const auto& [account, agreements] : observed.agreements_of) {
    if (!agreements) continue;
    for (const auto& summary : *agreements) {
      const auto found = observed.agreements.find(summary.number);
      if (found == observed.agreements.end() || !found->second || !found->second->lines.empty()) continue;
      if (summary.charge_count.value_or(0) > 0)
        found->second =
            Error{ErrorKind::unavailable,
                  "Agreement " + summary.number.text() + " has " + std::to_string(*summary.charge_count) +
                      " charges, and its details show none.",
                  "Run again; if it stays so, Tigerpaw's reply has another form than documented."};
    }
  }
}

}  // namespace tariff::app
