#include "plan/reviewed.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "domain/charge_lines.hpp"
#include "plan/consent.hpp"
#include "plan/intent.hpp"
#include "plan/narrow.hpp"

namespace tariff::plan {
namespace {

struct Counted {
  ChargeKey key;
  std::int64_t quantity = 0;
};

/// The quantities that a row would set, by line.
struct CountedOf {
  using List = std::vector<Counted>;
  List operator()(const CreateCharge& c) const { return {{c.key, c.to.quantity}}; }
  List operator()(const UpdateCharge& c) const { return {{c.key, c.to.quantity}}; }
  List operator()(const AdoptCharge& c) const { return {{c.key, c.wanted.quantity}}; }
  List operator()(const ReplaceCharges& c) const {
    List out;
    for (const auto& move : c.moves) out.push_back({move.key, move.to.quantity});
    return out;
  }
  template <class Other>
  List operator()(const Other&) const {
    return {};
  }
};

bool is_within_drift(std::int64_t now, std::int64_t reviewed, const Guards& limits) {
  const std::int64_t moved = now < reviewed ? reviewed - now : now - reviewed;
  if (moved == 0) return true;
  // A line that was reviewed to bill and would bill nothing, or the other way round, is another change.
  if (now == 0 || reviewed == 0) return false;
  return moved <= limits.usage_drift_least || moved * 100 <= reviewed * limits.usage_drift_percent;
}

/// Whether what the reviewed row wanted stands already.
class Standing {
 public:
  Standing(const Present& present, const Guards& limits, AccountNumber account)
      : present_(present), limits_(limits), account_(account) {}

  bool operator()(const LinkAccount& link) const {
    const auto account = present_.observed.accounts.find(account_);
    if (account == present_.observed.accounts.end() || !account->second) return false;
    const auto& references = account->second.value().cross_references;
    return std::any_of(references.begin(), references.end(),
                       [&](const CrossReference& one) { return one.product == link.product; });
  }
  bool operator()(const CreateCharge& create) const { return holds(create.key, create.to); }
  bool operator()(const UpdateCharge& update) const { return holds(update.key, update.to); }
  bool operator()(const AdoptCharge& adopt) const { return holds(adopt.key, adopt.wanted); }
  bool operator()(const RetireCharge& retire) const { return bills_nothing(retire.key); }
  bool operator()(const ReleaseCharge& release) const { return bound_at(release.key) == nullptr; }
  bool operator()(const ObserveCharge&) const { return true; }
  bool operator()(const ReplaceCharges& replace) const {
    return std::all_of(replace.moves.begin(), replace.moves.end(), [&](const Move& move) {
      return move.to.quantity == 0 ? bills_nothing(move.key) : holds(move.key, move.to);
    });
  }

 private:
  const ChargeState* bound_at(const ChargeKey& key) const {
    const auto found = present_.ledger.charges.find(key);
    return found == present_.ledger.charges.end() || !found->second.detail ? nullptr : &found->second;
  }

  /// Nullptr where the line is not bound, not there, or not read.
  const ChargeLine* live_at(const ChargeKey& key) const {
    const ChargeState* charge = bound_at(key);
    const auto agreement = present_.observed.agreements.find(key.agreement);
    if (charge == nullptr || agreement == present_.observed.agreements.end() || !agreement->second)
      return nullptr;
    return line_at(agreement->second.value(), *charge->detail);
  }

  bool holds(const ChargeKey& key, const LineValue& wanted) const {
    const ChargeLine* line = live_at(key);
    return line != nullptr && line->price == wanted.price && line->level == wanted.level &&
           is_within_drift(line->quantity, wanted.quantity, limits_);
  }

  bool bills_nothing(const ChargeKey& key) const {
    const ChargeState* charge = bound_at(key);
    if (charge == nullptr || charge->state == KeyState::retired) return true;
    const ChargeLine* line = live_at(key);
    return line != nullptr && line->quantity == 0;
  }

  const Present& present_;
  const Guards& limits_;
  AccountNumber account_;
};

std::string figures(const Row& row) {
  std::string out;
  for (const auto& one : std::visit(CountedOf{}, row.action))
    out += (out.empty() ? "" : ", ") + std::to_string(one.quantity);
  return out;
}

/// Why a row of today is not the reviewed one; empty where it is.
std::string difference(const Row& now, const Row& reviewed, const Guards& limits) {
  if (intent_json(now) != intent_json(reviewed))
    return "It was reviewed as " + std::string(action_name(reviewed.action)) + " (" +
           std::string(cause_name(reviewed.cause)) +
           "), and another one is planned now: " + std::string(action_name(now.action)) + " (" +
           std::string(cause_name(now.cause)) + "); item, level, price, line or cause have moved.";
  const auto counted = std::visit(CountedOf{}, now.action);
  const auto before = std::visit(CountedOf{}, reviewed.action);
  for (std::size_t i = 0; i < counted.size() && i < before.size(); ++i)
    if (!is_within_drift(counted[i].quantity, before[i].quantity, limits))
      return "It was reviewed at " + std::to_string(before[i].quantity) + ", and " +
             std::to_string(counted[i].quantity) + " are counted now: more than " +
             std::to_string(limits.usage_drift_percent) + " % and " +
             std::to_string(limits.usage_drift_least) + " apart.";
  return "";
}

/// One pass over the reviewed rows.
class Matching {
 public:
  Matching(Plan& current, const Present& present) : current_(current), present_(present) {
    for (auto& row : current.rows) by_address_.emplace(row.address, &row);
  }

  void take(const Row& reviewed) {
    if (!is_change(reviewed)) return;
    reviewed_.insert(reviewed.address);
    const auto found = by_address_.find(reviewed.address);
    if (found == by_address_.end()) return take_missing(reviewed);
    Row& now = *found->second;
    const std::string why = difference(now, reviewed, current_.limits);
    if (!why.empty()) return make_stale(now, why);
    if (figures(now) != figures(reviewed))
      out_.moved.push_back(
          {now.address, now.tenant,
           "reviewed at " + figures(reviewed) + ", applied as counted now: " + figures(now)});
  }

  ReviewedMatch finish() {
    out_.unreviewed = leave_out(
        current_, [&](const Row& row) { return is_change(row) && !reviewed_.contains(row.address); });
    current_.rows.insert(current_.rows.end(), gone_.begin(), gone_.end());
    return std::move(out_);
  }

 private:
  void take_missing(const Row& reviewed) {
    if (std::visit(Standing(present_, current_.limits, reviewed.account), reviewed.action)) {
      ++out_.satisfied;
      return;
    }
    Row row = reviewed;
    make_stale(row, "Nothing is planned for it any more: the file, the mapping or the live data have moved.");
    gone_.push_back(std::move(row));
  }

  void make_stale(Row& row, const std::string& why) {
    row.hold = Hold::stale;
    row.hold_reason = why;
    out_.stale.push_back({row.address, row.tenant, why});
  }

  Plan& current_;
  const Present& present_;
  std::map<std::string, Row*> by_address_;
  std::set<std::string> reviewed_;
  std::vector<Row> gone_;
  ReviewedMatch out_;
};

}  // namespace

ReviewedMatch take_reviewed(Plan& current, const Plan& reviewed, const Present& present) {
  Matching matching(current, present);
  for (const auto& row : reviewed.rows) matching.take(row);
  return matching.finish();
}

}  // namespace tariff::plan
