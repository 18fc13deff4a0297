#include "cli/ledger_place.hpp"

#include "adapters/git/repository.hpp"
#include "adapters/git_ledger/ledger.hpp"
#include "adapters/postgresql/ledger.hpp"
#include "adapters/sqlite/ledger.hpp"
#include "cli/wiring.hpp"

namespace tariff::cli {
namespace {

constexpr std::string_view sqlite_scheme = "sqlite:";
constexpr std::string_view git_scheme = "git:";

/// A Git remote, and the folder of this machine that keeps what was fetched of it.
struct GitPlace {
  std::string remote;
  std::string cache_folder;
};

GitAccess git_access() {
  GitAccess access;
  access.token = [] { return secret_variable("TARIFF_LEDGER_TOKEN"); };
  return access;
}

Result<std::string> cache_root() {
  if (auto folder = variable("XDG_CACHE_HOME"); folder && !folder->empty()) return *folder + "/tariff";
  if (auto home = variable("HOME"); home && !home->empty()) return *home + "/.cache/tariff";
  return Error{ErrorKind::invalid, "There is no place for what is fetched of the ledger.",
               "Set XDG_CACHE_HOME or HOME to a folder of your own."};
}

/// A word without a slash and a colon is the name of a remote of the configuration's own repository.
Result<std::string> remote_of(const Common& common, const std::string& word) {
  if (word.find_first_of("/:") != std::string::npos) return word;
  const auto repository = git::Repository::around(common.file);
  if (!repository) return repository.error();
  return repository->remote_url(word);
}

Result<GitPlace> git_place(const Common& common, const std::string& url) {
  auto remote = remote_of(common, url.substr(git_scheme.size()));
  if (!remote) return remote.error();
  const auto root = cache_root();
  if (!root) return root.error();
  const auto name = git_ledger_cache_name(*remote);
  if (!name) return name.error();
  return GitPlace{std::move(remote).value(), *root + "/" + *name};
}

Result<std::unique_ptr<StoredLedger>> open_ledger(const Common& common, const std::string& url,
                                                  LedgerOpening opening) {
  if (url.starts_with(sqlite_scheme)) return open_sqlite_ledger(url.substr(sqlite_scheme.size()), opening);
  if (!url.starts_with(git_scheme)) return open_postgresql_ledger(url, opening);
  const auto place = git_place(common, url);
  if (!place) return place.error();
  return open_git_ledger(place->remote, place->cache_folder, git_access(), opening);
}

}  // namespace

Result<std::unique_ptr<StoredLedger>> connect_ledger(const Common& common, const Connections& connections) {
  if (!connections.ledger_url || connections.tigerpaw.writer == WriterKind::none)
    return std::unique_ptr<StoredLedger>{};
  auto ledger = open_ledger(
      common, *connections.ledger_url,
      connections.tigerpaw.is_loopback ? LedgerOpening::made_if_missing : LedgerOpening::existing_only);
  if (!ledger && ledger.error().kind == ErrorKind::not_found) return std::unique_ptr<StoredLedger>{};
  return ledger;
}

Result<std::unique_ptr<StoredLedger>> existing_ledger(const Common& common, const Connections& connections) {
  auto ledger = connect_ledger(common, connections);
  if (ledger && *ledger == nullptr)
    return Error{ErrorKind::refused, "There is no ledger where the connections name one.",
                 "Make it once with `tariff ledger init`."};
  return ledger;
}

Result<std::optional<LedgerSnapshot>> look_at_ledger(const Common& common, const Connections& connections) {
  auto ledger = open_ledger(common, *connections.ledger_url, LedgerOpening::existing_only);
  if (!ledger && ledger.error().kind == ErrorKind::not_found) return std::optional<LedgerSnapshot>{};
  if (!ledger) return ledger.error();
  auto snapshot = (*ledger)->read();
  if (!snapshot) return snapshot.error();
  return std::optional<LedgerSnapshot>(std::move(snapshot).value());
}

Result<LedgerId> make_ledger(const Common& common, const Connections& connections) {
  if (!connections.ledger_url)
    return Error{ErrorKind::invalid, "The connections name no ledger.",
                 "Write [ledger] url = \"sqlite:PATH\", \"git:REMOTE\" or \"postgresql://…\" into "
                 "connections.toml."};
  const std::string& url = *connections.ledger_url;
  if (url.starts_with(sqlite_scheme)) return make_sqlite_ledger(url.substr(sqlite_scheme.size()));
  if (!url.starts_with(git_scheme)) return make_postgresql_ledger(url);
  const auto place = git_place(common, url);
  if (!place) return place.error();
  return make_git_ledger(place->remote, place->cache_folder, git_access());
}

}  // namespace tariff::cli
