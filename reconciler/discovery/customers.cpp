#include "discovery/customers.hpp"

#include <algorithm>

#include "base/inert.hpp"
#include "config/names.hpp"
#include "domain/counting.hpp"

namespace tariff::discovery {
namespace {

constexpr std::size_t hints_max = 3;
/// Smaller sums are equal by chance too often to be worth a word.
constexpr std::int64_t telling_devices = 3;
/// What makes equal counts a proof of a name that is spelled otherwise.
constexpr std::int64_t proving_devices = 10;

std::int64_t total_of(const Quantities& quantities) {
  std::int64_t total = 0;
  for (const auto& [item, quantity] : quantities) total += quantity;
  return total;
}

std::string account_text(const Candidate& candidate) {
  return "account " + candidate.account.text() + " \"" + inert(candidate.account_name, 80) + "\"";
}

/// Accounts that no cross-reference and no name gives to anybody, by what stands on their agreements.
using ByQuantities = std::map<Quantities, std::vector<const AccountSummary*>>;

ByQuantities free_accounts(const Observed& observed, const Pairing& pairing, const Ground& ground) {
  ByQuantities found;
  for (const auto& account : observed.account_list) {
    const auto claim = pairing.claims.find(account.number);
    if (claim != pairing.claims.end() && claim->second.strength > Strength::equal_counts) continue;
    for (auto& quantities : ground.quantities_of(account.number))
      found[std::move(quantities)].push_back(&account);
  }
  return found;
}

/// Decides one tenant at a time.
class Deciding {
 public:
  Deciding(const Observed& observed, const Pairing& pairing, const Ground& ground,
           const std::vector<Product>& products)
      : observed_(observed),
        pairing_(pairing),
        ground_(ground),
        by_quantities_(free_accounts(observed, pairing, ground)),
        counter_(products) {}

  TenantFinding decide(std::size_t index) {
    TenantFinding finding{observed_.tenants[index], Verdict::unmatched, "", {}, {}};
    const auto usage = observed_.usage.find(finding.tenant.id);
    const bool is_read = usage != observed_.usage.end() && usage->second;
    wanted_.clear();
    if (is_read) {
      finding.devices = licensed_devices(*usage->second);
      for (const auto& [item, parts] : counter_.count(*usage->second).by_item)
        if (const auto quantity = quantity_of(parts); quantity > 0) wanted_[item] += quantity;
    }
    gather(index, finding);
    if (finding.candidates.empty() || finding.candidates.front().strength == Strength::begins_alike) {
      finding.why = "No account has its UID, its name or its counts.";
      return finding;
    }
    finding.why = why_not(finding, usage == observed_.usage.end() ? nullptr : &usage->second);
    finding.verdict = finding.why.empty() ? Verdict::certain : Verdict::doubtful;
    return finding;
  }

 private:
  /// What only begins alike is a hint where there is nothing better.
  void gather(std::size_t index, TenantFinding& finding) const {
    const auto& pairs = pairing_.of_tenant[index];
    for (const auto& pair : pairs) {
      const bool is_hint = pair.strength == Strength::begins_alike;
      if (is_hint && finding.candidates.size() >= (is_better_known(pairs) ? 0 : hints_max)) break;
      add(*pair.account, pair.strength, finding);
    }
    const bool is_named = !pairs.empty() && pairs.front().strength > Strength::equal_counts;
    if (is_named || total_of(wanted_) < telling_devices) return;
    const auto same = by_quantities_.find(wanted_);
    if (same == by_quantities_.end()) return;
    std::erase_if(finding.candidates,
                  [](const Candidate& one) { return one.strength == Strength::begins_alike; });
    for (const auto* account : same->second)
      if (finding.candidates.size() < hints_max && !is_candidate(finding, account->number))
        add(*account, Strength::equal_counts, finding);
  }

  static bool is_better_known(const std::vector<Pair>& pairs) {
    return pairs.front().strength > Strength::begins_alike;
  }

  static bool is_candidate(const TenantFinding& finding, AccountNumber account) {
    return std::any_of(finding.candidates.begin(), finding.candidates.end(),
                       [&](const Candidate& known) { return known.account == account; });
  }

  void add(const AccountSummary& account, Strength strength, TenantFinding& finding) const {
    finding.candidates.push_back(
        {account.number, account.name, strength, ground_.standing_of(account.number, wanted_)});
  }

  /// What stands against the first candidate; empty where nothing does.
  std::string why_not(const TenantFinding& finding, const Result<TenantUsage>* usage) const {
    const Candidate& best = finding.candidates.front();
    for (const auto& reason : {why_unread(finding.tenant, usage), why_letters(finding), why_rivals(finding),
                               why_too_weak(best), why_claimed(finding.tenant, best)})
      if (!reason.empty()) return reason;
    return best.standing.gap;
  }

  static std::string why_unread(const Tenant& tenant, const Result<TenantUsage>* usage) {
    if (!tenant.enabled) return "The virtual server is disabled, so nothing of it can be counted.";
    if (usage == nullptr || !*usage)
      return "Its devices could not be read. " + (usage == nullptr ? "" : inert(usage->error().message, 200));
    if (!config::can_be_name(tenant.name))
      return "Its name holds characters that this file does not take; rename it.";
    return "";
  }

  std::string why_letters(const TenantFinding& finding) const {
    if (pairing_.mixed_tenants.contains(finding.tenant.id))
      return "Its name has letters of two alphabets in one word: one may be a look-alike of another.";
    for (const auto& candidate : finding.candidates)
      if (candidate.strength == Strength::look_alike)
        return "The name of " + account_text(candidate) +
               " looks the same and is written in letters of another alphabet.";
    if (pairing_.mixed_accounts.contains(finding.candidates.front().account))
      return "The name of " + account_text(finding.candidates.front()) +
             " has letters of two alphabets in one word: one may be a look-alike of another.";
    return "";
  }

  static std::string why_rivals(const TenantFinding& finding) {
    const Candidate& best = finding.candidates.front();
    for (std::size_t i = 1; i < finding.candidates.size(); ++i) {
      const Candidate& rival = finding.candidates[i];
      if (rival.strength == best.strength)
        return "Two accounts are equally likely: " + best.account.text() + " and " + rival.account.text() +
               ".";
      if (best.strength == Strength::cross_reference && rival.strength == Strength::equal_name)
        return "The cross-reference names " + account_text(best) + ", the name is that of " +
               account_text(rival) + ".";
      const bool has_better_lines = rival.standing.holds_counts() && !best.standing.holds_counts();
      if (has_better_lines && best.strength != Strength::cross_reference)
        return "The lines of " + account_text(rival) + " hold its counts, those of " + account_text(best) +
               " do not.";
    }
    return "";
  }

  std::string why_too_weak(const Candidate& best) const {
    if (best.strength >= Strength::same_words) return "";
    if (best.strength == Strength::spelled_alike) {
      const bool is_proof = best.standing.lines > 1 || total_of(wanted_) >= proving_devices;
      if (best.standing.holds_counts() && is_proof) return "";
      return "The names differ in a letter or two, and the lines do not prove that both are one.";
    }
    if (best.strength == Strength::other_legal_form)
      return "The names differ in the legal form, which may be another company.";
    return "Nothing but equal counts speaks for it.";
  }

  std::string why_claimed(const Tenant& tenant, const Candidate& best) const {
    const auto found = pairing_.claims.find(best.account);
    if (found == pairing_.claims.end() || found->second.strength < best.strength) return "";
    const Claim& claim = found->second;
    if (claim.strength == best.strength && claim.tenants == 1) return "";
    const Tenant* other = claim.first->id == tenant.id ? nullptr : claim.first;
    return "The " + account_text(best) + " is as likely " +
           (other == nullptr ? "another virtual server's."
                             : "that of the virtual server \"" + inert(other->name, 80) + "\".");
  }

  const Observed& observed_;
  const Pairing& pairing_;
  const Ground& ground_;
  ByQuantities by_quantities_;
  UsageCounter counter_;
  Quantities wanted_;  ///< of the tenant that is being decided
};

}  // namespace

std::string_view strength_text(Strength strength) {
  switch (strength) {
    case Strength::begins_alike:
      return "a name that begins alike";
    case Strength::equal_counts:
      return "lines that hold the counts";
    case Strength::look_alike:
      return "a name that looks the same in letters of another alphabet";
    case Strength::other_legal_form:
      return "the same name with another legal form";
    case Strength::spelled_alike:
      return "a name that differs in a letter or two";
    case Strength::same_words:
      return "the same name but for case, punctuation, accents or a legal form";
    case Strength::equal_name:
      return "the same name";
    case Strength::cross_reference:
      return "the virtual server's UID as cross-reference";
  }
  return "";
}

std::vector<TenantFinding> find_customers(const Observed& observed, const Pairing& pairing,
                                          const Ground& ground, const std::vector<Product>& products) {
  Deciding deciding(observed, pairing, ground, products);
  std::vector<TenantFinding> findings;
  for (std::size_t i = 0; i < observed.tenants.size(); ++i) findings.push_back(deciding.decide(i));
  return findings;
}

}  // namespace tariff::discovery
