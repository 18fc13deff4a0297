#include "app/ledger_identity.hpp"

namespace tariff::app {

Status check_identity(const Desired& desired, const LedgerSnapshot& ledger, bool any_ledger_will_do) {
  if (desired.ledger && *desired.ledger != ledger.id)
    return Error{
        ErrorKind::refused,
        "The ledger is " + ledger.id.text() + ", the file names " + desired.ledger->text() + ".",
        "A second ledger can charge twice: mend [ledger] url in connections.toml, or `ledger` in the file."};
  if (ledger.state.installation && *ledger.state.installation != desired.installation)
    return Error{ErrorKind::refused,
                 "The ledger " + ledger.id.text() + " belongs to the installation " +
                     ledger.state.installation->text() + ", the file is of " + desired.installation.text() +
                     ".",
                 "Each installation has a ledger of its own: mend [ledger] url in connections.toml."};
  if (desired.ledger || any_ledger_will_do || desired.observes_only()) return done();
  return Error{ErrorKind::refused, "The file names no ledger, and " + ledger.id.text() + " is connected.",
               "Write ledger = \"" + ledger.id.text() + "\" into the file and commit it."};
}

}  // namespace tariff::app
