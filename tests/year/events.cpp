#include "year/events.hpp"

#include "year/year.hpp"

namespace tariff::year {
namespace {

constexpr std::int64_t days_in_year = 365;

/// True so many times in a year of forty customers, where it is asked once a day.
bool comes(World& world, std::int64_t times) {
  const auto customers = static_cast<std::int64_t>(world.deals.size());
  return world.dice.between(0, 40 * days_in_year - 1) < times * customers;
}

void happen_of(Year& year, const std::vector<EventKind>& kinds) {
  for (const auto& kind : kinds) {
    if (!comes(year.world, kind.times)) continue;
    ++year.figures.events[kind.name];
    year.say("event: " + kind.name);
    kind.happen(year);
  }
}

}  // namespace

void happen(Year& year) {
  happen_of(year, vendor_events());
  happen_of(year, customer_events());
  happen_of(year, contract_events());
  happen_of(year, clerk_events());
}

void merged(Year& year) {
  const auto apply = [](Year& later) { later.office.run({true, true, false, false}); };
  if (year.dice().chance(700)) return apply(year);
  year.within(4, apply);
}

Troubled::Troubled(Year& year) : year_(year) {
  World& world = year.world;
  auto& events = year.figures.events;
  if (comes(world, 8)) {
    world.kaspersky_answers = false;
    ++events["Security Center down for a night"];
  }
  if (comes(world, 4)) {
    world.tigerpaw.answers = false;
    ++events["Tigerpaw down for a night"];
  }
  if (comes(world, 60)) {
    world.dice.one_of(world.tenants).answers = false;
    ++events["virtual server unread for a night"];
  }
  if (comes(world, 60)) {
    world.tigerpaw.open_in_client.insert(world.dice.one_of(world.deals).agreement);
    ++events["agreement open in Tigerpaw for a night"];
  }
}

Troubled::~Troubled() {
  World& world = year_.world;
  world.kaspersky_answers = true;
  world.tigerpaw.answers = true;
  world.tigerpaw.open_in_client.clear();
  for (auto& tenant : world.tenants) tenant.answers = true;
}

}  // namespace tariff::year
