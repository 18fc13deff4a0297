#include "app/import.hpp"

#include <doctest/doctest.h>

#include "support/tiny_world.hpp"
#include "unit/app/observed_ports.hpp"

namespace tariff::app {
namespace {

/// The tiny world and four customers more, each with the line that its devices ask for.
Observed a_world() {
  Desired ignored = tiny::a_desired();
  Observed world = tiny::an_observed();
  for (std::int64_t i = 1; i <= 4; ++i) {
    tiny::add_customer(ignored, world, i);
    tiny::use_licence(world, tiny::select_licence, {4 + i, 1, 0}, 3 + i);
    tiny::add_line(world, 100 + i, "KES-SELECT", 5 + i, 50001 + i);
  }
  return world;
}

Result<Imported> import_of(const Observed& world, const std::string& external_product = "") {
  ObservedSource source(world);
  ObservedTigerpaw tigerpaw(world);
  return import_live(source, tigerpaw, {world.now, "America/New_York", external_product, {}});
}

}  // namespace

TEST_CASE("an import reads every virtual server, account and agreement once, and finds who is who") {
  const Observed world = a_world();
  const auto imported = import_of(world);
  REQUIRE(imported);
  CHECK(imported->unread.empty());
  CHECK(imported->tenants_read == 5);
  CHECK(imported->findings.count(discovery::Verdict::certain) == 5);
  CHECK(imported->findings.decisions() == 0);
  // Levels, External Products, the list of accounts; two an account; the agreements with lines; the one item.
  CHECK(imported->tigerpaw_requests == 3 + 10 + 4 + 1);
}

TEST_CASE("what could not be read is named, and nothing that stands on it is certain") {
  Observed world = a_world();
  world.usage.at(TenantId(4)) = Error{ErrorKind::unavailable, "The session ended.", ""};
  world.agreements_of.at(AccountNumber(10012)) = Error{ErrorKind::unavailable, "503", ""};
  const auto imported = import_of(world);
  REQUIRE(imported);
  CHECK(imported->unread.size() == 2);
  CHECK(imported->tenants_read == 4);
  CHECK(imported->findings.count(discovery::Verdict::doubtful) == 2);
}

TEST_CASE("details without the charges that the list counts are not complete") {
  Observed world = a_world();
  world.agreements.at(AgreementNumber(50002))->lines.clear();
  world.agreements_of.at(AccountNumber(10011))->front().charge_count = 1;
  const auto imported = import_of(world);
  REQUIRE(imported);
  CHECK(imported->unread.size() == 1);
  CHECK(imported->findings.count(discovery::Verdict::certain) == 4);
}

TEST_CASE("without the External Product that was named nothing is found") {
  const auto imported = import_of(a_world(), "Backup");
  REQUIRE_FALSE(imported);
  CHECK(imported.error().kind == ErrorKind::invalid);
}

}  // namespace tariff::app
