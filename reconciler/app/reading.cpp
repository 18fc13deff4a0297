#include "app/reading.hpp"

#include <optional>
#include <thread>
#include <utility>

#include "app/parallel.hpp"

namespace tariff::app {

void read_usage(UsageSource& source, const std::vector<const Tenant*>& tenants, Instant now, Meter& meter,
                std::map<TenantId, Result<TenantUsage>>& out) {
  meter.add(&ReadProgress::tenants_total, tenants.size());
  std::vector<std::optional<Result<TenantUsage>>> usage(tenants.size());
  std::map<SourceName, std::vector<std::size_t>> by_source;
  for (std::size_t i = 0; i < tenants.size(); ++i) by_source[tenants[i]->id.source].push_back(i);
  {
    std::vector<std::jthread> readers;
    for (const auto& [name, indexes] : by_source)
      readers.emplace_back([&source, &tenants, &usage, &meter, now, name = &name, indexes = &indexes] {
        for_each_index(indexes->size(), source.parallel_max(*name), [&](std::size_t i) {
          const std::size_t index = (*indexes)[i];
          usage[index] = source.usage(*tenants[index], now);
          meter.add(&ReadProgress::tenants_done, 1);
        });
      });
  }
  for (std::size_t i = 0; i < tenants.size(); ++i) out.emplace(tenants[i]->id, std::move(*usage[i]));
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
