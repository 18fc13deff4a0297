/// Loaded before a program of ours (LD_PRELOAD): counts its calls that change the world, in all threads
/// together, and at the one with a given number kills the process, or lets the call fail.
///
/// Shape: environment TARIFF_INTERRUPT = `kill` (SIGKILL before the call), `eio` (that call alone fails) or
/// `enospc` (it fails, and all after it: a full disk stays full); TARIFF_INTERRUPT_AT = number, from 1;
/// TARIFF_INTERRUPT_REPORT = a file that gets, at the program's end, `calls fired writes`: calls counted,
/// whether the number was reached, and requests that change something in Tigerpaw sent after it. `kill`
/// counts calls on files, sockets and pipes; the others only those on files.

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

namespace {

enum class Act { none, kill, fail_once, fail_from_there };

struct Order {
  Act act = Act::none;
  long at = 0;
  int failure = 0;
  const char* report = nullptr;
};

Order order_of_environment() {
  Order order;
  const char* act = std::getenv("TARIFF_INTERRUPT");
  const char* at = std::getenv("TARIFF_INTERRUPT_AT");
  order.report = std::getenv("TARIFF_INTERRUPT_REPORT");
  if (act == nullptr || at == nullptr) return order;
  order.at = std::atol(at);
  const std::string_view word = act;
  if (word == "kill") order.act = Act::kill;
  if (word == "eio") order.act = Act::fail_once;
  if (word == "enospc") order.act = Act::fail_from_there;
  order.failure = word == "eio" ? EIO : ENOSPC;
  return order;
}

const Order& order() {
  static const Order read = order_of_environment();
  return read;
}

std::atomic<long> calls{0};
std::atomic<bool> fired{false};
std::atomic<long> writes_afterwards{0};

bool is_reached(long number) {
  const bool reached = order().act == Act::fail_from_there ? number >= order().at : number == order().at;
  return order().act != Act::none && reached;
}

/// Counts one call. False where it must fail; errno says how.
bool may_go_on() {
  if (!is_reached(++calls)) return true;
  fired = true;
  if (order().act == Act::kill) ::kill(::getpid(), SIGKILL);
  errno = order().failure;
  return false;
}

bool may_go_on_with(int descriptor) {
  struct stat found {};
  if (::fstat(descriptor, &found) != 0) return true;
  const bool is_file = S_ISREG(found.st_mode) || S_ISDIR(found.st_mode);
  // Neither: what threads wake each other with.
  const bool is_outside = S_ISSOCK(found.st_mode) || S_ISFIFO(found.st_mode);
  const bool counts = is_file || (is_outside && order().act == Act::kill);
  return !counts || may_go_on();
}

/// A request that changes something in Tigerpaw.
bool is_write_request(std::string_view bytes) {
  if (!bytes.starts_with("POST ")) return false;
  const auto line = bytes.substr(0, bytes.find('\r'));
  return line.find("tsiWS.asmx") != std::string_view::npos ||
         line.find("/service/externalproducts") != std::string_view::npos;
}

void look_at(const void* bytes, std::size_t count) {
  if (fired && is_write_request({static_cast<const char*>(bytes), count})) ++writes_afterwards;
}

template <class... Words>
ssize_t asked(long number, Words... words) {
  return static_cast<ssize_t>(::syscall(number, words...));
}

__attribute__((destructor)) void report() {
  if (order().report == nullptr) return;
  std::array<char, 100> line{};
  const int length = std::snprintf(line.data(), line.size(), "%ld %d %ld\n", calls.load(),
                                   fired.load() ? 1 : 0, writes_afterwards.load());
  const int file = ::open(order().report, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return;
  asked(SYS_write, file, line.data(), static_cast<std::size_t>(length));
  ::close(file);
}

}  // namespace

extern "C" {

ssize_t write(int descriptor, const void* bytes, std::size_t count) {
  return may_go_on_with(descriptor) ? asked(SYS_write, descriptor, bytes, count) : -1;
}

ssize_t writev(int descriptor, const iovec* parts, int count) {
  return may_go_on_with(descriptor) ? asked(SYS_writev, descriptor, parts, count) : -1;
}

ssize_t pwrite(int descriptor, const void* bytes, std::size_t count, off_t at) {
  return may_go_on_with(descriptor) ? asked(SYS_pwrite64, descriptor, bytes, count, at) : -1;
}

ssize_t pwrite64(int descriptor, const void* bytes, std::size_t count, off64_t at) {
  return may_go_on_with(descriptor) ? asked(SYS_pwrite64, descriptor, bytes, count, at) : -1;
}

int ftruncate(int descriptor, off_t length) {
  return may_go_on_with(descriptor) ? static_cast<int>(asked(SYS_ftruncate, descriptor, length)) : -1;
}

int ftruncate64(int descriptor, off64_t length) {
  return may_go_on_with(descriptor) ? static_cast<int>(asked(SYS_ftruncate, descriptor, length)) : -1;
}

int fsync(int descriptor) {
  return may_go_on_with(descriptor) ? static_cast<int>(asked(SYS_fsync, descriptor)) : -1;
}

int fdatasync(int descriptor) {
  return may_go_on_with(descriptor) ? static_cast<int>(asked(SYS_fdatasync, descriptor)) : -1;
}

int rename(const char* from, const char* to) noexcept {
  return may_go_on() ? static_cast<int>(asked(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0)) : -1;
}

int unlink(const char* path) noexcept {
  return may_go_on() ? static_cast<int>(asked(SYS_unlinkat, AT_FDCWD, path, 0)) : -1;
}

ssize_t send(int descriptor, const void* bytes, std::size_t count, int flags) {
  look_at(bytes, count);
  return may_go_on_with(descriptor)
             ? asked(SYS_sendto, descriptor, bytes, count, flags, nullptr, std::size_t{0})
             : -1;
}

ssize_t sendmsg(int descriptor, const msghdr* message, int flags) {
  if (message->msg_iovlen > 0) look_at(message->msg_iov[0].iov_base, message->msg_iov[0].iov_len);
  return may_go_on_with(descriptor) ? asked(SYS_sendmsg, descriptor, message, flags) : -1;
}

}  // extern "C"
