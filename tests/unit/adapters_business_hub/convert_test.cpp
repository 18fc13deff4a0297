#include "adapters/business_hub/convert.hpp"

#include <doctest/doctest.h>

#include "text/time.hpp"

namespace tariff::business_hub {
namespace {

const Instant noon = read_instant("2026-11-22T12:00:00Z").value();
const Tenant contoso{TenantId(std::string("6f0c")), TenantUid("6f0c"), "Contoso", true};

Licence a_licence(LicenceUnit unit, Usage usage) {
  usage.as_of = noon;
  return {"L-1", "Cloud Plus", LicenceType::subscription,   LicenceStatus::active,
          unit,  25,           noon + std::chrono::days(9), usage};
}

TenantUsage read(Licence licence) { return to_usage(contoso, {std::move(licence)}, noon); }

}  // namespace

TEST_CASE("a licence sold by users has users by the formula, its devices, and what it was bought for") {
  const auto usage = read(a_licence(LicenceUnit::user, {5, 2, 9, 11, 0, {}}));
  REQUIRE(usage.licences.size() == 1);
  const auto& licence = usage.licences[0];
  CHECK(licence.figures->users == 5);
  CHECK(licence.figures->devices == 11);
  CHECK_FALSE(licence.figures->mailboxes.has_value());
  CHECK(licence.bought == 25);
  CHECK(usage.notes.empty());
}

TEST_CASE("where Business Hub's own figure of users differs the formula counts, and it is told") {
  const auto usage = read(a_licence(LicenceUnit::user, {7, 2, 9, 11, 0, {}}));
  CHECK(usage.licences[0].figures->users == 5);
  REQUIRE(usage.notes.size() == 1);
  CHECK(usage.notes[0] ==
        "Licence L-1: Business Hub's own figure is 7 users, its computers and mobiles make 5; they count.");
}

TEST_CASE("mailboxes are of licences sold by mailboxes") {
  const auto usage = read(a_licence(LicenceUnit::mailbox, {0, 0, 0, 0, 22, {}}));
  CHECK(usage.licences[0].figures->mailboxes == 22);
  CHECK_FALSE(usage.licences[0].figures->users.has_value());
  CHECK(usage.licences[0].used() == 22);
}

TEST_CASE(
    "what does not count: trials, what is paused, what has ended; what may in grace: what is cancelled") {
  auto licence = a_licence(LicenceUnit::device, {0, 4, 0, 4, 0, {}});
  licence.type = LicenceType::trial;
  CHECK(read(licence).licences.empty());
  licence.type = LicenceType::subscription;
  licence.status = LicenceStatus::paused;
  CHECK(read(licence).licences.empty());
  CHECK(read(licence).lapsed.empty());
  licence.status = LicenceStatus::cancelled;
  REQUIRE(read(licence).licences.size() == 1);
  CHECK(read(licence).licences[0].in_grace);
  licence.status = LicenceStatus::active;
  licence.expires_at = noon;
  CHECK(read(licence).licences.empty());
  REQUIRE(read(licence).lapsed.size() == 1);
  CHECK(read(licence).lapsed[0].devices == 4);
}

TEST_CASE("a count that is days old is told") {
  auto licence = a_licence(LicenceUnit::device, {0, 4, 0, 4, 0, {}});
  licence.usage.as_of = noon - std::chrono::hours(49);
  CHECK(read(licence).notes ==
        std::vector<std::string>{"Licence L-1: its counts are of 2026-11-20T11:00:00Z."});
  licence.usage.as_of = noon - std::chrono::hours(47);
  CHECK(read(licence).notes.empty());
}

TEST_CASE("a company without a licence uses nothing, and is read") {
  const auto usage = to_usage(contoso, {}, noon);
  CHECK(usage.licences.empty());
  CHECK(usage.tenant == contoso);
}

}  // namespace tariff::business_hub
