#include "adapters/git/handles.hpp"

#include <array>

#include "base/inert.hpp"

namespace tariff::git {

std::string last_words() {
  const git_error* error = git_error_last();
  return error == nullptr || error->message == nullptr ? "no reason given" : inert(error->message);
}

std::string id_text(const git_oid& id) {
  std::array<char, GIT_OID_HEXSZ + 1> buffer{};
  git_oid_tostr(buffer.data(), buffer.size(), &id);
  return buffer.data();
}

/// libgit2 1.5.1 reports another owner as such only where safe.directory is set at all; else as that setting
/// missing.
bool is_of_another_owner(int code) {
  return code == GIT_EOWNER || last_words().find("safe.directory") != std::string::npos;
}

}  // namespace tariff::git
