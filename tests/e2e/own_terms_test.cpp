#include <doctest/doctest.h>

#include "e2e/story.hpp"

/// [[mapping.product]] on the quickstart: other terms for one product of one customer, through the programs.
namespace tariff::e2e {
namespace {

const std::string contoso = "agreement      = 50001\nprice_level    = \"Gold\"\nbilling        = true";

/// Contoso's own terms of the product that it uses, and what stands in its mapping beside them.
void say(const Story& story, const std::string& terms, const std::string& beside = "") {
  story.edit(contoso,
             contoso + beside + "\n\n[[mapping.product]]\nname = \"Endpoint Security Select\"\n" + terms);
}

}  // namespace

TEST_CASE("a product moves to an agreement of its own as one replace, and is counted there from then on") {
  const Story story(Start::billed);
  story.change([](auto& world) { agreement(world, 50005).account = 10010; });
  say(story, "agreement = 50005\n");
  const auto unsaid = story.run({"plan"});
  CHECK(unsaid.exit_code == 3);
  CHECK(contains(unsaid.err, "now names 50005"));
  story.edit(contoso, contoso + "\nhandover       = \"now\"");
  CHECK(story.rows() ==
        "replace replace/10010/1 config\n"
        "    retire 50001/KES-SELECT 3 x 3.50 L2 -> 0 x 3.50 L2\n"
        "    create 50005/KES-SELECT 0 x 3.50 L2 -> 3 x 3.50 L2\n");
  CHECK(story.run({"apply", "--auto-approve"}).exit_code == 7);
  CHECK(story.writes() == 0);
  CHECK(story.run({"apply", "--allow-config"}).exit_code == 0);
  CHECK(story.lines(50001) == "KES-SELECT 0 x 3.50 L2\n");
  CHECK(story.lines(50005) == "KES-SELECT 3 x 3.50 L2\n");
  CHECK(story.rows().empty());
  story.change([](auto& world) { add_device(world, "Contoso", "CONTOSO-WS-09"); });
  CHECK(story.rows() == "update charge/50005/KES-SELECT usage 3 x 3.50 L2 -> 4 x 3.50 L2\n");
  CHECK(story.run({"apply", "--auto-approve"}).exit_code == 0);
  CHECK(story.lines(50005) == "KES-SELECT 4 x 3.50 L2\n");
  CHECK(contains(story.run({"explain", "10010"}).out, "KES-SELECT on 50005"));
}

TEST_CASE("a fixed price, and then a product that is not billed here, wait for consent and are applied") {
  const Story story(Start::billed);
  say(story, "price = \"2.75\"\n");
  CHECK(story.rows() == "update charge/50001/KES-SELECT config 3 x 3.50 L2 -> 3 x 2.75 L2\n");
  CHECK(story.run({"apply", "--auto-approve"}).exit_code == 7);
  CHECK(story.writes() == 0);
  CHECK(story.run({"apply", "--allow-config"}).exit_code == 0);
  CHECK(story.lines(50001) == "KES-SELECT 3 x 2.75 L2\n");
  CHECK(story.rows().empty());
  story.edit("price = \"2.75\"", "bill = false\nreason = \"part of the trial\"");
  CHECK(story.rows() == "retire charge/50001/KES-SELECT config 3 x 2.75 L2 -> 0 x 2.75 L2\n");
  CHECK(story.run({"apply", "--allow-config"}).exit_code == 0);
  CHECK(story.lines(50001) == "KES-SELECT 0 x 2.75 L2\n");
  CHECK(story.rows().empty());
  CHECK(contains(story.run({"explain", "10010"}).out, "part of the trial"));
}

}  // namespace tariff::e2e
