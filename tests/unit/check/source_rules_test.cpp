#include <doctest/doctest.h>

#include "unit/check/world.hpp"

namespace tariff::check {
namespace {

/// The tiny world counted by a source "center", and one more customer whom a source "hub" counts.
struct TwoSources : World {
  TwoSources() {
    tiny::add_customer(desired, observed, 1);
    observed.sources = {{SourceName("center"), SourceKind::security_center},
                        {SourceName("hub"), SourceKind::business_hub}};
    put_in(0, "center");
    put_in(1, "hub");
    desired.mappings[1].kind = SourceKind::business_hub;
    for (auto& [uid, tenant] : ledger.tenants) tenant.id.source = SourceName("center");
  }
  /// The tenant of that mapping is one of that source.
  void put_in(std::size_t index, const std::string& source) {
    auto& tenant = observed.tenants[index];
    auto usage = observed.usage.extract(tenant.id);
    tenant.id.source = SourceName(source);
    usage.key() = tenant.id;
    usage.mapped().value().tenant = tenant;
    observed.usage.insert(std::move(usage));
    desired.mappings[index].source = SourceName(source);
  }
  Mapping& hubs() { return desired.mappings[1]; }
  /// Both customers are one account's.
  void share_account() {
    hubs().account = mapping().account;
    hubs().agreement = mapping().agreement;
    hubs().account_name.reset();
  }
  void fail_hub() {
    observed.usage.erase(observed.tenants[1].id);
    observed.tenants.pop_back();
    observed.sources[1].failure = Error{
        ErrorKind::unavailable, "The source \"hub\" (Kaspersky Business Hub) could not be read.", "Again."};
  }
};

}  // namespace

TEST_CASE("two sources side by side have no problem") {
  const TwoSources world;
  CHECK(world.review().problems.empty());
}

TEST_CASE("where there are several sources a mapping names its own, and one that there is") {
  TwoSources world;
  world.mapping().source = SourceName();
  auto problem = found(world.review(), "source-unknown");
  CHECK(problem.message == "The mapping does not say of which source its virtual server is.");
  CHECK(problem.hint == "Add source. There are: center, hub.");
  world.mapping().source = SourceName("centre");
  problem = found(world.review(), "source-unknown");
  CHECK(problem.message == "There is no source \"centre\".");
  CHECK(world.review().set_aside[0]);
  CHECK_FALSE(world.review().set_aside[1]);
  CHECK(found(world.review(), "tenant-unknown").message.empty());
}

TEST_CASE("the only source may go without a name, and one that has none is not to be named") {
  World world;
  world.observed.sources = {{SourceName("center"), SourceKind::security_center}};
  world.observed.tenants[0].id.source = SourceName("center");
  world.observed.usage.emplace(world.observed.tenants[0].id, world.observed.usage.at(TenantId(3)));
  CHECK(world.review().problems.empty());
  world.observed.sources[0].name = SourceName();
  world.mapping().source = SourceName("center");
  CHECK(found(world.review(), "source-unknown").hint == "The only source has no name: leave source out.");
}

TEST_CASE("Business Hub has no virtual servers") {
  TwoSources world;
  world.hubs().kind = SourceKind::security_center;
  CHECK(found(world.review(), "source-unknown").message ==
        "The source of the mapping is a business-hub, which has no virtual server.");
}

TEST_CASE("one name in two sources is two tenants") {
  TwoSources world;
  world.observed.tenants[1].name = world.hubs().tenant = "Contoso";
  CHECK(world.review().problems.empty());
}

TEST_CASE("a source that was not read is one problem, its mappings are unread, and the others are not") {
  TwoSources world;
  world.fail_hub();
  const Review review = world.review();
  CHECK(review.problems.size() == 1);
  const auto problem = found(review, "source-unread");
  CHECK(problem.scope == Scope::source);
  CHECK(problem.message ==
        "The source \"hub\" (Kaspersky Business Hub) could not be read. 1 mapping is unread.");
  CHECK(review.unread[1]);
  CHECK(review.set_aside[1]);
  CHECK_FALSE(review.unread[0]);
  CHECK_FALSE(review.set_aside[0]);
}

TEST_CASE("an account may hold a tenant of each source, of one source only one") {
  TwoSources world;
  world.observed.usage.at(world.observed.tenants[0].id).value().licences.clear();
  world.share_account();
  CHECK(found(world.review(), "account-mapped-twice").message.empty());
  world.hubs().source = SourceName("center");
  CHECK(found(world.review(), "account-mapped-twice").message ==
        "The account 10010 is mapped twice: also in line 28.");
}

TEST_CASE("one item that two sources count for one agreement sets both mappings aside") {
  TwoSources world;
  world.share_account();
  const Review review = world.review();
  CHECK(
      contains(found(review, "item-of-two-sources").message,
               "The item \"KES-SELECT\" is counted for this account by the virtual server \"Contoso\" and by "
               "the company \"Customer 1\" in line 26."));
  CHECK(review.set_aside[0]);
  CHECK(review.set_aside[1]);
  SUBCASE("the product's own agreement for one of them is another line") {
    tiny::add_agreement(world.observed, 50009);
    MappingProduct own;
    own.name = "Endpoint Security Select";
    own.agreement = AgreementNumber(50009);
    world.hubs().products = {own};
    CHECK(found(world.review(), "item-of-two-sources").message.empty());
    world.mapping().products = {own};
    CHECK_FALSE(found(world.review(), "item-of-two-sources").message.empty());
  }
  SUBCASE("another agreement is another line") {
    tiny::add_agreement(world.observed, 50009);
    world.hubs().agreement = AgreementNumber(50009);
    CHECK(found(world.review(), "item-of-two-sources").message.empty());
    ChargeState& line = world.ledger.charges[{AgreementNumber(50001), ItemId("KES-SELECT")}];
    line.account = AccountNumber(10010);
    line.detail = DetailId(9001);
    line.confirmed = LineValue{5, tiny::money("3.50"), PriceLevelId(2)};
    line.parts = {{world.tenant().uid, "Endpoint Security Select", Category::workstation, 5}};
    CHECK(found(world.review(), "handover-missing").message.empty());
    line.parts[0].tenant = world.observed.tenants[1].uid;
    CHECK(contains(found(world.review(), "handover-missing").message, "now names 50009"));
  }
}

TEST_CASE("an item that stood for a source which was not read is not taken over that night") {
  TwoSources world;
  world.share_account();
  const TenantUid of_hub = world.observed.tenants[1].uid;
  ChargeState& line = world.ledger.charges[{AgreementNumber(50001), ItemId("KES-SELECT")}];
  line.account = AccountNumber(10010);
  line.detail = DetailId(9001);
  line.parts = {{of_hub, "Endpoint Security Select", Category::workstation, 5}};
  TenantBound bound = world.ledger.tenants.begin()->second;
  bound.uid = of_hub;
  bound.id.source = SourceName("hub");
  world.ledger.tenants.emplace(of_hub, bound);
  world.fail_hub();
  const Review review = world.review();
  CHECK(contains(found(review, "item-of-two-sources").message, "which was not read"));
  CHECK(review.unread[0]);
}

TEST_CASE("a second source's tenant is no replacement of the first") {
  TwoSources world;
  world.share_account();
  CHECK(found(world.review(), "tenant-replaced").message.empty());
}

TEST_CASE("a customer who moves to another source is warned of, and needs a word") {
  TwoSources world;
  world.desired.mappings.erase(world.desired.mappings.begin());
  auto& now = world.desired.mappings.front();
  now.account = AccountNumber(10010);
  now.agreement = AgreementNumber(50001);
  now.account_name.reset();
  CHECK(found(world.review(), "tenant-replaced").severity == Severity::error);
  CHECK(world.review().set_aside[0]);
  Moved moved;
  moved.tenant = now.tenant;
  moved.from = TenantUid("UID-CONTOSO");
  moved.to = TenantUid("UID-1");
  world.desired.moved = {moved};
  const Review review = world.review();
  CHECK(found(review, "tenant-replaced").message.empty());
  CHECK(found(review, "tenant-moved-source").severity == Severity::warning);
  CHECK_FALSE(review.set_aside[0]);
}

TEST_CASE("one identity in two sources is billed once") {
  TwoSources world;
  world.observed.tenants[1].uid = TenantUid("UID-CONTOSO");
  const Review review = world.review();
  CHECK(contains(found(review, "tenant-mapped-twice").message, "has the UID of the one in line"));
  CHECK(review.set_aside[1]);
}

}  // namespace tariff::check
