#include "adapters/git_ledger/ledger.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>

#include "adapters/git_ledger/access.hpp"
#include "adapters/git_ledger/commits.hpp"
#include "text/crypto.hpp"
#include "text/time.hpp"

namespace tariff {
namespace {

using git_ledger::Access;
using git_ledger::Known;
using git_ledger::Place;

constexpr std::size_t identity_length = 10;
constexpr std::size_t cache_name_length = 32;

bool begins_epoch(const std::vector<Event>& events) {
  return std::any_of(events.begin(), events.end(),
                     [](const Event& event) { return std::holds_alternative<EpochStarted>(event.body); });
}

class GitLedger final : public StoredLedger {
 public:
  explicit GitLedger(Access access) : access_(std::move(access)) {}

  Result<LedgerSnapshot> read() override;
  Result<LedgerHead> append(const LedgerHead& expected, const std::vector<Event>& events) override;
  Status each_entry(const std::function<Status(const LedgerEntry&)>& visit) override;

 private:
  Result<std::string> head_at(Place& place) const;
  Status refresh(Place& place);
  Result<std::string> continuity(const Place& place) const;
  Result<LedgerHead> append_at(Place& place, const LedgerHead& expected, const std::vector<Event>& events);
  Result<LedgerHead> store(Place& place, const std::vector<Event>& events);

  git::Library library_;
  Access access_;
  std::optional<Known> known_;
  std::string discontinuity_;
};

Error vanished(const Access& access) {
  return {ErrorKind::refused, access.where() + " has vanished; this machine has seen a ledger there.",
          "Restore it from a copy of the repository; nothing is written to Tigerpaw before."};
}

Result<std::string> GitLedger::head_at(Place& place) const {
  auto head = place.head();
  if (!head) return head.error();
  return *head ? Result<std::string>(**head) : vanished(access_);
}

/// Makes `known_` what the place holds now.
Status GitLedger::refresh(Place& place) {
  const auto head = head_at(place);
  if (!head) return head.error();
  if (!known_ || known_->commit != *head) {
    known_.reset();
    auto loaded = git_ledger::load(place.objects(), *head, access_.where());
    if (!loaded) return loaded.error();
    known_ = std::move(loaded).value();
  }
  auto found = continuity(place);
  if (!found) return found.error();
  discontinuity_ = std::move(found).value();
  if (!discontinuity_.empty()) return done();
  return access_.cache().note({known_->commit, known_->contents.snapshot.head});
}

/// Why what is there may not be the newest there was; empty where it comes after what this machine has seen.
Result<std::string> GitLedger::continuity(const Place& place) const {
  const auto seen = access_.cache().seen();
  if (!seen) return std::string{};
  const auto comes_after = place.objects().comes_after(known_->commit, seen->commit);
  if (!comes_after) return comes_after.error();
  const auto& head = known_->contents.snapshot.head;
  const bool is_shorter = head.sequence < seen->head.sequence;
  const bool is_other = head.sequence == seen->head.sequence && head.hash != seen->head.hash;
  if (*comes_after && !is_shorter && !is_other) return std::string{};
  return "The ledger stands at entry " + std::to_string(head.sequence) + " and does not continue entry " +
         std::to_string(seen->head.sequence) + ", which this machine has seen in it.";
}

Result<LedgerSnapshot> GitLedger::read() {
  return access_.at_place([&](Place& place) -> Result<LedgerSnapshot> {
    if (auto fresh = refresh(place); !fresh) return fresh.error();
    LedgerSnapshot out = known_->contents.snapshot;
    out.discontinuity = discontinuity_;
    return out;
  });
}

Result<LedgerHead> GitLedger::store(Place& place, const std::vector<Event>& events) {
  auto next = git_ledger::next_contents(known_->contents, events);
  auto written = git_ledger::write_next(place.objects(), *known_, next, events);
  if (!written) return written.error();
  if (auto moved = place.move(known_->commit, written->commit); !moved) return moved.error();
  git_ledger::advance(known_->contents, std::move(next), events);
  known_->commit = std::move(written->commit);
  known_->files = std::move(written->files);
  if (begins_epoch(events)) discontinuity_.clear();
  const LedgerHead head = known_->contents.snapshot.head;
  if (!discontinuity_.empty()) return head;
  // The append is stored, whatever becomes of this note.
  [[maybe_unused]] const auto noted = access_.cache().note({known_->commit, head});
  return head;
}

Result<LedgerHead> GitLedger::append_at(Place& place, const LedgerHead& expected,
                                        const std::vector<Event>& events) {
  const bool is_at_hand = known_ && known_->contents.snapshot.head == expected &&
                          place.objects().holds(known_->commit) && !events.empty();
  if (!is_at_hand)
    if (auto fresh = refresh(place); !fresh) return fresh.error();
  const LedgerHead head = known_->contents.snapshot.head;
  if (head != expected)
    return Error{ErrorKind::conflict,
                 "The ledger stands at entry " + std::to_string(head.sequence) + ", expected " +
                     std::to_string(expected.sequence) + ".",
                 "Another run has written to it."};
  return events.empty() ? Result<LedgerHead>(head) : store(place, events);
}

Result<LedgerHead> GitLedger::append(const LedgerHead& expected, const std::vector<Event>& events) {
  return access_.at_place([&](Place& place) { return append_at(place, expected, events); });
}

Status GitLedger::each_entry(const std::function<Status(const LedgerEntry&)>& visit) {
  const auto commits = access_.at_place([&](Place& place) -> Result<std::vector<std::string>> {
    const auto head = head_at(place);
    if (!head) return head.error();
    return place.objects().history_of(*head);
  });
  if (!commits) return commits.error();
  const auto place = access_.place();
  if (!place) return place.error();
  return git_ledger::each_entry_of((*place)->objects(), *commits, visit);
}

/// Nullopt where there is no ledger.
Result<std::optional<LedgerId>> identity_of(const Access& access) {
  if (const auto tidy = access.tidy(); !tidy) return tidy.error();
  return access.at_place([&](Place& place) -> Result<std::optional<LedgerId>> {
    const auto head = place.head();
    if (!head) return head.error();
    if (!*head) return std::optional<LedgerId>{};
    const auto id = git_ledger::identity_at(place.objects(), **head, access.where());
    if (!id) return id.error();
    return std::optional<LedgerId>(*id);
  });
}

/// What this machine saw there before is kept in mind: a ledger in the place of a lost one begins a new
/// epoch.
Result<LedgerId> make(const Access& access) {
  return access.at_place([&](Place& place) -> Result<LedgerId> {
    const auto head = place.head();
    if (!head) return head.error();
    const Error there{ErrorKind::conflict, access.where() + " is there already.",
                      "Use it, or name another repository; never delete a ledger that has billed."};
    if (*head) return there;
    const LedgerId id("l-" + random_token(identity_length));
    const auto commit = git_ledger::write_first(place.objects(), id, system_now());
    if (!commit) return commit.error();
    const auto moved = place.move("", *commit);
    if (moved) return id;
    return moved.error().kind == ErrorKind::conflict ? there : moved.error();
  });
}

Result<Access> access_to(const std::string& remote, const std::string& cache_folder, GitAccess access) {
  auto address = git_ledger::read_address(remote);
  if (!address) return address.error();
  return Access(std::move(address).value(), cache_folder, std::move(access));
}

}  // namespace

Result<std::unique_ptr<StoredLedger>> open_git_ledger(const std::string& remote,
                                                      const std::string& cache_folder, GitAccess access,
                                                      LedgerOpening opening) {
  auto way = access_to(remote, cache_folder, std::move(access));
  if (!way) return way.error();
  const git::Library library;
  const auto id = identity_of(*way);
  if (!id) return id.error();
  if (!*id && opening == LedgerOpening::made_if_missing) {
    const auto made = make(*way);
    if (!made && made.error().kind != ErrorKind::conflict) return made.error();
  } else if (!*id) {
    if (way->cache().seen()) return vanished(*way);
    return Error{ErrorKind::not_found, "There is no ledger at " + way->where() + ".",
                 "Make it with `tariff ledger init`, once, or mend [ledger] url."};
  }
  return std::unique_ptr<StoredLedger>(new GitLedger(std::move(way).value()));
}

Result<LedgerId> make_git_ledger(const std::string& remote, const std::string& cache_folder,
                                 GitAccess access) {
  const auto way = access_to(remote, cache_folder, std::move(access));
  if (!way) return way.error();
  const git::Library library;
  return make(*way);
}

Result<std::string> git_ledger_cache_name(const std::string& remote) {
  const auto address = git_ledger::read_address(remote);
  if (!address) return address.error();
  return sha256_hex(address->place).substr(0, cache_name_length);
}

}  // namespace tariff
