#include "sandbox/kept_file.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "text/crypto.hpp"

namespace tariff::sandbox {
namespace {

Error cannot(std::string_view what, const std::filesystem::path& file) {
  return {ErrorKind::local_io,
          "Cannot " + std::string(what) + " " + file.string() + ": " + std::strerror(errno) + ".",
          "Check that the folder exists and may be written."};
}

bool write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const auto count = ::write(descriptor, text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

}  // namespace

Result<std::string> read_file(const std::filesystem::path& file) {
  std::ifstream source(file, std::ios::binary);
  if (!source) return Error{ErrorKind::not_found, "There is no readable file " + file.string() + ".", ""};
  std::string text{std::istreambuf_iterator<char>(source), std::istreambuf_iterator<char>()};
  if (source.bad()) return cannot("read", file);
  return text;
}

Status write_file(const std::filesystem::path& file, std::string_view text, ReadableBy readers) {
  const std::filesystem::path draft = file.string() + "." + random_token(8) + ".draft";
  const mode_t mode = readers == ReadableBy::owner ? 0600 : 0644;
  const int descriptor = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (descriptor < 0) return cannot("write", file);
  const bool written = write_all(descriptor, text);
  if (::close(descriptor) != 0 || !written || ::rename(draft.c_str(), file.c_str()) != 0) {
    const auto failure = cannot("write", file);
    ::unlink(draft.c_str());
    return failure;
  }
  return done();
}

}  // namespace tariff::sandbox
