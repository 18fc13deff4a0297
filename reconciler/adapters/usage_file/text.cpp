#include "adapters/usage_file/text.hpp"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "adapters/usage_file/row.hpp"
#include "base/inert.hpp"

namespace tariff::usage_file {
namespace {

Error unread(const std::string& message) { return {ErrorKind::unavailable, message, ""}; }

Error failed_with(int code) { return unread(std::string(std::strerror(code)) + "."); }

class OpenFile {
 public:
  /// Without waiting for somebody who writes, where it is a pipe.
  explicit OpenFile(const std::string& path)
      : descriptor_(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {}
  ~OpenFile() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

Result<std::string> bytes_of(const OpenFile& file) {
  std::string text;
  std::string piece(std::size_t{64} << 10U, '\0');
  while (text.size() <= file_bytes_max) {
    const auto count = read(file.descriptor(), piece.data(), piece.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return failed_with(errno);
    if (count == 0) return text;
    text.append(piece, 0, static_cast<std::size_t>(count));
  }
  return unread("It holds more than " + std::to_string(file_bytes_max) + " bytes. Is it the right file?");
}

bool is_same(const struct stat& before, const struct stat& after) {
  return before.st_size == after.st_size && before.st_mtim.tv_sec == after.st_mtim.tv_sec &&
         before.st_mtim.tv_nsec == after.st_mtim.tv_nsec;
}

}  // namespace

Result<std::string> read_text(const std::string& path) {
  const OpenFile file(path);
  struct stat before {};
  struct stat after {};
  if (file.descriptor() < 0 || fstat(file.descriptor(), &before) != 0) return failed_with(errno);
  if (!S_ISREG(before.st_mode)) return unread("It is no regular file.");
  auto text = bytes_of(file);
  if (!text) return text;
  if (fstat(file.descriptor(), &after) != 0) return failed_with(errno);
  if (!is_same(before, after) || std::cmp_not_equal(before.st_size, text->size()))
    return unread("It changed while it was read.");
  if (!is_utf8(*text)) return unread("It is not UTF-8 text; export it as UTF-8.");
  if (text->find('\0') != std::string::npos)
    return unread("It holds a NUL byte, as a file that was not written to its end.");
  if (text->starts_with("\xEF\xBB\xBF")) text->erase(0, 3);
  return text;
}

}  // namespace tariff::usage_file
