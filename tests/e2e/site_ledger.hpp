#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "support/temp_folder.hpp"

namespace tariff::e2e {

enum class LedgerKind { sqlite, git, postgresql };

/// The ledger of one fault site. It can be put back to what the first apply left, as often as one likes.
class SiteLedger {
 public:
  virtual ~SiteLedger() = default;
  /// As connections.toml names it.
  virtual std::string url() const = 0;
  virtual void begin() = 0;
  /// What a dead process left in it is as old as the virtual clock says.
  virtual void age() {}
};

/// The site's folder for what a run keeps beside its ledger (XDG_CACHE_HOME).
inline constexpr auto cache_folder = "cache";

/// Runs the first apply on the ledger of that URL.
using FirstApply = std::function<void(const std::string& url)>;

/// A site's own ledger of that kind. What its beginning is, `first_apply` makes once in the program.
/// Fails: std::runtime_error.
std::unique_ptr<SiteLedger> make_site_ledger(LedgerKind kind, const std::filesystem::path& folder,
                                             const FirstApply& first_apply);

}  // namespace tariff::e2e
