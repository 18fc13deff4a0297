#include <thread>

#include "contract/tigerpaw/running_tigerpaw.hpp"

namespace tariff {
namespace {

using testing::reader_of;
using testing::RunningTigerpaw;

Money money(const char* text) { return Money::parse(text).value(); }

/// The small world, its numbers and nulls written in one of Tigerpaw's manners.
sandbox::World world_in_manner(std::int64_t decimal_places, bool explicit_nulls) {
  auto world = sandbox::tiny::small_world();
  world.tigerpaw.decimal_places = decimal_places;
  world.tigerpaw.explicit_nulls = explicit_nulls;
  return world;
}

/// A world of that many accounts, numbered from 1001, none of them in order.
sandbox::World world_of_accounts(std::int64_t count, std::int64_t page_size_max) {
  auto world = sandbox::tiny::small_world();
  world.tigerpaw.accounts.clear();
  world.tigerpaw.page_size_max = page_size_max;
  for (std::int64_t i = 0; i < count; ++i) {
    sandbox::Account account;
    account.number = 1001 + (i * 7) % count;
    account.name = "Account " + std::to_string(account.number);
    world.tigerpaw.accounts.push_back(account);
  }
  return world;
}

ErrorKind kind_of(const auto& result) {
  REQUIRE_FALSE(result.has_value());
  return result.error().kind;
}

TEST_CASE("account, agreements, agreement, item and tables are read, one request each") {
  RunningTigerpaw tigerpaw;
  const auto reader = reader_of(tigerpaw.connection());
  const auto account = reader->account(AccountNumber(105)).value();
  CHECK(account.name == "Contoso Ltd");
  CHECK(account.default_level == PriceLevelId(2));
  REQUIRE(account.cross_references.size() == 1);
  CHECK(account.cross_references[0].product == ExternalProductId(31));
  CHECK(reader->account(AccountNumber(1050)).value().parent == AccountNumber(105));
  CHECK(reader->cross_references(AccountNumber(105)).value() == account.cross_references);
  const auto agreements = reader->agreements_of(AccountNumber(105)).value();
  REQUIRE(agreements.size() == 1);
  CHECK(agreements[0].number == AgreementNumber(12345));
  CHECK(agreements[0].charge_count == 1);
  const auto agreement = reader->agreement(AgreementNumber(12345)).value();
  CHECK(agreement.summary.account == AccountNumber(105));
  REQUIRE(agreement.lines.size() == 1);
  CHECK(agreement.lines[0].price == money("7.5"));
  CHECK(reader->charges(AgreementNumber(12345)).value() == agreement.lines);
  const auto item = reader->item(ItemId("KES-WKS")).value();
  CHECK(item.prices.at(PriceLevelId(1)).selling_price == money("3.25"));
  CHECK(item.prices.at(PriceLevelId(2)).flat_price == money("99"));
  CHECK(reader->price_levels().value().at(1).name == "Gold");
  CHECK_FALSE(reader->external_products().value().at(1).active);
  CHECK(tigerpaw.requests() == 9);
  CHECK(tigerpaw.changes() == 0);
}

TEST_CASE("the manner of decimals and nulls does not change what is read") {
  RunningTigerpaw four(world_in_manner(4, false));
  RunningTigerpaw none(world_in_manner(0, true));
  RunningTigerpaw one(world_in_manner(1, true));
  const auto expected = reader_of(four.connection());
  for (const auto* other : {&none, &one}) {
    const auto reader = reader_of(other->connection());
    CHECK(reader->account(AccountNumber(105)).value() == expected->account(AccountNumber(105)).value());
    CHECK(reader->agreement(AgreementNumber(12345)).value() ==
          expected->agreement(AgreementNumber(12345)).value());
    CHECK(reader->item(ItemId("KES-WKS")).value() == expected->item(ItemId("KES-WKS")).value());
    CHECK(reader->agreements_of(AccountNumber(105)).value() ==
          expected->agreements_of(AccountNumber(105)).value());
  }
}

TEST_CASE("all accounts and all items are listed over as many pages as the service wants") {
  RunningTigerpaw tigerpaw(world_of_accounts(25, 10));
  const auto reader = reader_of(tigerpaw.connection());
  const auto accounts = reader->accounts().value();
  REQUIRE(accounts.size() == 25);
  CHECK(accounts.front() == AccountSummary{AccountNumber(1001), "Account 1001"});
  CHECK(accounts.back().number == AccountNumber(1025));
  CHECK(tigerpaw.requests() == 3);
  const auto items = reader->items().value();
  REQUIRE(items.size() == 3);
  CHECK(items[0].id == ItemId("KES-OLD"));
  CHECK_FALSE(items[0].active);
}

TEST_CASE("an empty world lists nothing and says so without an error") {
  RunningTigerpaw tigerpaw(world_of_accounts(0, 10));
  CHECK(reader_of(tigerpaw.connection())->accounts().value().empty());
}

TEST_CASE("an item is known by the id that Tigerpaw returns, and no other item is taken for it") {
  auto world = sandbox::tiny::small_world();
  world.tigerpaw.items[0].id = "kes & co/1 +";
  RunningTigerpaw tigerpaw(std::move(world));
  const auto reader = reader_of(tigerpaw.connection());
  CHECK(reader->item(ItemId("KES & Co/1 +")).value().id == ItemId("kes & co/1 +"));
  CHECK(kind_of(reader->item(ItemId("kes"))) == ErrorKind::not_found);
}

TEST_CASE("what does not exist is not found") {
  RunningTigerpaw tigerpaw;
  const auto reader = reader_of(tigerpaw.connection());
  CHECK(kind_of(reader->account(AccountNumber(9))) == ErrorKind::not_found);
  CHECK(kind_of(reader->agreement(AgreementNumber(9))) == ErrorKind::not_found);
  CHECK(kind_of(reader->charges(AgreementNumber(9))) == ErrorKind::not_found);
  CHECK(kind_of(reader->cross_references(AccountNumber(9))) == ErrorKind::not_found);
  CHECK(reader->agreements_of(AccountNumber(1050)).value().size() == 1);
}

TEST_CASE("wrong keys are refused with a hint and without the keys") {
  RunningTigerpaw tigerpaw;
  auto connection = tigerpaw.connection();
  std::swap(connection.public_key, connection.private_key);
  const auto result = reader_of(connection)->price_levels();
  CHECK(kind_of(result) == ErrorKind::refused);
  CHECK(result.error().hint.find("transposed") != std::string::npos);
  CHECK((result.error().message + result.error().hint).find("aaaaaaaa") == std::string::npos);
}

TEST_CASE("a service that is not there is unavailable") {
  std::string url;
  {
    RunningTigerpaw tigerpaw;
    url = tigerpaw.url();
  }
  CHECK(kind_of(reader_of(testing::connection_to(url))->price_levels()) == ErrorKind::unavailable);
}

TEST_CASE("a URL with a path is signed with that path") {
  RunningTigerpaw tigerpaw;
  const auto result = reader_of(testing::connection_to(tigerpaw.url() + "/below"))->price_levels();
  // The signature fits, so it is the missing resource that is answered, not a 401.
  CHECK(kind_of(result) == ErrorKind::refused);
  CHECK(result.error().message.find("GET /below/api/mastertables/pricelevels") != std::string::npos);
  CHECK(result.error().message.find("404") != std::string::npos);
}

TEST_CASE("several threads may read at once") {
  RunningTigerpaw tigerpaw;
  const auto reader = reader_of(tigerpaw.connection());
  std::atomic<int> good = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i)
      threads.emplace_back([&] {
        for (int j = 0; j < 5; ++j)
          if (reader->account(AccountNumber(105)).has_value()) ++good;
      });
  }
  CHECK(good == 20);
}

}  // namespace
}  // namespace tariff
