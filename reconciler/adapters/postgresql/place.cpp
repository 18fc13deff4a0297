#include "adapters/postgresql/place.hpp"

#include <algorithm>
#include <memory>
#include <string_view>

#include <arpa/inet.h>
#include <strings.h>

namespace tariff::postgresql {
namespace {

using Settings = std::map<std::string, std::string>;

constexpr std::string_view secrets[] = {"password", "sslpassword"};

Error invalid(const std::string& what, const std::string& hint) { return {ErrorKind::invalid, what, hint}; }

Error password_in_url() {
  return invalid("The ledger's url carries a password.",
                 "Take it out of the url; give it by PGPASSFILE, or by PGPASSWORD.");
}

Error not_of_the_form() {
  return invalid("The ledger's url is not of the form postgresql://user@host:port/database.",
                 "For example postgresql://tariff@db.example.com/tariff?sslmode=verify-full.");
}

/// An @ behind the first slash is the sign of a password that holds a slash: libpq would then take its start
/// for a port and show it.
bool may_hide_a_password(std::string_view behind_scheme) {
  const auto slash = behind_scheme.find('/');
  const auto query = behind_scheme.find('?');
  const auto at = behind_scheme.find('@', slash);
  return slash != std::string_view::npos && at < query;
}

Settings taken_from(const Library& library, PQconninfoOption* options) {
  const std::unique_ptr<PQconninfoOption, void (*)(PQconninfoOption*)> owner(options, library.free_options);
  Settings settings;
  for (const auto* option = options; option != nullptr && option->keyword != nullptr; ++option)
    if (option->val != nullptr && *option->val != '\0') settings[option->keyword] = option->val;
  return settings;
}

Result<Settings> settings_of(const Library& library, const std::string& url) {
  char* reason = nullptr;
  PQconninfoOption* options = library.parse_url(url.c_str(), &reason);
  // The reason repeats parts of the URL, and with it perhaps a password.
  if (reason != nullptr) library.free_memory(reason);
  if (options == nullptr) return not_of_the_form();
  return taken_from(library, options);
}

Status judge_written(const Settings& written) {
  for (const auto secret : secrets)
    if (written.contains(std::string(secret))) return password_in_url();
  if (written.contains("service"))
    return invalid("The ledger's url names a service, which could lead anywhere.",
                   "Write host, port and database into the url.");
  const auto port = written.find("port");
  if (port != written.end() && port->second.find_first_not_of("0123456789,") != std::string::npos)
    return invalid("The port in the ledger's url is not a number.",
                   "For example postgresql://host:5432/tariff.");
  return done();
}

Status judge_encryption(const Settings& settings) {
  const auto value = [&](const char* name) {
    const auto found = settings.find(name);
    return found == settings.end() ? std::string() : found->second;
  };
  const std::string mode = value("sslmode");
  if (mode == "verify-full" || mode == "verify-ca") return done();
  for (const auto& hosts : {value("host"), value("hostaddr")}) {
    for (std::size_t from = 0; from < hosts.size();) {
      const std::size_t to = std::min(hosts.find(',', from), hosts.size());
      const std::string host = hosts.substr(from, to - from);
      from = to + 1;
      if (host.empty() || is_on_this_machine(host)) continue;
      return invalid(
          "The ledger is on " + host + ", and sslmode is \"" + mode +
              "\"; expected verify-full or verify-ca.",
          "Write ?sslmode=verify-full&sslrootcert=FILE behind the url: without, anybody on the way could "
          "answer in the ledger's place.");
    }
  }
  return done();
}

}  // namespace

bool is_on_this_machine(const std::string& host) {
  if (host.starts_with('/') || host.starts_with('@')) return true;
  if (host == "::1" || strcasecmp(host.c_str(), "localhost") == 0) return true;
  in_addr address{};
  return inet_pton(AF_INET, host.c_str(), &address) == 1 && host.starts_with("127.");
}

Result<Place> read_place(const Library& library, const std::string& url) {
  const auto scheme_end = url.find("://");
  const std::string scheme = url.substr(0, std::min(scheme_end, url.size()));
  if (scheme_end == std::string::npos || (scheme != "postgresql" && scheme != "postgres"))
    return not_of_the_form();
  if (may_hide_a_password(std::string_view(url).substr(scheme_end + 3))) return password_in_url();
  const auto written = settings_of(library, url);
  if (!written) return written.error();
  if (auto judged = judge_written(*written); !judged) return judged.error();
  Place place{taken_from(library, library.defaults())};
  for (const auto secret : secrets) place.settings.erase(std::string(secret));
  place.settings.erase("service");
  // A connection encrypted by Kerberos would go past sslmode.
  place.settings["gssencmode"] = "disable";
  for (const auto& [name, value] : *written) place.settings[name] = value;
  if (auto judged = judge_encryption(place.settings); !judged) return judged.error();
  return place;
}

}  // namespace tariff::postgresql
