#include "sandbox/generate.hpp"

#include <set>

#include "unit/sandbox/support.hpp"

using namespace tariff;
using namespace tariff::sandbox;

TEST_CASE("the same seed gives the same world and file, another seed another world") {
  const auto first = generate({.tenants = 20, .seed = 7});
  const auto again = generate({.tenants = 20, .seed = 7});
  const auto other = generate({.tenants = 20, .seed = 8});
  CHECK(write_world(first.world) == write_world(again.world));
  CHECK(first.tariff_toml == again.tariff_toml);
  CHECK(write_world(first.world) != write_world(other.world));
}

TEST_CASE("a generated world has every tenant once, with devices on each of three products") {
  const World world =
      world_of(write_world(generate({.tenants = 50, .seed = 1, .devices_per_tenant = 3}).world));
  std::set<std::string> names;
  for (const auto& server : world.kaspersky.servers) {
    names.insert(server.name);
    std::set<std::string> serials;
    for (const auto& host : server.hosts) serials.insert(host.keys[0].serial);
    CHECK(serials.size() == 3);
  }
  CHECK(names.size() == 50);
  CHECK(world.tigerpaw.accounts.size() == 50);
  CHECK(world.tigerpaw.agreements.size() == 50);
  CHECK(world.kaspersky.servers[0].keys[0].limit_date == "2027-11-22T00:00:00Z");
}
