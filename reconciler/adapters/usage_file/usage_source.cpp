#include "adapters/usage_file/usage_source.hpp"

#include <algorithm>
#include <mutex>
#include <optional>
#include <utility>

#include "adapters/usage_file/tenant_rows.hpp"
#include "adapters/usage_file/text.hpp"
#include "base/inert.hpp"

namespace tariff::usage_file {
namespace {

using Tenants = std::map<std::string, TenantRows>;

class UsageFile final : public UsageSource {
 public:
  explicit UsageFile(UsageFileConnection connection) : connection_(std::move(connection)) {}

  Result<TenantList> tenants() override {
    const auto& read = read_once();
    if (!read) return of_file(read.error());
    TenantList listed;
    for (const auto& [id, rows] : *read)
      listed.tenants.push_back({TenantId(id), TenantUid("file:" + id), rows.name, true});
    std::sort(listed.tenants.begin(), listed.tenants.end(),
              [](const Tenant& left, const Tenant& right) { return left.id < right.id; });
    return listed;
  }

  Result<TenantUsage> usage(const Tenant& tenant, Instant now) override {
    const auto& read = read_once();
    if (!read) return of_file(read.error());
    const auto found = read->find(tenant.id.local);
    if (found == read->end())
      return Error{ErrorKind::not_found, shown_path() + " has no row of " + inert(tenant.name, 60) + ".", ""};
    auto usage = to_usage(tenant, found->second, {now, connection_.max_age, connection_.columns.as_of});
    if (!usage) return Error{ErrorKind::unavailable, usage.error().message, what_to_do()};
    return usage;
  }

  std::size_t parallel_max(const SourceName&) const override { return 1; }

 private:
  const Result<Tenants>& read_once() {
    std::call_once(once_, [this] { read_ = read(); });
    return *read_;
  }

  Result<Tenants> read() const {
    const auto text = read_text(connection_.path);
    if (!text) return text.error();
    Gathering gathering(connection_.columns);
    const auto read_rows = connection_.path.ends_with(".json") ? read_json_rows : read_csv_rows;
    const auto rows =
        read_rows(*text, connection_.columns, [&](const Row& row) { return gathering.add(row); });
    if (!rows) return rows.error();
    return gathering.take();
  }

  std::string shown_path() const { return inert(connection_.path, 200); }
  std::string what_to_do() const { return "Correct " + shown_path() + ", or export it again."; }

  Error of_file(const Error& error) const {
    return {ErrorKind::unavailable, shown_path() + ": " + error.message,
            error.hint.empty() ? what_to_do() : error.hint};
  }

  UsageFileConnection connection_;
  std::once_flag once_;
  std::optional<Result<Tenants>> read_;
};

}  // namespace

std::unique_ptr<UsageSource> make_usage_source(const UsageFileConnection& connection) {
  return std::make_unique<UsageFile>(connection);
}

}  // namespace tariff::usage_file
