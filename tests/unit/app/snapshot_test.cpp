#include "app/snapshot.hpp"

#include <doctest/doctest.h>

#include "plan/json.hpp"
#include "plan/summary.hpp"
#include "support/fake_ledger.hpp"
#include "support/tiny_world.hpp"
#include "unit/app/observed_ports.hpp"

namespace tariff::app {
namespace {

const std::string head = R"(format = 1
installation = "k7q2m9d4xw"
[billing]
external_product = "Kaspersky"
currency = "USD"
[[product]]
name = "Select"
match = ["Kaspersky Endpoint Security for Business - Select*"]
item = "KES-SELECT"
)";
const std::string contoso = R"([[mapping]]
virtual_server = "Contoso"
account = 10010
agreement = 50001
price_level = "Gold"
billing = true
)";

class TextFile final : public ConfigFile {
 public:
  explicit TextFile(std::string text) : text_(std::move(text)) {}
  Result<ConfigText> read() override { return ConfigText{text_, "tariff.toml", std::string(40, 'c'), false}; }

 private:
  std::string text_;
};

/// The tiny world and a fresh ledger, as they are read.
struct World {
  Observed observed = tiny::an_observed();
  ObservedSource kaspersky{observed};
  ObservedTigerpaw tigerpaw{observed};
  test::FakeLedger ledger;

  PlanSettings settings() const {
    PlanSettings out;
    out.now = observed.now;
    out.time_zone = "America/New_York";
    out.quiet_period = std::chrono::minutes(15);
    out.program = "tariff test";
    out.any_ledger_will_do = true;
    return out;
  }
  Result<Planned> plan(const std::string& text) {
    TextFile file(text);
    return make_plan({file, kaspersky, tigerpaw, &ledger}, settings());
  }
  snapshot::Kept kept(const std::string& text) {
    TextFile file(text);
    auto taken = take_snapshot({file, kaspersky, tigerpaw, &ledger}, settings());
    REQUIRE(taken.has_value());
    REQUIRE(taken->snapshot.has_value());
    auto kept = snapshot::read(snapshot::write(*taken->snapshot).text);
    REQUIRE(kept.has_value());
    return std::move(kept).value();
  }
};

Result<Planned> on(const snapshot::Kept& kept, const std::string& text) {
  TextFile file(text);
  PlanSettings settings;
  settings.program = "tariff test";
  return plan_from(kept, {file}, settings);
}

std::string json_of(const plan::Plan& plan) { return plan::plan_json(plan, plan::exit_of(plan, true)); }

TEST_CASE("a plan on a snapshot is the plan of that moment, but for its mark") {
  World world;
  const auto live = world.plan(head + contoso);
  const auto kept = world.kept(head + contoso);
  auto held = on(kept, head + contoso);
  REQUIRE(held.has_value());
  REQUIRE(held->plan.has_value());
  CHECK(held->plan->snapshot == plan::FromSnapshot{world.observed.now, kept.digest});
  CHECK(json_of(*held->plan).find(",\"snapshot\":{\"taken\":") != std::string::npos);
  CHECK(plan::read_plan(json_of(*held->plan))->snapshot == held->plan->snapshot);
  held->plan->snapshot.reset();
  CHECK(json_of(*held->plan) == json_of(*live->plan));
  CHECK(held->plan->rows.size() == 1);
}

TEST_CASE("what the world becomes afterwards does not matter, and twice the same makes the same bytes") {
  World world;
  const auto kept = world.kept(head + contoso);
  const std::string before = json_of(*on(kept, head + contoso)->plan);
  tiny::item_of(world.observed, "KES-SELECT").prices.clear();
  world.observed.now += std::chrono::hours(48);
  CHECK(json_of(*on(kept, head + contoso)->plan) == before);
}

TEST_CASE("another file is planned on the same snapshot as far as it holds what that file asks for") {
  World world;
  Desired ignored = tiny::a_desired();
  tiny::add_customer(ignored, world.observed, 1);
  const auto kept = world.kept(head + contoso);
  std::string standard = contoso;
  standard.replace(standard.find("Gold"), 4, "Standard");
  const auto other = on(kept, head + standard);
  REQUIRE(other->plan->rows.size() == 1);
  CHECK(std::get<plan::CreateCharge>(other->plan->rows[0].action).to.level == PriceLevelId(1));
  const auto more =
      on(kept, head + contoso +
                   "[[mapping]]\nvirtual_server = \"Customer 1\"\naccount = 10011\nagreement = 50002\n"
                   "price_level = \"Gold\"\nbilling = true\n");
  REQUIRE(more->plan.has_value());
  CHECK(more->plan->rows.size() == 1);
  CHECK_FALSE(more->plan->complete);
  CHECK(plan::exit_of(*more->plan, false) == plan::Exit::unread);
  std::string said;
  for (const auto& problem : more->plan->problems) said += problem.message + " " + problem.hint + "\n";
  CHECK(said.find("The snapshot does not hold") != std::string::npos);
  CHECK(said.find("Take a new snapshot with this file.") != std::string::npos);
}

TEST_CASE("what does not exist is no less missing in a snapshot") {
  World world;
  std::string wrong = contoso;
  wrong.replace(wrong.find("50001"), 5, "59999");
  const auto live = world.plan(head + wrong);
  auto held = on(world.kept(head + wrong), head + wrong);
  held->plan->snapshot.reset();
  CHECK(json_of(*held->plan) == json_of(*live->plan));
  CHECK(plan::exit_of(*held->plan, false) == plan::Exit::invalid);
}

TEST_CASE("what could not be read when it was taken is unread on it, too") {
  World world;
  world.observed.usage.insert_or_assign(TenantId(3), Error{ErrorKind::unavailable, "No answer.", ""});
  const auto held = on(world.kept(head + contoso), head + contoso);
  CHECK(plan::exit_of(*held->plan, false) == plan::Exit::unread);
}

TEST_CASE("the ledger is what it was, and a snapshot of another installation is refused") {
  World world;
  REQUIRE(world.ledger.append(
      empty_head(),
      {{world.observed.now, RunId("r-1"), RunStarted{"tariff", "c", InstallationId("k7q2m9d4xw"), "", 0}}}));
  const auto kept = world.kept(head + contoso);
  REQUIRE(kept.snapshot.ledger.has_value());
  CHECK(kept.snapshot.ledger->head == world.ledger.read()->head);
  std::string other = head + contoso;
  other.replace(other.find("k7q2m9d4xw"), 10, "another000");
  CHECK_FALSE(on(kept, other).has_value());
  auto without = kept;
  without.snapshot.ledger.reset();
  CHECK_FALSE(on(without, head + contoso)->plan->ownership_known);
  const auto refused = on(without, other);
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().kind == ErrorKind::invalid);
}

}  // namespace
}  // namespace tariff::app
