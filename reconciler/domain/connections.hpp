#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/secret.hpp"
#include "domain/desired.hpp"
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

/// Source: business-hub.md section 2.1: e-mail and password of an account, with two-step verification where
/// it has that.
struct BusinessHubConnection {
  std::string url;
  Trust trust;
  std::size_t max_parallel = 4;
  std::string integration{};  ///< its id; empty: every company that the account sees
  Secret email{};
  Secret password{};
  Secret otp_secret{};  ///< empty where the account has no two-step verification
};

/// What the columns of a usage file are called. Shape: an empty name is of a column that there is not.
struct UsageFileColumns {
  std::string tenant = "tenant";
  std::string tenant_id{};
  std::string product = "product";
  std::string category = "category";
  std::string count = "count";
  std::string as_of = "as_of";
};

struct UsageFileConnection {
  std::string path;  ///< ends in .csv or .json
  UsageFileColumns columns{};
  std::chrono::seconds max_age{48 * 60 * 60};
};

/// One place where usage is counted. Shape: `name` is empty for the one of [kaspersky].
struct SourceConnection {
  SourceName name{};
  std::variant<SecurityCenterConnection, BusinessHubConnection, UsageFileConnection> at{};

  SourceKind kind() const { return source_kinds[at.index()]; }
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
  std::vector<SourceConnection> sources;  ///< at least one
  TigerpawConnection tigerpaw;
  std::optional<std::string> ledger_url;  ///< sqlite:PATH, git:REMOTE or postgresql://…
};

}  // namespace tariff
