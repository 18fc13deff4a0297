#include <doctest/doctest.h>

#include "bench/served_fleet.hpp"

using namespace tariff;

namespace {

/// Many lines on few agreements, and one line on each.
constexpr bench::FleetSize wide{10, 10};
constexpr bench::FleetSize narrow{25, 1};

}  // namespace

TEST_CASE(
    "a create takes at most 4 requests to Tigerpaw, an update 3, and an unchanged line is not written") {
  for (const auto size : {wide, narrow}) {
    CAPTURE(size.customers);
    CAPTURE(size.lines);
    const bench::ServedFleet fleet(size);

    const auto created = fleet.apply();
    CHECK(fleet.lines_at(1) == size.charges());
    CHECK(created.planning.writes == 0);
    CHECK(created.own.writes == 2 * size.charges());
    CHECK(created.of_charges() <= 4 * size.charges());

    fleet.raise_every_count();
    const auto updated = fleet.apply();
    CHECK(fleet.lines_at(2) == size.charges());
    CHECK(updated.own.writes == size.charges());
    CHECK(updated.of_charges() <= 3 * size.charges());

    const auto unchanged = fleet.apply();
    CHECK(fleet.lines_at(2) == size.charges());
    CHECK(unchanged.planning.writes == 0);
    CHECK(unchanged.own.writes == 0);
    CHECK(unchanged.own.reads == 0);
  }
}
