#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tariff::config {

/// The parts of `scheme://host[:port]`.
struct ServiceUrl {
  std::string scheme;  ///< http | https
  std::string host;    ///< without the brackets of an IPv6 address
  std::string port;    ///< empty where none is written
};

/// Nullopt where the text is anything else: a path, a query, a user, another scheme.
std::optional<ServiceUrl> read_service_url(std::string_view text);
/// 127.0.0.0/8, ::1 and the name localhost, judged by the text alone.
bool is_loopback(const ServiceUrl& url);

}  // namespace tariff::config
