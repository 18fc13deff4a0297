#include "adapters/git_ledger/stream.hpp"

#include <cerrno>
#include <cstring>
#include <memory>
#include <string>

#include <git2.h>
#include <git2/sys/stream.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace tariff::git_ledger {
namespace {

/// The rules of this thread's connections.
struct Rules {
  std::string host;
  std::string port;
  int silence_ms_max = 0;
};

thread_local Rules rules;

/// What libgit2 holds for one TCP connection.
struct Connection : git_stream {
  std::string host;
  std::string port;
  int socket = -1;
};

Connection& of(git_stream* stream) { return *static_cast<Connection*>(stream); }

int fail(const std::string& what) {
  git_error_set_str(GIT_ERROR_NET, what.c_str());
  return -1;
}

int fail_by_system(const std::string& what) { return fail(what + ": " + std::strerror(errno)); }

int wait_for(int socket, short events) {
  pollfd waiting{socket, events, 0};
  int ready = 0;
  do {
    ready = poll(&waiting, 1, rules.silence_ms_max);
  } while (ready < 0 && errno == EINTR);
  if (ready < 0) return fail_by_system("the connection failed");
  if (ready == 0) return fail("no answer for " + std::to_string(rules.silence_ms_max / 1000) + " seconds");
  return 0;
}

int last_error_of(int socket) {
  int error = 0;
  socklen_t length = sizeof error;
  getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &length);
  return error;
}

int connect_to(Connection& connection, const addrinfo& target) {
  const int made = ::socket(target.ai_family, target.ai_socktype | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (made < 0) return fail_by_system("no socket");
  connection.socket = made;
  // Git's small packets would each wait for the other side's delayed acknowledgement.
  const int on = 1;
  setsockopt(made, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (::connect(made, target.ai_addr, target.ai_addrlen) == 0) return 0;
  if (errno == EINPROGRESS && wait_for(made, POLLOUT) != 0) return -1;
  errno = errno == EINPROGRESS ? last_error_of(made) : errno;
  return errno == 0 ? 0 : fail_by_system("connecting to " + connection.host + " failed");
}

int close_stream(git_stream* stream) {
  auto& connection = of(stream);
  if (connection.socket >= 0) ::close(connection.socket);
  connection.socket = -1;
  return 0;
}

int connect_stream(git_stream* stream) {
  auto& connection = of(stream);
  addrinfo wanted{};
  wanted.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  const int code = getaddrinfo(connection.host.c_str(), connection.port.c_str(), &wanted, &found);
  if (code != 0) return fail("the name " + connection.host + " was not resolved: " + gai_strerror(code));
  const std::unique_ptr<addrinfo, void (*)(addrinfo*)> targets(found, &freeaddrinfo);
  for (const addrinfo* target = found; target != nullptr; target = target->ai_next) {
    if (connect_to(connection, *target) == 0) return 0;
    close_stream(stream);
  }
  return -1;
}

ssize_t read_stream(git_stream* stream, void* bytes, std::size_t size) {
  for (;;) {
    const ssize_t got = recv(of(stream).socket, bytes, size, 0);
    if (got >= 0) return got;
    if (errno == EINTR) continue;
    if (errno != EAGAIN) return fail_by_system("the connection broke");
    if (wait_for(of(stream).socket, POLLIN) != 0) return -1;
  }
}

ssize_t write_stream(git_stream* stream, const char* bytes, std::size_t size, int) {
  for (;;) {
    const ssize_t sent = send(of(stream).socket, bytes, size, MSG_NOSIGNAL);
    if (sent >= 0) return sent;
    if (errno == EINTR) continue;
    if (errno != EAGAIN) return fail_by_system("the connection broke");
    if (wait_for(of(stream).socket, POLLOUT) != 0) return -1;
  }
}

void free_stream(git_stream* stream) {
  close_stream(stream);
  delete static_cast<Connection*>(stream);
}

int new_stream(git_stream** out, const char* host, const char* port) {
  if (rules.host != host || rules.port != port) return fail(std::string(sent_on_words) + host + ":" + port);
  auto made = std::make_unique<Connection>();
  made->version = GIT_STREAM_VERSION;
  made->connect = &connect_stream;
  made->read = &read_stream;
  made->write = &write_stream;
  made->close = &close_stream;
  made->free = &free_stream;
  made->host = host;
  made->port = port;
  *out = made.release();
  return 0;
}

}  // namespace

void connect_patiently(const std::string& host, const std::string& port,
                       std::chrono::milliseconds silence_max) {
  rules = {host, port, static_cast<int>(silence_max.count())};
  git_stream_registration streams{};
  streams.version = GIT_STREAM_VERSION;
  streams.init = &new_stream;
  git_stream_register(GIT_STREAM_STANDARD, &streams);
}

void connect_as_libgit2_does() { git_stream_register(GIT_STREAM_STANDARD, nullptr); }

}  // namespace tariff::git_ledger
