#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "apply/run.hpp"
#include "domain/observed.hpp"
#include "plan/plan.hpp"
#include "simulation/usage.hpp"

namespace tariff::simulation {

/// What one run knew and was allowed, as the oracle writes it down.
///
/// Shape: `values` are what the consented rows of its plan may set a key of `accounts` to; `counted` what the
/// file wants of the counts that it read, by the oracle's own arithmetic; `stood` what it read of the lines
/// of a key when it planned; `seen` the last listing of each agreement that it was given; `claims` and
/// `intents` are what the ledger acknowledged and no request has used up.
struct RunFacts {
  RunId id;
  std::shared_ptr<const Desired> file;
  std::map<AccountNumber, Billing> billing;
  std::map<ChargeKey, AccountNumber> accounts;
  std::map<ChargeKey, std::vector<LineValue>> values;
  std::map<AccountNumber, std::size_t> plans;  ///< the oracle's number for what was counted
  std::set<ChargeKey> creates;
  std::set<AccountNumber> links;
  std::map<ChargeKey, LineValue> counted;
  std::map<ChargeKey, std::vector<LineValue>> stood;
  std::map<AgreementNumber, Agreement> seen;
  std::set<ChargeKey> claims;
  std::set<AccountNumber> link_claims;
  std::map<ChargeKey, LineValue> intents;
  std::map<ChargeKey, BillingStamp> stamps;  ///< as it had seen them when it sent the key's last set
  std::set<ChargeKey> invoiced_meanwhile;    ///< by the list that it read back behind that set
  std::string stopped_by;                    ///< why no further write may go out; empty where it may
};

/// Takes what the plan allows under that consent.
void allow(RunFacts& facts, const plan::Plan& plan, const plan::Consent& consent);

/// Takes a list that the run was given.
void listed(RunFacts& facts, const Agreement& agreement);

/// Takes what the ledger acknowledged.
void acknowledge(RunFacts& facts, const std::vector<Event>& events);

}  // namespace tariff::simulation
