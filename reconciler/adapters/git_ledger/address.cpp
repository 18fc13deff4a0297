#include "adapters/git_ledger/address.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <optional>

#include <arpa/inet.h>

#include "base/inert.hpp"

namespace tariff::git_ledger {
namespace {

constexpr std::string_view forms =
    "Write git:PATH, git:https://HOST/PATH, git:ssh://USER@HOST/PATH or git:USER@HOST:PATH.";

Error unusable(const std::string& why) {
  return {ErrorKind::invalid, "The remote under [ledger] url " + why, std::string(forms)};
}

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool all_of(std::string_view text, std::string_view others) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    return is_letter_or_digit(c) || others.find(c) != std::string_view::npos;
  });
}

bool is_host(std::string_view text) {
  if (text.starts_with('[') && text.ends_with(']')) return all_of(text.substr(1, text.size() - 2), ":.");
  return all_of(text, ".-");
}

bool is_port(std::string_view text) {
  return text.size() <= 5 && all_of(text, "") &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_loopback(std::string_view host) {
  if (host == "localhost" || host == "[::1]") return true;
  in_addr address{};
  return inet_pton(AF_INET, std::string(host).c_str(), &address) == 1 && host.starts_with("127.");
}

/// The parts of what stands between a scheme and its path.
struct Authority {
  std::string user;
  std::string host;
  std::string port;
};

Result<Authority> read_authority(std::string_view text) {
  Authority out;
  if (const auto at = text.rfind('@'); at != std::string_view::npos) {
    out.user = text.substr(0, at);
    text.remove_prefix(at + 1);
    if (out.user.find(':') != std::string::npos)
      return Error{ErrorKind::invalid, "The remote under [ledger] url has a password in it.",
                   "Take it out; the token comes from TARIFF_LEDGER_TOKEN or TARIFF_LEDGER_TOKEN_FILE."};
    if (!all_of(out.user, "._~-")) return unusable("has a user with unusual characters.");
  }
  const auto colon = text.rfind(':');
  if (colon != std::string_view::npos && !text.ends_with(']')) {
    out.port = text.substr(colon + 1);
    text = text.substr(0, colon);
    if (!is_port(out.port)) return unusable("has a port that is no number.");
  }
  out.host = text;
  for (char& c : out.host)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  if (!is_host(out.host)) return unusable("has no usable host.");
  return out;
}

std::string_view default_port(Way way) {
  switch (way) {
    case Way::https:
      return "443";
    case Way::http:
      return "80";
    case Way::git:
      return "9418";
    case Way::local:
    case Way::ssh:
      return "";
  }
  return "";
}

std::string without_brackets(const std::string& host) {
  return host.starts_with('[') ? host.substr(1, host.size() - 2) : host;
}

Address address_of(Way way, std::string_view scheme, const Authority& authority, std::string_view path) {
  const std::string rest =
      authority.host + (authority.port.empty() ? "" : ":" + authority.port) + std::string(path);
  const std::string start = std::string(scheme) + "://";
  if (way != Way::ssh)
    return {way,
            start + rest,
            inert(start + rest),
            authority.user,
            without_brackets(authority.host),
            authority.port.empty() ? std::string(default_port(way)) : authority.port};
  const std::string user = authority.user.empty() ? "git" : authority.user;
  return {way, start + user + "@" + rest, inert(start + rest), user};
}

std::optional<Way> way_of(std::string_view scheme) {
  if (scheme == "https") return Way::https;
  if (scheme == "http") return Way::http;
  if (scheme == "git") return Way::git;
  if (scheme == "ssh") return Way::ssh;
  return std::nullopt;
}

Result<Address> read_url(std::string_view scheme, std::string_view rest) {
  const auto way = way_of(scheme);
  if (!way) return unusable("has the scheme " + inert(scheme, 40) + ", which is not used for a ledger.");
  const auto slash = rest.find('/');
  if (slash == std::string_view::npos || slash + 1 == rest.size()) return unusable("names no repository.");
  const auto path = rest.substr(slash);
  if (path.find_first_of("?#") != std::string_view::npos) return unusable("has a query; a path is expected.");
  const auto authority = read_authority(rest.substr(0, slash));
  if (!authority) return authority.error();
  const bool is_bare = *way == Way::http || *way == Way::git;
  if (is_bare && !is_loopback(authority->host))
    return unusable("would send the ledger unprotected; " + std::string(scheme) +
                    ":// is used on loopback only.");
  return address_of(*way, scheme, *authority, path);
}

Result<Address> read_path(std::string_view text) {
  std::error_code ignored;
  const auto path = std::filesystem::absolute(std::filesystem::path(text), ignored).lexically_normal();
  return Address{Way::local, path.string(), inert(path.string()), ""};
}

/// The path of file:///PATH, its %XX read. Nullopt where there is a host, or no path.
std::optional<std::string> file_path(std::string_view rest) {
  if (!rest.starts_with('/') || rest.size() < 2) return std::nullopt;
  std::string out;
  for (std::size_t i = 0; i < rest.size(); ++i) {
    out += rest[i];
    if (rest[i] != '%') continue;
    unsigned code = 0;
    const auto digits = rest.substr(i + 1, 2);
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), code, 16);
    if (digits.size() != 2 || read.ptr != digits.data() + 2 || code < 0x20) return std::nullopt;
    out.back() = static_cast<char>(code);
    i += 2;
  }
  return out;
}

/// USER@HOST:PATH, as Git reads it: the colon comes before any slash.
Result<Address> read_short_ssh(std::string_view text, std::size_t colon) {
  const auto path = text.substr(colon + 1);
  if (path.empty() || path.starts_with(':')) return unusable("names no repository.");
  const auto authority = read_authority(text.substr(0, colon));
  if (!authority) return authority.error();
  const std::string user = authority->user.empty() ? "git" : authority->user;
  const std::string rest = authority->host + ":" + std::string(path);
  return Address{Way::ssh, user + "@" + rest, inert(rest), user};
}

}  // namespace

Result<Address> read_address(std::string_view text) {
  if (text.empty()) return unusable("is empty.");
  const bool is_odd = std::any_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F || c == '\\';
  });
  if (is_odd) return unusable("has a control character or a backslash in it.");
  const auto scheme_end = text.find("://");
  if (scheme_end != std::string_view::npos && scheme_end < text.find('/')) {
    const auto scheme = text.substr(0, scheme_end);
    const auto rest = text.substr(scheme_end + 3);
    if (scheme != "file") return read_url(scheme, rest);
    const auto path = file_path(rest);
    return path ? read_path(*path) : Result<Address>(unusable("is no file:///PATH."));
  }
  const auto colon = text.find(':');
  if (colon != std::string_view::npos && colon < text.find('/')) return read_short_ssh(text, colon);
  return read_path(text);
}

}  // namespace tariff::git_ledger
