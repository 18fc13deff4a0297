#include <doctest/doctest.h>

#include "e2e/story.hpp"

/// "May I invoice today?", asked of the real programs.
namespace tariff::e2e {
namespace {

/// The quickstart, billed, on a day on which all its agreements bill.
class BillingDay {
 public:
  explicit BillingDay(Start start = Start::billed) : story(start), now_(story.minutes_later(1)) {
    story.change([this](auto& world) {
      for (auto& one : world.tigerpaw.agreements) {
        one.day_to_bill = std::stol(day().substr(8));
        one.last_billed = "2026-01-01T00:00:00";
        one.next_period = day() + "T00:00:00";
      }
      // What the quickstart only watches agrees too.
      line(world, 50003, "KES-SELECT").quantity = 3;
    });
    story.sandbox().reset_requests();
  }

  std::string day() const { return now_.substr(0, 10); }
  Ending ready(Words more = {}) const {
    Words words{"ready", "--now", now_, "--on", day()};
    words.insert(words.end(), more.begin(), more.end());
    return story.run(words);
  }

  Story story;

 private:
  std::string now_;
};

TEST_CASE("on a day on which every line equals its count all are ready, and nothing is written") {
  const BillingDay today;
  const auto end = today.ready();
  CHECK(end.exit_code == 0);
  CHECK(last_line(end.out) ==
        "Ready: 3 of 3 agreements that bill on " + today.day() + "; they bill 56.10 Monthly. 0 tell no day.");
  CHECK(today.story.writes() == 0);
}

TEST_CASE(
    "a price that was not applied before the day stands against its customer's invoice alone, in money") {
  const BillingDay today;
  today.story.change([](auto& world) { item(world, "KES-ADV-WS").prices[1] = "6.20"; });
  const auto end = today.ready();
  CHECK(end.exit_code == 4);
  CHECK(contains(end.out, "10020 Fabrikam GmbH, agreement 50002: not ready"));
  CHECK(contains(end.out, "frozen KES-ADV-WS at 5.20 -> 6.20, +3.00 Monthly: It was not applied before"));
  CHECK(contains(last_line(end.out), "Ready: 2 of 3 agreements"));
  CHECK(exit_code_in(today.ready({"--json"}).out) == 4);
}

TEST_CASE(
    "a device more on the day itself is the next invoice's, and the night before it would have been "
    "applied") {
  const BillingDay today;
  today.story.change([](auto& world) { add_device(world, "Contoso", "CONTOSO-WS-09"); });
  const auto end = today.ready();
  CHECK(end.exit_code == 0);
  CHECK(contains(end.out, "10010 Contoso Ltd, agreement 50001: ready"));
  CHECK(contains(end.out, "frozen KES-SELECT 3 -> 4, +3.50 Monthly"));
  today.story.change([](auto& world) {
    for (auto& one : world.tigerpaw.agreements) one.last_billed = one.next_period;
  });
  CHECK(contains(last_line(today.ready().out), "No agreement bills on"));
}

TEST_CASE("a day on which nothing bills is no obstacle, and --on asks for another day") {
  const BillingDay today;
  today.story.change([](auto& world) { add_device(world, "Contoso", "CONTOSO-WS-09"); });
  const std::string other = today.day().substr(8) == "15" ? "2031-03-16" : "2031-03-15";
  const auto end = today.story.run({"ready", "--on", other});
  CHECK(end.exit_code == 0);
  CHECK(contains(last_line(end.out), "No agreement bills on " + other));
}

TEST_CASE("a customer with a problem is not ready, the others are, and every form says the same") {
  const BillingDay today;
  today.story.edit("agreement      = 50001", "agreement      = 50999");
  const auto csv = (today.story.folder() / "ready.csv").string();
  const auto html = (today.story.folder() / "ready.html").string();
  const auto end = today.ready({"--json", "--out-csv", csv, "--out-html", html});
  CHECK(end.exit_code == 4);
  const Json json = json_of(end.out);
  CHECK(json.find("summary")->find("ready")->raw() == "2");
  CHECK(contains(test::read_file(csv), "set aside"));
  CHECK(contains(test::read_file(html), "Not ready ("));
  CHECK(contains(test::read_file(html), "default-src 'none'"));
}

TEST_CASE("a broken file is told as always, and a bad day or age is a bad command line") {
  const Story story(Start::healthy);
  CHECK(story.run({"ready", "--on", "tomorrow"}).exit_code == 64);
  CHECK(story.run({"ready", "--max-age", "long"}).exit_code == 64);
  story.edit("external_product = \"Kaspersky\"", "external_product = 5");
  CHECK(story.run({"ready"}).exit_code == 3);
}

}  // namespace
}  // namespace tariff::e2e
