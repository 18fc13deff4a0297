#include "adapters/git_ledger/exchange.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include <git2.h>

#include "adapters/git/handles.hpp"
#include "adapters/git_ledger/place.hpp"
#include "adapters/git_ledger/stream.hpp"
#include "base/inert.hpp"

namespace tariff::git_ledger {
namespace {

constexpr std::size_t words_bytes_max = 400;
constexpr std::size_t received_bytes_max = std::size_t{1} << 30U;
constexpr const char* user_of_a_token = "x-access-token";

Exchange& of(void* payload) { return *static_cast<Exchange*>(payload); }

int on_credentials(git_credential** out, const char*, const char*, unsigned int allowed, void* payload) {
  auto& exchange = of(payload);
  if ((allowed & GIT_CREDENTIAL_SSH_KEY) != 0U)
    return exchange.may_ask_agent() ? git_credential_ssh_key_from_agent(out, exchange.user().c_str())
                                    : GIT_EUSER;
  if ((allowed & GIT_CREDENTIAL_USERPASS_PLAINTEXT) == 0U) return GIT_PASSTHROUGH;
  const auto token = exchange.next_token();
  if (!token) return GIT_EUSER;
  const std::string user = exchange.user().empty() ? user_of_a_token : exchange.user();
  return git_credential_userpass_plaintext_new(out, user.c_str(), token->reveal().c_str());
}

int on_negotiation(const git_push_update** updates, std::size_t count, void* payload) {
  if (count != 1) return GIT_EUSER;
  return of(payload).negotiate(updates[0]->dst_refname, git::id_text(updates[0]->src));
}

int on_verdict(const char* reference, const char* status, void* payload) {
  return of(payload).judge(reference, status);
}

int on_words(const char* text, int length, void* payload) {
  of(payload).listen(text, length);
  return 0;
}

int on_bytes(const git_indexer_progress* progress, void* payload) {
  if (progress->received_bytes <= received_bytes_max) return 0;
  return of(payload).fail(
      {ErrorKind::refused, "The remote sends more than 1 GiB for a ledger.", "Check [ledger] url."});
}

}  // namespace

bool is_denial(const std::string& words) {
  constexpr std::array<std::string_view, 6> denials{
      "access denied",    "error authenticating", "status code: 401",
      "status code: 403", "permission denied",    "unpacking the sent packfile failed"};
  std::string lower = words;
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return std::any_of(denials.begin(), denials.end(),
                     [&](auto denial) { return lower.find(denial) != std::string::npos; });
}

git_remote_callbacks Exchange::callbacks() {
  git_remote_callbacks out{};
  git_remote_init_callbacks(&out, GIT_REMOTE_CALLBACKS_VERSION);
  out.credentials = &on_credentials;
  out.push_negotiation = &on_negotiation;
  out.push_update_reference = &on_verdict;
  out.sideband_progress = &on_words;
  out.transfer_progress = &on_bytes;
  out.payload = this;
  return out;
}

int Exchange::fail(Error error) {
  failure_ = std::move(error);
  return GIT_EUSER;
}

int Exchange::negotiate(const std::string& reference, const std::string& old_id) {
  has_moved_ = reference != ledger_reference || old_id != expected_;
  if (has_moved_) return fail(reference_has_moved());
  has_begun_ = true;
  return 0;
}

int Exchange::judge(const std::string& reference, const char* status) {
  if (reference == ledger_reference) verdict_ = status == nullptr ? "" : status;
  return 0;
}

void Exchange::listen(const char* text, int length) {
  if (!has_begun_ || length <= 0) return;
  for (const char c : std::string_view(text, static_cast<std::size_t>(length)))
    if (words_.size() < words_bytes_max) words_ += c == '\n' || c == '\r' ? ' ' : c;
}

std::optional<Secret> Exchange::next_token() {
  if (++asked_ > 1) {
    fail({ErrorKind::refused, "The remote " + address_.shown + " does not accept the token.",
          "Give TARIFF_LEDGER_TOKEN a token that may read and write this repository."});
    return std::nullopt;
  }
  if (!access_.token) {
    fail({ErrorKind::refused, "The remote " + address_.shown + " asks for a token, and there is none.",
          "Set TARIFF_LEDGER_TOKEN or TARIFF_LEDGER_TOKEN_FILE."});
    return std::nullopt;
  }
  auto token = access_.token();
  if (token) return std::move(token).value();
  fail(token.error());
  return std::nullopt;
}

bool Exchange::may_ask_agent() {
  if (++asked_ == 1) return true;
  fail({ErrorKind::refused, "The remote " + address_.shown + " accepts no key of the SSH agent.",
        "Add the key to the agent (`ssh-add`), and its public half to the remote."});
  return false;
}

Error Exchange::error_of(int code) const {
  if (failure_) return *failure_;
  const std::string words = git::last_words();
  if (code == GIT_ECERTIFICATE)
    return {ErrorKind::refused, "The remote " + address_.shown + " did not prove who it is: " + words + ".",
            "Its certificate has to be valid for this machine, or its host key in known_hosts."};
  if (words.starts_with(sent_on_words))
    return {ErrorKind::refused, "The remote " + address_.shown + " is not there: " + words + ".",
            "Write its address under [ledger] url, if that is it; nothing was sent there."};
  if (code == GIT_EAUTH || is_denial(words))
    return {ErrorKind::refused, "The remote " + address_.shown + " denies access: " + words + ".",
            "Check [ledger] url, and what the token or the key may do there."};
  return {ErrorKind::unavailable, "The remote " + address_.shown + " was not reached: " + words + ".",
          "Check [ledger] url; run it again when the remote answers."};
}

Error Exchange::refusal(const std::string& reason) const {
  std::string message = "The remote " + address_.shown + " refused the entry: " + inert(reason) + ".";
  if (const auto end = words_.find_last_not_of(' '); end != std::string::npos)
    message += " It says: " + inert(words_.substr(0, end + 1));
  return {ErrorKind::refused, message,
          "Let who writes the ledger push to " + std::string(ledger_reference) + " there."};
}

}  // namespace tariff::git_ledger
