#pragma once

#include <map>
#include <optional>
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
};

struct Step {
  StepEnd end = StepEnd::failed;
  std::string message;
  std::optional<DetailId> detail;
};

/// One absolute set of a bound line. Shape: `from` is what must stand there now; `retires` where we are done
/// with the line once it holds `to`.
struct LineSet {
  ChargeKey key;
  DetailId detail;
  LineValue from;
  LineValue to;
  std::vector<Part> parts;
  bool retires = false;
};

/// The single steps of the charge protocol: each claims in the ledger, sends at most one write, reads back,
/// records.
///
/// Cost: create 1 write and 1 read, set 1 write and 1 read, and one read more for the first step on an
/// agreement; the read-back of one step is the fresh listing of the next on the same agreement. Source:
/// charge-protocol.md sections 3-5.
class Steps {
 public:
  /// Requires: all three outlive the steps.
  Steps(TigerpawReader& reader, TigerpawWriter& writer, Journal& journal);

  /// The account's cross-reference to the External Product.
  Step link(AccountNumber account, const plan::LinkAccount& link);
  /// A line at quantity 0 that is bound in the ledger afterwards. A line that an earlier create left is bound
  /// instead.
  Step create_at_zero(AccountNumber account, const plan::CreateCharge& create);
  /// The line holds `to` afterwards. Requires: the line is bound.
  Step set(const LineSet& wanted);
  /// The line holds quantity 0 and is retired afterwards.
  Step retire(const plan::RetireCharge& retire);
  /// A line that stands there becomes ours; nothing is sent to Tigerpaw.
  Step adopt(AccountNumber account, const plan::AdoptCharge& adopt);
  Step release(const plan::ReleaseCharge& release);

  /// True once no write may go out any more: rights are missing, the service is busy, or the ledger failed.
  bool is_stopped() const { return is_stopped_ || journal_.is_broken(); }
  const std::string& stop_reason() const { return stop_reason_; }

 private:
  const Agreement* fresh_listing(AgreementNumber number, AccountNumber account, Step& out);
  const Agreement* read_back(AgreementNumber number, Step& out);
  Step record(std::vector<EventBody> events, Step good);
  Step resolve_create(AccountNumber account, const plan::CreateCharge& create, const WriteAnswer& answer);
  Step resolve_set(const ChargeKey& key, DetailId detail, const LineValue& to, const WriteAnswer& answer);
  void note(const WriteAnswer& answer);

  TigerpawReader& reader_;
  TigerpawWriter& writer_;
  Journal& journal_;
  std::optional<Agreement> listing_;
  bool is_stopped_ = false;
  std::string stop_reason_;
};

}  // namespace tariff::apply
