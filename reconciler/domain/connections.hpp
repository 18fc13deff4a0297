#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/secret.hpp"
#include "domain/writer_profile.hpp"

namespace tariff {

/// Whom to believe: a set of SPKI pins, or a CA file, or (both empty) the system's authorities.
///
/// Shape: a pin is `sha256/` and the base64 of the SHA-256 of the certificate's SubjectPublicKeyInfo.
/// A matching pin is trusted whatever name the certificate carries; a CA file also checks the name.
struct Trust {
  std::vector<std::string> pins;
  std::string ca_file;
};

struct SecurityCenterConnection {
  std::string url;
  bool internal_user = true;
  Trust trust;
  std::size_t max_parallel = 8;
  Secret user;
  Secret password;
};

enum class WriterKind { soap, none };

struct TigerpawConnection {
  std::string url;
  Trust trust;
  std::string time_zone;
  WriterKind writer = WriterKind::soap;
  WriterProfile writer_profile;
  std::size_t max_parallel = 2;
  std::chrono::seconds quiet_period{15 * 60};
  Secret public_key;
  Secret private_key;
  Secret soap_user;      ///< empty where nothing is to be written
  Secret soap_password;  ///< empty where nothing is to be written
  bool is_loopback = false;
};

/// `connections.toml` with its secrets filled in. Source: interface.md section 1.
struct Connections {
  SecurityCenterConnection kaspersky;
  TigerpawConnection tigerpaw;
  std::optional<std::string> ledger_url;  ///< sqlite:PATH, git:REMOTE or postgresql://…
};

}  // namespace tariff
