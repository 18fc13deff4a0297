#include "e2e/town.hpp"

#include <stdexcept>

#include <doctest/doctest.h>

#include "sandbox/generate.hpp"
#include "text/time.hpp"

namespace tariff::e2e {
namespace {

/// Writes the world of that size; gives its tariff.toml.
std::string make_world(const test::TempFolder& folder, int tenants, int seed) {
  const auto made =
      sandbox::generate({.tenants = tenants, .seed = static_cast<std::uint64_t>(seed), .vendor_lines = true});
  folder.write("world.json", sandbox::write_world(made.world));
  return made.tariff_toml;
}

}  // namespace

Town::Town(int tenants, int seed)
    : truth_(make_world(folder_, tenants, seed)),
      repository_(folder_ / "customers"),
      sandbox_({.world = folder_ / "world.json", .state = {}, .more = {}}, folder_.path()) {
  sandbox_.reset_requests();
}

Ending Town::run(const Words& words) const { return run_in(repository_, sandbox_, words); }

std::string Town::hours_later(int hours) { return write_instant(system_now() + std::chrono::hours(hours)); }

std::int64_t Town::writes() const {
  const Json counted = json_of(sandbox_.requests());
  return std::stoll(counted.find("writes")->raw());
}

std::int64_t Town::requests() const {
  const Json counted = json_of(sandbox_.requests());
  return std::stoll(counted.find("total")->raw());
}

void Town::refuse_one_agreement() const {
  const auto answer = sandbox_.control(
      "POST", "/sandbox/faults",
      R"({"rules":[{"call":"GET /api/agreements/{n}/details","nth":1,"fault":"status","status":403}]})");
  if (answer.status != 200) throw std::runtime_error("the rules were refused: " + answer.body);
}

sandbox::World Town::world() const {
  auto world = sandbox::read_world(sandbox_.world(), Instant{});
  REQUIRE(world.has_value());
  return std::move(world).value();
}

}  // namespace tariff::e2e
