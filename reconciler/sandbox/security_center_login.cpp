#include "sandbox/security_center_login.hpp"

#include <map>

#include "text/crypto.hpp"
#include "text/match.hpp"

namespace tariff::sandbox {
namespace {

constexpr std::string_view separators = " \t,";

void skip_separators(std::string_view& rest) {
  const auto start = rest.find_first_not_of(separators);
  rest.remove_prefix(start == std::string_view::npos ? rest.size() : start);
}

/// Takes `name=value` or `name="value"` off the front.
std::optional<std::pair<std::string, std::string>> take_attribute(std::string_view& rest) {
  const auto equals = rest.find('=');
  if (equals == std::string_view::npos) return std::nullopt;
  const std::string name = lower_ascii(rest.substr(0, equals));
  rest.remove_prefix(equals + 1);
  const bool quoted = rest.starts_with('"');
  if (quoted) rest.remove_prefix(1);
  const auto end = quoted ? rest.find('"') : rest.find_first_of(separators);
  if (quoted && end == std::string_view::npos) return std::nullopt;
  const std::string value(rest.substr(0, end));
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + (quoted ? 1 : 0));
  return std::pair(name, value);
}

std::optional<std::map<std::string, std::string>> attributes(std::string_view rest) {
  std::map<std::string, std::string> found;
  for (skip_separators(rest); !rest.empty(); skip_separators(rest)) {
    auto attribute = take_attribute(rest);
    if (!attribute) return std::nullopt;
    found.insert(*std::move(attribute));
  }
  return found;
}

}  // namespace

std::optional<BasicLogin> read_basic_login(std::string_view authorization) {
  const auto blank = authorization.find(' ');
  if (blank == std::string_view::npos || !equal_ignoring_case(authorization.substr(0, blank), "KSCBasic"))
    return std::nullopt;
  auto found = attributes(authorization.substr(blank + 1));
  if (!found || !found->contains("user") || !found->contains("pass")) return std::nullopt;
  const auto user = from_base64((*found)["user"]);
  const auto password = from_base64((*found)["pass"]);
  if (!user || !password) return std::nullopt;
  const std::string internal = lower_ascii((*found)["internal"]);
  return BasicLogin{*user, *password, (*found)["domain"], internal != "0" && internal != "false"};
}

bool may_log_in(const Kaspersky& kaspersky, std::string_view authorization) {
  const auto login = read_basic_login(authorization);
  return login && login->internal && login->user == kaspersky.user && login->password == kaspersky.password;
}

std::optional<std::int64_t> server_of_login(const Kaspersky& kaspersky, std::string_view virtual_server) {
  if (virtual_server.empty()) return 0;
  const auto name = from_base64(virtual_server);
  const VirtualServer* lowest = nullptr;
  for (const auto& server : kaspersky.servers)
    if (name && server.name == *name && (!lowest || server.id < lowest->id)) lowest = &server;
  if (lowest) return lowest->enabled ? std::optional(lowest->id) : std::nullopt;
  return kaspersky.unknown_server_is_main ? std::optional<std::int64_t>(0) : std::nullopt;
}

}  // namespace tariff::sandbox
