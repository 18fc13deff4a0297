#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "ledger/state.hpp"
#include "simulation/run_facts.hpp"
#include "simulation/tigerpaw.hpp"

namespace tariff::simulation {

/// Why a customer's lines may in the end wait for a person instead of being right.
enum class Touch {
  quantity,   ///< a person edited the quantity of our line
  price,      ///< a person edited its price: the quantity must be right all the same
  lines,      ///< a person made, copied or deleted a line with our item
  place,      ///< the agreement ended or belongs to another account
  released,   ///< the mapping observed for a while, and nobody's lines stand there
  forgotten,  ///< an older ledger knows less of it
  held,       ///< the ledger holds a key, and a person has not resolved it yet
  overdue,    ///< a request was executed later than any bound
};

/// Sees everything that truly happens and says where a promise was broken. Source: charge-protocol.md, the
/// promise at its head and sections 3-5.
///
/// Shape of a violation: one sentence. What is promised no longer holds for a customer for whom a request was
/// executed later than idle close and execution bound allow: then only that no two amounts stand for a key.
class Oracle {
 public:
  Oracle(const Tigerpaw& tigerpaw, const LedgerState& ledger, const Timeline& timeline)
      : tigerpaw_(tigerpaw), ledger_(ledger), timeline_(timeline) {}

  /// What a run counted for an account. Shape: its number among the account's plans.
  std::size_t planned(AccountNumber account, const Usage& usage);
  /// A run is about to send a request, by a clock that told the time since the ledger's last answer rightly.
  void begins(const Request& request);
  /// A request leaves its run; it is in flight until it is executed for the last time or lost.
  void sent(const Request& request);
  void landed(const Request& request);
  /// The world has changed by that request.
  void executed(const Request& request, const WriteAnswer& answer);
  /// These stand in the ledger from now on, whether their run knows it or not. Called before they are folded.
  void appended(const std::vector<Event>& events);
  void touched(AccountNumber account, Touch touch) { touched_[account].insert(touch); }
  /// A person gave that line this quantity, or another item.
  void edited(DetailId line, std::int64_t quantity) { edited_[line] = quantity; }
  /// A person deleted a line of ours that billed something.
  void deleted(const ChargeKey& key);
  /// An agreement is invoiced as it stands.
  void invoiced(const Agreement& agreement);
  /// An older ledger stands in the place of the present one.
  void forgot();
  /// People have done what was asked of them, so nothing has to wait for them any more.
  void forgive();
  void began(std::shared_ptr<const RunFacts> run);

  /// Executed now, it comes later than idle close and execution bound allow.
  bool is_overdue(const Request& request) const;
  bool is_touched(AccountNumber account, Touch touch) const;
  bool is_touched(AccountNumber account) const { return touched_.contains(account); }
  /// Made by our writer, or bound; and not released since.
  bool is_ours(DetailId line) const { return ours_.contains(line); }
  void fail(std::string sentence);
  const std::vector<std::string>& violations() const { return violations_; }

 private:
  void sent_create(const Request& request, const ChargeKey& key);
  void sent_set(const Request& request, const ChargeKey& key);
  void sent_link(const Request& request);
  void expect_permission(const Request& request, const ChargeKey& key);
  void expect_value(const Request& request, const ChargeKey& key);
  void expect_own_line(const Request& request, const ChargeKey& key);
  void expect_no_set_in_flight(const Request& request, const ChargeKey& key);
  void expect_not_held(const Request& request, const ChargeKey& key);
  void expect_no_hand(const Request& request, const ChargeKey& key);
  void expect_no_other_amount(const Request& request, const ChargeKey& key);
  void executed_create(const Request& request, DetailId made);
  void look_at(AccountNumber account);
  void look_for_two_amounts(const Agreement& agreement);
  void look_for_two_counts(AccountNumber account);
  std::int64_t billed_by_us(const ChargeLine& line) const;
  void expect_reason(const Event& event, const ChargeHeld& held);
  struct Stands {
    DetailId line;
    std::int64_t quantity = 0;
  };
  /// Where the run has counted what stands on the line, its plan is the line's.
  void take_plan(const RunFacts& run, AccountNumber account, const ChargeKey& key, const Stands& stands);
  void expect_alone(const Event& event, const ChargeBound& bound);
  void expect_no_invoice(const Event& event, const ChargeKey& key, const std::vector<Event>& with);
  void fail_at(const Request& request, std::string_view what);

  const Tigerpaw& tigerpaw_;
  const LedgerState& ledger_;
  const Timeline& timeline_;
  std::map<AccountNumber, std::set<Touch>> touched_;
  std::map<AccountNumber, std::vector<Usage>> planned_;
  std::map<DetailId, std::size_t>
      plan_of_;  ///< the plan that last set a line, or confirmed what stands there
  std::map<DetailId, std::int64_t> set_to_;  ///< the quantity that our writer last gave a line
  std::map<DetailId, std::int64_t> edited_;  ///< the quantity that a person gave a line
  std::set<ChargeKey> deleted_;
  std::map<ChargeKey, Instant> intended_;  ///< the first set of a key since it was last confirmed
  bool has_forgotten_ = false;             ///< an older ledger, with older stamps, stood in once
  std::map<AgreementNumber, Instant> last_invoiced_;
  struct Begun {
    Instant at;
    std::shared_ptr<const RunFacts> facts;
  };
  std::map<RunId, Begun> runs_;
  std::set<DetailId> ours_;
  std::set<DetailId> made_;
  std::map<ChargeKey, std::vector<Instant>> creates_in_flight_;  ///< by the time of their claim
  struct Flight {
    Instant claimed;
    LineValue value;
    bool operator==(const Flight&) const = default;
  };
  std::map<ChargeKey, std::vector<Flight>> sets_in_flight_;
  std::vector<std::string> violations_;
};

}  // namespace tariff::simulation
