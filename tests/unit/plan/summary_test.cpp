#include "plan/summary.hpp"

#include <vector>

#include <doctest/doctest.h>

#include "unit/plan/plan_of.hpp"

namespace tariff::plan {

TEST_CASE("of two exit codes the graver wins, over the whole order") {
  const std::vector<Exit> gravest_first{Exit::bug,     Exit::unknown, Exit::partial, Exit::error,
                                        Exit::unread,  Exit::refused, Exit::stale,   Exit::locked,
                                        Exit::invalid, Exit::changes, Exit::ok};
  for (std::size_t i = 0; i < gravest_first.size(); ++i)
    for (std::size_t j = i; j < gravest_first.size(); ++j) {
      CHECK(graver(gravest_first[i], gravest_first[j]) == gravest_first[i]);
      CHECK(graver(gravest_first[j], gravest_first[i]) == gravest_first[i]);
    }
}

TEST_CASE("a plan ends with 0, and with 2 where changes were asked for and are there") {
  World world;
  CHECK(exit_of(world.plan(), false) == Exit::ok);
  CHECK(exit_of(world.plan(), true) == Exit::changes);
  world.billed(5);
  CHECK(exit_of(world.plan(), true) == Exit::ok);
}

TEST_CASE("a held row counts as a change, an observed one does not") {
  World held;
  held.billed(5).quantity = 6;
  CHECK(exit_of(held.plan(), true) == Exit::changes);
  CHECK(summary_of(held.plan()).held == 1);
  CHECK(summary_of(held.plan()).delta.empty());
  World observed;
  observed.mapping().billing = Billing::observe;
  CHECK(exit_of(observed.plan(), true) == Exit::ok);
}

TEST_CASE("problems end with 3, what is unread with 9, an unknown ownership with 4") {
  World world;
  world.problems = {{{}, "x", Severity::warning, Scope::mapping, 0, "", ""}};
  CHECK(exit_of(world.plan(), false) == Exit::ok);
  world.problems[0].severity = Severity::error;
  CHECK(exit_of(world.plan(), true) == Exit::invalid);
  world.has_ledger = false;
  CHECK(exit_of(world.plan(), true) == Exit::refused);
  world.set_aside = world.unread = {true};
  CHECK(exit_of(world.plan(), true) == Exit::unread);
}

TEST_CASE("money is summed by billing period as Tigerpaw words it") {
  World world;
  tiny::add_customer(world.desired, world.observed, 1);
  world.set_aside = world.unread = world.product_set_aside = {false, false};
  tiny::agreement_of(world.observed, 50002).summary.period = "Yearly";
  const auto summary = summary_of(world.plan());
  CHECK(summary.creates == 2);
  CHECK(summary.delta ==
        std::map<std::string, Money>{{"Monthly", tiny::money("17.50")}, {"Yearly", tiny::money("17.50")}});
}

TEST_CASE("every kind of failure has its exit code") {
  CHECK(exit_for(ErrorKind::invalid) == Exit::invalid);
  CHECK(exit_for(ErrorKind::refused) == Exit::refused);
  CHECK(exit_for(ErrorKind::locked) == Exit::locked);
  CHECK(exit_for(ErrorKind::outcome_unknown) == Exit::unknown);
  CHECK(exit_for(ErrorKind::unavailable) == Exit::unread);
  CHECK(exit_for(ErrorKind::local_io) == Exit::error);
}

}  // namespace tariff::plan
