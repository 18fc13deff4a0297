#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "apply/journal.hpp"
#include "plan/plan.hpp"
#include "ports/tigerpaw_reader.hpp"
#include "ports/tigerpaw_writer.hpp"

namespace tariff::apply {

/// How one step ended. Whatever is not `proven` ends its row.
enum class StepEnd {
  proven,   ///< a read-back showed it
  failed,   ///< definitely not done: refused, moved on, or never sent
  unknown,  ///< sent, and neither its success nor its failure is proven
  held,     ///< sent, and now a person must look: the ledger holds the key until `tariff resolve`
};

/// Shape: `stands` is what a line holds that was created, or found as an earlier create left it.
struct Step {
  StepEnd end = StepEnd::failed;
  std::string message;
  std::optional<DetailId> detail;
  std::optional<LineValue> stands{};
};

/// One absolute set of a bound line. Shape: `from` is what must stand there now; `retires` where we are done
/// with the line once it holds `to`; `hands_over` where its counts are agreed although the quantity may stay.
struct LineSet {
  ChargeKey key;
  DetailId detail;
  LineValue from;
  LineValue to;
  std::vector<Part> parts;
  bool retires = false;
  bool hands_over = false;
};

/// When to write and when not. `should_stop` is asked before each write; it may be empty.
struct Pace {
  std::chrono::seconds quiet_period{0};
  std::function<bool()> should_stop;
};

/// What the look at all touched agreements at a run's end has found. Shape: whole sentences.
struct ScanFindings {
  std::vector<std::string> alarms;  ///< somebody must act: money may stand twice
  std::vector<std::string> notes;   ///< nothing is charged by it
};

/// The single steps of the charge protocol: each claims in the ledger, sends at most one write, reads back,
/// notes what was proven.
///
/// Cost: create 1 write and 1 read, set 1 write and 1 read, and one read more for the first step on an
/// agreement; the read-back of one step is the fresh listing of the next on the same agreement. Source:
/// charge-protocol.md sections 3-6.
class Steps {
 public:
  /// Requires: all outlive the steps.
  Steps(TigerpawReader& reader, TigerpawWriter& writer, Journal& journal, Pace pace,
        const std::vector<plan::SaidPrice>& said_prices);

  /// The account's cross-reference to the External Product.
  Step link(AccountNumber account, const plan::LinkAccount& link);
  /// A line at quantity 0 that is bound in the ledger afterwards. A line that an earlier create left is bound
  /// instead.
  Step create_at_zero(AccountNumber account, const plan::CreateCharge& create);
  /// The line holds `to` afterwards. Requires: the line is bound.
  Step set(const LineSet& wanted);
  /// The line holds quantity 0 and is retired afterwards.
  Step retire(const plan::RetireCharge& retire);
  /// The line is gone afterwards, and nobody's. Requires: it is bound, and stands at 0.
  Step remove(const plan::RetireCharge& retire);
  /// A line that stands there becomes ours; nothing is sent to Tigerpaw.
  Step adopt(AccountNumber account, const plan::AdoptCharge& adopt);
  Step release(const plan::ReleaseCharge& release);

  /// Lists every agreement that was written to once more. Two lines with money hold their key.
  /// Cost: one read for each such agreement.
  ScanFindings scan();

  /// True once no write may go out any more: rights are missing, the service is busy, the ledger failed, or
  /// somebody asked to stop.
  bool is_stopped() const;
  const std::string& stop_reason() const { return stop_reason_; }

 private:
  const Agreement* fresh_listing(AgreementNumber number, AccountNumber account, Step& out);
  const Agreement* read_back(AgreementNumber number, Step& out);
  /// What a read-back has proven: noted, and stored with the next append.
  Step noted(std::vector<EventBody> events, Step good);
  /// What only the ledger holds: stored at once.
  Step stored(const std::vector<EventBody>& events, Step good);
  Step hold(const ChargeKey& key, std::string reason);
  ChargeConfirmed agreed(const LineSet& wanted, const ChargeState& known) const;
  void scan_line(const ChargeKey& key, const ChargeState& charge, const Agreement& agreement,
                 ScanFindings& out);
  Step resolve_create(AccountNumber account, const plan::CreateCharge& create, const WriteAnswer& answer);
  Step resolve_set(const LineSet& wanted, const WriteAnswer& answer, bool list_proves);
  bool has_overslept(Instant decided) const;
  void heed(const WriteAnswer& answer);

  TigerpawReader& reader_;
  TigerpawWriter& writer_;
  Journal& journal_;
  Pace pace_;
  std::map<ChargeKey, plan::SaidPrice> said_prices_;
  std::optional<Agreement> listing_;
  Instant listed_at_{};
  std::set<AgreementNumber> touched_;
  bool is_stopped_ = false;
  std::string stop_reason_;
};

}  // namespace tariff::apply
