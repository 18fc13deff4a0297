#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "e2e/site_ledger.hpp"
#include "e2e/story.hpp"

/// A small installation whose services are disturbed. Several of them work side by side.
namespace tariff::e2e {

/// What one run of `tariff apply` said.
struct Ran {
  int exit_code = 0;
  bool has_rows = false;                        ///< the plan was carried out, at least in part
  std::map<std::string, std::string> ends;      ///< address of a row -> its end
  std::map<std::string, std::string> messages;  ///< address of a row -> what is said of it
  std::string text;                             ///< both streams
};

Ran ran_of(const test::Ending& ended);

/// Two customers and their bystanders.
///
/// Shape: at its beginning account 10010 is billed for 3 x KES-SELECT on 50001 and now has 4 devices; account
/// 10020 is new: a link, a line on 50002, 2 x KES-ADV-SRV. So an undisturbed run makes one link, one create
/// and two updates. Lists come in pages of two rows.
class FaultSite {
 public:
  explicit FaultSite(LedgerKind kind = LedgerKind::sqlite);

  /// World and ledger as they were in the beginning, no rule in force, nothing counted.
  void begin();
  /// Replaces the rules: the elements of the faults file's list, with commas between them. "" ends all
  /// faults.
  void disturb(std::string_view rules) const;
  /// Runs `tariff apply` with consent for everything here, so many minutes after the beginning.
  Ran apply(int minutes, const Words& more = {}) const;
  /// The same as a command, for a run with more in its environment or beside the test.
  test::Command apply_command(int minutes, const Words& more = {}) const;
  /// What a dead run left in the ledger is a quiet period old from now on.
  void age() const { ledger_->age(); }
  /// Waits until the sandbox can be reached, and what was to be executed late has been.
  void wait_for_late() const;

  /// How often the rules have fired.
  std::int64_t fired() const;
  std::int64_t writes() const;
  /// Calls that were counted since begin(), by name.
  std::map<std::string, std::int64_t> calls() const;
  sandbox::World world() const;
  test::SandboxProcess& sandbox() const { return *sandbox_; }
  const std::filesystem::path& folder() const { return folder_.path(); }

 private:
  test::TempFolder folder_;
  std::unique_ptr<test::SandboxProcess> sandbox_;
  std::unique_ptr<SiteLedger> ledger_;
};

/// Everything that must hold of a world at any time, a sentence for each that does not: no two lines of one
/// item on an agreement, no amount but the old and the new one, nobody else touched, one link.
std::vector<std::string> trespasses(const sandbox::World& world);
/// Whether the world is that of an undisturbed run.
bool is_as_wanted(const sandbox::World& world);
/// The names of secrets that a run has told.
std::vector<std::string> told_secrets(const FaultSite& site, const Ran& ran);
/// Whether a run that failed names the service, and each of its rows that failed says why.
bool says_why(const Ran& ran);

}  // namespace tariff::e2e
