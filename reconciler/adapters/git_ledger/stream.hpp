#pragma once

#include <chrono>

namespace tariff::git_ledger {

/// From now on, connections that libgit2 opens for git, http and https give up after this much silence (that
/// of the calling thread) and never raise SIGPIPE; libgit2 1.5.1 knows neither by itself.
void connect_patiently(std::chrono::milliseconds silence_max);
/// From now on, libgit2 opens its own sockets: for SSH it takes them for granted.
void connect_as_libgit2_does();

}  // namespace tariff::git_ledger
