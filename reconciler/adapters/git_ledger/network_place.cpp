#include <array>
#include <chrono>
#include <thread>

#include <git2.h>

#include "adapters/git/handles.hpp"
#include "adapters/git_ledger/exchange.hpp"
#include "adapters/git_ledger/place.hpp"
#include "adapters/git_ledger/stream.hpp"

namespace tariff::git_ledger {
namespace {

using RemoteHandle = std::unique_ptr<git_remote, git::Releaser<git_remote_free>>;

/// How far the cache's objects are whole.
constexpr const char* fetched_reference = "refs/tariff/fetched";
/// What is being pushed; libgit2 1.5.1 takes no bare id for that.
constexpr const char* next_reference = "refs/tariff/next";
constexpr int pushes_max = 3;
constexpr auto push_pause = std::chrono::milliseconds(100);

/// What one push came to.
enum class Answer {
  taken,
  moved,     ///< somebody else came first; nothing was sent
  not_sent,  ///< there was no conversation
  rejected,  ///< the remote's word on our reference is no
  denied,    ///< the remote broke off with a definite no
  lost,      ///< something may have been sent, and no word came back
};

struct Pushed {
  Answer answer = Answer::lost;
  Error error;
};

class NetworkPlace final : public Place {
 public:
  NetworkPlace(ObjectStore objects, Address address, GitAccess access)
      : Place(std::move(objects)), address_(std::move(address)), access_(std::move(access)) {
    if (address_.way == Way::ssh) {
      connect_as_libgit2_does();
    } else {
      connect_patiently(address_.host, address_.port, access_.silence_max);
    }
  }

  Result<std::optional<std::string>> head() override;
  Status move(const std::string& from, const std::string& to) override;

 private:
  Result<RemoteHandle> remote() const;
  Status download(git_remote* remote, Exchange& exchange, const std::string& id) const;
  Pushed push(const std::string& from, const std::string& to) const;
  std::optional<Status> look(const std::string& from, const std::string& to, const Error& unseen);
  Error unknown(const Error& error) const;

  Address address_;
  GitAccess access_;
};

/// No setting of the user's puts another address in this one's place.
Result<RemoteHandle> NetworkPlace::remote() const {
  git_remote_create_options options = GIT_REMOTE_CREATE_OPTIONS_INIT;
  options.repository = objects().handle();
  options.flags = GIT_REMOTE_CREATE_SKIP_INSTEADOF | GIT_REMOTE_CREATE_SKIP_DEFAULT_FETCHSPEC;
  git_remote* made = nullptr;
  if (git_remote_create_with_opts(&made, address_.place.c_str(), &options) != 0)
    return disk_error("The cache");
  return RemoteHandle(made);
}

/// Nullopt where the remote does not have it.
std::optional<std::string> advertised(const git_remote_head** heads, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i)
    if (std::string_view(heads[i]->name) == ledger_reference) return git::id_text(heads[i]->oid);
  return std::nullopt;
}

Result<std::optional<std::string>> NetworkPlace::head() {
  const auto connection = remote();
  if (!connection) return connection.error();
  Exchange exchange(address_, access_);
  git_remote_connect_options options = GIT_REMOTE_CONNECT_OPTIONS_INIT;
  options.callbacks = exchange.callbacks();
  options.follow_redirects = GIT_REMOTE_REDIRECT_NONE;
  int code = git_remote_connect_ext(connection->get(), GIT_DIRECTION_FETCH, &options);
  if (code != 0) return exchange.error_of(code);
  const git_remote_head** heads = nullptr;
  std::size_t count = 0;
  code = git_remote_ls(&heads, &count, connection->get());
  if (code != 0) return exchange.error_of(code);
  auto found = advertised(heads, count);
  if (!found) return found;
  const auto fetched = objects().reference(fetched_reference);
  if (fetched && *fetched == found) return found;
  if (auto got = download(connection->get(), exchange, *found); !got) return got.error();
  return found;
}

bool is_of_the_disk(int error_class) {
  constexpr std::array<int, 8> classes{GIT_ERROR_OS,         GIT_ERROR_ODB,       GIT_ERROR_ZLIB,
                                       GIT_ERROR_REPOSITORY, GIT_ERROR_REFERENCE, GIT_ERROR_FILESYSTEM,
                                       GIT_ERROR_OBJECT,     GIT_ERROR_TREE};
  for (const int one : classes)
    if (one == error_class) return true;
  return false;
}

Status NetworkPlace::download(git_remote* remote, Exchange& exchange, const std::string& id) const {
  git_fetch_options options = GIT_FETCH_OPTIONS_INIT;
  options.callbacks = exchange.callbacks();
  options.download_tags = GIT_REMOTE_DOWNLOAD_TAGS_NONE;
  options.follow_redirects = GIT_REMOTE_REDIRECT_NONE;
  std::string refspec = std::string("+") + ledger_reference + ":" + fetched_reference;
  char* refspecs[] = {refspec.data()};
  const git_strarray wanted{refspecs, 1};
  const int code = git_remote_download(remote, &wanted, &options);
  const git_error* error = git_error_last();
  if (code != 0 && error != nullptr && is_of_the_disk(error->klass)) return disk_error("What was fetched");
  if (code != 0) return exchange.error_of(code);
  return objects().set_reference(fetched_reference, id);
}

Pushed NetworkPlace::push(const std::string& from, const std::string& to) const {
  const auto connection = remote();
  if (!connection) return {Answer::not_sent, connection.error()};
  if (const auto named = objects().set_reference(next_reference, to); !named)
    return {Answer::not_sent, named.error()};
  Exchange exchange(address_, access_);
  exchange.expect(from.empty() ? std::string(to.size(), '0') : from);
  git_push_options options = GIT_PUSH_OPTIONS_INIT;
  options.callbacks = exchange.callbacks();
  options.follow_redirects = GIT_REMOTE_REDIRECT_NONE;
  std::string refspec = std::string(next_reference) + ":" + ledger_reference;
  char* refspecs[] = {refspec.data()};
  const git_strarray wanted{refspecs, 1};
  const int code = git_remote_push(connection->get(), &wanted, &options);
  if (exchange.has_moved()) return {Answer::moved, reference_has_moved()};
  if (!exchange.has_begun()) return {Answer::not_sent, exchange.error_of(code)};
  if (exchange.verdict() && !exchange.verdict()->empty())
    return {Answer::rejected, exchange.refusal(*exchange.verdict())};
  if (code == 0 && exchange.verdict()) return {Answer::taken, {}};
  if (code == 0)
    return {Answer::lost, {ErrorKind::unavailable, "It ended the conversation without a word on it.", ""}};
  return {is_denial(git::last_words()) ? Answer::denied : Answer::lost, exchange.error_of(code)};
}

Error NetworkPlace::unknown(const Error& error) const {
  return {ErrorKind::outcome_unknown,
          "The remote " + address_.shown + " did not say whether it took the entry. " + error.message,
          "The next run reads what is there."};
}

/// What the remote's reference says of our commit: stored, or never to be; nullopt where nothing has
/// happened. `unproven` is the answer where it cannot be looked at.
std::optional<Status> NetworkPlace::look(const std::string& from, const std::string& to,
                                         const Error& unproven) {
  const auto now = head();
  if (!now) return unproven;
  if (now->value_or("") == from) return std::nullopt;
  if (!*now) return reference_has_moved();
  const auto is_stored = objects().comes_after(**now, to);
  if (!is_stored) return unproven;
  return *is_stored ? done() : Status(reference_has_moved());
}

/// A lost answer, and a remote that is busy with another writer; every other no stays a no.
bool is_worth_another_push(const Pushed& pushed) {
  const std::string& words = pushed.error.message;
  switch (pushed.answer) {
    case Answer::taken:
    case Answer::not_sent:
    case Answer::denied:
      return false;
    case Answer::moved:
    case Answer::lost:
      return true;
    case Answer::rejected:
      return words.find("lock") != std::string::npos ||
             words.find("failed to update ref") != std::string::npos;
  }
  return false;
}

/// The same commit may be pushed again: it can be stored only once, and only behind `from`. So a push whose
/// answer was lost is made again, and an earlier one that is still under way can do nothing else any more.
Status NetworkPlace::move(const std::string& from, const std::string& to) {
  bool may_be_under_way = false;
  for (int pushes = 1;; ++pushes) {
    const Pushed pushed = push(from, to);
    if (pushed.answer == Answer::taken) break;
    may_be_under_way = may_be_under_way || pushed.answer == Answer::lost;
    const Error unproven = may_be_under_way ? unknown(pushed.error) : pushed.error;
    if (pushed.answer == Answer::not_sent) return unproven;
    if (pushed.answer == Answer::moved && !may_be_under_way) return unproven;
    const auto seen = look(from, to, unproven);
    if (seen && !*seen) return *seen;
    if (seen) break;
    if (pushes == pushes_max || !is_worth_another_push(pushed)) return unproven;
    std::this_thread::sleep_for(push_pause);
  }
  // Where this fails, the next reading fetches again.
  [[maybe_unused]] const auto kept = objects().set_reference(fetched_reference, to);
  return done();
}

Result<ObjectStore> cached_objects(const Cache& cache) {
  auto objects = ObjectStore::open(cache.objects());
  if (objects || objects.error().kind != ErrorKind::not_found) return objects;
  return ObjectStore::make(cache.objects());
}

}  // namespace

Result<std::unique_ptr<Place>> open_network_place(const Address& address, const GitAccess& access,
                                                  const Cache& cache) {
  auto objects = cached_objects(cache);
  if (!objects) return objects.error();
  return std::unique_ptr<Place>(new NetworkPlace(std::move(objects).value(), address, access));
}

}  // namespace tariff::git_ledger
