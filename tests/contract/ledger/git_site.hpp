#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include <doctest/doctest.h>

#include "adapters/git_ledger/ledger.hpp"
#include "support/git_server.hpp"
#include "support/temp_folder.hpp"

namespace tariff::test {

/// The kind and the words of what went wrong; "" where nothing did.
template <class T>
std::string trouble(const Result<T>& result) {
  if (result) return "";
  CHECK_FALSE(result.error().hint.empty());
  return std::string(kind_name(result.error().kind)) + ": " + result.error().message;
}

enum class GitWay { path, daemon };

/// One repository, and as many machines as a test wants, each with a cache of its own.
class GitSite {
 public:
  static constexpr const char* reference = "refs/tariff/ledger";

  explicit GitSite(GitWay way) {
    if (way == GitWay::daemon) daemon_.emplace(repository_.folder());
  }

  const BareRepository& repository() const { return repository_; }
  std::string remote() const { return daemon_ ? daemon_->url() : repository_.path().string(); }
  GitDaemon& daemon() { return *daemon_; }
  std::filesystem::path cache(const std::string& machine) const { return caches_ / machine; }

  Result<std::unique_ptr<StoredLedger>> open(const std::string& machine,
                                             LedgerOpening opening = LedgerOpening::existing_only) const {
    return open_git_ledger(remote(), cache(machine).string(), {}, opening);
  }
  /// Requires: it can be opened.
  std::unique_ptr<StoredLedger> ledger(const std::string& machine) const {
    auto opened = open(machine);
    CHECK(trouble(opened) == "");
    REQUIRE(opened.has_value());
    return std::move(opened).value();
  }
  LedgerId make() const {
    auto made = make_git_ledger(remote(), cache("maker").string(), {});
    CHECK(trouble(made) == "");
    REQUIRE(made.has_value());
    return *made;
  }
  std::string git_head() const { return repository_.git({"rev-parse", reference}); }

 private:
  BareRepository repository_;
  TempFolder caches_;
  std::optional<GitDaemon> daemon_;
};

/// A claim of that agreement, told from others by it.
inline Event git_claim(std::int64_t agreement) {
  return {Instant{std::chrono::seconds{1'795'342'473}}, RunId("r-812"),
          ChargeClaimed{{AgreementNumber(agreement), ItemId("A")}, AccountNumber(1)}};
}

}  // namespace tariff::test
