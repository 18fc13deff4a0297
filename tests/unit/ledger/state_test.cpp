#include "ledger/state.hpp"

#include <string>
#include <utility>

#include <doctest/doctest.h>

#include "support/tiny_world.hpp"
#include "text/time.hpp"

namespace tariff {
namespace {

const ChargeKey key{AgreementNumber(1), ItemId("A")};
const AccountNumber account(10);
const std::vector<Part> parts{{TenantUid("U"), "P", Category::server, 5}};

LineValue value(std::int64_t quantity) { return {quantity, tiny::money("3.50"), PriceLevelId(2)}; }

struct Log {
  LedgerState state;
  std::int64_t second = 0;

  Log& then(EventBody body) {
    apply_event(state, {Instant{std::chrono::seconds{++second}}, RunId("r"), std::move(body)});
    return *this;
  }
  const ChargeState& charge() const { return state.charges.at(key); }
};

Log billed() {
  Log log;
  log.then(ChargeClaimed{key, account}).then(ChargeBound{key, account, DetailId(9), false});
  log.then(ChargeIntended{key, value(5)}).then(ChargeConfirmed{key, value(5), parts});
  return log;
}

}  // namespace

TEST_CASE("a key goes from claimed over bound to confirmed") {
  Log log;
  CHECK(log.then(ChargeClaimed{key, account}).charge().state == KeyState::claimed);
  CHECK_FALSE(log.charge().detail.has_value());
  CHECK(log.then(ChargeBound{key, account, DetailId(9), false}).charge().state == KeyState::bound);
  CHECK(log.charge().detail == DetailId(9));
  CHECK_FALSE(log.charge().confirmed.has_value());
  log.then(ChargeIntended{key, value(5)});
  CHECK(log.charge().state == KeyState::bound);
  CHECK(log.charge().unproven == std::vector<LineValue>{value(5)});
  log.then(ChargeConfirmed{key, value(5), parts});
  CHECK(log.charge().state == KeyState::confirmed);
  CHECK(log.charge().confirmed == value(5));
  CHECK(log.charge().unproven.empty());
  CHECK(log.charge().parts == parts);
}

TEST_CASE("the quiet period of a set begins when it was intended") {
  Log log = billed();
  log.second = 1000;
  log.then(ChargeIntended{key, value(6)});
  CHECK(log.charge().since == Instant{std::chrono::seconds{1001}});
}

TEST_CASE("every value that was sent without proof is remembered until one is confirmed") {
  Log log = billed();
  log.then(ChargeIntended{key, value(6)}).then(ChargeUnknown{key, "reset"});
  log.then(ChargeIntended{key, value(7)}).then(ChargeUnknown{key, "reset"});
  CHECK(log.charge().state == KeyState::unknown);
  CHECK(log.charge().unproven == std::vector<LineValue>{value(6), value(7)});
  CHECK(log.charge().confirmed == value(5));
  log.then(ChargeConfirmed{key, value(7), parts});
  CHECK(log.charge().unproven.empty());
}

TEST_CASE("a refused set takes back its own value and nothing else") {
  Log log = billed();
  log.then(ChargeIntended{key, value(6)}).then(ChargeUnknown{key, "reset"});
  log.then(ChargeIntended{key, value(7)}).then(ChargeRefused{key, false, "locked"});
  CHECK(log.charge().unproven == std::vector<LineValue>{value(6)});
  CHECK(log.charge().state == KeyState::unknown);
  CHECK(log.charge().reason == "locked");
}

TEST_CASE("a refused create is refused, and a new claim starts afresh") {
  Log log;
  log.then(ChargeClaimed{key, account}).then(ChargeRefused{key, true, "no"});
  CHECK(log.charge().state == KeyState::refused);
  log.then(ChargeClaimed{key, account});
  CHECK(log.charge() ==
        ChargeState{KeyState::claimed, account, {}, {}, {}, {}, {}, log.charge().since, RunId("r"), ""});
}

TEST_CASE("a claim on a key that once was billed forgets the old line") {
  Log log = billed();
  log.then(ChargeClaimed{key, account});
  CHECK_FALSE(log.charge().detail.has_value());
  CHECK_FALSE(log.charge().confirmed.has_value());
  CHECK(log.charge().parts.empty());
}

TEST_CASE("what is agreed beside an override stays known as long as the line bears its price") {
  const Money agreed = tiny::money("3.50");
  LineValue said = value(5);
  said.price = tiny::money("2.00");
  Log log = billed();
  log.then(ChargeConfirmed{key, said, parts, agreed});
  CHECK(log.charge().agreed_price == agreed);
  said.quantity = 6;
  CHECK(log.then(ChargeConfirmed{key, said, parts}).charge().agreed_price == agreed);
  CHECK(log.then(ChargeRetired{key}).charge().agreed_price == agreed);
  CHECK_FALSE(log.then(ChargeConfirmed{key, value(6), parts}).charge().agreed_price);
}

TEST_CASE("of the days on which a count was suspect the highest count is known, until the days begin anew") {
  Log log = billed();
  log.then(CountSuspected{key, 2, 1, *read_day("2026-11-20")});
  log.then(CountSuspected{key, 1, 2, *read_day("2026-11-21")});
  CHECK(log.charge().suspect == SuspectCount{2, *read_day("2026-11-21"), 2});
  log.then(CountSuspected{key, 0, 1, *read_day("2026-11-22")});
  CHECK(log.charge().suspect == SuspectCount{1, *read_day("2026-11-22"), 0});
  log.then(CountSuspected{key, 0, 0, *read_day("2026-11-23")});
  CHECK_FALSE(log.charge().suspect);
}

TEST_CASE("a retired line is ours at zero, with its sources at zero") {
  Log log = billed();
  log.then(ChargeRetired{key});
  CHECK(log.charge().state == KeyState::retired);
  CHECK(log.charge().detail == DetailId(9));
  CHECK(log.charge().confirmed == value(0));
  CHECK(log.charge().parts[0].count == 0);
}

TEST_CASE("a held line stays bound, a released one is nobody's") {
  Log log = billed();
  log.then(ChargeHeld{key, "two lines"});
  CHECK(log.charge().state == KeyState::held);
  CHECK(log.charge().detail == DetailId(9));
  log.then(ChargeReleased{key, "observed"});
  CHECK(log.state.charges.empty());
}

TEST_CASE("a link is claimed, unknown, bound or nobody's") {
  Log log;
  log.then(LinkClaimed{account});
  CHECK(log.state.links.at(account).state == LinkStateKind::claimed);
  log.then(LinkUnknown{account, "reset"});
  CHECK(log.state.links.at(account).state == LinkStateKind::unknown);
  log.then(LinkBound{account, CrossReferenceId(4)});
  CHECK(log.state.links.at(account).state == LinkStateKind::bound);
  log.then(LinkReleased{account, "refused"});
  CHECK(log.state.links.empty());
}

TEST_CASE("the lines that were agreed for a tenant stay known while a later run waits") {
  Log log;
  const ChargeKey agreed{AgreementNumber(1), ItemId("A")};
  TenantBound tenant{TenantUid("U"), TenantId(3), "Contoso", account, AgreementNumber(1), {{agreed}}};
  log.then(tenant);
  tenant.lines.reset();
  tenant.name = "Contoso renamed";
  log.then(tenant);
  CHECK(log.state.tenants.at(tenant.uid).name == "Contoso renamed");
  CHECK(log.state.tenants.at(tenant.uid).lines == std::vector{agreed});
  tenant.agreement = AgreementNumber(2);
  log.then(tenant);
  CHECK(log.state.tenants.at(tenant.uid).lines == std::vector{agreed});
}

TEST_CASE("a run's end changes nothing, its start is remembered") {
  Log log;
  log.then(RunStarted{"tariff", "c", InstallationId("i"), "", 0}).then(RunEnded{1, 0, 0, 0});
  REQUIRE(log.state.last_run_started.has_value());
  CHECK(std::get<RunStarted>(log.state.last_run_started->body).commit == "c");
}

TEST_CASE("origins are those of the last run that knew them, whatever runs came since") {
  Log log;
  RunStarted knowing{"tariff", "c1", InstallationId("i"), "", 0};
  knowing.knows_origins = true;
  log.then(knowing).then(MappingOrigin{account, "c0", "Ann", Instant{}, ""});
  log.then(MappingOrigin{account, "c1", "Bob", Instant{}, "PR #1"});
  log.then(RunStarted{"tariff", "c2", InstallationId("i"), "", 0});
  CHECK(log.state.origins_commit == "c1");
  REQUIRE(log.state.origins.size() == 1);
  CHECK(log.state.origins.at(account).commit == "c1");
}

TEST_CASE("each head stands for the whole log before it") {
  const auto first = next_head(empty_head(), "a");
  CHECK(first.sequence == 1);
  CHECK(first.hash.size() == 64);
  CHECK(next_head(first, "b") == next_head(next_head(empty_head(), "a"), "b"));
  CHECK(next_head(first, "b") != next_head(next_head(empty_head(), "A"), "b"));
  CHECK(next_head(first, "b").hash != next_head(first, "c").hash);
  CHECK(next_head(empty_head(), "a").hash ==
        "2e04306c2c1c72c0567b0630f213452ce913cee8d0772efd39e5699ed22aa637");
}

TEST_CASE("the lease lives as long as its run is heard of, and ends with it") {
  Log log;
  log.then(RunStarted{"tariff", "c", InstallationId("i"), "ann on build-7", 900});
  REQUIRE(log.state.lease.has_value());
  CHECK(log.state.lease->owner == "ann on build-7");
  CHECK(log.state.lease->ends() == log.state.lease->since + std::chrono::seconds(900));
  log.then(LinkClaimed{account});
  CHECK(log.state.lease->ends() > log.state.lease->since + std::chrono::seconds(900));
  log.then(RunEnded{});
  CHECK_FALSE(log.state.lease.has_value());
}

TEST_CASE(
    "the first filling is over once a run ends with all that it began, and no line waits to be created") {
  Log log;
  log.then(ChargeClaimed{key, account}).then(RunEnded{0, 0, 1, 0});
  CHECK_FALSE(log.state.is_settled);
  log.then(ChargeBound{key, account, DetailId(7), false}).then(RunEnded{1, 0, 0, 0});
  CHECK_FALSE(log.state.is_settled);
  log.then(ChargeConfirmed{key, value(5), parts}).then(RunEnded{1, 0, 2, 0});
  CHECK_FALSE(log.state.is_settled);
  log.then(RunEnded{1, 0, 0, 5});
  CHECK(log.state.is_settled);
  log.then(RunEnded{0, 0, 1, 0});
  CHECK(log.state.is_settled);
}

TEST_CASE("in a new epoch every claim is unknown, and what is bound stays bound") {
  Log log;
  const ChargeKey other{AgreementNumber(2), ItemId("B")};
  log.then(ChargeClaimed{key, account}).then(ChargeClaimed{other, account});
  log.then(ChargeBound{other, account, DetailId(7), false}).then(LinkClaimed{account});
  log.then(EpochStarted{"an older head"});
  CHECK(log.state.charges.at(key).state == KeyState::unknown);
  CHECK(log.state.charges.at(other).state == KeyState::bound);
  CHECK(log.state.links.at(account).state == LinkStateKind::unknown);
  CHECK(log.state.epoch == log.state.charges.at(key).since);
}

TEST_CASE("a ledger belongs to the first installation that ran on it") {
  Log log;
  log.then(RunStarted{"tariff", "c", InstallationId("first"), "", 0});
  log.then(RunStarted{"tariff", "c", InstallationId("second"), "", 0});
  CHECK(log.state.installation == InstallationId("first"));
}

}  // namespace tariff
