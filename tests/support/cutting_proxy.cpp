#include "support/cutting_proxy.hpp"

#include <array>
#include <stdexcept>

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
std::string received(int socket) {
  std::array<char, 65536> buffer{};
  const auto count = ::recv(socket, buffer.data(), buffer.size(), 0);
  return {buffer.data(), static_cast<std::size_t>(count > 0 ? count : 0)};
}

bool send_whole(int socket, const std::string& bytes) {
  for (std::size_t sent = 0; sent < bytes.size();) {
    const auto count = ::send(socket, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
    if (count <= 0) return false;
    sent += static_cast<std::size_t>(count);
  }
  return true;
}

}  // namespace

CuttingProxy::CuttingProxy(std::uint16_t server_port)
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

CuttingProxy::~CuttingProxy() {
  is_ending_ = true;
  acceptor_.join();
}

void CuttingProxy::cut_at(const std::string& text, Cut cut) {
  const std::lock_guard lock(mutex_);
  text_ = text;
  cut_ = cut;
  has_cut_ = false;
}

bool CuttingProxy::is_the_one(const std::string& message, Cut& cut) {
  const std::lock_guard lock(mutex_);
  if (text_.empty() || message.find(text_) == std::string::npos) return false;
  cut = cut_;
  text_.clear();
  return true;
}

void CuttingProxy::accept_all() {
  while (!is_ending_) {
    pollfd waiting{listener_.number(), POLLIN, 0};
    if (::poll(&waiting, 1, look_milliseconds) <= 0) continue;
    const int client = ::accept4(listener_.number(), nullptr, nullptr, SOCK_CLOEXEC);
    const int server = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const auto address = on_loopback(server_port_);
    if (::connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
      is_ending_ = true;
    threads_.emplace_back([this, client, server] { pass(client, server); });
  }
}

void CuttingProxy::pass(int client_number, int server_number) {
  const Descriptor client(client_number);
  const Descriptor server(server_number);
  const int generation = generation_;
  bool is_silent = false;
  while (!is_ending_ && generation == generation_) {
    std::array<pollfd, 2> waiting{pollfd{client.number(), POLLIN, 0}, pollfd{server.number(), POLLIN, 0}};
    if (is_silent) waiting = {pollfd{-1, 0, 0}, pollfd{-1, 0, 0}};
    if (::poll(waiting.data(), waiting.size(), look_milliseconds) <= 0) continue;
    if (waiting[1].revents != 0) {
      const std::string bytes = received(server.number());
      if (bytes.empty() || !send_whole(client.number(), bytes)) return;
    }
    if (waiting[0].revents == 0) continue;
    const std::string bytes = received(client.number());
    Cut cut{};
    const bool is_cut = is_the_one(bytes, cut);
    if (is_cut && cut == Cut::undelivered) {
      has_cut_ = true;
      return;
    }
    if (bytes.empty() || !send_whole(server.number(), bytes)) return;
    if (!is_cut) continue;
    received(server.number());
    has_cut_ = true;
    if (cut == Cut::unanswered) return;
    is_silent = true;
  }
}

}  // namespace tariff::test
