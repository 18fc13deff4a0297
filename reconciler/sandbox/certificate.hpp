#pragma once

#include <chrono>
#include <filesystem>
#include <string>

#include "base/instant.hpp"
#include "base/result.hpp"

namespace tariff::sandbox {

/// A self-signed certificate for localhost and 127.0.0.1, and its key.
///
/// Shape: PEM texts; `pin` is `sha256/` and the base64 of the SHA-256 of the SubjectPublicKeyInfo.
struct Certificate {
  std::string certificate_pem;
  std::string key_pem;
  std::string pin;
};

/// The longest that Security Center's certificates last. Source: traps.md 10.
inline constexpr std::chrono::days certificate_days_max{397};

/// A fresh one: EC P-256, which ends in so many days; below 0 it has ended.
/// Fails: local_io: OpenSSL refuses.
Result<Certificate> make_certificate(Instant now, std::chrono::days ends_in = certificate_days_max);
/// The pin of a certificate in PEM. Fails: invalid: it is none.
Result<std::string> pin_of(const std::string& certificate_pem);
/// The certificate kept in `folder` (certificate.pem, and key.pem for the owner alone); made where it is
/// missing or has run out, so that a restart keeps its pin. Fails: local_io, invalid.
Result<Certificate> kept_certificate(const std::filesystem::path& folder, Instant now);

}  // namespace tariff::sandbox
