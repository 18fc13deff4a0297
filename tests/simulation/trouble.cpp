#include "simulation/trouble.hpp"

namespace tariff::simulation {
namespace {

struct TroubleFacts {
  std::string_view name;
  std::int64_t common;      ///< in a thousand calls, or days, of a seed that draws it
  std::int64_t odds = 500;  ///< in a thousand seeds
};

/// These weaken what is promised, so few seeds have them.
constexpr std::int64_t broken_timing_odds = 60;
constexpr std::int64_t lost_ledger_odds = 100;
/// Said by the number of the seed: what the dice draw for the others stays what it was.
constexpr std::int64_t no_odds = 0;

constexpr std::array<TroubleFacts, troubles> facts{{
    {"write not sent", 25},
    {"write refused", 25},
    {"write unauthorized", 4},
    {"busy, not executed", 5},
    {"busy, executed", 5},
    {"reply lost", 60},
    {"executed late", 50},
    {"never executed", 40},
    {"answer for another line", 15},
    {"executed far too late", 40, broken_timing_odds},
    {"executed twice", 40, broken_timing_odds},
    {"listing fails", 15},
    {"listing stale", 80},
    {"other read fails", 3},
    {"usage unread", 10},
    {"ledger unread", 20},
    {"append overtaken", 60},
    {"append: disk full", 3},
    {"append: unavailable", 4},
    {"append unknown, stored", 4},
    {"append unknown, lost", 4},
    {"runner killed", 8},
    {"runner interrupted", 3},
    {"runner frozen", 5},
    {"clock jumps", 5},
    {"quantity edited by hand", 60},
    {"price edited by hand", 60},
    {"item edited by hand", 20},
    {"our line deleted", 50},
    {"line copied", 50},
    {"line of our item by hand", 60},
    {"agreement ended", 30},
    {"agreement sold", 30},
    {"file: agreement", 250},
    {"file: level", 120},
    {"file: items", 150},
    {"file: billing", 150},
    {"file: new customer", 60},
    {"file: rules", 60},
    {"file: own terms", 300, no_odds},
    {"price book rises", 120},
    {"usage leaps", 200},
    {"overlapping run", 350},
    {"ledger lost", 60, lost_ledger_odds},
    {"older ledger restored", 60, lost_ledger_odds},
}};

}  // namespace

std::string_view trouble_name(Trouble trouble) { return facts.at(static_cast<std::size_t>(trouble)).name; }

Weather Weather::drawn(Dice& dice) {
  constexpr std::array<std::int64_t, 3> quarters{1, 4, 12};
  Weather weather;
  if (dice.chance(30)) return weather;
  for (std::size_t i = 0; i < troubles; ++i) {
    if (facts.at(i).odds != no_odds && dice.chance(facts.at(i).odds))
      weather.set(static_cast<Trouble>(i), facts.at(i).common * dice.one_of(quarters) / 4);
  }
  return weather;
}

void Weather::say_own_terms(std::uint64_t seed) {
  constexpr std::uint64_t every = 8;
  if (seed % every == every - 3)
    set(Trouble::file_own_terms, facts.at(static_cast<std::size_t>(Trouble::file_own_terms)).common);
}

}  // namespace tariff::simulation
