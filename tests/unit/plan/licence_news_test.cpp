#include <doctest/doctest.h>

#include "plan/summary.hpp"
#include "unit/plan/plan_of.hpp"

namespace tariff::plan {
namespace {

const std::string renewed = "Kaspersky Endpoint Security for Business - Select 2027";

/// A world whose ledger has seen a run that matched this name.
World knowing(const std::string& name) {
  World world;
  world.billed(5);
  world.happened(RunStarted{"tariff", "", InstallationId("k7q2m9d4xw"), "", 0, {}, false, {name}},
                 std::chrono::hours(24));
  return world;
}

}  // namespace

TEST_CASE("a licence name that a glob matches for the first time is told, though no line changes") {
  World world = knowing(tiny::select_licence);
  CHECK(world.plan().new_licences.empty());
  CHECK_FALSE(has_entries(world.plan()));
  world.count(0);
  tiny::use_licence(world.observed, renewed, {4, 1, 0});
  const Plan plan = world.plan();
  CHECK(plan.rows.empty());
  CHECK(plan.new_licences == std::vector{NewLicence{renewed, "Endpoint Security Select", true, 5, 1}});
  CHECK(plan.bookkeeping.licences == std::vector{renewed});
  CHECK(has_entries(plan));
}

TEST_CASE("while the ledger knows no names all are remembered and none is told, and they make no run") {
  World world;
  world.billed(5);
  CHECK(world.plan().new_licences.empty());
  CHECK(world.plan().bookkeeping.licences == std::vector{tiny::select_licence});
  CHECK_FALSE(has_entries(world.plan()));
}

TEST_CASE("devices and customers of a new name are added up, and what is not billed says so") {
  World world = knowing("Kaspersky Something");
  world.add_billed(1, 7);
  world.desired.products.at(0).billed = false;
  const auto news = world.plan().new_licences;
  CHECK(news == std::vector{NewLicence{tiny::select_licence, "Endpoint Security Select", false, 12, 2}});
}

TEST_CASE("a name that stands in the file as it is, one of two products, and one of nobody are no news") {
  World world = knowing("Kaspersky Something");
  world.desired.products.at(0).match.push_back(tiny::select_licence);
  CHECK(world.plan().new_licences.empty());
  CHECK(world.plan().bookkeeping.licences == std::vector{tiny::select_licence});
  world.desired.products.at(1).match.emplace_back("*Select*");
  CHECK(world.plan().bookkeeping.licences.empty());
  tiny::use_licence(world.observed, tiny::select_licence, {});
  tiny::use_licence(world.observed, "Kaspersky Total Security", {3, 0, 0});
  CHECK(world.plan().bookkeeping.licences.empty());
}

TEST_CASE("without a ledger, and of a mapping that bills nothing, no name is told") {
  World world = knowing("Kaspersky Something");
  world.mapping().billing = Billing::off;
  CHECK(world.plan().bookkeeping.licences.empty());
  world.mapping().billing = Billing::observe;
  world.has_ledger = false;
  CHECK(world.plan().new_licences.empty());
}

}  // namespace tariff::plan
