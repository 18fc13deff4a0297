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

TEST_CASE("in a world that the vendor's tool has billed its lines stand beside other names and other lines") {
  const auto made = generate({.tenants = 180, .seed = 3, .vendor_lines = true});
  CHECK(made.tariff_toml == generate({.tenants = 180, .seed = 3, .vendor_lines = true}).tariff_toml);
  const World world = world_of(write_world(made.world));
  CHECK(world.kaspersky.servers.size() == 180);
  CHECK(world.tigerpaw.accounts.size() == 176 + 5 + 18);

  std::int64_t vendor_lines = 0;
  std::int64_t other_lines = 0;
  for (const auto& agreement : world.tigerpaw.agreements)
    for (const auto& line : agreement.charges)
      ++(line.source_description == "Kaspersky" ? vendor_lines : other_lines);
  CHECK(vendor_lines > 300);
  CHECK(other_lines > 30);

  std::size_t mappings = 0;
  for (auto at = made.tariff_toml.find("[[mapping]]"); at != std::string::npos;
       at = made.tariff_toml.find("[[mapping]]", at + 1))
    ++mappings;
  CHECK(mappings == 176);
  CHECK(made.tariff_toml.find("billing = true") == std::string::npos);
}

TEST_CASE("the vendor's lines hold the counts of the day before: most of them are those of today") {
  const World world = world_of(write_world(generate({.tenants = 9, .seed = 1, .vendor_lines = true}).world));
  const auto& tigerpaw = world.tigerpaw;
  for (std::size_t i = 0; i < 9; ++i) {
    std::int64_t billed = 0;
    for (const auto& line : tigerpaw.agreements[i].charges)
      if (line.source_description == "Kaspersky") billed += line.quantity;
    std::int64_t used = 0;
    for (const auto& host : world.kaspersky.servers[i].hosts)
      used += static_cast<std::int64_t>(host.keys.size());
    CHECK(used == billed + (i == 4 ? (billed > used ? -1 : 1) : i == 7 ? used : 0));
  }
}
