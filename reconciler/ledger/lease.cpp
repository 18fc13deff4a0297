#include "base/inert.hpp"
#include "ledger/state.hpp"
#include "text/time.hpp"

namespace tariff {

Status check_lease(const LedgerState& state, Instant now) {
  if (!state.lease || state.lease->ends() <= now) return done();
  const Lease& lease = *state.lease;
  const std::string owner = lease.owner.empty() ? "" : " of " + inert(lease.owner, 120);
  return Error{ErrorKind::locked,
               "Run " + lease.run.text() + owner + " is applying since " + write_instant(lease.since) +
                   "; its lease ends at " + write_instant(lease.ends()) + ".",
               "Wait for it, or end it; a run that is gone is in nobody's way once its lease has ended."};
}

}  // namespace tariff
