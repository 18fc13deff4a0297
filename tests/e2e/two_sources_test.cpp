#include <doctest/doctest.h>

#include "e2e/story.hpp"

/// Security Center and Business Hub in one file: examples/two-sources, whose README works out the figures.
namespace tariff::e2e {
namespace {

std::string example(std::string_view file) {
  return test::read_file(std::filesystem::path(TARIFF_SOURCE_DIR) / "examples/two-sources" / file);
}

class TwoSources {
 public:
  TwoSources()
      : repository_(folder_ / "customers"),
        sandbox_({.world = std::filesystem::path(TARIFF_SOURCE_DIR) / "examples/two-sources/world.json",
                  .state = {},
                  .more = {}},
                 folder_.path()) {
    repository_.write("tariff.toml", example("tariff.toml"));
    repository_.commit("Both sources");
  }

  Ending run(const Words& words) const { return run_in(repository_, sandbox_, words); }
  /// Every call of that service is answered by 503 from now on; "" lets all answer again.
  void take_down(const std::string& calls) const {
    const std::string rule =
        calls.empty() ? "" : R"({"call":")" + calls + R"(","every":true,"fault":"status","status":503})";
    const auto answer = sandbox_.control("POST", "/sandbox/faults", R"({"rules":[)" + rule + "]}");
    if (answer.status != 200) throw std::runtime_error("the rules were refused: " + answer.body);
  }
  void change(const std::function<void(sandbox::World&)>& edit) const {
    auto world = sandbox::read_world(sandbox_.world(), Instant{});
    REQUIRE(world.has_value());
    edit(*world);
    sandbox_.set_world(sandbox::write_world(*world));
  }
  /// "50001 KES-SELECT 3 x 3.50", a line each.
  std::string lines() const {
    const auto world = sandbox::read_world(sandbox_.world(), Instant{});
    REQUIRE(world.has_value());
    std::string out;
    for (const auto& agreement : world->tigerpaw.agreements)
      for (const auto& line : agreement.charges)
        out += std::to_string(agreement.number) + " " + line.item_id + " " + std::to_string(line.quantity) +
               " x " + line.price + "\n";
    return out;
  }
  std::int64_t writes() const { return std::stoll(json_of(sandbox_.requests()).find("writes")->raw()); }

  /// One user more in the hub, one device more in Security Center.
  void grow() const {
    change([](sandbox::World& world) {
      auto& hosts = world.kaspersky.servers[1].hosts;
      hosts.push_back(hosts.front());
      hosts.back().id = "00000000-0000-0000-0000-000000099999";
      hosts.back().name = "new";
      world.business_hub->companies[0].licences[0].usage.computers = 20;
    });
  }
  const test::GitRepository& repository() const { return repository_; }

 private:
  test::TempFolder folder_;
  test::GitRepository repository_;
  test::SandboxProcess sandbox_;
};

/// What a plan says of one source: "hub listed 4 expected 4 read 4".
std::string source_in(const Json& plan, std::string_view name) {
  for (const auto& source : plan.find("sources")->items())
    if (source.find("name")->raw() == name)
      return std::string(name) + " listed " + source.find("listed")->raw() + " expected " +
             source.find("expected")->raw() + " read " + source.find("read")->raw();
  return "";
}

const std::string all_lines =
    "50001 KES-SELECT 3 x 3.50\n50001 KESC-PLUS-USER 19 x 5.00\n50001 KS-O365 22 x 1.60\n"
    "50002 KES-SELECT 2 x 4.10\n50003 KES-SELECT 1 x 3.50\n50004 KESC-DEVICE 9 x 2.80\n"
    "50005 KESC-DEVICE 5 x 2.80\n50005 KESC-PLUS-USER 5 x 5.60\n";

}  // namespace

TEST_CASE("two sources in one file: each is down in turn, and only its own customers wait") {
  const TwoSources story;
  const auto first = story.run({"plan", "--json"});
  CHECK(first.exit_code == 0);
  const Json plan = json_of(first.out);
  CHECK(source_in(plan, "center") == "center listed 3 expected 3 read 3");
  CHECK(source_in(plan, "hub") == "hub listed 4 expected 4 read 4");

  const auto applied = story.run({"apply", "--auto-approve", "--allow-config"});
  CHECK(applied.exit_code == 0);
  CHECK(story.lines() == all_lines);
  CHECK(contains(story.run({"plan"}).out, "No changes."));
  const auto writes = story.writes();
  CHECK(story.run({"apply", "--auto-approve", "--allow-config"}).exit_code == 0);
  CHECK(story.writes() == writes);

  story.grow();
  story.take_down("business-hub *");
  const auto half = story.run({"plan", "--json"});
  CHECK(half.exit_code == 9);
  CHECK(source_in(json_of(half.out), "hub") == "hub listed 0 expected 4 read 0");
  CHECK(story.run({"apply", "--auto-approve", "--allow-config", "--keep-going"}).exit_code == 7);
  const std::string center_grown =
      replaced(all_lines, "50002 KES-SELECT 2 x 4.10", "50002 KES-SELECT 3 x 4.10");
  CHECK(story.lines() == center_grown);

  story.change([](sandbox::World& world) { world.kaspersky.servers[1].hosts.pop_back(); });
  story.take_down("Session.*");
  CHECK(story.run({"plan"}).exit_code == 9);
  CHECK(story.run({"apply", "--auto-approve", "--allow-config", "--keep-going"}).exit_code == 7);
  CHECK(story.lines() ==
        replaced(center_grown, "50001 KESC-PLUS-USER 19 x 5.00", "50001 KESC-PLUS-USER 20 x 5.00"));

  story.take_down("");
  CHECK(story.run({"apply", "--auto-approve", "--allow-config"}).exit_code == 0);
  CHECK(story.lines() ==
        replaced(all_lines, "50001 KESC-PLUS-USER 19 x 5.00", "50001 KESC-PLUS-USER 20 x 5.00"));
  CHECK(contains(story.run({"plan"}).out, "No changes."));
}

TEST_CASE("a company that is renamed is known again, one that is merged away is not counted as zero") {
  const TwoSources story;
  REQUIRE(story.run({"apply", "--auto-approve", "--allow-config"}).exit_code == 0);
  story.change(
      [](sandbox::World& world) { world.business_hub->companies[1].name = "Adventure Works Cycles"; });
  const auto renamed = story.run({"plan"});
  CHECK(renamed.exit_code == 0);
  CHECK(contains(renamed.err, "is named \"Adventure Works Cycles\", not \"Adventure Works\""));
  CHECK(contains(renamed.out, "No changes."));
  story.change([](sandbox::World& world) {
    auto& companies = world.business_hub->companies;
    companies.erase(companies.begin() + 1);
  });
  const auto merged = story.run({"apply", "--auto-approve", "--allow-config", "--keep-going"});
  CHECK(merged.exit_code == 7);
  CHECK(contains(merged.err, "tenant-unknown"));
  CHECK(story.lines() == all_lines);
}

TEST_CASE("list, explain and doctor go over both sources") {
  const TwoSources story;
  const auto tenants = story.run({"list", "tenants"});
  CHECK(tenants.exit_code == 0);
  CHECK(contains(tenants.out, "Fabrikam"));
  CHECK(contains(tenants.out, "Tailspin Toys"));
  const auto explained = story.run({"explain", "10010"});
  CHECK(explained.exit_code == 0);
  CHECK(contains(explained.out, "used by 19 users"));
  CHECK(contains(explained.out, "active on 3 devices"));
  const auto doctor = story.run({"doctor", "--json"});
  CHECK(doctor.exit_code == 0);
  CHECK(contains(doctor.out, "\"subject\": \"hub\""));
  CHECK(contains(doctor.out, "\"subject\": \"center\""));
}

}  // namespace tariff::e2e
