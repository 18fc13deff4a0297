#include "sandbox/connections_file.hpp"

#include <array>
#include <utility>

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

std::string profile_line(const std::filesystem::path& writer_profile) {
  return writer_profile.empty() ? "" : "writer_profile = " + toml_string(writer_profile.string()) + "\n";
}

}  // namespace

std::string connections_text(const SandboxAccess& access, const std::filesystem::path& ledger_folder) {
  return "# Written by tariff-sandbox: both services on this machine, good while it runs.\n"
         "format = 1\n\n"
         "[kaspersky]\n"
         "kind = \"security-center\"\n"
         "url = " +
         toml_string(access.security_center_url) +
         "\n"
         "internal_user = true\n"
         "trust = { pins = [" +
         toml_string(access.security_center_pin) +
         "] }\n\n"
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
  const std::array<std::pair<std::string_view, std::string_view>, 6> secrets{{
      {"TARIFF_KSC_USER", world.kaspersky.user},
      {"TARIFF_KSC_PASSWORD", world.kaspersky.password},
      {"TARIFF_TIGERPAW_PUBLIC_KEY", world.tigerpaw.public_key},
      {"TARIFF_TIGERPAW_PRIVATE_KEY", world.tigerpaw.private_key},
      {"TARIFF_TIGERPAW_SOAP_USER", world.tigerpaw.soap_user},
      {"TARIFF_TIGERPAW_SOAP_PASSWORD", world.tigerpaw.soap_password},
  }};
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
