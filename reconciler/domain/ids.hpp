#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "base/id.hpp"

namespace tariff {

/// The name of a Kaspersky source in connections.toml; empty where the only one has none.
using SourceName = TextId<struct SourceTag>;

/// Which tenant of which source.
///
/// Shape: `local` is a virtual server's KLVSRV_ID in digits, a company's id, or a tenant's name in a file.
/// Ascending: by source, numbers as numbers. Source: kaspersky-security-center.md section 6.1.
struct TenantId {
  SourceName source;
  std::string local;

  TenantId() = default;
  explicit TenantId(std::int64_t virtual_server) : local(std::to_string(virtual_server)) {}
  explicit TenantId(std::string id) : local(std::move(id)) {}
  TenantId(SourceName of, std::string id) : source(std::move(of)), local(std::move(id)) {}

  const std::string& text() const { return local; }
  std::strong_ordering operator<=>(const TenantId& other) const;
  bool operator==(const TenantId&) const = default;
};

/// What makes a tenant the same for good, however it is named: a virtual server's KLVSRV_UID, a company's id.
using TenantUid = TextId<struct TenantUidTag>;
/// KLLIC_SERIAL.
using LicenceSerial = TextId<struct LicenceSerialTag>;
/// KLHST_WKS_HOSTNAME, a GUID.
using DeviceId = TextId<struct DeviceTag>;

/// Tigerpaw's numbers. Source: tigerpaw.md section 4.
using AccountNumber = NumberId<struct AccountTag>;
using AgreementNumber = NumberId<struct AgreementTag>;
/// AgreementAdditionalCharge.DetailId: the key of one line.
using DetailId = NumberId<struct DetailTag>;
using PriceLevelId = NumberId<struct PriceLevelTag>;
using ExternalProductId = NumberId<struct ExternalProductTag>;
/// AccountExternalProductId: the key of one cross-reference.
using CrossReferenceId = NumberId<struct CrossReferenceTag>;
/// The text code of a price book item, as Tigerpaw returns it.
using ItemId = TextId<struct ItemTag>;

/// Written once by `tariff init`, part of every charge's identity. Shape: [a-z0-9]{8,32}.
using InstallationId = TextId<struct InstallationTag>;
using LedgerId = TextId<struct LedgerTag>;
using RunId = TextId<struct RunTag>;

/// One standing line: what a create may be sent for, at most once. Source: charge-protocol.md section 1.
struct ChargeKey {
  AgreementNumber agreement;
  ItemId item;
  auto operator<=>(const ChargeKey&) const = default;
  bool operator==(const ChargeKey&) const = default;
};

/// `charge/50001/KES-SELECT`, percent-encoded as in a URL path segment.
std::string address_of(const ChargeKey& key);
/// `link/10010`
std::string address_of_link(AccountNumber account);
std::string percent_encoded(std::string_view segment);

}  // namespace tariff
