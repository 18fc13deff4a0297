#include "sandbox/connections_file.hpp"

#include <string_view>
#include <utility>
#include <vector>

#include "sandbox/kept_file.hpp"
#include "text/json.hpp"

namespace tariff::sandbox {
namespace {

/// A basic string of TOML; JSON's escapes are a part of TOML's.
std::string toml_string(std::string_view text) { return Json::string(text).text(); }

std::string shell_quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') {
      out += "'\\''";
    } else {
      out += c;
    }
  }
  return out + "'";
}

std::filesystem::path with_ending(const std::filesystem::path& file, std::string_view ending) {
  return std::filesystem::absolute(file).lexically_normal().string() + std::string(ending);
}

Status make_private_folder(const std::filesystem::path& folder) {
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (!failed) std::filesystem::permissions(folder, std::filesystem::perms::owner_all, failed);
  if (!failed) return done();
  return Error{ErrorKind::local_io,
               "Cannot make the folder " + folder.string() + ": " + failed.message() + ".", ""};
}

bool has_hub(const SandboxAccess& access) { return !access.business_hub_url.empty(); }

std::string trust_text(const SandboxAccess& access) {
  return "trust = { pins = [" + toml_string(access.security_center_pin) + "] }\n\n";
}

std::string security_center_text(const SandboxAccess& access) {
  return "kind = \"security-center\"\n"
         "url = " +
         toml_string(access.security_center_url) + "\ninternal_user = true\n" + trust_text(access);
}

/// `[kaspersky]` where there is one source, else a `[[source]]` for each.
std::string sources_text(const SandboxAccess& access) {
  if (!has_hub(access)) return "[kaspersky]\n" + security_center_text(access);
  return "[[source]]\n"
         "name = \"center\"\n" +
         security_center_text(access) +
         "[[source]]\n"
         "name = \"hub\"\n"
         "kind = \"business-hub\"\n"
         "url = " +
         toml_string(access.business_hub_url) + "\n" + trust_text(access);
}

using Secrets = std::vector<std::pair<std::string_view, std::string_view>>;

/// Named after the sources of `sources_text`.
Secrets secrets_of_sources(const Kaspersky& center, const BusinessHub& hub) {
  Secrets secrets{{"TARIFF_CENTER_USER", center.user},
                  {"TARIFF_CENTER_PASSWORD", center.password},
                  {"TARIFF_HUB_EMAIL", hub.email},
                  {"TARIFF_HUB_PASSWORD", hub.password}};
  if (!hub.otp_secret.empty()) secrets.emplace_back("TARIFF_HUB_OTP_SECRET", hub.otp_secret);
  return secrets;
}

std::string profile_line(const std::filesystem::path& writer_profile) {
  return writer_profile.empty() ? "" : "writer_profile = " + toml_string(writer_profile.string()) + "\n";
}

}  // namespace

std::string connections_text(const SandboxAccess& access, const std::filesystem::path& ledger_folder) {
  return "# Written by tariff-sandbox: " + std::string(has_hub(access) ? "all" : "both") +
         " services on this machine, good while it runs.\n"
         "format = 1\n\n" +
         sources_text(access) +
         "[tigerpaw]\n"
         "url = " +
         toml_string(access.tigerpaw_url) +
         "\n"
         "time_zone = \"UTC\"\n"
         "writer = \"soap\"\n" +
         profile_line(access.writer_profile) +
         "\n[ledger]\n"
         "url = " +
         toml_string("sqlite:" + (ledger_folder / "ledger.db").string()) + "\n";
}

std::string secrets_text(const World& world) {
  Secrets secrets = world.business_hub ? secrets_of_sources(world.kaspersky, *world.business_hub)
                                       : Secrets{{"TARIFF_KSC_USER", world.kaspersky.user},
                                                 {"TARIFF_KSC_PASSWORD", world.kaspersky.password}};
  secrets.insert(secrets.end(), {{"TARIFF_TIGERPAW_PUBLIC_KEY", world.tigerpaw.public_key},
                                 {"TARIFF_TIGERPAW_PRIVATE_KEY", world.tigerpaw.private_key},
                                 {"TARIFF_TIGERPAW_SOAP_USER", world.tigerpaw.soap_user},
                                 {"TARIFF_TIGERPAW_SOAP_PASSWORD", world.tigerpaw.soap_password}});
  std::string text;
  for (const auto& [name, value] : secrets)
    text += "export " + std::string(name) + "=" + shell_quoted(value) + "\n";
  return text;
}

Status forget_connections(const std::filesystem::path& file) {
  std::error_code failed;
  std::filesystem::remove(file, failed);
  if (!failed) return done();
  return Error{ErrorKind::local_io, "Cannot remove " + file.string() + ": " + failed.message() + ".", ""};
}

Status publish_connections(const std::filesystem::path& file, const SandboxAccess& access,
                           const World& world) {
  const auto ledger_folder = with_ending(file, ".ledger");
  if (const auto made = make_private_folder(ledger_folder); !made) return made;
  if (const auto kept = write_file(with_ending(file, ".env"), secrets_text(world), ReadableBy::owner); !kept)
    return kept;
  return write_file(file, connections_text(access, ledger_folder), ReadableBy::everyone);
}

}  // namespace tariff::sandbox
