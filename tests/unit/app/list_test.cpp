#include "app/list.hpp"

#include <atomic>

#include <doctest/doctest.h>

#include "app/parallel.hpp"
#include "support/tiny_world.hpp"
#include "unit/app/observed_ports.hpp"

namespace tariff::app {
namespace {

using report::Cell;
using report::Table;
using Row = std::vector<Cell>;

Cell text(const std::string& value) { return value; }
Cell number(std::int64_t value) { return value; }

/// The tiny world, a second customer that the file maps and a third one that it does not.
struct World {
  Desired desired = tiny::a_desired();
  Observed observed = tiny::an_observed();
  World() {
    tiny::add_customer(desired, observed, 1);
    tiny::add_customer(desired, observed, 2);
    desired.mappings.pop_back();
  }
};

ListOptions searching(const std::string& part) {
  ListOptions options;
  options.search = part;
  return options;
}

ListOptions unmapped() {
  ListOptions options;
  options.unmapped = true;
  return options;
}

}  // namespace

TEST_CASE("tenants are listed with the account that the file maps them to, and no usage is read") {
  const World world;
  ObservedSource source(world.observed);
  const auto table = list_tenants(source, &world.desired, {});
  REQUIRE(table);
  CHECK(table->kind == "tenants");
  REQUIRE(table->rows.size() == 3);
  CHECK(table->rows[0] == Row{number(3), text("Contoso"), text("UID-CONTOSO"), true, number(10010)});
  CHECK(table->rows[2] == Row{number(5), text("Customer 2"), text("UID-2"), true, Cell()});
  CHECK(source.usage_reads == 0);
}

TEST_CASE("a search finds any part of a tenant's name, whatever its case") {
  const World world;
  ObservedSource source(world.observed);
  const auto table = list_tenants(source, nullptr, searching("STOMER"));
  REQUIRE(table);
  REQUIRE(table->rows.size() == 2);
  CHECK(table->rows[0][1] == text("Customer 1"));
}

TEST_CASE("unmapped tenants are listed with the devices that use a licence") {
  World world;
  tiny::use_licence(world.observed, tiny::advanced_licence, {2, 0, 0}, 5);
  ObservedSource source(world.observed);
  const auto table = list_tenants(source, &world.desired, unmapped());
  REQUIRE(table);
  REQUIRE(table->rows.size() == 1);
  CHECK(table->rows[0] == Row{number(5), text("Customer 2"), text("UID-2"), true, number(7)});
  CHECK(source.usage_reads == 1);
  CHECK(table->unread.empty());
}

TEST_CASE("an unmapped tenant that cannot be read is listed without a figure and said to be unread") {
  World world;
  world.observed.usage.insert_or_assign(TenantId(5), Error{ErrorKind::unavailable, "Reset.", ""});
  ObservedSource source(world.observed);
  const auto table = list_tenants(source, &world.desired, unmapped());
  REQUIRE(table);
  CHECK(table->rows[0][4] == Cell());
  CHECK(table->unread == std::vector<std::string>{"The virtual server \"Customer 2\": Reset."});
}

TEST_CASE("a disabled unmapped tenant is listed, and nobody tries to sign in to it") {
  World world;
  world.observed.tenants[2].enabled = false;
  ObservedSource source(world.observed);
  const auto table = list_tenants(source, &world.desired, unmapped());
  REQUIRE(table);
  CHECK(table->rows[0][3] == Cell(false));
  CHECK(table->rows[0][4] == Cell());
  CHECK(source.usage_reads == 0);
  CHECK(table->unread.empty());
}

TEST_CASE("without a file nobody can say what is unmapped") {
  const World world;
  ObservedSource source(world.observed);
  ObservedTigerpaw tigerpaw(world.observed);
  CHECK(list_tenants(source, nullptr, unmapped()).error().kind == ErrorKind::invalid);
  CHECK(list_accounts(tigerpaw, nullptr, unmapped()).error().kind == ErrorKind::invalid);
  CHECK(list_products(source, nullptr, unmapped()).error().kind == ErrorKind::invalid);
  CHECK(list_agreements(tigerpaw, nullptr, {}).error().kind == ErrorKind::invalid);
}

TEST_CASE("accounts are listed with the virtual server that they are mapped to") {
  const World world;
  ObservedTigerpaw tigerpaw(world.observed);
  const auto all = list_accounts(tigerpaw, &world.desired, {});
  REQUIRE(all);
  REQUIRE(all->rows.size() == 3);
  CHECK(all->rows[0] == Row{number(10010), text("Contoso Ltd"), text("Contoso")});
  const auto free = list_accounts(tigerpaw, &world.desired, unmapped());
  REQUIRE(free);
  REQUIRE(free->rows.size() == 1);
  CHECK(free->rows[0] == Row{number(10012), text("Customer 2 Ltd"), Cell()});
}

TEST_CASE("agreements of one account come with number, days, period and charges") {
  World world;
  tiny::add_line(world.observed, 9001, "KES-SELECT", 5);
  ObservedTigerpaw tigerpaw(world.observed);
  ListOptions options;
  options.account = AccountNumber(10010);
  const auto table = list_agreements(tigerpaw, nullptr, options);
  REQUIRE(table);
  REQUIRE(table->rows.size() == 1);
  CHECK(table->rows[0] == Row{number(50001), number(10010), text("Contoso Ltd"), text("Managed services"),
                              text("2026-01-01"), Cell(), text("Monthly"), number(1)});
  options.account = AccountNumber(7);
  CHECK(list_agreements(tigerpaw, nullptr, options).error().kind == ErrorKind::not_found);
}

TEST_CASE("agreements without an account are those of the mappings, and what is unread is said") {
  World world;
  world.observed.agreements_of.insert_or_assign(AccountNumber(10011),
                                                Error{ErrorKind::unavailable, "Reset.", ""});
  ObservedTigerpaw tigerpaw(world.observed);
  const auto table = list_agreements(tigerpaw, &world.desired, {});
  REQUIRE(table);
  REQUIRE(table->rows.size() == 1);
  CHECK(table->rows[0][2] == text("Contoso Ltd"));
  CHECK(table->unread == std::vector<std::string>{"The agreements of the account 10011: Reset."});
}

TEST_CASE("price levels and items are searched by name, id and description") {
  const World world;
  ObservedTigerpaw tigerpaw(world.observed);
  const auto levels = list_price_levels(tigerpaw, searching("go"));
  REQUIRE(levels);
  REQUIRE(levels->rows.size() == 1);
  CHECK(levels->rows[0] == Row{number(2), text("Gold")});
  const auto items = list_items(tigerpaw, searching("adv-s"));
  REQUIRE(items);
  REQUIRE(items->rows.size() == 1);
  CHECK(items->rows[0] == Row{text("KES-ADV-SRV"), text("Kaspersky KES-ADV-SRV"), true});
}

TEST_CASE("products are the licences in use by mapped tenants, with the file's product that matches") {
  World world;
  tiny::use_licence(world.observed, "Kaspersky Total Security", {1, 0, 0}, 4);
  tiny::use_licence(world.observed, "Seen only at an unmapped customer", {1, 0, 0}, 5);
  ObservedSource source(world.observed);
  const auto table = list_products(source, &world.desired, {});
  REQUIRE(table);
  REQUIRE(table->rows.size() == 2);
  CHECK(table->rows[0] == Row{text(tiny::select_licence), Cell(), Cell(), text("Endpoint Security Select"),
                              number(2), number(10)});
  CHECK(table->rows[1] ==
        Row{text("Kaspersky Total Security"), Cell(), Cell(), Cell(), number(1), number(1)});
  const auto unknown = list_products(source, &world.desired, unmapped());
  REQUIRE(unknown);
  REQUIRE(unknown->rows.size() == 1);
  CHECK(unknown->rows[0][0] == text("Kaspersky Total Security"));
}

TEST_CASE("licences of one name and two product sets are two, each with its own product") {
  World world;
  auto& licences = world.observed.usage.begin()->second.value().licences;
  REQUIRE(licences.size() == 1);
  licences.push_back(licences.front());
  licences.back().serial = LicenceSerial("other");
  licences.back().suite_id = 2200;
  world.desired.products[1].match = {"suite_id:2200"};
  world.desired.products[0].match = {"suite_id:1"};
  ObservedSource source(world.observed);
  const auto table = list_products(source, &world.desired, {});
  REQUIRE(table);
  REQUIRE(table->rows.size() == 2);
  CHECK(table->rows[0][3] == Cell());
  CHECK(table->rows[1][1] == number(2200));
  CHECK(table->rows[1][3] == text("Endpoint Security Advanced"));
}

TEST_CASE("without a file the products of all tenants are listed, and a licence that nobody uses is not") {
  World world;
  tiny::use_licence(world.observed, tiny::advanced_licence, {}, 3);
  ObservedSource source(world.observed);
  const auto table = list_products(source, nullptr, {});
  REQUIRE(table);
  REQUIRE(table->rows.size() == 1);
  CHECK(table->rows[0] == Row{text(tiny::select_licence), Cell(), Cell(), Cell(), number(3), number(15)});
}

TEST_CASE("every call is made once, and never more at once than allowed") {
  std::vector<int> calls(100);
  std::atomic<int> running{0};
  std::atomic<int> most{0};
  for_each_index(calls.size(), 3, [&](std::size_t i) {
    const int now = ++running;
    for (int seen = most; seen < now && !most.compare_exchange_weak(seen, now);) continue;
    ++calls[i];
    --running;
  });
  CHECK(calls == std::vector<int>(100, 1));
  CHECK(most <= 3);
}

}  // namespace tariff::app
