#include "plan/customer.hpp"

#include <algorithm>
#include <set>

#include "domain/own_terms.hpp"
#include "ledger/peak.hpp"
#include "plan/agreed_values.hpp"
#include "plan/compare.hpp"
#include "plan/freeze.hpp"
#include "plan/keys.hpp"
#include "plan/replace.hpp"
#include "plan/suspect.hpp"
#include "text/time.hpp"

namespace tariff::plan {
namespace {

const Agreement* agreement_in(const Observed& observed, AgreementNumber number) {
  const auto found = observed.agreements.find(number);
  return found == observed.agreements.end() || !found->second ? nullptr : &found->second.value();
}

OwnedLine owned_line(const ChargeKey& key, const ChargeState* state, const Observed& observed) {
  OwnedLine line{key, state, nullptr, false, ""};
  const Agreement* agreement = agreement_in(observed, key.agreement);
  if (agreement == nullptr) return line;
  line.is_readable = true;
  line.period = agreement->summary.period;
  const ChargeLine* found = line_at(*agreement, *state->detail);
  // A line whose item is another one is not the line that we bound, whatever its id says.
  if (found != nullptr && found->item == key.item) line.live = found;
  return line;
}

const OwnedLine* owned_at(const Customer& customer, const ChargeKey& key) {
  const auto found =
      std::lower_bound(customer.owned.begin(), customer.owned.end(), key,
                       [](const OwnedLine& line, const ChargeKey& wanted) { return line.key < wanted; });
  return found == customer.owned.end() || found->key != key ? nullptr : &*found;
}

bool wants(const Customer& customer, const ChargeKey& key) {
  return std::any_of(customer.wanted.begin(), customer.wanted.end(),
                     [&](const WantedLine& line) { return line.key == key; });
}

bool lowers_the_bill(const Row& row) {
  if (const auto* update = std::get_if<UpdateCharge>(&row.action))
    return update->to.quantity < update->from.quantity || update->to.amount() < update->from.amount();
  return std::holds_alternative<RetireCharge>(row.action) ||
         std::holds_alternative<ReplaceCharges>(row.action);
}

/// A suspect fall, too: the consent that lets it through is no answer to what the other product costs.
void wait_for_price(Row& row) {
  const bool may_wait = row.hold == Hold::none || row.hold == Hold::suspect;
  if (!may_wait || !lowers_the_bill(row)) return;
  row.hold = Hold::human;
  row.hold_reason =
      "A product in use here has no price; it may be the renewal of this one, so decreases wait.";
}

std::optional<Row> link_row(const Customer& customer, const Inputs& inputs) {
  const ExternalProduct* product =
      external_product_named(inputs.desired.external_product, inputs.observed.external_products);
  const auto& references = customer.at.account->value().cross_references;
  const bool is_linked = product == nullptr ||
                         std::any_of(references.begin(), references.end(),
                                     [&](const auto& reference) { return reference.product == product->id; });
  if (is_linked) return std::nullopt;
  Row row = row_for(customer, address_of_link(customer.at.mapping->account),
                    LinkAccount{product->id, product->name, customer.at.tenant->uid.value()});
  row.cause = Cause::config;
  row.period.clear();
  row.reason = "Tigerpaw takes charges only for accounts that are cross-referenced to " + product->name;
  const auto claim = inputs.ledger->links.find(customer.at.mapping->account);
  if (claim == inputs.ledger->links.end() || claim->second.state == LinkStateKind::bound) return row;
  const Instant until = claim->second.since + inputs.quiet_period;
  if (inputs.observed.now >= until) return row;
  row.hold = Hold::unknown;
  row.hold_reason = "An earlier link is not proven; it is left alone until " + write_instant(until) + ".";
  return row;
}

ObservedTotal& total_of(std::vector<ObservedTotal>& totals, const std::string& period) {
  for (auto& total : totals)
    if (total.period == period) return total;
  totals.emplace_back().period = period;
  return totals.back();
}

void observe_all(const Customer& customer, CustomerRows& out) {
  for (const auto& wanted : customer.wanted) {
    const bool stands = !lines_with(agreement_of(customer, wanted.key), wanted.key.item).empty();
    if (!stands && wanted.value.quantity == 0) continue;
    ObservedTotal& total = total_of(out.observed, period_of(customer, wanted.key));
    ++total.lines;
    auto row = observe_line(customer, wanted);
    if (!row) {
      ++total.agree;
      continue;
    }
    (row->amount_delta < Money{} ? total.over : total.under) =
        (row->amount_delta < Money{} ? total.over : total.under) + row->amount_delta;
    out.rows.push_back(std::move(*row));
  }
  for (const auto& owned : customer.owned) {
    Row row = row_for(customer, address_of(owned.key), ReleaseCharge{owned.key, *owned.ledger->detail});
    row.cause = Cause::config;
    row.period.clear();
    row.reason = "the mapping observes; the line stays as it is and is nobody's";
    out.rows.push_back(std::move(row));
  }
}

void take(Decision decision, std::vector<Row>& rows, Bookkeeping& bookkeeping) {
  if (decision.suspected) bookkeeping.suspected.push_back(*decision.suspected);
  if (decision.awaited) bookkeeping.awaited.push_back(std::move(*decision.awaited));
  if (decision.row) rows.push_back(std::move(*decision.row));
  if (decision.held) bookkeeping.held.push_back(std::move(*decision.held));
  if (decision.confirmed) bookkeeping.confirmed.push_back(std::move(*decision.confirmed));
}

/// Where a product bills the peak, a count below what this period has seen already is not wanted.
void bill_peaks(Customer& customer) {
  for (auto& line : customer.wanted) {
    if (!bills_peak(line.parts)) continue;
    const Agreement* agreement = customer.at.agreement_numbered(line.key.agreement);
    if (agreement == nullptr) continue;
    const OwnedLine* owned = owned_at(customer, line.key);
    take_peaks(line.parts, owned == nullptr ? nullptr : owned->ledger, agreement->last_billed);
    line.value.quantity = quantity_of(line.parts);
  }
}

/// A line of ours that the file wants: what changes, what waits for it, and what no longer does.
Decision decide_wanted(const Customer& customer, const WantedLine& wanted, const OwnedLine& owned,
                       const Inputs& inputs) {
  Decision decision = decide_owned(customer, wanted, owned, inputs);
  doubt_fall(customer, owned, decision, inputs);
  if (owned.ledger->awaited) decision.awaited = InvoiceAwaited{owned.key, {}};
  return decision;
}

/// What the ledger should know of the tenant once nothing of it waits for consent to configuration.
std::optional<TenantBound> binding(const Customer& customer, const LedgerState& ledger) {
  // The name is the file's: as long as the file says it, a server renamed since is the same tenant.
  const std::string& written = customer.at.mapping->tenant;
  TenantBound bound{customer.at.tenant->uid,
                    customer.at.tenant->id,
                    written.empty() ? customer.at.tenant->name : written,
                    customer.at.mapping->account,
                    *customer.at.mapping->agreement,
                    customer.lines};
  const auto known = ledger.tenants.find(bound.uid);
  if (known != ledger.tenants.end() && known->second == bound) return std::nullopt;
  return bound;
}

/// Ends what was agreed for a tenant whose mapping bills nothing any more: to bill it again is another
/// decision.
std::optional<TenantBound> ended_binding(const Customer& customer, const LedgerState* ledger) {
  if (ledger == nullptr || customer.at.tenant == nullptr) return std::nullopt;
  const auto known = ledger->tenants.find(customer.at.tenant->uid);
  if (known == ledger->tenants.end() || known->second.lines->empty()) return std::nullopt;
  TenantBound ended = known->second;
  ended.lines->clear();
  return ended;
}

/// Nothing is billed on the new agreement while the old one still bills, not even what the old one never had.
/// A product that moves by itself, from an agreement that goes on, holds nothing else up.
void wait_for_handover(const Mapping& mapping, std::vector<Row>& rows) {
  const auto awaits = std::find_if(rows.begin(), rows.end(), [&](const Row& row) {
    const auto keys = keys_of(row.action);
    return row.hold == Hold::scheduled && std::any_of(keys.begin(), keys.end(), [&](const ChargeKey& key) {
             return !bills_on(mapping, key.agreement);
           });
  });
  if (awaits == rows.end()) return;
  const std::string why = awaits->hold_reason;
  for (auto& row : rows) {
    if (row.hold != Hold::none && row.hold != Hold::suspect) continue;
    row.hold = Hold::scheduled;
    row.hold_reason = why;
  }
}

/// What is told stays unknown to the ledger until the invoice has come or somebody answers.
void tell_unseen_edits(const Customer& customer, const Inputs& inputs, CustomerRows& out) {
  std::set<ChargeKey> told;
  for (const auto& row : out.rows)
    for (const auto& key : keys_of(row.action)) told.insert(key);
  for (const auto& owned : customer.owned) {
    if (told.contains(owned.key)) continue;
    auto row = edited_before_invoice(customer, owned, inputs);
    if (!row) continue;
    std::erase_if(out.bookkeeping.confirmed, [&](const ChargeConfirmed& c) { return c.key == owned.key; });
    out.rows.push_back(std::move(*row));
  }
}

/// Of a line that is not on the mapping's own agreement; a replace tells where each of its lines is.
void tell_agreement(const Mapping& mapping, Row& row) {
  const auto keys = keys_of(row.action);
  if (keys.size() != 1 || !mapping.agreement || keys.front().agreement == *mapping.agreement) return;
  row.reason += "; on agreement " + keys.front().agreement.text();
}

}  // namespace

Customer gather(const Inputs& inputs, ResolvedMapping at, const LineOwners& owners, UsageCounter& counter) {
  Customer customer;
  customer.at = std::move(at);
  if (customer.at.agreement != nullptr && *customer.at.agreement)
    customer.period = customer.at.agreement->value().summary.period;
  customer.asks_for_link = owners.links(customer.at.index);
  for (const auto& [key, state] : owners.bound_lines(customer.at.index))
    customer.owned.push_back(owned_line(key, state, inputs.observed));
  if (customer.at.mapping->billing != Billing::off) {
    Counts counts = counter.count(customer.at.usage->value(), *customer.at.mapping);
    customer.wanted = wanted_lines(customer.at, counts, inputs.observed);
    for (const auto& line : customer.wanted) customer.lines.push_back(line.key);
    std::erase_if(customer.wanted,
                  [&](const WantedLine& line) { return !owners.is_of(customer.at.index, line.key); });
    customer.lapsed = std::move(counts.lapsed);
  }
  bill_peaks(customer);
  take_agreed_values(customer, inputs);
  return customer;
}

CustomerRows rows_of(const Customer& customer, const Inputs& inputs) {
  CustomerRows out;
  const bool bills = customer.at.mapping->billing == Billing::on;
  if (auto bound = bills ? binding(customer, *inputs.ledger) : ended_binding(customer, inputs.ledger))
    out.bookkeeping.tenants.push_back(std::move(*bound));
  if (customer.at.mapping->billing == Billing::observe) {
    observe_all(customer, out);
    for (auto& row : out.rows) tell_agreement(*customer.at.mapping, row);
    return out;
  }
  std::vector<Row> rows;
  for (const auto& wanted : customer.wanted) {
    const OwnedLine* owned = owned_at(customer, wanted.key);
    const auto state = inputs.ledger->charges.find(wanted.key);
    const ChargeState* known = state == inputs.ledger->charges.end() ? nullptr : &state->second;
    take(owned != nullptr ? decide_wanted(customer, wanted, *owned, inputs)
                          : decide_unowned(customer, wanted, known, inputs),
         rows, out.bookkeeping);
    if (wanted.agreed_price)
      out.bookkeeping.said_prices.push_back({wanted.key, wanted.value.price, *wanted.agreed_price});
  }
  for (const auto& owned : customer.owned)
    if (!wants(customer, owned.key)) take(decide_unwanted(customer, owned, inputs), rows, out.bookkeeping);
  out.rows = join_exchanges(customer, std::move(rows), out.bookkeeping.confirmed);
  if (inputs.product_set_aside[customer.at.index])
    for (auto& row : out.rows) wait_for_price(row);
  if (bills) wait_for_handover(*customer.at.mapping, out.rows);
  for (auto& row : out.rows) freeze(row, inputs);
  tell_unseen_edits(customer, inputs, out);
  for (auto& row : out.rows) tell_agreement(*customer.at.mapping, row);
  if (!bills || !customer.asks_for_link) return out;
  if (auto link = link_row(customer, inputs)) out.rows.insert(out.rows.begin(), std::move(*link));
  return out;
}

SetAside left_alone(const Inputs& inputs, std::size_t mapping, const LineOwners& owners) {
  const Mapping& at = inputs.desired.mappings[mapping];
  SetAside out;
  out.tenant = at.tenant;
  out.account = at.account;
  out.unread = inputs.unread[mapping];
  for (const auto& problem : inputs.problems)
    if (problem.mapping == static_cast<std::int32_t>(mapping) && problem.severity == Severity::error &&
        out.rule.empty())
      out.rule = problem.rule;
  const auto lines = owners.bound_lines(mapping);
  if (lines.empty()) return out;
  Instant newest{};
  for (const auto& [key, state] : lines) {
    const OwnedLine line = owned_line(key, state, inputs.observed);
    const LineValue last = state->confirmed.value_or(LineValue{});
    const Money amount = line.live == nullptr ? last.amount() : value_of(*line.live).amount();
    if (!amount.is_zero()) out.still_bills[line.period] = out.still_bills[line.period] + amount;
    newest = std::max(newest, state->since);
  }
  out.days = std::chrono::floor<std::chrono::days>(inputs.observed.now - newest).count();
  return out;
}

}  // namespace tariff::plan
