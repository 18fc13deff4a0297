#pragma once

#include <string>
#include <string_view>

#include "adapters/usage_file/usage_source.hpp"
#include "support/temp_folder.hpp"
#include "text/time.hpp"

/// An export in a folder of its own, and what is read from it, as text.
namespace tariff::usage_file {

inline const Instant now = *read_instant("2026-11-28T18:00:00Z");
inline constexpr std::string_view header = "tenant,product,category,count,as_of\n";

inline std::string csv(std::string_view rows) { return std::string(header) + std::string(rows); }

class Export {
 public:
  explicit Export(std::string_view text, const std::string& name = "usage.csv",
                  const UsageFileColumns& columns = {})
      : connection_{folder_.write(name, text).string(), columns, std::chrono::hours(48)},
        source_(make_usage_source(connection_)) {}

  UsageSource& source() { return *source_; }

  /// `Contoso (Contoso), Fabrikam (Fabrikam)`, or what is wrong with the whole file, without its path.
  std::string tenants() {
    const auto listed = source_->tenants();
    if (!listed) return without_path(listed.error().message);
    std::string out;
    for (const auto& tenant : listed->tenants)
      out += (out.empty() ? "" : ", ") + tenant.name + " (" + tenant.id.local + ")";
    return out;
  }

  Result<TenantUsage> read(std::string_view id) {
    return source_->usage({TenantId(std::string(id)), {}, std::string(id), true}, now);
  }

  /// `Product 12 device`, line by line, or what is wrong.
  std::string usage(std::string_view id) {
    const auto read_usage = read(id);
    if (!read_usage) return without_path(read_usage.error().message);
    std::string out;
    for (const auto& licence : read_usage->licences)
      out += licence.product_name + " " + std::to_string(licence.used()) + " " +
             std::string(unit_name(licence.unit)) + "\n";
    return out;
  }

 private:
  std::string without_path(const std::string& message) const {
    const std::string start = connection_.path + ": ";
    return message.starts_with(start) ? message.substr(start.size()) : message;
  }

  test::TempFolder folder_;
  UsageFileConnection connection_;
  std::unique_ptr<UsageSource> source_;
};

}  // namespace tariff::usage_file
