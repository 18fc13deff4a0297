#pragma once

#include <string>
#include <string_view>

#include "base/id.hpp"

namespace tariff {

/// KLVSRV_ID. Source: kaspersky-security-center.md section 6.1.
using VirtualServerId = NumberId<struct VirtualServerTag>;
/// KLVSRV_UID: the tenant's identity for good; a virtual server may be renamed.
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
