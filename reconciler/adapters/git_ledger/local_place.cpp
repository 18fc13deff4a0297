#include <chrono>
#include <filesystem>
#include <thread>

#include <git2.h>

#include "adapters/disk/file_lock.hpp"
#include "adapters/git/handles.hpp"
#include "adapters/git_ledger/place.hpp"

namespace tariff::git_ledger {
namespace {

constexpr int lock_tries_max = 400;
constexpr auto lock_pause = std::chrono::milliseconds(5);
constexpr auto turn_max = std::chrono::seconds(30);
/// Whoever holds the reference's lock moves one reference, which takes milliseconds.
constexpr auto lock_age_max = std::chrono::minutes(10);

class LocalPlace final : public Place {
 public:
  LocalPlace(ObjectStore objects, Address address) : Place(std::move(objects)), address_(std::move(address)) {
    // A claim has to be on the disk before anything is sent.
    git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 1);
  }

  Result<std::optional<std::string>> head() override { return objects().reference(ledger_reference); }
  Status move(const std::string& from, const std::string& to) override;

 private:
  int swap(const git_oid& from, const git_oid& to) const;
  int swap_in_turn(const git_oid& from, const git_oid& to) const;
  bool remove_old_lock() const;
  Error stale_lock() const;
  Error not_moved(const std::string& to, Error error);

  Address address_;
};

/// Another writer's lock lasts as long as its own swap does.
int LocalPlace::swap(const git_oid& from, const git_oid& to) const {
  int code = GIT_ELOCKED;
  for (int tries = 0; code == GIT_ELOCKED && tries < lock_tries_max; ++tries) {
    if (tries > 0) std::this_thread::sleep_for(lock_pause);
    git_reference* moved = nullptr;
    code =
        git_reference_create_matching(&moved, objects().handle(), ledger_reference, &to, 1, &from, nullptr);
    git_reference_free(moved);
  }
  return code;
}

/// A process that is killed while it moves the reference leaves its lock behind.
bool LocalPlace::remove_old_lock() const {
  const std::string file =
      std::string(git_repository_commondir(objects().handle())) + ledger_reference + ".lock";
  std::error_code failed;
  const auto made = std::filesystem::last_write_time(file, failed);
  if (failed || std::filesystem::file_time_type::clock::now() - made < lock_age_max) return false;
  return std::filesystem::remove(file, failed);
}

/// All writers of a ledger take turns by a lock that dies with its holder: so an old lock of the reference is
/// nobody's, and only one of them removes it.
int LocalPlace::swap_in_turn(const git_oid& from, const git_oid& to) const {
  const std::string file = std::string(git_repository_commondir(objects().handle())) + "tariff-ledger.turn";
  const auto turn = disk::FileLock::hold(file, turn_max);
  if (!turn) return turn.error().kind == ErrorKind::locked ? GIT_ELOCKED : swap(from, to);
  const int code = swap(from, to);
  return code == GIT_ELOCKED && remove_old_lock() ? swap(from, to) : code;
}

Error LocalPlace::stale_lock() const {
  return {ErrorKind::locked,
          "The ledger in " + address_.shown + " is locked by the file " + ledger_reference + ".lock in it.",
          "Another program is writing, or was killed while it wrote. Such a file is removed once it is ten "
          "minutes old; run again then."};
}

/// After an error the reference itself says what became of it.
Error LocalPlace::not_moved(const std::string& to, Error error) {
  const auto now = head();
  if (now && *now != to) return error;
  return {ErrorKind::outcome_unknown, error.message, "Check the disk; the next run reads what is there."};
}

Status LocalPlace::move(const std::string& from, const std::string& to) {
  git_oid old_id{};
  git_oid new_id{};
  if (!from.empty()) git_oid_fromstr(&old_id, from.c_str());
  git_oid_fromstr(&new_id, to.c_str());
  const int code = swap_in_turn(old_id, new_id);
  if (code == 0) return done();
  if (code == GIT_EMODIFIED || code == GIT_EEXISTS) return reference_has_moved();
  if (code == GIT_ENOTFOUND && !from.empty()) return reference_has_moved();
  if (code == GIT_ELOCKED) return stale_lock();
  return not_moved(to, disk_error("The reference"));
}

}  // namespace

Error reference_has_moved() {
  return {ErrorKind::conflict, "The ledger has moved.", "Another run has written to it."};
}

Result<std::unique_ptr<Place>> open_local_place(const Address& address) {
  auto objects = ObjectStore::open(address.place);
  if (!objects && objects.error().kind == ErrorKind::not_found)
    return Error{ErrorKind::unavailable, objects.error().message, objects.error().hint};
  if (!objects) return objects.error();
  return std::unique_ptr<Place>(new LocalPlace(std::move(objects).value(), address));
}

}  // namespace tariff::git_ledger
