#include "bench/fleet.hpp"

#include "support/tiny_world.hpp"

namespace tariff::bench {
namespace {

constexpr std::int64_t first_server = 3;
constexpr std::int64_t first_agreement = 50001;
constexpr const char* third_licence = "Kaspersky Security for Mail Server";

Product single(const std::string& name, const std::string& match, const std::string& item) {
  Product product;
  product.name = name;
  product.match = {match};
  product.item = ItemId(item);
  return product;
}

void use_three_products(Observed& observed, std::int64_t server) {
  tiny::use_licence(observed, tiny::select_licence, {4, 1, 0}, server);
  tiny::use_licence(observed, tiny::advanced_licence, {2, 2, 0}, server);
  tiny::use_licence(observed, third_licence, {0, 1, 0}, server);
}

void settle(Fleet& fleet, std::int64_t n) {
  const std::int64_t agreement = first_agreement + n;
  std::int64_t detail = 100'000 + n * 10;
  for (const auto& [item, quantity] :
       {std::pair{"KES-SELECT", 5}, std::pair{"KES-ADV-WS", 4}, std::pair{"KES-ADV-SRV", 1}}) {
    tiny::add_line(fleet.observed, ++detail, item, quantity, agreement);
    tiny::bind_line(fleet.ledger, fleet.observed, detail, agreement);
  }
}

}  // namespace

Fleet a_fleet(std::size_t customers, Before before) {
  Fleet fleet{tiny::a_desired(), tiny::an_observed(), tiny::a_ledger()};
  fleet.desired.products = {
      single("Select", "Kaspersky Endpoint Security for Business - Select*", "KES-SELECT"),
      single("Advanced", "Kaspersky Endpoint Security for Business - Advanced*", "KES-ADV-WS"),
      single("Mail", "Kaspersky Security for Mail*", "KES-ADV-SRV")};
  for (std::size_t i = 0; i < customers; ++i) {
    const auto n = static_cast<std::int64_t>(i);
    if (n > 0) tiny::add_customer(fleet.desired, fleet.observed, n);
    use_three_products(fleet.observed, first_server + n);
    if (before == Before::settled) settle(fleet, n);
  }
  return fleet;
}

plan::Plan plan_of(const Fleet& fleet) {
  check::Review review = check::all(fleet.desired, fleet.observed, &fleet.ledger, {});
  return plan::build({fleet.desired, fleet.observed, &fleet.ledger, std::chrono::minutes(15),
                      std::move(review.set_aside), std::move(review.unread),
                      std::move(review.product_set_aside), std::move(review.problems)});
}

}  // namespace tariff::bench
