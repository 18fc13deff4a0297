#include "config/url.hpp"

#include <algorithm>
#include <charconv>

#include "text/match.hpp"

namespace tariff::config {
namespace {

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_number_up_to(std::string_view digits, unsigned most) {
  unsigned value = 0;
  const auto* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, value);
  return !digits.empty() && error == std::errc{} && stop == end && value <= most;
}

bool is_port(std::string_view text) { return is_number_up_to(text, 65535) && text.front() != '0'; }

bool is_host_name(std::string_view text) {
  const auto fits = [](char c) { return is_letter_or_digit(c) || c == '-' || c == '.'; };
  return !text.empty() && text.size() <= 253 && std::all_of(text.begin(), text.end(), fits) &&
         is_letter_or_digit(text.front()) && is_letter_or_digit(text.back()) &&
         text.find("..") == std::string_view::npos;
}

bool is_address_in_brackets(std::string_view text) {
  const auto fits = [](char c) {
    return std::string_view("0123456789abcdefABCDEF:.").find(c) != std::string_view::npos;
  };
  return text.size() > 3 && text.front() == '[' && text.back() == ']' &&
         std::all_of(text.begin() + 1, text.end() - 1, fits);
}

bool is_dotted_address(std::string_view text) {
  int parts = 0;
  while (true) {
    const auto dot = text.find('.');
    if (!is_number_up_to(text.substr(0, dot), 255)) return false;
    ++parts;
    if (dot == std::string_view::npos) return parts == 4;
    text.remove_prefix(dot + 1);
  }
}

}  // namespace

std::optional<ServiceUrl> read_service_url(std::string_view text) {
  const auto slashes = text.find("://");
  if (slashes == std::string_view::npos) return std::nullopt;
  const auto scheme = text.substr(0, slashes);
  if (scheme != "http" && scheme != "https") return std::nullopt;
  auto host = text.substr(slashes + 3);
  std::string_view port;
  const auto colon = host.rfind(':');
  if (colon != std::string_view::npos && host.find(']', colon) == std::string_view::npos) {
    port = host.substr(colon + 1);
    host = host.substr(0, colon);
    if (!is_port(port)) return std::nullopt;
  }
  if (is_address_in_brackets(host)) {
    host = host.substr(1, host.size() - 2);
  } else if (!is_host_name(host)) {
    return std::nullopt;
  }
  return ServiceUrl{std::string(scheme), std::string(host), std::string(port)};
}

bool is_loopback(const ServiceUrl& url) {
  if (url.host == "::1" || equal_ignoring_case(url.host, "localhost")) return true;
  return url.host.starts_with("127.") && is_dotted_address(url.host);
}

}  // namespace tariff::config
