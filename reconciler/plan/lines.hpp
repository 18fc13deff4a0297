#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "domain/charge_lines.hpp"
#include "domain/counting.hpp"
#include "domain/resolution.hpp"
#include "ledger/state.hpp"
#include "plan/plan.hpp"

namespace tariff::plan {

/// A line as the file and the counts want it.
struct WantedLine {
  ChargeKey key;
  std::string description;
  LineValue value;
  std::vector<Part> parts;
  bool quantity_is_said = false;        ///< by an [[override]]: not the count
  std::optional<Money> fixed_price{};   ///< of [[mapping.product]]
  bool price_is_said = false;           ///< by an [[override]], or it is a fixed price
  std::optional<Money> agreed_price{};  ///< the price without the one that the file says
  bool said_price_ended = false;        ///< the line bears a price that the file said and says no more
  std::string note{};                   ///< for people: why the value is not that of count and price book
};

/// One of our lines as the ledger and Tigerpaw know it. `live` is nullptr where it is not there, or not read.
struct OwnedLine {
  ChargeKey key;
  const ChargeState* ledger = nullptr;
  const ChargeLine* live = nullptr;
  bool is_readable = true;
  std::string period;
};

/// One customer with everything that its rows are made of.
struct Customer {
  ResolvedMapping at;
  std::vector<WantedLine> wanted;  ///< ascending by key; empty where billing is off
  std::vector<ChargeKey> lines;    ///< what the file bills for it, another mapping's lines among it
  std::vector<OwnedLine> owned;    ///< ascending by key; bound lines on any agreement of the account
  std::string period;              ///< of the mapping's agreement
  std::vector<LapsedUse> lapsed;   ///< expired keys that devices still run on
  bool asks_for_link = true;       ///< of the mappings of one account, one does
  Instant creates_wait_until;      ///< a young epoch: an older run's creates may still arrive until then
};

/// The agreement of a wanted line. Requires: the mapping is healthy, so it was read.
const Agreement& agreement_of(const Customer& customer, const ChargeKey& key);
/// The billing period of a line's agreement.
const std::string& period_of(const Customer& customer, const ChargeKey& key);

/// The item as Tigerpaw spells it, as far as it was read.
const ItemId& item_as_served(const ItemId& written, const Observed& observed);

/// The lines that the mapping wants. Requires: the mapping is healthy, so each item has a price at its level.
std::vector<WantedLine> wanted_lines(const ResolvedMapping& at, const Counts& counts,
                                     const Observed& observed);

/// "Endpoint Security Select 12 + Endpoint Security Advanced 3 (server)": one figure where all parts of a
/// product land on the line, its category where only one does, and what a rule makes of it: "… 12, billed 15:
/// in packs of 5", "… 12, peak 15 this period".
std::string parts_text(const std::vector<Part>& parts);

}  // namespace tariff::plan
