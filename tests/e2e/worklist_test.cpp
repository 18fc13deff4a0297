#include <doctest/doctest.h>

#include "e2e/story.hpp"

/// Where nobody may write, a clerk types what the plan lists, and the next plan says what still differs.
namespace tariff::e2e {
namespace {

void without_writer(const Story& story) {
  story.set_connections(replaced(story.connections(), "writer = \"soap\"", "writer = \"none\""));
}

/// The worklist of a fresh plan without its first line.
std::string worklist(const Story& story) {
  const auto path = (story.folder() / "worklist.csv").string();
  CHECK(story.run({"plan", "--out-csv", path}).exit_code == 0);
  const std::string text = test::read_file(path);
  CHECK(text.starts_with(
      "account,account_name,virtual_server,agreement,line,item,description,action,quantity_from,quantity_to,"
      "price_from,price_to,price_level,amount_change,period,why\r\n"));
  return text.substr(text.find("\r\n") + 2);
}

sandbox::Charge typed(std::int64_t line, std::string_view item, std::int64_t quantity, std::string_view price,
                      std::int64_t level) {
  auto charge = a_foreign_line(item, quantity, price);
  charge.detail_id = line;
  charge.level = level;
  return charge;
}

/// Types the whole list of the quickstart.
void type_all(sandbox::World& world) {
  agreement(world, 50001).charges.push_back(typed(8101, "KES-SELECT", 3, "3.50", 2));
  agreement(world, 50002).charges.push_back(typed(8102, "KES-ADV-SRV", 2, "9.75", 1));
  agreement(world, 50002).charges.push_back(typed(8103, "KES-ADV-WS", 3, "5.20", 1));
  line(world, 50003, "KES-SELECT").quantity = 3;
}

TEST_CASE("a clerk types the worklist, and the next plan lists nothing more") {
  const Story story(Start::healthy);
  without_writer(story);
  CHECK(worklist(story) ==
        "10010,Contoso Ltd,Contoso,50001,,KES-SELECT,\"Endpoint Security Select, per device\",Add a "
        "line,0,3,3.50,3.50,"
        "Gold,10.50,Monthly,\"Endpoint Security Select 3; no line stands there\"\r\n"
        "10020,Fabrikam GmbH,Fabrikam,50002,,KES-ADV-SRV,\"Endpoint Security Advanced, server\",Add a "
        "line,0,2,9.75,9.75,"
        "Silver,19.50,Monthly,\"Endpoint Security Advanced 2 (server); no line stands there\"\r\n"
        "10020,Fabrikam GmbH,Fabrikam,50002,,KES-ADV-WS,\"Endpoint Security Advanced, workstation\",Add a "
        "line,0,3,5.20,"
        "5.20,Silver,15.60,Monthly,\"Endpoint Security Advanced 3 (workstation); no line stands there\"\r\n"
        "10030,Northwind Traders LLC,Northwind Traders,50003,8001,KES-SELECT,\"Endpoint Security Select, per "
        "device\","
        "Change quantity,5,3,3.50,3.50,Gold,-7.00,Monthly,Endpoint Security Select 3\r\n");
  story.change(type_all);
  CHECK(worklist(story).empty());
  CHECK(contains(story.run({"plan"}).out, "Observed: 4 of 4 lines agree; 0 differ"));
  CHECK(story.writes() == 0);
}

TEST_CASE("a value that was typed wrong stays on the list, with what to do and why") {
  const Story story(Start::healthy);
  without_writer(story);
  story.change([](auto& world) {
    type_all(world);
    line(world, 50001, "KES-SELECT").quantity = 30;
    line(world, 50002, "KES-ADV-WS").price = "5.00";
  });
  CHECK(worklist(story) ==
        "10010,Contoso Ltd,Contoso,50001,8101,KES-SELECT,\"Endpoint Security Select, per device\",Change "
        "quantity,30,3,"
        "3.50,3.50,Gold,-94.50,Monthly,Endpoint Security Select 3\r\n"
        "10020,Fabrikam GmbH,Fabrikam,50002,8103,KES-ADV-WS,\"Endpoint Security Advanced, "
        "workstation\",Change price,3,3,"
        "5.00,5.20,Silver,0.60,Monthly,Endpoint Security Advanced 3 (workstation)\r\n");
}

TEST_CASE("a customer's name is never a formula on the clerk's desk") {
  const Story story(Start::healthy);
  without_writer(story);
  story.change([](auto& world) {
    for (auto& account : world.tigerpaw.accounts)
      if (account.number == 10020) account.name = "=cmd|'/C calc'!A0";
  });
  story.edit("account_name   = \"Fabrikam GmbH\"\n", "");
  CHECK(contains(worklist(story), "\r\n10020,'=cmd|'/C calc'!A0,Fabrikam,50002,"));
}

TEST_CASE("a worklist that cannot be written ends with 1, and the plan is still shown") {
  const Story story(Start::healthy);
  const auto end = story.run({"plan", "--out-csv", "/nowhere/at/all.csv"});
  CHECK(end.exit_code == 1);
  CHECK(contains(end.out, "to create"));
}

}  // namespace
}  // namespace tariff::e2e
