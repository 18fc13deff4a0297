#include "plan/guards.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "domain/charge_lines.hpp"
#include "plan/keys.hpp"
#include "plan/summary.hpp"

namespace tariff::plan {
namespace {

constexpr std::int64_t creates_least = 5;
constexpr std::int64_t known_lines_least = 10;
constexpr std::int64_t tenants_least = 2;
constexpr std::int64_t devices_least = 10;

using Amounts = std::map<std::string, Money>;

/// What our lines bill before this run.
struct Standing {
  std::int64_t lines = 0;
  std::int64_t devices = 0;
  Amounts amounts;
  std::map<AccountNumber, Amounts> by_account;
};

Standing standing_of(const Inputs& inputs) {
  Standing out;
  for (const auto& [key, charge] : inputs.ledger->charges) {
    if (!charge.detail || charge.state == KeyState::retired) continue;
    LineValue value = charge.confirmed.value_or(LineValue{});
    std::string period;
    const auto found = inputs.observed.agreements.find(key.agreement);
    if (found != inputs.observed.agreements.end() && found->second) {
      period = found->second.value().summary.period;
      if (const auto* line = line_at(found->second.value(), *charge.detail)) value = value_of(*line);
    }
    ++out.lines;
    out.devices += devices_of(charge.parts);
    out.amounts[period] = out.amounts[period] + value.amount();
    auto& account = out.by_account[charge.account][period];
    account = account + value.amount();
  }
  return out;
}

/// What an earlier run has begun goes on: somebody consented to it, and half of it stands.
bool was_begun(const Row& row, const LedgerState& ledger) {
  const auto keys = keys_of(row.action);
  if (keys.empty()) {
    const auto link = ledger.links.find(row.account);
    return link != ledger.links.end() && link->second.state != LinkStateKind::bound;
  }
  return std::any_of(keys.begin(), keys.end(), [&](const ChargeKey& key) {
    const auto charge = ledger.charges.find(key);
    return charge != ledger.charges.end() && is_unfinished(charge->second);
  });
}

bool is_counted(const Row& row) {
  if (row.cause == Cause::usage) return true;
  const auto* update = std::get_if<UpdateCharge>(&row.action);
  return std::holds_alternative<CreateCharge>(row.action) ||
         std::holds_alternative<ReplaceCharges>(row.action) ||
         (update != nullptr && update->from.quantity != update->to.quantity);
}

std::string percent_text(std::int64_t part, std::int64_t whole) {
  if (whole <= 0) return "";
  constexpr std::int64_t exact_max = 1'000'000'000'000;
  const bool is_exact = whole <= exact_max && part <= exact_max;
  const std::int64_t tenths = is_exact ? part * 1000 / whole : part / std::max<std::int64_t>(1, whole / 1000);
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " %";
}

std::string limit_text(std::int64_t limit) { return std::to_string(limit) + " %"; }

/// Money saturates, so both sides of a comparison stay comparable.
bool is_over(Money part, Money whole, std::int64_t limit) {
  return !(part < Money{}) && part * 100 > whole * limit;
}

std::string with_way_on(std::string sentence, const std::string& name) {
  return std::move(sentence) + " To go on: --allow-guard " + name + ".";
}

/// Walks the guards from the narrowest scope to the widest; what one holds moves nothing in the next.
class Guarding {
 public:
  Guarding(Plan& plan, const Inputs& inputs, const GuardWish& wish)
      : plan_(plan),
        inputs_(inputs),
        wish_(wish),
        consent_(with_policy(plan, wish.consent)),
        limits_(inputs.desired.guards),
        standing_(standing_of(inputs)) {}

  void all() {
    look_at_source();
    if (!inputs_.ledger->is_settled) return;
    look_at_accounts();
    look_at_run();
  }

 private:
  /// The rows that this run would apply and that a guard may hold.
  template <class Act>
  void each_free(const Act& act) {
    for (auto& row : plan_.rows) {
      if (!is_change(row) || was_begun(row, *inputs_.ledger)) continue;
      const auto part = consented(row, consent_);
      if (part.action) act(row, *part.action);
    }
  }

  void hit(GuardHit found, const std::function<bool(const Row&)>& holds) {
    found.is_allowed =
        std::find(wish_.allowed.begin(), wish_.allowed.end(), found.name) != wish_.allowed.end();
    if (!found.is_allowed) {
      const std::string why = found.message;
      for (auto& row : plan_.rows) {
        const bool waits_already = row.hold != Hold::none && row.hold != Hold::suspect;
        if (waits_already || !is_change(row) || was_begun(row, *inputs_.ledger) || !holds(row)) continue;
        row.hold_reason = row.hold == Hold::suspect ? why + " " + row.hold_reason : why;
        row.hold = Hold::guarded;
      }
    }
    plan_.guards.push_back(std::move(found));
  }

  void look_at_source() {
    const auto [known, gone] = tenants_known_and_gone();
    if (known > 0 && inputs_.observed.tenants.empty())
      return hit(
          {"empty-source", GuardScope::source, "0", std::to_string(known), "", "", false,
           with_way_on("Kaspersky lists no tenant at all, and " + std::to_string(known) + " are billed.",
                       "empty-source")},
          is_counted);
    if (limits_.tenants_drop && gone >= tenants_least && gone * 100 > known * *limits_.tenants_drop)
      hit({"tenants", GuardScope::source, std::to_string(gone), std::to_string(known),
           percent_text(gone, known), limit_text(*limits_.tenants_drop), false,
           with_way_on(std::to_string(gone) + " of " + std::to_string(known) +
                           " billed tenants are gone: " + percent_text(gone, known) + ", limit " +
                           limit_text(*limits_.tenants_drop) + "; what Kaspersky counts waits.",
                       "tenants")},
          is_counted);
    const std::int64_t fall = fallen_devices();
    if (limits_.devices_drop && fall >= devices_least &&
        fall * 100 > standing_.devices * *limits_.devices_drop)
      hit({"devices", GuardScope::source, std::to_string(fall), std::to_string(standing_.devices),
           percent_text(fall, standing_.devices), limit_text(*limits_.devices_drop), false,
           with_way_on(std::to_string(fall) + " of " + std::to_string(standing_.devices) +
                           " billed devices are gone: " + percent_text(fall, standing_.devices) + ", limit " +
                           limit_text(*limits_.devices_drop) + "; what Kaspersky counts waits.",
                       "devices")},
          is_counted);
  }

  /// Of the mappings that bill and were billed before: how many there are, and whose tenant is not listed.
  std::pair<std::int64_t, std::int64_t> tenants_known_and_gone() const {
    std::set<AccountNumber> billed;
    for (const auto& [uid, tenant] : inputs_.ledger->tenants)
      if (tenant.lines && !tenant.lines->empty()) billed.insert(tenant.account);
    const Resolver resolver(inputs_.desired, inputs_.observed);
    std::int64_t known = 0;
    std::int64_t gone = 0;
    for (std::size_t i = 0; i < inputs_.desired.mappings.size(); ++i) {
      const Mapping& mapping = inputs_.desired.mappings[i];
      if (mapping.billing != Billing::on || mapping.is_dormant || !billed.contains(mapping.account)) continue;
      const auto at = resolver.resolve(i);
      if (!at.source_is_read) continue;
      ++known;
      gone += at.tenant_candidates.empty() ? 1 : 0;
    }
    return {known, gone};
  }

  /// Suspect falls count as well: that each of them waits for itself says nothing about the source.
  std::int64_t fallen_devices() const {
    std::int64_t fall = 0;
    for (const auto& row : plan_.rows) {
      const auto* update = std::get_if<UpdateCharge>(&row.action);
      if (update == nullptr || update->causes.empty()) continue;
      if (update->causes.front() != FieldCause{Field::quantity, Cause::usage}) continue;
      // What was counted, not what stands: a person may have edited the line.
      const auto charge = inputs_.ledger->charges.find(update->key);
      if (charge != inputs_.ledger->charges.end())
        fall += devices_of(charge->second.parts) - devices_of(update->parts);
    }
    return fall;
  }

  void look_at_accounts() {
    if (!limits_.account_increase) return;
    std::map<AccountNumber, Amounts> rises;
    each_free([&](const Row& row, const Action& action) {
      for (const auto& [period, amount] : delta_of(action, row.period))
        rises[row.account][period] = rises[row.account][period] + amount;
    });
    for (const auto& [account, by_period] : rises)
      for (const auto& [period, rise] : by_period) look_at_account(account, period, rise);
  }

  void look_at_account(AccountNumber account, const std::string& period, Money rise) {
    const Money before = standing_.by_account[account][period];
    const bool is_hit =
        before > Money{} && rise >= limits_.amount_least && is_over(rise, before, *limits_.account_increase);
    if (!is_hit) return;
    const std::string name = "account:" + account.text();
    const std::string share = percent_text(rise.ten_thousandths(), before.ten_thousandths());
    hit({name, GuardScope::account, rise.text(), before.text(), share, limit_text(*limits_.account_increase),
         false,
         with_way_on("Account " + account.text() + " would rise from " + before.grouped() + " to " +
                         (before + rise).grouped() + (period.empty() ? "" : " " + period) + ": +" + share +
                         ", limit " + limit_text(*limits_.account_increase) + "; its increases wait.",
                     name)},
        [&](const Row& row) { return row.account == account && raises(row, period); });
  }

  static bool raises(const Row& row, const std::string& period) {
    const auto delta = delta_of(row.action, row.period);
    const auto found = delta.find(period);
    return found != delta.end() && found->second > Money{};
  }

  void look_at_run() {
    std::int64_t creates = 0;
    std::int64_t retires = 0;
    Amounts moved;
    each_free([&](const Row& row, const Action& action) {
      creates += std::holds_alternative<CreateCharge>(action) ? 1 : 0;
      retires += std::holds_alternative<RetireCharge>(action) ? 1 : 0;
      for (const auto& [period, amount] : delta_of(action, row.period))
        moved[period] = moved[period] + amount;
    });
    if (limits_.creates && creates >= creates_least)
      look_at_lines("creates", creates, *limits_.creates, "would be created");
    if (limits_.retirements && standing_.lines >= known_lines_least)
      look_at_lines("retirements", retires, *limits_.retirements, "would be retired");
    if (limits_.run_amount)
      for (const auto& [period, amount] : moved) look_at_amount(period, amount);
  }

  void look_at_lines(const std::string& name, std::int64_t count, std::int64_t limit, const char* verb) {
    if (count * 100 <= standing_.lines * limit) return;
    const std::string share = percent_text(count, standing_.lines);
    hit({name, GuardScope::run, std::to_string(count), std::to_string(standing_.lines), share,
         limit_text(limit), false,
         with_way_on(std::to_string(count) + " lines " + verb + ", of " + std::to_string(standing_.lines) +
                         " known: " + share + ", limit " + limit_text(limit) + "; the run stops.",
                     name)},
        [](const Row&) { return true; });
  }

  void look_at_amount(const std::string& period, Money moved) {
    const Money before = standing_.amounts[period];
    const Money size = moved < Money{} ? Money{} - moved : moved;
    if (!(before > Money{}) || size < limits_.amount_least || !is_over(size, before, *limits_.run_amount))
      return;
    const std::string share = percent_text(size.ten_thousandths(), before.ten_thousandths());
    hit({"amount", GuardScope::run, moved.text(), before.text(), share, limit_text(*limits_.run_amount),
         false,
         with_way_on("What is billed would move by " + moved.signed_grouped() + " from " + before.grouped() +
                         (period.empty() ? "" : " " + period) + ": " + share + ", limit " +
                         limit_text(*limits_.run_amount) + "; the run stops.",
                     "amount")},
        [](const Row&) { return true; });
  }

  Plan& plan_;
  const Inputs& inputs_;
  const GuardWish& wish_;
  Consent consent_;
  const Guards& limits_;
  Standing standing_;
};

}  // namespace

void guard(Plan& plan, const Inputs& inputs, const GuardWish& wish) {
  if (inputs.ledger != nullptr) Guarding(plan, inputs, wish).all();
}

bool stops_the_run(const Plan& plan) {
  return std::any_of(plan.guards.begin(), plan.guards.end(),
                     [](const GuardHit& hit) { return hit.scope == GuardScope::run && !hit.is_allowed; });
}

}  // namespace tariff::plan
