#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "adapters/git_ledger/address.hpp"
#include "adapters/git_ledger/ledger.hpp"

struct git_remote_callbacks;

namespace tariff::git_ledger {

/// What one connection wants to know from us, and what it says. Every libgit2 error about a remote becomes an
/// Error in error_of().
class Exchange {
 public:
  Exchange(const Address& address, const GitAccess& access) : address_(address), access_(access) {}
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  /// Callbacks into this object, which has to outlive the connection.
  git_remote_callbacks callbacks();
  /// The push goes on only where the remote's reference is this one (40 zeros: where it has none).
  void expect(std::string old_id) { expected_ = std::move(old_id); }

  /// The error for what libgit2 last complained of; `code` is what it gave.
  Error error_of(int code) const;
  /// The same for what the remote answered to the push of our one reference.
  Error refusal(const std::string& reason) const;

  bool has_moved() const { return has_moved_; }
  /// From here on something may have been sent.
  bool has_begun() const { return has_begun_; }
  /// The remote's word on our reference: nullopt: none; empty: taken; else why not.
  const std::optional<std::string>& verdict() const { return verdict_; }

  /// The callbacks' own parts; they give what libgit2 expects.
  int negotiate(const std::string& reference, const std::string& old_id);
  int judge(const std::string& reference, const char* status);
  void listen(const char* text, int length);
  std::optional<Secret> next_token();
  bool may_ask_agent();
  int fail(Error error);
  const std::string& user() const { return address_.user; }

 private:
  const Address& address_;
  const GitAccess& access_;
  std::string expected_;
  std::string words_;
  std::optional<Error> failure_;
  std::optional<std::string> verdict_;
  int asked_ = 0;
  bool has_moved_ = false;
  bool has_begun_ = false;
};

/// True where a remote's words are a definite no, whatever was sent before.
bool is_denial(const std::string& words);

}  // namespace tariff::git_ledger
