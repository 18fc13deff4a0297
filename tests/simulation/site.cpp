#include "simulation/site.hpp"

#include <array>

#include "support/tiny_world.hpp"
#include "text/time.hpp"

namespace tariff::simulation {
namespace {

/// The first customer of the tiny world is number 0; its agreement is 50001.
Observed first_world() {
  Observed world = tiny::an_observed();
  world.usage.clear();
  return world;
}

/// In one history of sixteen a fall waits for three days; in the others each count is written the same night,
/// so that more is under way.
Desired first_file(std::uint64_t seed) {
  Desired file = tiny::a_desired();
  file.guards.suspect_days = seed % 16 == 1 ? 3 : 1;
  return file;
}

std::int64_t drawn_size(Dice& dice) {
  // Six worlds of ten are small, three middling, one is large.
  const auto kind = dice.between(1, 10);
  if (kind <= 6) return dice.between(5, 9);
  return kind <= 9 ? dice.between(10, 24) : dice.between(25, 50);
}

}  // namespace

void Trace::add(Instant now, const std::string& words) {
  lines_.push_back(write_instant(now).substr(5) + "  " + words);
}

Site::Site(std::uint64_t seed, Figures& counted, bool keeps_trace)
    : dice(seed),
      timeline(tiny::an_observed().now, dice),
      weather(Weather::drawn(dice)),
      figures(counted),
      trace(keeps_trace),
      tigerpaw(first_world(), timeline),
      oracle(tigerpaw, book.state(), timeline),
      file(std::make_shared<const Desired>(first_file(seed))) {
  weather.say_own_terms(seed);
  if (dice.chance(500)) lease = std::chrono::minutes(15);
  const std::int64_t size = drawn_size(dice);
  ++figures.worlds[size];
  usage[TenantId(3)] = {{{0, Category::workstation}, 4}, {{0, Category::server}, 1}};
  customers = 1;
  while (customers < size) add_customer();
}

bool Site::strikes(Trouble trouble) {
  if (weather.of(trouble) == 0 || !dice.chance(weather.of(trouble))) return false;
  ++figures.of(trouble);
  return true;
}

void Site::add_customer() {
  Desired changed = *file;
  Observed& world = tigerpaw.world_now();
  const std::int64_t number = customers++;
  tiny::add_customer(changed, world, number);
  world.usage.clear();
  changed.mappings.back().billing = dice.chance(850) ? Billing::on : Billing::observe;
  if (dice.chance(500)) changed.mappings.back().price_level = "Standard";
  if (dice.chance(300)) tiny::account_of(world, 10010 + number).cross_references.clear();
  Usage& used = usage[TenantId(3 + number)];
  for (std::size_t product = 0; product < 2; ++product)
    for (const Category category : categories)
      if (dice.chance(500)) used[{product, category}] = dice.between(1, 9);
  commit(std::move(changed));
}

}  // namespace tariff::simulation
