#include "app/ready.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "app/ready_index.hpp"
#include "app/ready_rows.hpp"
#include "domain/billing_day.hpp"
#include "domain/charge_lines.hpp"
#include "domain/own_terms.hpp"
#include "text/time.hpp"

namespace tariff::app {
namespace {

using report::Doubt;
using report::ReadyAgreement;
using report::ReadyDoubt;

/// Where something is billed: an account's agreement; nullopt where its mapping names none.
using AgreementPlace = std::pair<AccountNumber, std::optional<AgreementNumber>>;

/// Every agreement on which something of ours stands, or is to stand.
class Gathering {
 public:
  Gathering(const ReadySources& sources, const ReadyIndex& index) : sources_(sources), index_(index) {}

  std::map<AgreementPlace, ReadyAgreement> gather() {
    for (const auto& mapping : sources_.desired.mappings)
      if (!mapping.is_dormant && mapping.billing != Billing::off) add(mapping);
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
    if (charge.state != KeyState::retired || !charge.detail) return true;
    const Agreement* agreement = index_.agreement(key.agreement);
    const ChargeLine* line = agreement == nullptr ? nullptr : line_at(*agreement, *charge.detail);
    return line != nullptr && line->quantity != 0;
  }

  void add(const Mapping& mapping) {
    if (!mapping.agreement) add(mapping.account, std::nullopt);
    for (const auto number : agreements_of(mapping)) add(mapping.account, number);
  }

  void add(AccountNumber account, std::optional<AgreementNumber> agreement) {
    auto& one = found_[{account, agreement}];
    one.account = account;
    one.agreement = agreement;
    one.tenant = index_.of(account).tenant;
    one.account_name = index_.of(account).name;
  }

  const ReadySources& sources_;
  const ReadyIndex& index_;
  std::map<AgreementPlace, ReadyAgreement> found_;
};

/// Fills in what one agreement bills, how good its counts are, and what speaks against its invoice.
class Judge {
 public:
  Judge(const ReadySources& sources, const ReadyWish& wish, const ReadyIndex& index)
      : sources_(sources), wish_(wish), index_(index) {
    for (const auto& item : items_of(sources.desired)) items_.insert(live_id(item));
  }

  const Agreement* live(const ReadyAgreement& one) const {
    return one.agreement ? index_.agreement(*one.agreement) : nullptr;
  }

  void judge(ReadyAgreement& one) const {
    const Agreement* agreement = live(one);
    if (agreement != nullptr) add_lines(*agreement, one);
    add_good_count(one, agreement == nullptr || !index_.of(one.account).set_aside.empty());
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

  bool is_billed(AccountNumber account) const {
    const auto& mappings = index_.of(account).mappings;
    return std::any_of(mappings.begin(), mappings.end(),
                       [](const Mapping* mapping) { return mapping->billing == Billing::on; });
  }

  bool counts_here(const ReadyAgreement& one) const {
    const auto& mappings = index_.of(one.account).mappings;
    return std::any_of(mappings.begin(), mappings.end(), [&](const Mapping* mapping) {
      const bool is_here = one.agreement ? bills_on(*mapping, *one.agreement) : !mapping->agreement;
      return is_here && mapping->billing != Billing::off;
    });
  }

  void add_lines(const Agreement& agreement, ReadyAgreement& one) const {
    one.period = agreement.summary.period;
    const bool is_counted = counts_here(one);
    for (const auto& line : agreement.lines) {
      const ChargeState* charge = index_.charge_at({agreement.summary.number, line.item});
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
      const ChargeState* charge = index_.charge_at(key);
      const bool is_known = charge != nullptr && charge->confirmed;
      const bool was_known = is_first || one.last_good_count;
      const Instant so_far = is_first ? sources_.observed.now : one.last_good_count.value_or(Instant{});
      one.last_good_count =
          is_known && was_known ? std::optional(std::min(so_far, charge->confirmed_at)) : std::nullopt;
      is_first = false;
    };
    if (is_stale && one.agreement)
      for (const auto& [key, charge] : index_.charges_of(*one.agreement))
        if (charge->account == one.account && charge->detail) take(*key);
    for (const auto* row : index_.of(one.account).rows)
      for (const auto& change : changes_of(*row))
        if (change.key.agreement == one.agreement && change.moves) take(change.key);
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
    for (const auto* problem : index_.of(account).errors)
      if (problem->scope == scope) out += (out.empty() ? "" : " ") + problem->message;
    return out;
  }

  void add_set_aside(ReadyAgreement& one) const {
    for (const auto* entry : index_.of(one.account).set_aside) {
      std::string reason = problems_of(one.account, Scope::mapping);
      if (reason.empty())
        reason = entry->unread ? "it could not be read completely" : "the file names what is not there";
      const Doubt doubt = entry->unread ? Doubt::unread : Doubt::set_aside;
      // What was counted lately may be invoiced although it cannot be counted again just now.
      add(one, {doubt, entry->rule, reason, {}, !entry->unread || !is_fresh(one)});
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
    for (const auto* row : index_.of(one.account).rows) add_row(*row, one);
  }

  void add_row(const plan::Row& row, ReadyAgreement& one) const {
    for (const auto& change : changes_of(row)) {
      if (change.key.agreement != one.agreement) continue;
      if (auto doubt = doubt_of(row, change)) add(one, settled(std::move(*doubt), row, change));
    }
  }

  /// A count that moved behind the begin of a freeze is the next invoice's, where the line held a good count
  /// before and a run has looked at it lately. What else a freeze holds back was waiting already.
  ReadyDoubt settled(ReadyDoubt doubt, const plan::Row& row, const LineChange& change) const {
    if (doubt.doubt != Doubt::frozen) return doubt;
    const ChargeState* charge = index_.charge_at(change.key);
    const bool was_good = charge != nullptr && charge->confirmed && !charge->suspect && is_counted_only(row);
    if (charge != nullptr && charge->suspect) doubt.doubt = Doubt::suspect;
    if (!was_good) {
      doubt.reason = "It was not applied before the billing day. " + doubt.reason;
    } else if (!has_run_lately()) {
      doubt.reason = "No run of apply has begun for longer than a count holds. " + doubt.reason;
    } else {
      doubt.stops = false;
    }
    return doubt;
  }

  bool has_run_lately() const {
    const auto& run = sources_.ledger->last_run_started;
    return run && sources_.observed.now - run->at <= wish_.age_max;
  }

  void add_unproven(ReadyAgreement& one) const {
    if (!one.agreement) return;
    const bool is_said = std::any_of(one.doubts.begin(), one.doubts.end(),
                                     [](const ReadyDoubt& doubt) { return doubt.doubt == Doubt::unproven; });
    if (is_said) return;
    for (const auto& [key, charge] : index_.charges_of(*one.agreement)) {
      const bool is_open = charge->state == KeyState::claimed || charge->state == KeyState::unknown;
      if (is_open && charge->account == one.account)
        add(one, {Doubt::unproven, key->item.value(), "an earlier write to it is not proven", {}, true});
    }
  }

  /// A row says by itself that its count is not agreed; what it does not say is that the agreement is stale.
  void add_age(ReadyAgreement& one) const {
    if (is_fresh(one) || !one.doubts.empty()) return;
    add(one, {Doubt::outdated, "", "no complete count has agreed with the lines within that time", {}, true});
  }

  const ReadySources& sources_;
  const ReadyWish& wish_;
  const ReadyIndex& index_;
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
  const ReadyIndex index(sources);
  const Judge judge(sources, wish, index);
  for (auto& [place, one] : Gathering(sources, index).gather()) {
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
