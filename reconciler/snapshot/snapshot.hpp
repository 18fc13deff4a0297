#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.hpp"
#include "base/result.hpp"
#include "domain/observed.hpp"
#include "ledger/state.hpp"

/// What a plan reads, kept in one document.
namespace tariff::snapshot {

/// What connections.toml says that a plan depends on.
struct Settings {
  std::string time_zone;
  std::chrono::seconds quiet_period{0};
  bool observes_only = false;       ///< writer = "none"
  bool any_ledger_will_do = false;  ///< Tigerpaw on loopback
  bool unmapped_usage = false;      ///< what unmapped virtual servers use was read, too
  bool operator==(const Settings&) const = default;
};

/// Both services and the ledger as one plan has read them.
///
/// Shape: in `observed` an entry that is missing was not asked for, and what does not exist is an error of
/// the kind not_found there; its day and its bound tenants are not kept. `ledger` is nullopt where there was
/// none. It holds names of customers and devices, and no secret.
struct Snapshot {
  std::string program;
  InstallationId installation;
  Instant taken;
  Settings settings;
  std::optional<LedgerSnapshot> ledger{};
  Observed observed{};
};

/// A document and the hex SHA-256 of all of it before its last member.
struct Document {
  std::string text;
  std::string digest;
};

/// Shape: schema/snapshot.schema.json; the same snapshot makes the same bytes.
Document write(const Snapshot& snapshot);

/// What was read, and the digest that it bears.
struct Kept {
  Snapshot snapshot;
  std::string digest;
};
/// Fails: invalid: over 256 MiB, not JSON, of another format_version, edited since it was written, a member
/// of another type or missing.
Result<Kept> read(std::string_view text);

/// The JSON Schema of the document (draft-07).
std::string schema();

inline constexpr std::size_t bytes_max = std::size_t{256} << 20U;

}  // namespace tariff::snapshot
