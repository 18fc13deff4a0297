#include "plan/explain.hpp"

#include <algorithm>

#include "plan/customer.hpp"
#include "plan/keys.hpp"

namespace tariff::plan {
namespace {

bool is_wanted(const std::vector<std::string>& products, const ExplainWish& wish) {
  return !wish.product || std::find(products.begin(), products.end(), *wish.product) != products.end();
}

std::vector<bool> no_flags(const Desired& desired) { return std::vector<bool>(desired.mappings.size()); }

/// Lines and keys of one mapping, gathered as the plan gathered them.
class Explainer {
 public:
  Explainer(const Plan& plan, const Desired& desired, const Observed& observed, const LedgerState* ledger,
            const ExplainWish& wish)
      : plan_(plan),
        inputs_{desired, observed, ledger, {}, no_flags(desired), no_flags(desired), no_flags(desired), {}},
        wish_(wish),
        counter_(usage_counter(desired, observed)),
        resolver_(desired, observed),
        owners_(inputs_, resolver_, counter_) {}

  ExplainedMapping explain(std::size_t mapping) {
    auto at = resolver_.resolve(mapping);
    ExplainedMapping out = head_of(at);
    if (at.usage != nullptr && *at.usage) {
      add_keys(at.usage->value(), out);
      out.unpriced = counter_.count(at.usage->value(), *at.mapping).unpriced;
      std::erase_if(out.unpriced, [&](const UnpricedUse& use) { return !is_wanted({use.product}, wish_); });
    }
    for (const auto& terms : at.own)
      if (!terms.own->billed && is_wanted({terms.own->name}, wish_))
        out.not_billed.push_back({terms.own->name, terms.own->reason, terms.own->until});
    out.left_alone = why_left_alone(at);
    if (out.left_alone.empty()) add_lines(gather(inputs_, std::move(at), owners_, counter_), out);
    return out;
  }

 private:
  ExplainedMapping head_of(const ResolvedMapping& at) const {
    ExplainedMapping out;
    out.tenant = at.tenant == nullptr ? at.mapping->tenant : at.tenant->name;
    if (at.tenant != nullptr) out.uid = at.tenant->uid;
    out.account = at.mapping->account;
    if (at.account != nullptr && *at.account) out.account_name = at.account->value().name;
    out.agreement = at.mapping->agreement;
    if (at.level != nullptr) out.level_name = at.level->name;
    out.billing = at.mapping->billing;
    if (at.agreement != nullptr && *at.agreement) out.period = at.agreement->value().summary.period;
    out.place = at.mapping->place;
    out.commit = commit_of(at.mapping->account);
    return out;
  }

  /// What this plan found out goes before what an earlier run has told.
  std::optional<RowCommit> commit_of(AccountNumber account) const {
    for (const auto& origin : plan_.bookkeeping.origins)
      if (origin.account == account) return RowCommit{origin.commit, origin.author, origin.at, origin.ticket};
    if (inputs_.ledger == nullptr) return std::nullopt;
    const auto told = inputs_.ledger->origins.find(account);
    if (told == inputs_.ledger->origins.end()) return std::nullopt;
    return RowCommit{told->second.commit, told->second.author, told->second.at, told->second.ticket};
  }

  std::string why_left_alone(const ResolvedMapping& at) const {
    for (const auto& entry : plan_.set_aside)
      if (entry.account == at.mapping->account)
        return entry.unread ? "it could not be read" : "the problem [" + entry.rule + "]";
    if (at.mapping->is_dormant) return "today is not among its days";
    if (inputs_.ledger == nullptr && at.mapping->billing != Billing::observe)
      return "the ledger was not read, so nobody can say whose a line is";
    return "";
  }

  void add_keys(const TenantUsage& usage, ExplainedMapping& out) {
    for (const auto& licence : usage.licences) {
      auto key = key_of(licence, usage);
      if (is_wanted(key.products, wish_)) out.keys.push_back(std::move(key));
    }
    for (const auto& lapsed : usage.lapsed) {
      ExplainedKey key{lapsed.serial, lapsed.product_name, products_of(lapsed.marks()), lapsed.expired, {},
                       lapsed.devices};
      key.has_lapsed = true;
      if (is_wanted(key.products, wish_)) out.keys.push_back(std::move(key));
    }
  }

  ExplainedKey key_of(const LicenceUse& licence, const TenantUsage& usage) {
    ExplainedKey key{licence.serial,  licence.product_name, products_of(licence.marks()),
                     licence.expires, licence.bought,       licence.used()};
    key.unit = licence.unit;
    key.in_grace = licence.in_grace;
    for (const auto index : licence.devices) {
      const Device& device = usage.devices[index];
      if (is_inactive(device, unseen_days, inputs_.observed.now)) ++key.unseen;
      if (wish_.names_devices) key.named.push_back(device);
    }
    return key;
  }

  std::vector<std::string> products_of(const LicenceMarks& licence) {
    std::vector<std::string> names;
    for (const auto index : counter_.matching(licence)) names.push_back(inputs_.desired.products[index].name);
    return names;
  }

  void add_lines(const Customer& customer, ExplainedMapping& out) const {
    std::map<ChargeKey, ExplainedLine> lines;
    for (const auto& wanted : customer.wanted) {
      ExplainedLine& line = lines[wanted.key];
      line.wanted = wanted.value;
      line.level_name = level_named(wanted.value.level);
      line.period = period_of(customer, wanted.key);
      line.parts = wanted.parts;
      line.note = wanted.note;
    }
    for (const auto& owned : customer.owned) {
      ExplainedLine& line = lines[owned.key];
      line.detail = owned.ledger->detail;
      line.period = period_of(customer, owned.key);
      if (owned.live != nullptr) line.live = value_of(*owned.live);
      line.written = owned.ledger->confirmed;
      if (line.written) line.written_at = owned.ledger->confirmed_at;
      line.written_by = owned.ledger->run;
      if (!line.wanted) line.parts = owned.ledger->parts;
    }
    for (const auto& row : plan_.rows)
      for (const auto& key : keys_of(row.action))
        if (const auto found = lines.find(key); found != lines.end()) found->second.row = row;
    for (auto& [key, line] : lines) add_line(customer, key, line, out);
  }

  std::string level_named(PriceLevelId id) const {
    for (const auto& level : inputs_.observed.levels)
      if (level.id == id) return level.name;
    return "";
  }

  void add_line(const Customer& customer, const ChargeKey& key, ExplainedLine& line,
                ExplainedMapping& out) const {
    line.key = key;
    std::vector<std::string> products;
    for (const auto& part : line.parts) products.push_back(part.product);
    const bool is_empty = (!line.wanted || line.wanted->quantity == 0) && !line.detail && !line.row &&
                          devices_of(line.parts) == 0;
    if (is_empty || !is_wanted(products, wish_)) return;
    const auto item = inputs_.observed.items.find(key.item);
    if (item != inputs_.observed.items.end() && item->second)
      line.item_description = item->second.value().description;
    if (!line.live) add_observed(customer, line);
    out.lines.push_back(std::move(line));
  }

  /// A line that nobody has bound is shown where it is the item's only one.
  static void add_observed(const Customer& customer, ExplainedLine& line) {
    const Agreement* agreement = customer.at.agreement_numbered(line.key.agreement);
    if (line.detail || agreement == nullptr) return;
    const auto found = lines_with(*agreement, line.key.item);
    if (found.size() == 1) line.live = value_of(*found.front());
  }

  const Plan& plan_;
  Inputs inputs_;
  ExplainWish wish_;
  UsageCounter counter_;
  Resolver resolver_;
  LineOwners owners_;
};

}  // namespace

std::vector<ExplainedMapping> explain(const Plan& plan, const Desired& desired, const Observed& observed,
                                      const LedgerState* ledger, const ExplainWish& wish) {
  Explainer explainer(plan, desired, observed, ledger, wish);
  std::vector<ExplainedMapping> out;
  for (std::size_t i = 0; i < desired.mappings.size(); ++i)
    if (desired.mappings[i].account == wish.account) out.push_back(explainer.explain(i));
  return out;
}

}  // namespace tariff::plan
