#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sandbox/world.hpp"

namespace tariff::sandbox {

/// What an Authorization header of the scheme KSCBasic says, decoded.
struct BasicLogin {
  std::string user;
  std::string password;
  std::string domain;
  bool internal = true;  ///< also where the attribute is missing
};

/// Reads `KSCBasic user="…", pass="…", domain="…", internal="1"`.
///
/// Shape: attributes in any order, each value in quotes or bare, user and pass in base64; internal is 1, 0,
/// true or false. Nullopt where it is another scheme, or user or pass is missing or no base64. Source:
/// kaspersky-security-center.md section 2.1.
std::optional<BasicLogin> read_basic_login(std::string_view authorization);

/// The server whose session a login opens: 0 for the main server, else a KLVSRV_ID.
///
/// Shape: `virtual_server` is the X-KSC-VServer header. Of servers with one display name the lowest id is
/// meant. Nullopt: refused with 401. ASSUMED: a disabled server and a header that is no base64 are refused;
/// what an unknown name does is a setting of the world. Source: the same, section 2.3.
std::optional<std::int64_t> server_of_login(const Kaspersky& kaspersky, std::string_view virtual_server);

/// True where the user and the password are right. ASSUMED: the sandbox has one internal user, so
/// `internal="0"` fails.
bool may_log_in(const Kaspersky& kaspersky, std::string_view authorization);

}  // namespace tariff::sandbox
