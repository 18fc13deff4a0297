#include <doctest/doctest.h>

#include "e2e/events.hpp"

/// Customers come, move and go.
namespace tariff::e2e {
namespace {

const std::string fabrikam =
    "[[mapping]]                          # the first apply also links this account to the External Product\n"
    "virtual_server = \"Fabrikam\"\naccount        = 10020\naccount_name   = \"Fabrikam GmbH\"\n"
    "agreement      = 50002\nprice_level    = \"Silver\"\nbilling        = true\n";
const std::string old_uid = "V0C0A7050000000000000000000000001";
const std::string new_uid = "V0C0A7050000000000000000000000009";

TEST_CASE("events: a customer leaves now, and the lines are deleted") {
  const Story story(Start::billed);
  const std::string block =
      "[[removed]]\nvirtual_server = \"Fabrikam\"\nreason = \"went to a competitor\"\nstop = \"now\"\nline = "
      "\"delete\"\n";
  story.edit(fabrikam, block);
  const std::string plan = story.rows();
  CHECK(nightly(story).exit_code == 7);
  CHECK(story.writes() == 0);
  CHECK(reviewed(story).exit_code == 0);
  CHECK(story.lines(50002).empty());
  CHECK(story.rows().empty());
  expect_in_table({"A customer leaves, now", block, plan, story.lines(50002)});
}

TEST_CASE("events: a customer leaves after the invoice") {
  const Story story(Start::billed);
  const std::string block =
      "[[removed]]\nvirtual_server = \"Fabrikam\"\nreason = \"end of contract\"\nstop = \"after-invoice\"\n";
  story.edit(fabrikam, block);
  const std::string plan = story.rows();
  CHECK(reviewed(story).exit_code == 0);
  CHECK(story.writes() == 0);
  bill(story, 50002);
  CHECK(reviewed(story).exit_code == 0);
  CHECK(story.rows().empty());
  expect_in_table({"A customer leaves after the invoice", block, plan, story.lines(50002)});
}

TEST_CASE("events: a customer leaves on a day") {
  const Story story(Start::billed);
  const std::string block =
      "[[removed]]\nvirtual_server = \"Fabrikam\"\nreason = \"end of contract\"\nstop = ";
  story.edit(fabrikam, block + day_of(story, 3) + "\n");
  const std::string plan = story.rows();
  CHECK(contains(plan, ", held"));
  CHECK(reviewed(story).exit_code == 0);
  CHECK(story.writes() == 0);
  CHECK(story.run({"apply", "--allow-config", "--now", night(story, 4)}).exit_code == 0);
  expect_in_table({"A customer leaves on a day", block + "2026-12-31\n", plan, story.lines(50002)});
}

TEST_CASE("events: a mapping that leaves the file without a word goes on billing, and says so") {
  const Story story(Start::billed);
  story.edit(fabrikam, "");
  const auto plan = story.run({"plan"});
  CHECK(contains(plan.err, "[mapping-missing]"));
  CHECK(contains(plan.err, "[[removed]]"));
  CHECK(plan.exit_code == 3);
  CHECK(nightly(story).exit_code == 7);
  expect_in_table({"A mapping leaves the file without a word", "the mapping is deleted", "mapping-missing",
                   story.lines(50002)});
}

TEST_CASE("events: a virtual server is renamed") {
  const Story story(Start::billed);
  story.change([](auto& world) {
    server(world, "Contoso").name = "Contoso Group";
    add_device(world, "Contoso Group", "CONTOSO-WS-09");
  });
  CHECK(contains(story.run({"plan"}).err, "warning[tenant-name-differs]"));
  const std::string plan = story.rows();
  CHECK(nightly(story).exit_code == 0);
  expect_in_table({"A virtual server is renamed, and a device joins", "", "tenant-name-differs\n" + plan,
                   story.lines(50001)});
}

TEST_CASE("events: a virtual server is replaced by a new one of the same name") {
  const Story story(Start::billed);
  story.change([](auto& world) {
    server(world, "Contoso").uid = new_uid;
    add_device(world, "Contoso", "CONTOSO-WS-09");
  });
  CHECK(contains(story.run({"plan"}).err, "error[tenant-replaced]"));
  CHECK(nightly(story).exit_code == 7);
  CHECK(story.writes() == 0);
  const std::string block =
      "[[moved]]\nvirtual_server = \"Contoso\"\nfrom = \"" + old_uid + "\"\nto = \"" + new_uid + "\"\n";
  story.edit(before_the_end, block + before_the_end);
  const std::string plan = story.rows();
  CHECK(reviewed(story).exit_code == 0);
  CHECK(story.rows().empty());
  expect_in_table({"A virtual server is replaced by a new one, and a device joins", block,
                   "tenant-replaced until [[moved]]; then\n" + plan, story.lines(50001)});
}

TEST_CASE("events: a mapping moves to another virtual server in mid-month") {
  const Story story(Start::billed);
  const std::string block = "[[moved]]\nvirtual_server = \"Tailspin Toys\"\nfrom = \"" + old_uid +
                            "\"\nto = \"V0C0A7050000000000000000000000005\"\n";
  story.edit("virtual_server = \"Contoso\"", "virtual_server = \"Tailspin Toys\"");
  CHECK(contains(story.run({"plan"}).err, "error[tenant-replaced]"));
  story.edit(before_the_end, block + before_the_end);
  const std::string plan = story.rows();
  CHECK(nightly(story).exit_code == 7);
  CHECK(story.writes() == 0);
  CHECK(reviewed(story).exit_code == 0);
  expect_in_table({"A mapping moves to another virtual server",
                   "virtual_server = \"Tailspin Toys\"\n" + block, plan, story.lines(50001)});
}

TEST_CASE("events: a mapping begins and ends on its days") {
  const Story story(Start::healthy);
  const std::string dates = "from = " + day_of(story, 2) + "\nuntil = " + day_of(story, 4) + "\n";
  story.edit(contoso_ends, contoso_ends + "\n" + dates);
  const auto run = [&](int days) {
    return story.run({"apply", "--auto-approve", "--allow-config", "--now", night(story, days)}).exit_code;
  };
  CHECK(run(0) == 0);
  CHECK(story.lines(50001).empty());
  CHECK(run(3) == 0);
  CHECK(story.lines(50001) == "KES-SELECT 3 x 3.50 L2\n");
  CHECK(run(6) == 0);
  expect_in_table({"A mapping begins and ends on its days", "from = 2026-12-01\nuntil = 2026-12-31",
                   "create on the first day, retire after the last", story.lines(50001)});
}

}  // namespace
}  // namespace tariff::e2e
