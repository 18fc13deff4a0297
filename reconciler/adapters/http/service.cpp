#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include "adapters/http/client.hpp"
#include "adapters/http/service_parts.hpp"
#include "base/inert.hpp"
#include "text/match.hpp"

namespace tariff::http {
namespace {

struct UrlParts {
  bool secure = false;
  std::string host;
  bool is_six = false;
  std::string port;
  std::string path;
};

bool only(std::string_view text, std::string_view allowed) {
  return text.find_first_not_of(allowed) == std::string_view::npos;
}

constexpr std::string_view name_characters = "abcdefghijklmnopqrstuvwxyz0123456789-._";
constexpr std::string_view six_characters = "abcdef0123456789:.";
constexpr std::string_view path_characters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/%!$&'()*+,;=:@";

bool is_port(std::string_view text) {
  if (text.empty() || text.size() > 5 || !only(text, "0123456789")) return false;
  std::uint32_t number = 0;
  for (const char digit : text) number = number * 10 + static_cast<std::uint32_t>(digit - '0');
  return number > 0 && number < 65'536;
}

std::optional<UrlParts> taken_apart(std::string_view url) {
  UrlParts parts;
  parts.secure = url.starts_with("https://");
  if (!parts.secure && !url.starts_with("http://")) return std::nullopt;
  url.remove_prefix(parts.secure ? 8 : 7);
  const auto slash = std::min(url.find('/'), url.size());
  std::string_view authority = url.substr(0, slash);
  parts.path = url.substr(slash);
  parts.is_six = authority.starts_with('[');
  const auto bracket = parts.is_six ? authority.find(']') : 0;
  if (bracket == std::string_view::npos) return std::nullopt;
  const auto colon = std::min(authority.find(':', bracket), authority.size());
  parts.host = lower_ascii(parts.is_six ? authority.substr(1, bracket - 1) : authority.substr(0, colon));
  if (parts.is_six && colon != bracket + 1) return std::nullopt;
  parts.port = parts.secure ? "443" : "80";
  if (colon < authority.size()) parts.port = authority.substr(colon + 1);
  const bool good = !parts.host.empty() &&
                    only(parts.host, parts.is_six ? six_characters : name_characters) &&
                    is_port(parts.port) && only(parts.path, path_characters);
  return good ? std::optional(parts) : std::nullopt;
}

bool is_four(std::string_view host) {
  return only(host, "0123456789.") && std::count(host.begin(), host.end(), '.') == 3;
}

bool is_on_loopback(const UrlParts& parts) {
  if (parts.is_six) return parts.host == "::1";
  return parts.host == "localhost" || (is_four(parts.host) && parts.host.starts_with("127."));
}

std::string trimmed(std::string path) {
  while (path.ends_with('/')) path.pop_back();
  return path;
}

/// The URL as messages may show it: what stands before an @ could be a password.
std::string showable(const std::string& url) {
  return url.find('@') == std::string::npos ? inert(url) : "(a URL with a user name or password in it)";
}

}  // namespace

Result<Service> Service::make(const std::string& url, const TrustRule& trust) {
  const auto found = taken_apart(url);
  if (!found)
    return Error{ErrorKind::invalid, "The URL " + showable(url) + " is not https://HOST[:PORT][/PATH].",
                 "Write it without user name, query or fragment."};
  auto parts = std::make_shared<Parts>();
  parts->loopback = is_on_loopback(*found);
  parts->host = found->host;
  parts->base_path = trimmed(found->path);
  const std::string host = found->is_six ? "[" + found->host + "]" : found->host;
  parts->origin = std::string(found->secure ? "https://" : "http://") + host + ":" + found->port;
  if (!found->secure && !parts->loopback)
    return Error{ErrorKind::invalid, "The URL " + showable(url) + " is plain http beyond this machine.",
                 "Use https; plain http is accepted on loopback only."};
  if (found->secure) {
    auto check = TrustCheck::load(trust, parts->host);
    if (!check) return check.error();
    parts->check = *check;
  }
  return Service(std::move(parts));
}

const std::string& Service::origin() const { return parts_->origin; }
const std::string& Service::base_path() const { return parts_->base_path; }
bool Service::is_loopback() const { return parts_->loopback; }

}  // namespace tariff::http
