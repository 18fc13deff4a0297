#include "adapters/git/plain_file.hpp"

#include <array>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/inert.hpp"

namespace tariff::git {
namespace {

/// An open file; closes itself.
class Descriptor {
 public:
  explicit Descriptor(const std::string& path)
      : number_(::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }

 private:
  int number_;
};

Error not_regular(const std::string& path, const std::string& what) {
  return {ErrorKind::refused, inert(path) + " is " + what + "; expected a regular file.",
          "Name the file itself with --file."};
}

Error too_big(const std::string& path) {
  return {ErrorKind::refused,
          inert(path) + " has more than " + std::to_string(text_bytes_max >> 20U) +
              " MiB; that is the most that is read.",
          "Split the customers over several installations."};
}

Error not_opened(const std::string& path, int reason) {
  if (reason == ENOENT || reason == ENOTDIR)
    return {ErrorKind::not_found, "There is no file " + inert(path) + ".",
            "Go to its folder, name it with --file, or begin with `tariff init`."};
  if (reason == ELOOP) return not_regular(path, "a symbolic link");
  if (reason == ENXIO) return not_regular(path, "a pipe or a device");
  return {ErrorKind::local_io, inert(path) + " was not opened: " + std::strerror(reason) + ".", ""};
}

Result<std::string> read_all(int descriptor, const std::string& path) {
  std::string text;
  std::array<char, 65536> block{};
  while (text.size() <= text_bytes_max) {
    const auto count = ::read(descriptor, block.data(), block.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0)
      return Error{ErrorKind::local_io, inert(path) + " was not read: " + std::strerror(errno) + ".", ""};
    if (count == 0) return text;
    text.append(block.data(), static_cast<std::size_t>(count));
  }
  return too_big(path);
}

}  // namespace

Result<std::string> read_plain_file(const std::string& path) {
  const Descriptor file(path);
  if (file.number() < 0) return not_opened(path, errno);
  struct stat found {};
  if (::fstat(file.number(), &found) != 0) return not_opened(path, errno);
  if (S_ISDIR(found.st_mode)) return not_regular(path, "a folder");
  if (!S_ISREG(found.st_mode)) return not_regular(path, "a pipe or a device");
  return read_all(file.number(), path);
}

Status refuse_pointer(const std::string& text, const std::string& path) {
  if (!text.starts_with("version https://git-lfs.github.com/spec/")) return done();
  return Error{ErrorKind::refused, inert(path) + " is a Git LFS pointer; expected the text itself.",
               "Take the file out of LFS: it has to be readable from the repository alone."};
}

}  // namespace tariff::git
