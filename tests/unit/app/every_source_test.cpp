#include "app/every_source.hpp"

#include <doctest/doctest.h>

#include "app/observe.hpp"
#include "support/tiny_world.hpp"
#include "unit/app/observed_ports.hpp"

namespace tariff::app {
namespace {

/// A source of its own world that may be down.
class Source final : public UsageSource {
 public:
  explicit Source(const Observed& observed, bool answers = true) : source_(observed), answers_(answers) {}
  Result<TenantList> tenants() override {
    if (!answers_) return Error{ErrorKind::refused, "It said no.", "Ask again."};
    return source_.tenants();
  }
  Result<TenantUsage> usage(const Tenant& tenant, Instant now) override {
    return source_.usage({TenantId(tenant.id.local), tenant.uid, tenant.name, tenant.enabled}, now);
  }
  std::size_t parallel_max(const SourceName&) const override { return 2; }

 private:
  ObservedSource source_;
  bool answers_;
};

/// Two Security Centers, each with a virtual server 3 "Contoso".
struct World {
  Observed first = tiny::an_observed();
  Observed second = tiny::an_observed();

  EverySource sources(bool first_answers, bool second_answers) const {
    std::vector<NamedSource> all;
    all.push_back(
        {SourceName("east"), SourceKind::security_center, std::make_unique<Source>(first, first_answers)});
    all.push_back(
        {SourceName("west"), SourceKind::security_center, std::make_unique<Source>(second, second_answers)});
    return EverySource(std::move(all));
  }
};

}  // namespace

TEST_CASE("every source lists its tenants under its own name, and each is read where it is") {
  World world;
  world.second.usage.at(TenantId(3)).value().licences.clear();
  auto sources = world.sources(true, true);
  const auto listed = sources.tenants();
  REQUIRE(listed.has_value());
  REQUIRE(listed->tenants.size() == 2);
  CHECK(listed->tenants[0].id == TenantId(SourceName("east"), "3"));
  CHECK(listed->tenants[1].id == TenantId(SourceName("west"), "3"));
  CHECK(sources.usage(listed->tenants[0], {})->licences.size() == 1);
  CHECK(sources.usage(listed->tenants[1], {})->licences.empty());
  CHECK(sources.usage(listed->tenants[1], {})->tenant.id.source == SourceName("west"));
}

TEST_CASE("a source that is down is told, and the other is read") {
  const World world;
  auto sources = world.sources(true, false);
  const auto listed = sources.tenants();
  REQUIRE(listed.has_value());
  CHECK(listed->tenants.size() == 1);
  CHECK_FALSE(listed->sources[0].failure.has_value());
  REQUIRE(listed->sources[1].failure.has_value());
  CHECK(listed->sources[1].failure->message ==
        "The source \"west\" (Kaspersky Security Center) could not be read. It said no.");
  CHECK(listed->sources[1].failure->kind == ErrorKind::unavailable);
}

TEST_CASE("where no source answers there is nothing to go on with") {
  const World world;
  auto sources = world.sources(false, false);
  const auto listed = sources.tenants();
  REQUIRE_FALSE(listed.has_value());
  CHECK(listed.error().kind == ErrorKind::unavailable);
}

TEST_CASE("the only source without a name is called by its service") {
  CHECK(source_title(SourceName(), SourceKind::security_center) == "Kaspersky Security Center");
  CHECK(source_title(SourceName("hub"), SourceKind::business_hub) ==
        "The source \"hub\" (Kaspersky Business Hub)");
  CHECK(source_title(SourceName("portal"), SourceKind::file) == "The source \"portal\" (usage file)");
}

TEST_CASE("what is read of all sources stands in one place, each under its tenant") {
  World world;
  Desired desired = tiny::a_desired();
  desired.mappings[0].source = SourceName("west");
  auto sources = world.sources(true, true);
  ObservedTigerpaw tigerpaw(world.first);
  const auto observed = observe(sources, tigerpaw, desired, nullptr, {world.first.now, "UTC", {}, true});
  REQUIRE(observed.has_value());
  CHECK(observed->usage.size() == 1);
  CHECK(observed->usage.contains(TenantId(SourceName("west"), "3")));
  CHECK(observed->unmapped_usage.contains(TenantId(SourceName("east"), "3")));
}

}  // namespace tariff::app
