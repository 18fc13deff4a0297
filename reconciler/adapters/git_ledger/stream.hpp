#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace tariff::git_ledger {

/// The words of the error of a connection to elsewhere.
inline constexpr std::string_view sent_on_words = "it sends on to ";

/// From now on, connections that libgit2 opens in this thread for git, http and https go to this host and
/// port and nowhere else, wherever a redirect points; they give up after this much silence and never raise
/// SIGPIPE. libgit2 1.5.1 does none of it by itself.
void connect_patiently(const std::string& host, const std::string& port,
                       std::chrono::milliseconds silence_max);
/// From now on, libgit2 opens its own sockets: for SSH it takes them for granted.
void connect_as_libgit2_does();

}  // namespace tariff::git_ledger
