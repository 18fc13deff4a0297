#include "adapters/disk/safe_file.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tariff::disk {
namespace {

constexpr mode_t others_may_write = S_IWGRP | S_IWOTH;
constexpr mode_t others_may_do_anything = S_IRWXG | S_IRWXO;

Error local_error(const std::string& what) {
  return {ErrorKind::local_io, what + ": " + std::strerror(errno) + ".",
          "Check the path under [ledger] url and its rights."};
}

Error unsafe(const std::string& what) {
  return {ErrorKind::refused, what, "Give the ledger a folder of its own that only its user may write to."};
}

}  // namespace

Status prepare_folder(const std::string& file) {
  const auto folder = std::filesystem::absolute(file).parent_path();
  std::error_code code;
  if (!std::filesystem::exists(folder, code)) {
    std::filesystem::create_directories(folder.parent_path(), code);
    if (mkdir(folder.c_str(), S_IRWXU) != 0 && errno != EEXIST)
      return local_error("The folder " + folder.string() + " cannot be made");
  }
  struct stat found {};
  if (lstat(folder.c_str(), &found) != 0)
    return local_error("The folder " + folder.string() + " cannot be read");
  if (S_ISLNK(found.st_mode))
    return unsafe("The ledger's folder " + folder.string() + " is a symbolic link.");
  if (!S_ISDIR(found.st_mode)) return unsafe("The ledger's folder " + folder.string() + " is no folder.");
  if ((found.st_mode & others_may_write) != 0)
    return unsafe("Others may write to the ledger's folder " + folder.string() + ".");
  if (found.st_uid != geteuid())
    return unsafe("The ledger's folder " + folder.string() + " belongs to another user.");
  return done();
}

Status make_private_file(const std::string& file) {
  const int descriptor =
      open(file.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor >= 0) {
    close(descriptor);
    return done();
  }
  if (errno == EEXIST)
    return Error{ErrorKind::conflict, "There is a ledger at " + file + " already.",
                 "Use it, or name another file; never delete one that has billed."};
  return local_error("The ledger " + file + " cannot be made");
}

Status check_private_file(const std::string& file) {
  struct stat found {};
  if (lstat(file.c_str(), &found) != 0) {
    if (errno != ENOENT) return local_error("The ledger " + file + " cannot be read");
    return Error{ErrorKind::not_found, "There is no ledger at " + file + ".",
                 "Make it with `tariff ledger init`, once, or mend [ledger] url."};
  }
  if (!S_ISREG(found.st_mode)) return unsafe("The ledger " + file + " is no regular file.");
  if (found.st_uid != geteuid()) return unsafe("The ledger " + file + " belongs to another user.");
  if ((found.st_mode & others_may_do_anything) != 0)
    return unsafe("Others may read or write the ledger " + file + ", expected mode 0600.");
  return done();
}

}  // namespace tariff::disk
