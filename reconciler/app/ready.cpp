#include "app/ready.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "app/ready_rows.hpp"
#include "domain/billing_day.hpp"
#include "domain/charge_lines.hpp"
#include "text/time.hpp"

namespace tariff::app {
namespace {

using report::Doubt;
using report::ReadyAgreement;
using report::ReadyDoubt;

/// Where something is billed: an account's agreement; nullopt where its mapping names none.
using AgreementPlace = std::pair<AccountNumber, std::optional<AgreementNumber>>;

bool is_ours(const ChargeState& charge) { return charge.detail.has_value(); }

/// Every agreement on which something of ours stands, or is to stand.
class Gathering {
 public:
  explicit Gathering(const ReadySources& sources) : sources_(sources) {}

  std::map<AgreementPlace, ReadyAgreement> gather() {
    for (const auto& mapping : sources_.desired.mappings)
      if (!mapping.is_dormant && mapping.billing != Billing::off) add(mapping.account, mapping.agreement);
    if (sources_.ledger != nullptr)
      for (const auto& [key, charge] : sources_.ledger->charges)
        if (may_bill(key, charge)) add(charge.account, key.agreement);
    for (const auto& row : sources_.plan.rows)
      for (const auto& change : changes_of(row)) add(row.account, change.key.agreement);
    return std::move(found_);
  }

 private:
  /// A retired line at 0 is nothing that anybody invoices.
  bool may_bill(const ChargeKey& key, const ChargeState& charge) const {
    const auto agreement = sources_.observed.agreements.find(key.agreement);
    if (charge.state != KeyState::retired || !charge.detail) return true;
    if (agreement == sources_.observed.agreements.end() || !agreement->second) return false;
    const ChargeLine* line = line_at(agreement->second.value(), *charge.detail);
    return line != nullptr && line->quantity != 0;
  }

  void add(AccountNumber account, std::optional<AgreementNumber> agreement) {
    auto& one = found_[{account, agreement}];
    one.account = account;
    one.agreement = agreement;
    one.tenant = tenant_of(account);
    for (const auto& summary : sources_.observed.account_list)
      if (summary.number == account) one.account_name = summary.name;
  }

  std::string tenant_of(AccountNumber account) const {
    for (const auto& mapping : sources_.desired.mappings)
      if (mapping.account == account && !mapping.is_dormant) return mapping.virtual_server;
    if (sources_.ledger != nullptr)
      for (const auto& [uid, tenant] : sources_.ledger->tenants)
        if (tenant.account == account) return tenant.name;
    return "";
  }

  const ReadySources& sources_;
  std::map<AgreementPlace, ReadyAgreement> found_;
};

/// Fills in what one agreement bills, how good its counts are, and what speaks against its invoice.
class Judge {
 public:
  Judge(const ReadySources& sources, const ReadyWish& wish) : sources_(sources), wish_(wish) {
    for (const auto& product : sources.desired.products) {
      if (product.item) items_.insert(live_id(*product.item));
      for (const auto& [category, item] : product.items) items_.insert(live_id(item));
    }
  }

  const Agreement* live(const ReadyAgreement& one) const {
    if (!one.agreement) return nullptr;
    const auto found = sources_.observed.agreements.find(*one.agreement);
    return found == sources_.observed.agreements.end() || !found->second ? nullptr : &found->second.value();
  }

  void judge(ReadyAgreement& one) const {
    const Agreement* agreement = live(one);
    if (agreement != nullptr) add_lines(*agreement, one);
    add_good_count(one, agreement == nullptr || is_left_alone(one));
    if (agreement == nullptr && one.agreement) add_unread_agreement(one);
    add_set_aside(one);
    add_problems(one);
    add_rows(one);
    add_unproven(one);
    if (!sources_.plan.ownership_known && is_billed(one.account))
      add(one, {Doubt::unowned, "", "without the ledger nobody knows which of the lines are ours", {}, true});
    add_age(one);
  }

 private:
  ItemId live_id(const ItemId& written) const {
    const auto found = sources_.observed.items.find(written);
    return found == sources_.observed.items.end() || !found->second ? written : found->second->id;
  }

  static void add(ReadyAgreement& one, ReadyDoubt doubt) { one.doubts.push_back(std::move(doubt)); }

  const ChargeState* charge_at(const ChargeKey& key) const {
    if (sources_.ledger == nullptr) return nullptr;
    const auto found = sources_.ledger->charges.find(key);
    return found == sources_.ledger->charges.end() ? nullptr : &found->second;
  }

  bool is_billed(AccountNumber account) const {
    return std::any_of(
        sources_.desired.mappings.begin(), sources_.desired.mappings.end(), [&](const Mapping& mapping) {
          return mapping.account == account && !mapping.is_dormant && mapping.billing == Billing::on;
        });
  }

  bool counts_here(const ReadyAgreement& one) const {
    return std::any_of(sources_.desired.mappings.begin(), sources_.desired.mappings.end(),
                       [&](const Mapping& mapping) {
                         return mapping.account == one.account && mapping.agreement == one.agreement &&
                                !mapping.is_dormant && mapping.billing != Billing::off;
                       });
  }

  bool is_left_alone(const ReadyAgreement& one) const {
    return std::any_of(sources_.plan.set_aside.begin(), sources_.plan.set_aside.end(),
                       [&](const plan::SetAside& entry) { return entry.account == one.account; });
  }

  void add_lines(const Agreement& agreement, ReadyAgreement& one) const {
    one.period = agreement.summary.period;
    const bool is_counted = counts_here(one);
    for (const auto& line : agreement.lines) {
      const ChargeState* charge = charge_at({agreement.summary.number, line.item});
      const bool is_bound = charge != nullptr && charge->detail == line.id;
      if (!is_bound && !(is_counted && items_.contains(line.item))) continue;
      ++one.lines;
      one.bills_now = one.bills_now + line.price * line.quantity;
    }
  }

  /// Without a fresh look, a count is as old as the oldest confirmation among the agreement's lines.
  void add_good_count(ReadyAgreement& one, bool is_stale) const {
    one.last_good_count = sources_.observed.now;
    if (is_stale) one.last_good_count.reset();
    bool is_first = true;
    const auto take = [&](const ChargeKey& key) {
      const ChargeState* charge = charge_at(key);
      const bool is_known = charge != nullptr && charge->confirmed;
      const bool was_known = is_first || one.last_good_count;
      const Instant so_far = is_first ? sources_.observed.now : one.last_good_count.value_or(Instant{});
      one.last_good_count =
          is_known && was_known ? std::optional(std::min(so_far, charge->confirmed_at)) : std::nullopt;
      is_first = false;
    };
    if (is_stale && sources_.ledger != nullptr && one.agreement)
      for (const auto& [key, charge] : sources_.ledger->charges)
        if (key.agreement == *one.agreement && charge.account == one.account && is_ours(charge)) take(key);
    for (const auto& row : sources_.plan.rows)
      for (const auto& change : changes_of(row))
        if (row.account == one.account && change.key.agreement == one.agreement && change.moves)
          take(change.key);
  }

  void add_unread_agreement(ReadyAgreement& one) const {
    const auto found = sources_.observed.agreements.find(*one.agreement);
    if (found == sources_.observed.agreements.end()) {
      add(one, {Doubt::set_aside,
                "",
                "Tigerpaw does not know the agreement, or it was not asked for it",
                {},
                true});
      return;
    }
    const bool is_gone = found->second.error().kind == ErrorKind::not_found;
    add(one, {is_gone ? Doubt::set_aside : Doubt::unread,
              "agreement " + one.agreement->text(),
              found->second.error().message,
              {},
              true});
  }

  /// The sentences of the problems that one mapping has.
  std::string problems_of(AccountNumber account, Scope scope) const {
    std::string out;
    for (const auto& problem : sources_.plan.problems) {
      if (problem.severity != Severity::error || problem.scope != scope || problem.mapping < 0) continue;
      const auto index = static_cast<std::size_t>(problem.mapping);
      if (sources_.desired.mappings[index].account != account) continue;
      out += (out.empty() ? "" : " ") + problem.message;
    }
    return out;
  }

  void add_set_aside(ReadyAgreement& one) const {
    for (const auto& entry : sources_.plan.set_aside) {
      if (entry.account != one.account) continue;
      std::string reason = problems_of(one.account, Scope::mapping);
      if (reason.empty())
        reason = entry.unread ? "it could not be read completely" : "the file names what is not there";
      const Doubt doubt = entry.unread ? Doubt::unread : Doubt::set_aside;
      // What was counted lately may be invoiced although it cannot be counted again just now.
      add(one, {doubt, entry.rule, reason, {}, !entry.unread || !is_fresh(one)});
    }
  }

  bool is_fresh(const ReadyAgreement& one) const {
    return one.last_good_count && sources_.observed.now - *one.last_good_count <= wish_.age_max;
  }

  void add_problems(ReadyAgreement& one) const {
    if (!counts_here(one)) return;
    const std::string reason = problems_of(one.account, Scope::product);
    if (!reason.empty()) add(one, {Doubt::unpriced, "", reason, {}, true});
  }

  void add_rows(ReadyAgreement& one) const {
    for (const auto& row : sources_.plan.rows)
      if (row.account == one.account) add_row(row, one);
  }

  void add_row(const plan::Row& row, ReadyAgreement& one) const {
    for (const auto& change : changes_of(row)) {
      if (change.key.agreement != one.agreement) continue;
      if (auto doubt = doubt_of(row, change)) add(one, settled(std::move(*doubt)));
    }
  }

  /// What a freeze holds back came after the last good count; somebody must have looked until then.
  ReadyDoubt settled(ReadyDoubt doubt) const {
    if (doubt.doubt != Doubt::frozen) return doubt;
    const bool has_run = sources_.ledger != nullptr && sources_.ledger->last_run_started &&
                         sources_.observed.now - sources_.ledger->last_run_started->at <= wish_.age_max;
    doubt.stops = !has_run;
    if (!has_run) doubt.reason += "; no run of apply has begun for longer than a count holds";
    return doubt;
  }

  void add_unproven(ReadyAgreement& one) const {
    if (sources_.ledger == nullptr || !one.agreement) return;
    for (const auto& [key, charge] : sources_.ledger->charges) {
      const bool is_open = charge.state == KeyState::claimed || charge.state == KeyState::unknown;
      if (!is_open || key.agreement != *one.agreement || charge.account != one.account) continue;
      const bool is_said = std::any_of(one.doubts.begin(), one.doubts.end(), [](const ReadyDoubt& doubt) {
        return doubt.doubt == Doubt::unproven;
      });
      if (!is_said)
        add(one, {Doubt::unproven, key.item.value(), "an earlier write to it is not proven", {}, true});
    }
  }

  /// A row says by itself that its count is not agreed; what it does not say is that the agreement is stale.
  void add_age(ReadyAgreement& one) const {
    if (is_fresh(one) || !one.doubts.empty()) return;
    add(one, {Doubt::outdated, "", "no complete count has agreed with the lines within that time", {}, true});
  }

  const ReadySources& sources_;
  const ReadyWish& wish_;
  std::set<ItemId> items_;
};

enum class When { then, other_day, not_told };

/// Whether an agreement bills on the day; what could not be read may.
When when_of(const Agreement& agreement, const ReadySources& sources, const ReadyWish& wish) {
  const auto day = billing_day_on_or_before(agreement, wish.on);
  if (!day) return When::not_told;
  const bool is_its_day = *day == wish.on;
  // For a day to come, an earlier invoice is somebody's work before then.
  if (!is_its_day && wish.on > sources.observed.today) return When::other_day;
  const auto state = invoice_state(agreement, wish.on, sources.desired.freeze.days_max);
  return state == InvoiceState::none_due ? When::other_day : When::then;
}

std::string note_of(const Agreement& agreement, const ReadySources& sources, const ReadyWish& wish) {
  const auto state = invoice_state(agreement, wish.on, sources.desired.freeze.days_max);
  const auto day = billing_day_on_or_before(agreement, wish.on);
  if (state != InvoiceState::overdue || !day) return "";
  return "its invoice of " + write_day(*day) + " is overdue: LastBilledDate has not moved for " +
         std::to_string(sources.desired.freeze.days_max) + " days or longer";
}

}  // namespace

report::Readiness readiness_of(const ReadySources& sources, const ReadyWish& wish) {
  report::Readiness out{wish.on, sources.observed.now, wish.age_max, sources.desired.currency, {}, {}, 0};
  const Judge judge(sources, wish);
  for (auto& [place, one] : Gathering(sources).gather()) {
    const Agreement* agreement = judge.live(one);
    const bool is_unreadable = agreement == nullptr && one.agreement;
    const When when = agreement == nullptr ? When::not_told : when_of(*agreement, sources, wish);
    if (when == When::other_day) {
      ++out.on_other_days;
      continue;
    }
    if (agreement != nullptr) {
      one.bills_on = billing_day_on_or_before(*agreement, wish.on);
      one.note = note_of(*agreement, sources, wish);
    }
    judge.judge(one);
    auto& list = when == When::then || is_unreadable ? out.billing : out.day_not_told;
    list.push_back(std::move(one));
  }
  return out;
}

plan::Exit exit_of(const report::Readiness& readiness) {
  plan::Exit code = plan::Exit::ok;
  for (const auto& one : readiness.billing)
    for (const auto& doubt : one.doubts) {
      if (!doubt.stops) continue;
      code = plan::graver(code, plan::Exit::refused);
      if (doubt.doubt == Doubt::unread) code = plan::graver(code, plan::Exit::unread);
      if (doubt.doubt == Doubt::unproven) code = plan::graver(code, plan::Exit::unknown);
    }
  return code;
}

}  // namespace tariff::app
