#include "support/http_client.hpp"

#include <array>
#include <charconv>
#include <stdexcept>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "support/spawn.hpp"

namespace tariff::test {
namespace {

constexpr int answer_seconds_max = 30;

Descriptor connect_to(std::uint16_t port) {
  Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const timeval patience{answer_seconds_max, 0};
  ::setsockopt(socket.number(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    throw std::runtime_error("nobody listens on 127.0.0.1:" + std::to_string(port));
  return socket;
}

void send_all(const Descriptor& socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::send(socket.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count <= 0) throw std::runtime_error("the server closed before it had the whole request");
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

std::string read_to_end(const Descriptor& socket) {
  std::string out;
  std::array<char, 65536> buffer{};
  for (;;) {
    const ssize_t count = ::recv(socket.number(), buffer.data(), buffer.size(), 0);
    if (count < 0) throw std::runtime_error("no answer within " + std::to_string(answer_seconds_max) + " s");
    if (count == 0) return out;
    out.append(buffer.data(), static_cast<std::size_t>(count));
  }
}

HttpAnswer parsed(std::string_view text) {
  const auto head_end = text.find("\r\n\r\n");
  HttpAnswer answer;
  if (!text.starts_with("HTTP/1.") || head_end == std::string_view::npos || text.size() < 12)
    throw std::runtime_error("not an HTTP answer: " + std::string(text.substr(0, 100)));
  std::from_chars(text.data() + 9, text.data() + 12, answer.status);
  answer.body = text.substr(head_end + 4);
  return answer;
}

}  // namespace

HttpAnswer http_request(std::uint16_t port, std::string_view method, std::string_view target,
                        std::string_view body) {
  std::string request(method);
  request.append(" ").append(target).append(" HTTP/1.1\r\nHost: 127.0.0.1:").append(std::to_string(port));
  request.append("\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ");
  request.append(std::to_string(body.size())).append("\r\n\r\n").append(body);
  const Descriptor socket = connect_to(port);
  send_all(socket, request);
  return parsed(read_to_end(socket));
}

}  // namespace tariff::test
