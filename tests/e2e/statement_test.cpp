#include <filesystem>

#include <doctest/doctest.h>

#include "e2e/browser.hpp"
#include "e2e/story.hpp"

/// A month, told by the ledger that the real programs keep.
namespace tariff::e2e {
namespace {

std::string month_of(const Story& story) { return story.minutes_later(0).substr(0, 7); }

Json statement_json(const Story& story, Words more = {}) {
  Words words{"statement", "--json", "--month", month_of(story)};
  words.insert(words.end(), more.begin(), more.end());
  const auto end = story.run(words);
  CHECK(end.exit_code == 0);
  return json_of(end.out);
}

std::string text_at(const Json& json, std::string_view name) {
  const Json* found = json.find(name);
  return found == nullptr ? "missing" : found->raw();
}

/// "50001/KES-SELECT counted 3 written 10.50 billed -"
std::string lines_of(const Json& statement) {
  std::string out;
  for (const auto& line : statement.find("lines")->items()) {
    const Json* billed = line.find("billed");
    out += text_at(line, "agreement") + "/" + text_at(line, "item") + " counted " + text_at(line, "counted") +
           " written " + text_at(*line.find("written"), "amount") + " billed " +
           (billed->is_null() ? "-" : text_at(*billed, "amount")) + " purchased " +
           (line.find("purchased")->is_null() ? "-" : text_at(line, "purchased")) + "\n";
  }
  return out;
}

TEST_CASE("a statement of this month says what was counted and written, and the whole of it in each form") {
  const Story story(Start::billed);
  CHECK(lines_of(statement_json(story)) ==
        "50001/KES-SELECT counted 3 written 10.50 billed - purchased 100\n"
        "50002/KES-ADV-SRV counted 2 written 19.50 billed - purchased -\n"
        "50002/KES-ADV-WS counted 3 written 15.60 billed - purchased -\n");
  const auto csv = (story.folder() / "statement.csv").string();
  const auto html = (story.folder() / "statement.html").string();
  const auto end = story.run({"statement", "--month", month_of(story), "--out-csv", csv, "--out-html", html});
  CHECK(end.exit_code == 0);
  CHECK(contains(end.out, "Total Monthly: counted 45.60, written 45.60"));
  CHECK(contains(test::read_file(csv), "\r\n10010,Contoso Ltd,Contoso,50001,KES-SELECT,3,"));
  CHECK(contains(test::read_file(html), "default-src 'none'"));
  CHECK(story.writes() == 0);
}

TEST_CASE("an invoice that Tigerpaw has stamped shows what it billed, and what was written behind it") {
  const Story story(Start::billed);
  const std::string today = story.minutes_later(0).substr(0, 10);
  story.change([&](auto& world) { agreement(world, 50001).last_billed = today + "T00:00:00"; });
  CHECK(contains(lines_of(statement_json(story)),
                 "50001/KES-SELECT counted 3 written 10.50 billed 10.50 purchased 100\n"));
  story.change([](auto& world) { add_device(world, "Contoso", "CONTOSO-WS-09"); });
  CHECK(story.run({"apply", "--auto-approve"}).exit_code == 0);
  CHECK(contains(lines_of(statement_json(story)),
                 "50001/KES-SELECT counted 4 written 14.00 billed 10.50 purchased 100\n"));
  CHECK(contains(lines_of(statement_json(story, {"--offline"})),
                 "50001/KES-SELECT counted 4 written 14.00 billed 10.50 purchased -\n"));
}

TEST_CASE("--offline needs no secret and no service, and adds up nothing whose period it does not know") {
  const Story story(Start::billed);
  auto command = story.command({"statement", "--offline", "--month", month_of(story)});
  const auto connections = command.environment.at("TARIFF_CONNECTIONS");
  command.environment = {{"TARIFF_CONNECTIONS", connections}};
  const auto end = test::run(command);
  CHECK(end.exit_code == 0);
  CHECK(contains(end.out, "KES-ADV-SRV"));
  CHECK(contains(end.out, "Tigerpaw was not asked"));
  CHECK_FALSE(contains(end.out, "Total"));
}

TEST_CASE("a month without entries is refused in one sentence, and no file is made") {
  const Story story(Start::billed);
  const auto csv = story.folder() / "statement.csv";
  for (const char* month : {"2020-01", "2199-12"}) {
    const auto end = story.run({"statement", "--month", month, "--out-csv", csv.string(), "--json"});
    CHECK(end.exit_code == 4);
    CHECK(contains(end.err, "The ledger holds no entry of " + std::string(month)));
    CHECK(exit_code_in(end.out) == 4);
    CHECK_FALSE(std::filesystem::exists(csv));
  }
}

TEST_CASE("a month that is none is a bad command line") {
  const Story story(Start::billed);
  CHECK(story.run({"statement", "--month", "2026-13"}).exit_code == 64);
  CHECK(story.run({"statement"}).exit_code == 64);
}

TEST_CASE("in a browser the page's own script draws the chart, and a hostile name does nothing") {
  const Story story(Start::billed);
  story.change([](auto& world) {
    for (auto& account : world.tigerpaw.accounts)
      if (account.number == 10020) account.name = "<img src=x onerror=\"document.title='taken'\">";
  });
  const auto html = (story.folder() / "statement.html").string();
  CHECK(story.run({"statement", "--month", month_of(story), "--out-html", html}).exit_code == 0);
  const std::string page = seen_in_browser(story.folder(), html);
  if (page.empty()) {
    MESSAGE("left out: no Chromium on this machine");
    return;
  }
  CHECK(contains(page, "<rect class=\"counted\""));
  CHECK(contains(page, "3 of 3 lines"));
  CHECK(contains(page, "10010 Contoso Ltd, Monthly</text>"));
  CHECK_FALSE(contains(page, "<img"));
  CHECK_FALSE(contains(page, "<title>taken"));
}

TEST_CASE("in a browser the search, the customer and the differences leave the lines that are wanted") {
  const Story story(Start::billed);
  story.change([](auto& world) { add_device(world, "Contoso", "CONTOSO-WS-09"); });
  const std::string today = story.minutes_later(0).substr(0, 10);
  story.change([&](auto& world) { agreement(world, 50001).last_billed = today + "T00:00:00"; });
  CHECK(story.run({"apply", "--auto-approve"}).exit_code == 0);
  const auto html = story.folder() / "statement.html";
  CHECK(story.run({"statement", "--month", month_of(story), "--out-html", html.string()}).exit_code == 0);
  const std::string page = test::read_file(html);
  const auto shown_after = [&](const std::string& deed) {
    return seen_in_browser(story.folder(), story.folder().write("copy.html", with_deed(page, deed)));
  };
  if (shown_after("").empty()) {
    MESSAGE("left out: no Chromium on this machine");
    return;
  }
  CHECK(contains(shown_after(""), "3 of 3 lines"));
  CHECK(contains(shown_after("at('search').value = 'FABRIKAM'"), "2 of 3 lines"));
  CHECK(contains(shown_after("at('customer').value = '10010'"), "1 of 3 lines"));
  CHECK(contains(shown_after("at('differing').checked = true"), "1 of 3 lines"));
  CHECK(contains(shown_after("at('search').value = 'nobody'"), "0 of 3 lines"));
}

}  // namespace
}  // namespace tariff::e2e
