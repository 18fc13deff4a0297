#pragma once

#include <functional>
#include <string>
#include <vector>

#include "adapters/git_ledger/contents.hpp"
#include "adapters/git_ledger/object_store.hpp"

/// Commits of a ledger in a repository; which reference points to them is not known here.
namespace tariff::git_ledger {

/// What one commit holds, and which commit that is.
struct Known {
  std::string commit;
  Files files;
  Contents contents;
};

/// `where` names the ledger. Fails: refused: no ledger of ours, a newer schema; local_io.
Result<LedgerId> identity_at(const ObjectStore& objects, const std::string& commit, const std::string& where);
/// Fails: as identity_at; refused: damaged.
Result<Known> load(const ObjectStore& objects, const std::string& commit, const std::string& where);

/// The commit of an empty ledger.
Result<std::string> write_first(const ObjectStore& objects, const LedgerId& id, Instant at);
/// The commit behind `known`; no reference points to it yet.
struct Written {
  std::string commit;
  Files files;
};
Result<Written> write_next(const ObjectStore& objects, const Known& known, const NextContents& next,
                           const std::vector<Event>& events);

/// Goes through the tails of these commits, the oldest first, and gives each entry once. Fails: refused: a
/// later commit has lost or changed an entry; local_io; as `visit` does.
Status each_entry_of(const ObjectStore& objects, const std::vector<std::string>& commits,
                     const std::function<Status(const LedgerEntry&)>& visit);

}  // namespace tariff::git_ledger
