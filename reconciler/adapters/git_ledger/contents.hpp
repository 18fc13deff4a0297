#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/log.hpp"

/// What the files of one commit hold; no Git in here.
///
/// Shape: `ledger.json`: {"schema":1,"ledger":"l-…"}. `checkpoint`: checkpoint_text() of some head. `tail`:
/// the entries behind that head, one to a line: sequence, hash and text with a tab between, oldest first.
namespace tariff::git_ledger {

/// A new checkpoint is made once the tail holds as many.
inline constexpr std::size_t tail_entries_max = 256;

std::string identity_text(const LedgerId& id);
/// `where` names the ledger. Fails: refused: no ledger of ours, a newer schema.
Result<LedgerId> read_identity(std::string_view text, const std::string& where);

std::string tail_line(const LedgerEntry& entry);
/// Visits each line of a tail. Fails: refused: a line that is no entry or was cut; as `visit` does.
Status each_line(std::string_view tail, const std::function<Status(const LedgerEntry&)>& visit);

/// A ledger as far as one commit holds it.
struct Contents {
  LedgerSnapshot snapshot;
  std::string tail;
  std::size_t tail_entries = 0;
};

/// Folds a commit's files. Fails: refused: damaged, or its parts are of two ledgers.
Result<Contents> read_contents(const LedgerId& id, std::string_view checkpoint, std::string tail);

/// What the next commit holds.
///
/// Shape: `checkpoint` is the text of a new one, of the head before these events; empty where the old one
/// stays.
struct NextContents {
  std::string checkpoint;
  std::string tail;
  std::size_t tail_entries = 0;
  LedgerHead head;
};
NextContents next_contents(const Contents& contents, const std::vector<Event>& events);
/// Takes over what was stored. Requires: `next` was made of these two.
void advance(Contents& contents, NextContents next, const std::vector<Event>& events);

/// For people who read `git log`: "r-812: 3 events".
std::string commit_title(const std::vector<Event>& events);

}  // namespace tariff::git_ledger
