#include "plan/revert.hpp"

#include <algorithm>

#include "plan/freeze.hpp"
#include "plan/givers_first.hpp"
#include "plan/revert_line.hpp"
#include "plan/rows.hpp"

namespace tariff::plan {
namespace {

const Mapping* mapping_of(const Desired& desired, AccountNumber account) {
  const auto found = std::find_if(desired.mappings.begin(), desired.mappings.end(),
                                  [&](const Mapping& mapping) { return mapping.account == account; });
  return found == desired.mappings.end() ? nullptr : &*found;
}

Row row_of(const RevertInputs& inputs, const RevertedLine& line) {
  Row row;
  row.address = address_of(line.key);
  row.cause = Cause::config;
  row.account = line.account;
  row.reason = line.reason;
  row.hold_reason = line.hold_reason;
  row.hold = line.hold_reason.empty() ? Hold::none : Hold::human;
  const auto account = inputs.observed.accounts.find(line.account);
  if (account != inputs.observed.accounts.end() && account->second) row.account_name = account->second->name;
  const auto agreement = inputs.observed.agreements.find(line.key.agreement);
  if (agreement != inputs.observed.agreements.end() && agreement->second)
    row.period = agreement->second->summary.period;
  const Mapping* mapping = mapping_of(inputs.desired, line.account);
  if (mapping == nullptr) return row;
  row.tenant = mapping->tenant;
  row.origin = mapping->place;
  row.origin.source_line.clear();
  return row;
}

Row single_row(const RevertInputs& inputs, const RevertedLine& line) {
  Row row = row_of(inputs, line);
  row.amount_delta = line.to.amount() - line.from.amount();
  switch (line.kind) {
    case RevertKind::release:
      row.action = ReleaseCharge{line.key, line.detail};
      row.amount_delta = {};
      row.period.clear();
      break;
    case RevertKind::retire:
      row.action = RetireCharge{line.key, line.detail, line.from};
      break;
    case RevertKind::set:
      row.action = UpdateCharge{
          line.key,  line.detail, line.from, line.to, differing_fields(line.from, line.to, Cause::config),
          line.parts};
      break;
  }
  return row;
}

bool has_source(const std::vector<Part>& parts, const Part& wanted) {
  return std::any_of(parts.begin(), parts.end(), [&](const Part& part) {
    return part.product == wanted.product && part.category == wanted.category && part.tenant == wanted.tenant;
  });
}

/// True where the run moved a count from `taker` to `giver`, so that taking it back moves it the other way.
bool gives_back(const RevertedLine& giver, const RevertedLine& taker) {
  const auto& had = taker.change->before ? taker.change->before->parts : std::vector<Part>{};
  const auto& has = giver.change->after ? giver.change->after->parts : std::vector<Part>{};
  // Where the ledger does not say which counts a line holds, they may be the same.
  if (had.empty() || has.empty()) return true;
  return std::any_of(had.begin(), had.end(), [&](const Part& part) {
    return part.purchased.value_or(part.count) > 0 && has_source(has, part);
  });
}

bool is_exchange(const std::vector<RevertedLine>& lines) {
  for (const auto& giver : lines)
    for (const auto& taker : lines)
      if (giver.to.quantity < giver.from.quantity && taker.to.quantity > taker.from.quantity &&
          gives_back(giver, taker))
        return true;
  return false;
}

Row replace_row(const RevertInputs& inputs, const std::vector<RevertedLine>& lines) {
  Row row = row_of(inputs, lines.front());
  row.address = "replace/" + row.account.text() + "/1";
  row.reason = "counts that run " + inputs.changes.run.value() + " moved go back to where they were";
  ReplaceCharges replace;
  bool is_one_period = true;
  for (const auto& line : lines) {
    const Row single = row_of(inputs, line);
    const MoveKind kind = line.kind == RevertKind::retire ? MoveKind::retire : MoveKind::set;
    replace.moves.push_back({kind, line.key, line.detail, "", line.from, line.to, line.parts, single.period});
    row.amount_delta = row.amount_delta + (line.to.amount() - line.from.amount());
    is_one_period = is_one_period && single.period == row.period;
    if (row.hold_reason.empty()) row.hold_reason = line.hold_reason;
  }
  if (!is_one_period) row.period.clear();
  row.hold = row.hold_reason.empty() ? Hold::none : Hold::human;
  const auto line_at = [&](const ChargeKey& key) -> const RevertedLine& {
    return *std::find_if(lines.begin(), lines.end(),
                         [&](const RevertedLine& line) { return line.key == key; });
  };
  givers_first(replace.moves, [&](const ChargeKey& from, const ChargeKey& to) {
    return gives_back(line_at(from), line_at(to));
  });
  row.action = std::move(replace);
  return row;
}

/// The rows of one account. Lines that only become nobody's exchange no counts.
void add_rows(const RevertInputs& inputs, const std::vector<RevertedLine>& lines, std::vector<Row>& rows) {
  std::vector<RevertedLine> written;
  for (const auto& line : lines) {
    if (line.kind == RevertKind::release)
      rows.push_back(single_row(inputs, line));
    else
      written.push_back(line);
  }
  if (is_exchange(written)) return rows.push_back(replace_row(inputs, written));
  for (const auto& line : written) rows.push_back(single_row(inputs, line));
}

Error refused(std::string message, std::string hint) {
  return {ErrorKind::refused, std::move(message), std::move(hint)};
}

}  // namespace

Status may_revert(const RunChanges& changes) {
  const std::string name = "Run " + changes.run.value();
  if (!changes.is_known)
    return Error{ErrorKind::invalid, "The ledger knows no run " + changes.run.value() + ".",
                 "`tariff history` names them all."};
  if (changes.state == RunState::running)
    return Error{ErrorKind::locked, name + " is still running.", "Wait until it has ended."};
  if (!changes.started)
    return refused(name + " is a decision of a person or a rebuild, and no run of apply.",
                   "Decide again with `tariff resolve`.");
  if (changes.started->reverts)
    return refused(name + " has itself reverted run " + changes.started->reverts->value() + ".",
                   "To have that run's changes again, apply the file: it says what is wanted.");
  const bool is_change = std::any_of(changes.lines.begin(), changes.lines.end(),
                                     [](const auto& line) { return line.second.is_change(); });
  if (is_change) return done();
  if (!changes.links.empty())
    return refused(name + " has only linked accounts, and a link bills nothing.",
                   "Remove the cross-reference in Tigerpaw where it is wrong.");
  return refused(name + " changed no line, so there is nothing to revert.", "");
}

Plan revert(const RevertInputs& inputs) {
  Plan out = inputs.ordinary;
  out.rows.clear();
  out.set_aside.clear();
  out.observed.clear();
  out.bookkeeping = {};
  out.restores_hand_edits = false;
  out.reverts = inputs.changes.run;
  std::map<AccountNumber, std::vector<RevertedLine>> lines;
  for (const auto& [key, change] : inputs.changes.lines)
    if (auto line = reverted_line(inputs, key, change)) lines[line->account].push_back(std::move(*line));
  // What goes back to the price of an override goes back to what was agreed beside it, too.
  for (const auto& [key, change] : inputs.changes.lines)
    if (change.before && change.before->confirmed && change.before->agreed_price)
      out.bookkeeping.said_prices.push_back(
          {key, change.before->confirmed->price, *change.before->agreed_price});
  for (const auto& [account, own] : lines) add_rows(inputs, own, out.rows);
  for (auto& row : out.rows)
    freeze(row, {inputs.desired, inputs.observed, &inputs.ledger, {}, {}, {}, {}, {}});
  out.problems = revert_warnings(inputs, out.rows);
  return out;
}

}  // namespace tariff::plan
