#pragma once

#include <memory>
#include <optional>
#include <string>

#include "adapters/git_ledger/address.hpp"
#include "adapters/git_ledger/cache.hpp"
#include "adapters/git_ledger/ledger.hpp"
#include "adapters/git_ledger/object_store.hpp"

namespace tariff::git_ledger {

inline constexpr const char* ledger_reference = "refs/tariff/ledger";

/// The reference that every machine shares; moving it is the ledger's compare-and-swap.
class Place {
 public:
  virtual ~Place() = default;

  /// The newest commit, readable in objects() from now on; nullopt where there is no such reference.
  /// Fails: unavailable, refused, local_io.
  virtual Result<std::optional<std::string>> head() = 0;

  /// Moves the reference, where it still points to `from` (empty: where it does not exist yet).
  ///
  /// Fails: conflict: it has moved; refused, unavailable, locked, local_io: it was not moved;
  /// outcome_unknown. Requires: `to` is in objects(), and nobody else could make the same commit.
  virtual Status move(const std::string& from, const std::string& to) = 0;

  const ObjectStore& objects() const { return objects_; }

 protected:
  explicit Place(ObjectStore objects) : objects_(std::move(objects)) {}

 private:
  ObjectStore objects_;
};

/// The error of move() where somebody else came first.
Error reference_has_moved();

/// A repository of this machine, opened and written to itself: a push to a path can overwrite what another
/// process has just written. Fails: unavailable: no repository there; refused: another user's; local_io.
Result<std::unique_ptr<Place>> open_local_place(const Address& address);

/// A repository behind a connection; its objects are fetched into the cache. Fails: local_io.
Result<std::unique_ptr<Place>> open_network_place(const Address& address, const GitAccess& access,
                                                  const Cache& cache);

}  // namespace tariff::git_ledger
