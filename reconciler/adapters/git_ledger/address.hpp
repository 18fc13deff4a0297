#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace tariff::git_ledger {

/// How the entries travel.
enum class Way {
  local,  ///< a folder of this machine, opened and never pushed to
  https,
  http,  ///< loopback only, as git:// is
  git,
  ssh,
};

/// A repository that holds a ledger.
///
/// Shape: `place` is a path, or the one canonical URL of what was written, with a user only for SSH; `shown`
/// is the same for messages, inert and without a user; `user` is who knocks, empty where nobody was named.
struct Address {
  Way way = Way::local;
  std::string place;
  std::string shown;
  std::string user;
  std::string host{};
  std::string port{};
};

/// Reads a path, file:///PATH, https://…, ssh://…, [USER@]HOST:PATH, and on loopback http://… or git://….
/// Fails: invalid: anything else; a password, a query or a character that two readers could read in two ways.
Result<Address> read_address(std::string_view text);

}  // namespace tariff::git_ledger
