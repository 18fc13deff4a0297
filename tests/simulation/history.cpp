#include "simulation/history.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <set>

#include "domain/charge_lines.hpp"
#include "simulation/bounds.hpp"
#include "simulation/people.hpp"
#include "simulation/repair.hpp"
#include "simulation/runner.hpp"
#include "simulation/site.hpp"

namespace tariff::simulation {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr plan::Consent nightly{true, false, false, false};
constexpr plan::Consent every_consent{true, true, true, true};

std::int64_t drawn_days(Dice& dice) {
  const auto kind = dice.between(1, 10);
  if (kind <= 5) return dice.between(1, 4);
  return kind <= 9 ? dice.between(5, 10) : dice.between(11, 30);
}

plan::Consent drawn_consent(Dice& dice) {
  if (dice.chance(600)) return every_consent;
  return {dice.chance(700), dice.chance(700), dice.chance(500), dice.chance(500)};
}

void start_run(Site& site, Instant when, plan::Consent consent) {
  site.timeline.start_at(when, [&site, consent] { Runner(site, consent).work(); });
}

/// A run, and those that somebody else starts at about the same time.
void start_runs(Site& site, Instant when, plan::Consent consent) {
  start_run(site, when, consent);
  for (int other = 0; other < 3 && site.strikes(Trouble::overlapping_run); ++other)
    start_run(site, when + seconds(site.dice.between(0, 400)), drawn_consent(site.dice));
}

void live_days(Site& site, std::int64_t days) {
  const Instant first = std::chrono::floor<std::chrono::days>(site.timeline.now()) + std::chrono::days(1);
  start_runs(site, site.timeline.now() + minutes(1), every_consent);
  for (std::int64_t day = 0; day < days; ++day) {
    const Instant midnight = first + std::chrono::days(day);
    site.timeline.run_until(midnight);
    live_one_day(site, midnight);
    start_runs(site, midnight + hours(2), nightly);
    if (site.dice.chance(500))
      start_runs(site, midnight + seconds(site.dice.between(3 * 3600, 23 * 3600)), drawn_consent(site.dice));
  }
  site.timeline.run_until(first + std::chrono::days(days));
  site.figures.days += days;
}

/// A run without any trouble and with every consent. Shape: what its plan left, by account.
Leftovers run_in_peace(Site& site) {
  site.timeline.run_until(site.timeline.now() + quiet_period);
  Leftovers left;
  site.timeline.start_at(site.timeline.now(), [&] {
    Runner runner(site, every_consent);
    runner.work();
    left = runner.left();
  });
  site.timeline.run_until(site.timeline.now() + hours(1));
  return left;
}

std::vector<std::string> lines_in_words(const std::map<ChargeKey, LineValue>& lines, bool with_price) {
  std::vector<std::string> words;
  for (const auto& [key, value] : lines)
    if (value.quantity != 0)
      words.push_back(address_of(key) + " " + std::to_string(value.quantity) +
                      (with_price ? " at " + value.price.text() + ", level " + value.level.text() : ""));
  return words;
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& word : words) out += (out.empty() ? "" : "; ") + word;
  return out.empty() ? "nothing" : out;
}

/// What our lines of one account bill. Several lines of one key count together.
std::map<ChargeKey, LineValue> standing(const Site& site, AccountNumber account) {
  std::map<ChargeKey, LineValue> lines;
  for (const auto& [number, agreement] : site.tigerpaw.world().agreements) {
    if (agreement->summary.account != account || site.sold.contains(number)) continue;
    for (const auto& line : agreement->lines) {
      if (!site.oracle.is_ours(line.id) || line.quantity == 0) continue;
      auto& value = lines[{number, line.item}];
      value = {value.quantity + line.quantity, line.price, line.level};
    }
  }
  return lines;
}

/// Every customer's lines equal its counts, or a person was involved and the plan says what waits.
void judge(Site& site, const Leftovers& left) {
  for (const auto& mapping : site.file->mappings) {
    if (mapping.billing == Billing::observe) continue;
    std::map<ChargeKey, LineValue> wanted;
    if (mapping.billing == Billing::on)
      wanted = wanted_by(*site.file, mapping, site.usage[TenantId(mapping.account.value() - 10007)],
                         site.tigerpaw.world().items);
    const bool with_price = !site.oracle.is_touched(mapping.account, Touch::price);
    auto lines = standing(site, mapping.account);
    // A line whose devices went may keep its last count, where the file says so.
    if (site.file->on_zero == ZeroRule::keep)
      std::erase_if(lines, [&](const auto& line) {
        return wanted.contains(line.first) && wanted.at(line.first).quantity == 0;
      });
    const auto expected = lines_in_words(wanted, with_price);
    const auto found = lines_in_words(lines, with_price);
    const auto reason = left.find(mapping.account);
    ++(found == expected ? site.figures.right_in_the_end : site.figures.held_in_the_end);
    if (found == expected) continue;
    const std::string end = "Account " + mapping.account.text() + " ends with " + joined(found) +
                            " and should have " + joined(expected);
    const bool keeps_edits = site.file->hand_edit == HandEditRule::keep &&
                             (site.oracle.is_touched(mapping.account, Touch::quantity) ||
                              site.oracle.is_touched(mapping.account, Touch::overdue));
    if (reason == left.end() && !keeps_edits) {
      site.oracle.fail(end + "; no row says so.");
    } else if (reason != left.end() && !site.oracle.is_touched(mapping.account) &&
               reason->second.find("The invoice run of agreement") == std::string::npos) {
      site.oracle.fail(end + "; nobody touched it, and yet: " + reason->second);
    }
  }
}

/// Empty lines of ours beside what the ledger binds.
std::int64_t strays(const Site& site) {
  std::set<DetailId> bound;
  for (const auto& [key, charge] : site.book.state().charges)
    if (charge.detail) bound.insert(*charge.detail);
  std::int64_t count = 0;
  for (const auto& [number, agreement] : site.tigerpaw.world().agreements)
    for (const auto& line : agreement->lines)
      count += site.oracle.is_ours(line.id) && line.quantity == 0 && !bound.contains(line.id) ? 1 : 0;
  return count;
}

void come_to_rest(Site& site) {
  site.weather = Weather::calm();
  // Whoever froze wakes, and whatever was on its way arrives.
  site.timeline.run_until(site.timeline.now() + std::chrono::days(4));
  site.say([] { return "peace"; });
  const auto epoch = site.book.state().epoch;
  run_in_peace(site);
  // A run that begins an epoch creates nothing, so two more bring the rest.
  if (site.book.state().epoch != epoch) run_in_peace(site);
  run_in_peace(site);
  const std::int64_t writes = site.figures.writes;
  const Leftovers left = run_in_peace(site);
  if (site.figures.writes != writes) site.oracle.fail("The third run in peace still writes.");
  judge(site, left);
  site.figures.strays += strays(site);
  site.say([] { return "people do what is asked of them"; });
  site.timeline.start_at(site.timeline.now(), [&site] { repair(site); });
  run_in_peace(site);
  run_in_peace(site);
  judge(site, run_in_peace(site));
}

}  // namespace

Verdict live(std::uint64_t seed, Figures& figures, Keep keep) {
  Site site(seed, figures, keep == Keep::trace);
  ++figures.histories;
  live_days(site, drawn_days(site.dice));
  come_to_rest(site);
  figures.violations += site.oracle.violations().empty() ? 0 : 1;
  return {site.oracle.violations(), site.trace.lines()};
}

}  // namespace tariff::simulation
