#pragma once

#include <cstdint>
#include <string>

#include "domain/desired.hpp"
#include "domain/observed.hpp"
#include "ledger/state.hpp"

/// One healthy customer, wanted and found; tests change what their sentence needs.
///
/// Shape: virtual server 3 "Contoso" (UID-CONTOSO) <-> account 10010 "Contoso Ltd", linked to External
/// Product 5 "Kaspersky"; agreement 50001, Monthly, without lines; level 2 "Gold" beside 1 "Standard";
/// products Select (KES-SELECT, 3.50 at Gold) and Advanced (KES-ADV-WS, KES-ADV-SRV,
/// KES-ADV-NW: 4.00, 6.00, 1.00); 4 workstations and 1 server use Select. Today is 2026-11-22. No rule has
/// anything to say about it.
namespace tariff::tiny {

inline const std::string select_licence = "Kaspersky Endpoint Security for Business - Select 10-14 Node";
inline const std::string advanced_licence = "Kaspersky Endpoint Security for Business - Advanced 10-14 Node";

Desired a_desired();
Observed an_observed();
/// The ledger after a first apply that bound the tenant, and no line.
LedgerState a_ledger();

/// Adds one more healthy customer to both: virtual server 3 + n "Customer n" (UID-n) <-> account 10010 + n
/// "Customer n Ltd", agreement 50001 + n, with the usage of the first. Requires: n > 0, not used before.
void add_customer(Desired& desired, Observed& observed, std::int64_t n);

/// The place of `key = value` on a new last line of the file; the caller stores it where it belongs.
/// `value` is as in the file, with its quotes. Shape: the returned place's column is the value's.
Place place_line(Desired& desired, const std::string& key, const std::string& value);

/// The parts of the world, to be changed. Requires: they exist and were read.
TenantUsage& usage_of(Observed& observed, std::int64_t server = 3);
Account& account_of(Observed& observed, std::int64_t account = 10010);
Agreement& agreement_of(Observed& observed, std::int64_t agreement = 50001);
PriceBookItem& item_of(Observed& observed, const std::string& item);

/// Replaces the tenant's usage of one licence name by so many devices, each of one category.
struct DeviceCounts {
  std::int64_t workstations = 0;
  std::int64_t servers = 0;
  std::int64_t others = 0;
};
void use_licence(Observed& observed, const std::string& licence_name, DeviceCounts counts,
                 std::int64_t server = 3);

/// Another agreement of an account, active and without lines.
Agreement& add_agreement(Observed& observed, std::int64_t agreement, std::int64_t account = 10010);
/// A line as our writer would make it, at Gold; its price is the item's at that level.
ChargeLine& add_line(Observed& observed, std::int64_t detail, const std::string& item, std::int64_t quantity,
                     std::int64_t agreement = 50001);
/// Books that line as ours: bound and last confirmed at what it holds now. Its parts are what the tenant uses
/// now; the first takes the difference to the line's quantity.
void bind_line(LedgerState& ledger, const Observed& observed, std::int64_t detail,
               std::int64_t agreement = 50001);

std::vector<ChargeKey> lines_on(AgreementNumber agreement, const std::vector<std::string>& items);
Money money(const std::string& text);

}  // namespace tariff::tiny
