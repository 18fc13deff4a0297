#pragma once

struct git_repository;

namespace tariff::git_ledger {

/// Makes a cut loose object an error in this repository: libgit2 1.5.1 reads one for ever. Measured: every
/// length from two bytes to nearly all of it, as a full disk or a lost power supply leaves them.
///
/// Gives what libgit2 gives: 0, or an error code.
int guard_loose_objects(git_repository* repository);

}  // namespace tariff::git_ledger
