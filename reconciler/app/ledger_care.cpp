#include "app/ledger_care.hpp"

#include <set>

#include "base/inert.hpp"
#include "domain/charge_lines.hpp"
#include "domain/own_terms.hpp"
#include "text/json.hpp"

namespace tariff::app {
namespace {

/// Gathers the events of one agreement.
class Rebinding {
 public:
  Rebinding(const Desired& desired) : desired_(desired), items_(items_of(desired)) {}

  void take(const Mapping& mapping, const Agreement& agreement) {
    for (const auto& item : items_) {
      const auto lines = ours_among(agreement, item);
      const ChargeKey key{agreement.summary.number, item};
      if (lines.empty()) continue;
      if (lines.size() > 1) {
        out.left_out.push_back(address_of(key) +
                               ": several lines are of our source; `tariff resolve` one of them.");
        continue;
      }
      bodies.emplace_back(ChargeBound{key, mapping.account, lines.front()->id, true});
      bodies.emplace_back(ChargeConfirmed{key, value_of(*lines.front()), {}});
      out.bound.push_back(key);
    }
  }

  std::vector<EventBody> bodies{EpochStarted{"The ledger was rebuilt from Tigerpaw."}};
  Rebuilt out;

 private:
  std::vector<const ChargeLine*> ours_among(const Agreement& agreement, const ItemId& item) const {
    auto lines = lines_with(agreement, item);
    std::erase_if(lines, [&](const ChargeLine* line) {
      return line->source != desired_.external_product || line->delete_after_invoicing ||
             line->use_flat_price;
    });
    return lines;
  }

  const Desired& desired_;
  std::set<ItemId> items_;
};

}  // namespace

Result<LedgerSnapshot> verify_ledger(StoredLedger& ledger) {
  auto read = ledger.read();
  if (!read) return read.error();
  LogFold fold({read->id, {}, empty_head(), ""});
  const auto whole = ledger.each_entry([&](const LedgerEntry& entry) { return fold.take(entry); });
  if (!whole) return whole.error();
  const bool is_same = fold.snapshot().head == read->head && fold.snapshot().state == read->state;
  if (!is_same)
    return ledger_damage(fold.snapshot().head.sequence, "its checkpoint says something else than the log.");
  return read;
}

Status export_ledger(StoredLedger& ledger, const std::function<void(const std::string&)>& line) {
  return ledger.each_entry([&](const LedgerEntry& entry) -> Status {
    line("{\"sequence\":" + std::to_string(entry.sequence) + ",\"hash\":" + Json::string(entry.hash).text() +
         ",\"event\":" + entry.text + "}\n");
    return done();
  });
}

Result<std::string> compare_with_witness(StoredLedger& ledger, const LedgerHead& witness) {
  if (witness.sequence == 0) return std::string{};
  bool is_there = false;
  LedgerHead last = empty_head();
  const auto read = ledger.each_entry([&](const LedgerEntry& entry) -> Status {
    last = {entry.sequence, entry.hash};
    is_there = is_there || last == witness;
    return done();
  });
  if (!read) return read.error();
  if (is_there) return std::string{};
  return "An earlier run left the ledger at entry " + std::to_string(witness.sequence) + ", " +
         witness.hash.substr(0, 16) + "; this one ends at entry " + std::to_string(last.sequence) +
         " and does not hold it.";
}

Result<Rebuilt> rebuild_ledger(const Desired& desired, TigerpawReader& tigerpaw, Ledger& ledger, Instant now,
                               const RunId& run) {
  const auto snapshot = ledger.read();
  if (!snapshot) return snapshot.error();
  if (!snapshot->state.charges.empty())
    return Error{ErrorKind::refused, "The ledger " + snapshot->id.text() + " knows charges already.",
                 "Only a fresh ledger is rebuilt; a damaged one comes back from its backup."};
  Rebinding rebinding(desired);
  std::set<AgreementNumber> taken;  // mappings of one account may share one
  for (const auto& mapping : desired.mappings) {
    if (mapping.billing != Billing::on) continue;
    for (const auto number : agreements_of(mapping)) {
      if (!taken.insert(number).second) continue;
      const auto agreement = tigerpaw.agreement(number);
      if (!agreement) return agreement.error();
      if (agreement->summary.account == mapping.account)
        rebinding.take(mapping, *agreement);
      else
        rebinding.out.left_out.push_back("Agreement " + number.text() + " is not of account " +
                                         mapping.account.text() + ".");
    }
  }
  std::vector<Event> events;
  for (auto& body : rebinding.bodies) events.push_back({now, run, std::move(body)});
  const auto head = ledger.append(snapshot->head, events);
  if (!head) return head.error();
  return std::move(rebinding.out);
}

}  // namespace tariff::app
