#include "support/push_cutter.hpp"

#include <array>
#include <stdexcept>
#include <utility>

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>

namespace tariff::test {
namespace {

constexpr int look_milliseconds = 5;

sockaddr_in on_loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  return address;
}

/// The bytes that are there; empty at the connection's end.
std::string received(const Descriptor& socket) {
  std::array<char, 65536> buffer{};
  const auto count = ::recv(socket.number(), buffer.data(), buffer.size(), 0);
  return {buffer.data(), static_cast<std::size_t>(count > 0 ? count : 0)};
}

bool send_whole(const Descriptor& socket, const std::string& bytes) {
  for (std::size_t sent = 0; sent < bytes.size();) {
    const auto count = ::send(socket.number(), bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
    if (count <= 0) return false;
    sent += static_cast<std::size_t>(count);
  }
  return true;
}

bool has_bytes(const Descriptor& socket) {
  pollfd waiting{socket.number(), POLLIN, 0};
  return ::poll(&waiting, 1, look_milliseconds) > 0;
}

}  // namespace

PushCutter::PushCutter(std::uint16_t server_port)
    : server_port_(server_port), listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  auto address = on_loopback(0);
  socklen_t length = sizeof address;
  auto* any = reinterpret_cast<sockaddr*>(&address);
  if (::bind(listener_.number(), any, length) != 0 || ::listen(listener_.number(), SOMAXCONN) != 0 ||
      ::getsockname(listener_.number(), any, &length) != 0)
    throw std::runtime_error("the proxy cannot listen");
  port_ = ntohs(address.sin_port);
  acceptor_ = std::jthread([this] { accept_all(); });
}

PushCutter::~PushCutter() {
  is_ending_ = true;
  acceptor_.join();
}

std::string PushCutter::url() const { return "git://127.0.0.1:" + std::to_string(port_) + "/ledger.git"; }

void PushCutter::cut_next(std::vector<PushFate> fates, std::function<void()> meanwhile) {
  const std::lock_guard lock(mutex_);
  meanwhile_ = std::move(meanwhile);
  fates_ = std::move(fates);
}

bool PushCutter::take_fate(PushFate& fate) {
  const std::lock_guard lock(mutex_);
  if (fates_.empty()) return false;
  fate = fates_.front();
  fates_.erase(fates_.begin());
  return true;
}

void PushCutter::accept_all() {
  while (!is_ending_) {
    if (!has_bytes(listener_)) continue;
    const int client = ::accept4(listener_.number(), nullptr, nullptr, SOCK_CLOEXEC);
    const int server = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const auto address = on_loopback(server_port_);
    const bool is_through =
        !is_gone_ && ::connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    if (is_through) {
      threads_.emplace_back([this, client, server] { pass(client, server); });
    } else {
      const Descriptor first(client);
      const Descriptor second(server);
    }
  }
}

void PushCutter::pass(int client_number, int server_number) {
  const Descriptor client(client_number);
  const Descriptor server(server_number);
  bool is_push = false;
  bool has_greeted = false;
  while (!is_ending_) {
    std::array<pollfd, 2> waiting{pollfd{client.number(), POLLIN, 0}, pollfd{server.number(), POLLIN, 0}};
    if (::poll(waiting.data(), waiting.size(), look_milliseconds) <= 0) continue;
    if (waiting[1].revents != 0) {
      has_greeted = true;
      const std::string bytes = received(server);
      if (bytes.empty() || !send_whole(client, bytes)) return;
    }
    if (waiting[0].revents == 0) continue;
    const std::string bytes = received(client);
    is_push = is_push || bytes.find("git-receive-pack") != std::string::npos;
    PushFate fate{};
    // A client that asks for nothing ends the conversation with four zeros.
    const bool is_request = is_push && has_greeted && bytes.size() > 4;
    if (is_request && take_fate(fate)) return meet(fate, client, server, bytes);
    if (bytes.empty() || !send_whole(server, bytes)) return;
  }
}

void PushCutter::meet(PushFate fate, const Descriptor& client, const Descriptor& server,
                      const std::string& request) {
  const bool is_taken = fate == PushFate::unanswered || fate == PushFate::unanswered_gone;
  if (is_taken) send_whole(server, request);
  // The rest of the request passes until the server has answered: only then is it carried out.
  while (is_taken && !is_ending_ && !has_bytes(server)) {
    const std::string more = has_bytes(client) ? received(client) : std::string();
    if (!more.empty()) send_whole(server, more);
  }
  meanwhile_();
  is_gone_ = is_gone_ || fate == PushFate::untaken_gone || fate == PushFate::unanswered_gone;
  ++cuts_;
  while (fate == PushFate::silent && !is_ending_) has_bytes(server);
}

}  // namespace tariff::test
