#include "adapters/disk/file_lock.hpp"

#include <cerrno>
#include <cstring>
#include <thread>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/inert.hpp"

namespace tariff::disk {
namespace {

constexpr auto pause = std::chrono::milliseconds(20);

Error not_done(const std::string& file, const std::string& what) {
  return {ErrorKind::local_io, inert(file) + " cannot be " + what + ": " + std::strerror(errno) + ".",
          "Check its folder and that folder's rights."};
}

}  // namespace

FileLock::~FileLock() {
  if (descriptor_ >= 0) close(descriptor_);
}

FileLock::FileLock(FileLock&& other) noexcept : descriptor_(other.descriptor_) { other.descriptor_ = -1; }

Result<FileLock> FileLock::hold(const std::string& file, std::chrono::milliseconds wait_max) {
  const int descriptor = open(file.c_str(), O_CREAT | O_RDWR | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor < 0) return not_done(file, "opened");
  FileLock lock(descriptor);
  const auto until = std::chrono::steady_clock::now() + wait_max;
  while (flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK && errno != EINTR) return not_done(file, "locked");
    if (std::chrono::steady_clock::now() >= until)
      return Error{ErrorKind::locked, "Another process holds " + inert(file) + ".",
                   "Run it again when that has ended."};
    std::this_thread::sleep_for(pause);
  }
  return lock;
}

}  // namespace tariff::disk
