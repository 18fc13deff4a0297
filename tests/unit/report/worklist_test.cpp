#include "report/worklist.hpp"

#include <doctest/doctest.h>

#include "plan/build.hpp"
#include "report/csv.hpp"
#include "support/tiny_world.hpp"

namespace tariff::report {
namespace {

struct Clerk {
  Desired desired = tiny::a_desired();
  Observed observed = tiny::an_observed();
  LedgerState ledger = tiny::a_ledger();

  plan::Plan plan() const {
    const std::vector<bool> none(desired.mappings.size(), false);
    return plan::build({desired, observed, &ledger, std::chrono::minutes(15), none, none, none, {}});
  }
  /// The cells that a clerk types by: action, from, to, price, level, change, why.
  std::string list() const {
    std::string out;
    for (const auto& row : worklist(plan(), observed).rows) {
      const std::vector<std::size_t> shown{3, 4, 5, 7, 8, 9, 11, 12, 13, 14, 15};
      Table line{"", "", std::vector<Column>(shown.size()), {{}}, {}};
      for (const auto column : shown) line.rows[0].push_back(row[column]);
      const auto text = table_csv(line);
      out += text.substr(text.find("\r\n") + 2);
    }
    return out;
  }
};

Clerk observing() {
  Clerk clerk;
  clerk.desired.mappings[0].billing = Billing::observe;
  return clerk;
}

}  // namespace

TEST_CASE("a line that is missing is to be added, with its price and level by name") {
  CHECK(observing().list() ==
        "50001,,KES-SELECT,Add a line,0,5,3.50,Gold,17.50,Monthly,"
        "\"Endpoint Security Select 5; no line stands there\"\r\n");
}

TEST_CASE("a line that holds something else is to be changed in exactly what differs") {
  Clerk clerk = observing();
  tiny::add_line(clerk.observed, 8001, "KES-SELECT", 3);
  CHECK(clerk.list() ==
        "50001,8001,KES-SELECT,Change quantity,3,5,3.50,Gold,7.00,Monthly,Endpoint Security Select 5\r\n");
  tiny::agreement_of(clerk.observed).lines[0].price = tiny::money("3.00");
  CHECK(clerk.list().find("Change quantity and price,3,5,3.50,Gold,8.50") != std::string::npos);
}

TEST_CASE("what a clerk has typed right is not on the next list, and what is wrong stays with its reason") {
  Clerk clerk = observing();
  tiny::add_line(clerk.observed, 8001, "KES-SELECT", 5);
  CHECK(clerk.list().empty());
  tiny::agreement_of(clerk.observed).lines[0].quantity = 50;
  CHECK(
      clerk.list() ==
      "50001,8001,KES-SELECT,Change quantity,50,5,3.50,Gold,-157.50,Monthly,Endpoint Security Select 5\r\n");
}

TEST_CASE("a count of 0 is to be typed as 0, and two lines of one item are named") {
  Clerk clerk = observing();
  tiny::add_line(clerk.observed, 8001, "KES-SELECT", 3);
  tiny::use_licence(clerk.observed, tiny::select_licence, {0, 0, 0});
  CHECK(clerk.list().find("Set the quantity to 0,3,0") != std::string::npos);
  tiny::add_line(clerk.observed, 8002, "KES-SELECT", 1);
  CHECK(clerk.list().find("50001,,KES-SELECT,\"Keep one of 2 lines of this item, and set it so\",4,0") == 0);
}

TEST_CASE("a line that the file wants deleted is to be deleted, and not only to be set to 0") {
  Clerk clerk;
  tiny::add_line(clerk.observed, 8001, "KES-SELECT", 5);
  tiny::bind_line(clerk.ledger, clerk.observed, 8001);
  clerk.desired.mappings[0].billing = Billing::off;
  clerk.desired.mappings[0].leaving = Leaving{Stop::now, {}, LineEnd::removed, "went"};
  CHECK(clerk.list().find("50001,8001,KES-SELECT,Delete the line,5,0,3.50,Gold,-17.50") == 0);
  tiny::add_line(clerk.observed, 8002, "KES-SELECT", 0);
  CHECK(clerk.list().find("\"Delete line 8001, one of 2 of this item\",5,0") != std::string::npos);
}

TEST_CASE("what waits is on the list with the reason, and says that nothing is to be typed") {
  Clerk clerk;
  clerk.ledger.charges[{AgreementNumber(50001), ItemId("KES-SELECT")}] = {
      KeyState::unknown,  AccountNumber(10010), {},        {}, {}, {}, {},
      clerk.observed.now, RunId("r"),           "silence", {}};
  const std::string list = clerk.list();
  CHECK(list.find("Wait; type nothing yet") != std::string::npos);
  CHECK(list.find("(Endpoint Security Select 5)") != std::string::npos);
}

TEST_CASE("the lines of a replace are typed decreases first, so that no count stands twice") {
  Clerk clerk;
  tiny::add_line(clerk.observed, 8001, "KES-SELECT", 5);
  tiny::bind_line(clerk.ledger, clerk.observed, 8001);
  tiny::add_agreement(clerk.observed, 50002);
  clerk.desired.mappings[0].agreement = AgreementNumber(50002);
  clerk.desired.mappings[0].handover = Handover::now;
  const std::string list = clerk.list();
  CHECK(list.find("50001,8001,KES-SELECT,Set the quantity to 0,5,0") == 0);
  CHECK(list.find("50002,,KES-SELECT,Add a line,0,5") != std::string::npos);
}

TEST_CASE("a customer who was not looked at is on the list, so that an empty list never means it") {
  Clerk clerk;
  plan::Plan plan;
  plan.set_aside.push_back({"Contoso", AccountNumber(10010), "tenant-unread", true, {}, {}});
  const auto rows = worklist(plan, clerk.observed).rows;
  REQUIRE(rows.size() == 1);
  CHECK(table_csv({"", "", std::vector<Column>(16), {rows[0]}, {}})
            .find("10010,,Contoso,,,,,Leave as it is,,,,,,,,could not be read completely [tenant-unread]") !=
        std::string::npos);
}

}  // namespace tariff::report
