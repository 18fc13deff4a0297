#include "adapters/git_ledger/cache.hpp"

#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "adapters/disk/safe_file.hpp"
#include "base/inert.hpp"

namespace tariff::git_ledger {
namespace {

constexpr auto wait_max = std::chrono::minutes(1);
constexpr std::ptrdiff_t pack_files_max = 400;
constexpr std::size_t commit_length = 40;

Error not_done(const std::string& path, const std::string& what) {
  return {ErrorKind::local_io, inert(path) + " cannot be " + what + ": " + std::strerror(errno) + ".",
          "Check the ledger's cache folder and its rights."};
}

bool is_hex(const std::string& text, std::size_t length) {
  return text.size() == length && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

}  // namespace

Result<disk::FileLock> Cache::hold() const {
  const std::string file = folder_ + "/lock";
  if (auto safe = disk::prepare_folder(file); !safe) return safe.error();
  auto held = disk::FileLock::hold(file, wait_max);
  if (held || held.error().kind != ErrorKind::locked) return held;
  return Error{ErrorKind::locked, "Another process works in the ledger's cache " + inert(folder_) + ".",
               "Run it again when that has ended, or name another cache folder."};
}

void Cache::forget_objects() const {
  std::error_code ignored;
  std::filesystem::remove_all(objects(), ignored);
}

void Cache::tidy() const {
  std::error_code ignored;
  const std::filesystem::directory_iterator packs(objects() + "/objects/pack", ignored);
  if (!ignored && std::distance(begin(packs), end(packs)) > pack_files_max) forget_objects();
}

std::optional<Seen> Cache::seen() const {
  std::ifstream file(folder_ + "/seen");
  Seen out;
  if (!(file >> out.commit >> out.head.sequence >> out.head.hash)) return std::nullopt;
  const bool is_whole = is_hex(out.commit, commit_length) && is_hex(out.head.hash, empty_head().hash.size());
  return is_whole && out.head.sequence >= 0 ? std::optional(out) : std::nullopt;
}

Status Cache::note(const Seen& seen) const {
  const std::string file = folder_ + "/seen";
  const std::string fresh = file + ".new";
  {
    std::ofstream out(fresh, std::ios::trunc);
    out << seen.commit << ' ' << seen.head.sequence << ' ' << seen.head.hash << '\n';
    out.close();
    if (!out) return not_done(fresh, "written");
  }
  if (rename(fresh.c_str(), file.c_str()) != 0) return not_done(file, "replaced");
  return done();
}

}  // namespace tariff::git_ledger
