#include "app/check_lines.hpp"
#include "app/doctor.hpp"
#include "app/ledger_identity.hpp"
#include "base/inert.hpp"
#include "text/time.hpp"

namespace tariff::app {
namespace {

/// A ledger's URL as people may see it: a user, a password and settings are left out.
std::string place_of(const std::string& url) {
  std::string place = url;
  const auto start = place.find("://");
  if (start != std::string::npos) {
    const auto path = std::min(place.find('/', start + 3), place.size());
    const auto at = place.rfind('@', path);
    if (at != std::string::npos && at > start) place.erase(start + 3, at + 1 - (start + 3));
    place = place.substr(0, place.find('?'));
  }
  return inert(place, 200);
}

CheckLine place_line(const LedgerToCheck& ledger) {
  const std::string place = place_of(ledger.url);
  if (!ledger.snapshot) return failed_line("ledger", ledger.snapshot.error());
  const auto& snapshot = *ledger.snapshot;
  if (!snapshot)
    return warning_line("ledger", "No ledger is at " + place + " yet.",
                        "Make it once with `tariff ledger init`.");
  const std::string found = "The ledger " + snapshot->id.text() + " at " + place +
                            " can be read; entries: " + std::to_string(snapshot->head.sequence) + ".";
  if (snapshot->discontinuity.empty()) return good_line("ledger", found);
  return warning_line("ledger", found + " " + snapshot->discontinuity,
                      "The next run begins an epoch: it creates nothing before the quiet period has passed.");
}

CheckLine identity_line(const LedgerToCheck& ledger, const LedgerSnapshot& snapshot, const Desired* desired) {
  const std::string id = "ledger-identity";
  if (desired == nullptr) return untried_line(id, "There is no file that could name a ledger.");
  if (const auto same = check_identity(*desired, snapshot, ledger.any_ledger_will_do); !same)
    return failed_line(id, same.error());
  if (desired->ledger) return good_line(id, "It is the ledger that the file names.");
  return good_line(id, "The file names no ledger, and needs none: it observes, or Tigerpaw is on loopback.");
}

CheckLine lease_line(const LedgerState& state, Instant now) {
  if (const auto is_free = check_lease(state, now); !is_free)
    return warning_line("ledger-lease", is_free.error().message, is_free.error().hint);
  return good_line("ledger-lease", "No run is applying.");
}

CheckLine last_run_line(const LedgerState& state) {
  const std::string id = "ledger-last-run";
  if (!state.last_run_started) return good_line(id, "No run has applied anything yet.");
  return good_line(id, "The last run, " + inert(state.last_run_started->run.text(), 60) + ", began at " +
                           write_instant(state.last_run_started->at) + ".");
}

}  // namespace

CheckLines check_ledger(const LedgerToCheck& ledger, const Desired* desired) {
  if (ledger.url.empty() && desired != nullptr && desired->observes_only())
    return {
        good_line("ledger", "The connections name no ledger, and nothing here needs one: all is observed.")};
  if (ledger.url.empty())
    return {warning_line("ledger", "The connections name no ledger; nothing can be applied.",
                         "Write [ledger] url into connections.toml, then run `tariff ledger init`.")};
  CheckLines lines{place_line(ledger)};
  if (!ledger.snapshot) return lines;
  if (!*ledger.snapshot) {
    if (desired != nullptr && desired->ledger)
      lines.push_back(
          failed_line("ledger-identity",
                      {ErrorKind::refused,
                       "The file names the ledger " + desired->ledger->text() + ", which is not there.",
                       "Mend [ledger] url in connections.toml; a second ledger can charge twice."}));
    return lines;
  }
  const LedgerSnapshot& snapshot = **ledger.snapshot;
  lines.push_back(identity_line(ledger, snapshot, desired));
  lines.push_back(lease_line(snapshot.state, ledger.now));
  lines.push_back(last_run_line(snapshot.state));
  return lines;
}

}  // namespace tariff::app
