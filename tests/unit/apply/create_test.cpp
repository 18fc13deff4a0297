#include <string>
#include <variant>

#include <doctest/doctest.h>

#include "support/site.hpp"

namespace tariff {
namespace {

using test::FakeTigerpaw;
using test::ReadFault;
using test::Site;
using test::WriteFault;

constexpr std::int64_t agreement = 50001;
const ChargeKey select_key{AgreementNumber(agreement), ItemId("KES-SELECT")};

std::int64_t quantity(const Site& site, const std::string& item = "KES-SELECT") {
  const auto* line = site.tigerpaw.only_line(agreement, item);
  return line == nullptr ? -1 : line->quantity;
}

KeyState state_of(Site& site) { return site.ledger.state().charges.at(select_key).state; }

bool nothing_twice(const Site& site) {
  return site.tigerpaw.two_lines().empty() && site.tigerpaw.two_amounts().empty();
}

}  // namespace

TEST_CASE("a first apply creates the line at zero, then sets it, and a second run does nothing") {
  Site site;
  CHECK(test::ends_of(site.run()) == "charge/50001/KES-SELECT applied\n");
  CHECK(site.tigerpaw.writes() == std::vector<std::string>{"create 50001 KES-SELECT", "set 9001 5 3.50"});
  CHECK(site.tigerpaw.quantities_of(AccountNumber(10010)) == std::vector<std::int64_t>{0, 0, 5});
  CHECK(site.plan().rows.empty());
  const auto entries = site.ledger.entries();
  site.run();
  CHECK(site.tigerpaw.writes().size() == 2);
  CHECK(site.ledger.entries() == entries);
}

/// Says of a create that it made another line than the one that stands there.
class LyingWriter final : public TigerpawWriter {
 public:
  explicit LyingWriter(TigerpawWriter& writer) : writer_(writer) {}
  WriteAnswer create(AgreementNumber number, const CreateLine& line) override {
    auto answer = writer_.create(number, line);
    if (answer.detail) answer.detail = DetailId(answer.detail->value() + 1);
    return answer;
  }
  WriteAnswer set(AgreementNumber number, const SetLine& line) override { return writer_.set(number, line); }
  WriteAnswer remove(AgreementNumber number, const RemoveLine& line) override {
    return writer_.remove(number, line);
  }
  WriteAnswer link(AccountNumber number, ExternalProductId product, const std::string& name,
                   const std::string& id) override {
    return writer_.link(number, product, name, id);
  }

 private:
  TigerpawWriter& writer_;
};

TEST_CASE(
    "a create that names another line than the one that stands there is not believed, and nothing is set") {
  Site site;
  LyingWriter lying(site.tigerpaw);
  site.writer = &lying;
  CHECK(test::ends_of(site.run()) == "charge/50001/KES-SELECT unknown\n");
  CHECK(site.tigerpaw.writes() == std::vector<std::string>{"create 50001 KES-SELECT"});
  CHECK(quantity(site) == 0);
  CHECK(nothing_twice(site));
}

TEST_CASE("no line is created for a count of zero") {
  Site site;
  site.run();
  CHECK(site.tigerpaw.world().agreements.at(AgreementNumber(agreement))->lines.size() == 1);
}

TEST_CASE("a create whose answer was lost is proven by the list and goes on at once") {
  Site site;
  site.tigerpaw.write_faults = {WriteFault::reply_lost};
  CHECK(test::ends_of(site.run()) == "charge/50001/KES-SELECT applied\n");
  CHECK(quantity(site) == 5);
  CHECK(nothing_twice(site));
}

TEST_CASE("a create that does not show is unknown, and no second one is sent before the quiet period ends") {
  Site site;
  site.tigerpaw.write_faults = {WriteFault::never_came};
  CHECK(test::ends_of(site.run()) == "charge/50001/KES-SELECT unknown\n");
  CHECK(state_of(site) == KeyState::unknown);
  site.pass(test::quiet_period - std::chrono::seconds(1));
  CHECK(test::ends_of(site.run()) == "charge/50001/KES-SELECT unknown\n");
  CHECK(site.tigerpaw.writes().size() == 1);
  site.pass(std::chrono::seconds(1));
  CHECK(test::ends_of(site.run()) == "charge/50001/KES-SELECT applied\n");
  CHECK(quantity(site) == 5);
  CHECK(nothing_twice(site));
}

TEST_CASE("a create that comes late is found, bound and set; no second line is made") {
  Site site;
  site.tigerpaw.write_faults = {WriteFault::late};
  site.run();
  site.tigerpaw.deliver_late();
  CHECK(quantity(site) == 0);
  CHECK(test::ends_of(site.run()) == "charge/50001/KES-SELECT applied\n");
  CHECK(quantity(site) == 5);
  CHECK(nothing_twice(site));
}

TEST_CASE("a create that the list does not show yet is left alone, then bound, never repeated") {
  Site site;
  site.tigerpaw.read_faults = {ReadFault::none, ReadFault::stale};
  CHECK(test::ends_of(site.run()) == "charge/50001/KES-SELECT unknown\n");
  CHECK(test::ends_of(site.run()) == "charge/50001/KES-SELECT applied\n");
  CHECK(quantity(site) == 5);
  CHECK(nothing_twice(site));
}

TEST_CASE("a create whose read-back fails is unknown, and the next run binds the line") {
  Site site;
  site.tigerpaw.read_faults = {ReadFault::none, ReadFault::fails};
  CHECK(test::ends_of(site.run()) == "charge/50001/KES-SELECT unknown\n");
  CHECK(test::ends_of(site.run()) == "charge/50001/KES-SELECT applied\n");
  CHECK(nothing_twice(site));
}

TEST_CASE("nothing is created where the list before it cannot be read") {
  Site site;
  site.tigerpaw.read_faults = {ReadFault::fails};
  CHECK(test::ends_of(site.run()) == "charge/50001/KES-SELECT failed\n");
  CHECK(site.tigerpaw.writes().empty());
}

TEST_CASE("a refused or unsent create fails its row, and the next run tries again at once") {
  for (const auto fault : {WriteFault::refused, WriteFault::not_sent}) {
    Site site;
    site.tigerpaw.write_faults = {fault};
    CHECK(test::ends_of(site.run()) == "charge/50001/KES-SELECT failed\n");
    CHECK(test::ends_of(site.run()) == "charge/50001/KES-SELECT applied\n");
    CHECK(quantity(site) == 5);
    CHECK(nothing_twice(site));
  }
}

TEST_CASE("a line that appeared since the plan stops the create") {
  Site site;
  const auto plan = site.plan();
  tiny::add_line(site.world(), 1, "KES-SELECT", 5);
  const auto report = site.apply(plan, *site.ledger.read(), test::every_consent);
  CHECK(test::ends_of(*report) == "charge/50001/KES-SELECT failed\n");
  CHECK(site.tigerpaw.writes().empty());
}

TEST_CASE("an agreement that belongs to another account by now gets no write") {
  Site site;
  const auto plan = site.plan();
  tiny::agreement_of(site.world()).summary.account = AccountNumber(99);
  const auto report = site.apply(plan, *site.ledger.read(), test::every_consent);
  CHECK(test::ends_of(*report) == "charge/50001/KES-SELECT failed\n");
  CHECK(site.tigerpaw.writes().empty());
}

TEST_CASE("the first set of a new line that never arrived is sent again after the quiet period") {
  Site site;
  site.tigerpaw.write_faults = {WriteFault::none, WriteFault::never_came};
  CHECK(test::ends_of(site.run()) == "charge/50001/KES-SELECT unknown\n");
  CHECK(test::ends_of(site.run()) == "charge/50001/KES-SELECT unknown\n");
  CHECK(quantity(site) == 0);
  site.pass_quiet_period();
  CHECK(test::ends_of(site.run(test::nightly)) == "charge/50001/KES-SELECT applied\n");
  CHECK(quantity(site) == 5);
}

TEST_CASE("a run that dies between create and set leaves a line that the next run finishes") {
  Site site;
  site.ledger.fails_after = 2;  // start, claim, bound go well; the intent does not
  CHECK(test::ends_of(site.run()) == "charge/50001/KES-SELECT failed\n");
  CHECK(quantity(site) == 0);
  site.ledger.fails_after.reset();
  CHECK(test::ends_of(site.run()) == "charge/50001/KES-SELECT applied\n");
  CHECK(quantity(site) == 5);
  CHECK(nothing_twice(site));
}

TEST_CASE("a create that was claimed by a run that died is left alone until the quiet period ends") {
  Site site;
  const auto head = site.ledger.read()->head;
  REQUIRE(
      site.ledger.append(head, {{site.now, RunId("dead"), ChargeClaimed{select_key, AccountNumber(10010)}}}));
  CHECK(test::ends_of(site.run()) == "charge/50001/KES-SELECT unknown\n");
  site.pass_quiet_period();
  CHECK(test::ends_of(site.run()) == "charge/50001/KES-SELECT applied\n");
  CHECK(nothing_twice(site));
}

}  // namespace tariff
