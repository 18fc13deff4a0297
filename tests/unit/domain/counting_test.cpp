#include "domain/counting.hpp"

#include <doctest/doctest.h>

#include "support/tiny_world.hpp"

namespace tariff {
namespace {

struct Customer {
  Desired desired = tiny::a_desired();
  TenantUsage usage;

  Customer() {
    usage.tenant = {TenantId(3), TenantUid("U"), "Contoso", true};
    for (const Category category :
         {Category::workstation, Category::workstation, Category::server, Category::other})
      usage.devices.push_back({DeviceId("d" + std::to_string(usage.devices.size())), "d", category});
  }
  void key(const std::string& name, std::vector<std::uint32_t> devices) {
    usage.licences.push_back(
        {LicenceSerial("S" + std::to_string(usage.licences.size())), name, {}, std::move(devices)});
  }
  Counts counts() const { return UsageCounter(desired.products).count(usage); }
  std::int64_t of(const std::string& item) const { return quantity_of(counts().by_item.at(ItemId(item))); }
};

}  // namespace

TEST_CASE("a device on two keys of one product counts once") {
  Customer tenant;
  tenant.key(tiny::select_licence, {0, 1});
  tenant.key("Kaspersky Endpoint Security for Business - Select Renewal", {1, 2});
  CHECK(tenant.of("KES-SELECT") == 3);
}

TEST_CASE("a device on keys of two products counts once in each") {
  Customer tenant;
  tenant.key(tiny::select_licence, {0});
  tenant.key(tiny::advanced_licence, {0});
  CHECK(tenant.of("KES-SELECT") == 1);
  CHECK(tenant.of("KES-ADV-WS") == 1);
}

TEST_CASE("devices go to the item of their category") {
  Customer tenant;
  tenant.key(tiny::advanced_licence, {0, 1, 2, 3});
  CHECK(tenant.of("KES-ADV-WS") == 2);
  CHECK(tenant.of("KES-ADV-SRV") == 1);
  CHECK(tenant.of("KES-ADV-NW") == 1);
}

TEST_CASE("an item that nothing uses is there with the count zero, part by part") {
  const Customer tenant;
  CHECK(tenant.counts().by_item.size() == 4);
  CHECK(tenant.counts().by_item.at(ItemId("KES-SELECT")).size() == categories.size());
  CHECK(tenant.of("KES-SELECT") == 0);
}

TEST_CASE("products that share an item add up in it") {
  Customer tenant;
  tenant.desired.products[1].items = {{Category::server, ItemId("KES-SELECT")}};
  tenant.key(tiny::select_licence, {0});
  tenant.key(tiny::advanced_licence, {2});
  CHECK(tenant.of("KES-SELECT") == 2);
}

TEST_CASE("a licence that no product names is unpriced, and one without devices is nothing") {
  Customer tenant;
  tenant.key("Kaspersky Next", {0, 1});
  tenant.key("Kaspersky Old", {});
  const auto counts = tenant.counts();
  REQUIRE(counts.unpriced.size() == 1);
  CHECK(counts.unpriced[0] == UnpricedUse{"Kaspersky Next", LicenceSerial("S0"), "", Category::other, 2});
}

TEST_CASE("a category for which a product has no item is unpriced, and not counted anywhere") {
  Customer tenant;
  tenant.desired.products[1].items.erase(Category::server);
  tenant.key(tiny::advanced_licence, {0, 2});
  const auto counts = tenant.counts();
  REQUIRE(counts.unpriced.size() == 1);
  CHECK(counts.unpriced[0].product == "Endpoint Security Advanced");
  CHECK(counts.unpriced[0].category == Category::server);
  CHECK(counts.unpriced[0].devices == 1);
  CHECK(tenant.of("KES-ADV-WS") == 1);
}

TEST_CASE("a licence that two products match is ambiguous and counted for neither") {
  Customer tenant;
  tenant.desired.products[1].match = {"*"};
  tenant.key(tiny::select_licence, {0, 1});
  const auto counts = tenant.counts();
  REQUIRE(counts.ambiguous.size() == 1);
  CHECK(counts.ambiguous[0].first_product == "Endpoint Security Select");
  CHECK(tenant.of("KES-SELECT") == 0);
  CHECK(tenant.of("KES-ADV-WS") == 0);
}

TEST_CASE("a product that is not billed is known, neither counted nor unpriced") {
  Customer tenant;
  tenant.desired.products[0].billed = false;
  tenant.desired.products[0].item.reset();
  tenant.key(tiny::select_licence, {0, 1});
  const auto counts = tenant.counts();
  CHECK(counts.unpriced.empty());
  CHECK_FALSE(counts.by_item.contains(ItemId("KES-SELECT")));
}

TEST_CASE("an address is one path segment whatever the item is called") {
  CHECK(address_of({AgreementNumber(5), ItemId("A/B %\xC3\xA9")}) == "charge/5/A%2FB%20%25%C3%A9");
  CHECK(address_of_link(AccountNumber(7)) == "link/7");
}

TEST_CASE("a licence is a product's by its name, its product set or its part number") {
  Customer tenant;
  const LicenceMarks licence{"Kaspersky Next EDR", 2200, "KL4867XAKFS"};
  Product& product = tenant.desired.products[0];
  const std::vector<std::pair<std::string, bool>> patterns{
      {"Kaspersky Next*", true},      {"suite_id:2200", true}, {"suite_id:220", false},
      {"suite_id:22*", false},        {"part_number:*", true}, {"part_number:KL4867*", true},
      {"part_number:KL4868*", false}, {"KL4867*", false},      {"2200", false}};
  for (const auto& one : patterns) {
    CAPTURE(one.first);
    product.match = {"nothing", one.first};
    CHECK(is_licence_of(product, licence) == one.second);
  }
  product.match = {"suite_id:2200", "part_number:*"};
  CHECK_FALSE(is_licence_of(product, {"Kaspersky Next EDR"}));
}

TEST_CASE("two keys of one name are told apart by their product sets, and a device of both counts in each") {
  Customer tenant;
  tenant.desired.products[0].match = {"suite_id:1"};
  tenant.desired.products[1].match = {"suite_id:2"};
  tenant.key("Kaspersky Next", {0, 1});
  tenant.key("Kaspersky Next", {1, 2});
  tenant.usage.licences[0].suite_id = 1;
  tenant.usage.licences[1].suite_id = 2;
  CHECK(tenant.of("KES-SELECT") == 2);
  CHECK(tenant.of("KES-ADV-WS") == 1);
  CHECK(tenant.of("KES-ADV-SRV") == 1);
  CHECK(tenant.counts().unpriced.empty());
}

TEST_CASE("what was purchased is billed used or not, all keys of the product together, and by the rule") {
  Customer tenant;
  tenant.desired.products.at(0).rule.basis = CountBasis::purchased;
  tenant.key(tiny::select_licence, {0, 1, 2});
  tenant.key("Kaspersky Endpoint Security for Business - Select Renewal", {});
  tenant.usage.licences[0].bought = 25;
  tenant.usage.licences[1].bought = 10;
  CHECK(tenant.of("KES-SELECT") == 35);
  CHECK(devices_of(tenant.counts().by_item.at(ItemId("KES-SELECT"))) == 3);
  const auto shares = shares_of(tenant.counts().by_item.at(ItemId("KES-SELECT")));
  REQUIRE(shares.size() == 1);
  CHECK(shares[0].effect() == "35 purchased");
  tenant.desired.products.at(0).rule.included = 5;
  tenant.desired.products.at(0).rule.round_to = 20;
  CHECK(tenant.of("KES-SELECT") == 40);
  CHECK(shares_of(tenant.counts().by_item.at(ItemId("KES-SELECT")))[0].effect() ==
        "35 purchased, 5 included, in packs of 20");
}

TEST_CASE("what nobody knows to be purchased is told key by key, and only of products that ask for it") {
  Customer tenant;
  tenant.key(tiny::select_licence, {0});
  CHECK(tenant.counts().unknown_figures.empty());
  tenant.desired.products.at(0).rule.basis = CountBasis::purchased;
  const auto unknown = tenant.counts().unknown_figures;
  REQUIRE(unknown.size() == 1);
  CHECK(unknown[0].why == "does not tell for how many it was bought");
  tenant.usage.licences[0].bought = 25;
  CHECK(tenant.counts().unknown_figures.empty());
  const auto serial = tenant.usage.licences[0].serial;
  const auto shared = UsageCounter(tenant.desired.products, {serial}).count(tenant.usage).unknown_figures;
  REQUIRE(shared.size() == 1);
  CHECK(shared[0].why == "stands at several tenants, or may stand at one that was not read");
}

TEST_CASE("what was purchased is not known while a virtual server is unread that may share the key") {
  Desired desired = tiny::a_desired();
  Observed observed = tiny::an_observed();
  tiny::use_licence(observed, tiny::select_licence, {2, 0, 0});
  TenantUsage& usage = observed.usage.begin()->second.value();
  usage.licences.at(0).bought = 25;
  observed.usage.insert_or_assign(TenantId(77), Error{ErrorKind::unavailable, "Not read.", ""});
  CHECK(usage_counter(desired, observed).count(usage).unknown_figures.empty());
  desired.products.at(0).rule.basis = CountBasis::purchased;
  CHECK(usage_counter(desired, observed).count(usage).unknown_figures.size() == 1);
  observed.usage.erase(TenantId(77));
  CHECK(usage_counter(desired, observed).count(usage).unknown_figures.empty());
}

TEST_CASE("a key of two virtual servers is one of several") {
  Observed observed = tiny::an_observed();
  tiny::use_licence(observed, tiny::select_licence, {2, 0, 0});
  CHECK(keys_of_several_servers(observed).empty());
  TenantUsage other = observed.usage.begin()->second.value();
  observed.usage.emplace(TenantId(77), other);
  CHECK(keys_of_several_servers(observed) == std::set<LicenceSerial>{other.licences.at(0).serial});
}

TEST_CASE("users without devices are not counted as none where devices are billed") {
  Customer customer;
  LicenceUse licence{LicenceSerial("S"), "Kaspersky Endpoint Security for Business - Select", {}, {}};
  licence.unit = LicenceUnit::user;
  licence.figures = UseFigures{0, {}, 19, {}};
  customer.usage.licences = {licence};
  REQUIRE(customer.counts().unknown_figures.size() == 1);
  CHECK(customer.counts().unknown_figures[0].why == "tells users and no devices; write count = \"users\"");
  customer.desired.products[0].rule.basis = CountBasis::users;
  CHECK(customer.counts().unknown_figures.empty());
  CHECK(customer.of("KES-SELECT") == 19);
}

namespace {

/// A licence of a source that names no devices.
LicenceUse figures_of(const std::string& name, LicenceUnit unit, UseFigures figures) {
  LicenceUse use{LicenceSerial("F-1"), name, {}, {}};
  use.unit = unit;
  use.figures = std::move(figures);
  return use;
}

}  // namespace

TEST_CASE("a key may stand at a source of its kind that was not listed, and not at one of another kind") {
  Customer tenant;
  tenant.key(tiny::select_licence, {0, 1});
  tenant.usage.licences[0].bought = 25;
  tenant.desired.products[0].rule.basis = CountBasis::purchased;
  Observed observed;
  tenant.usage.tenant.id.source = SourceName("east");
  observed.usage.emplace(tenant.usage.tenant.id, tenant.usage);
  observed.sources = {{SourceName("east"), SourceKind::security_center},
                      {SourceName("other"), SourceKind::business_hub, Error{}}};
  const auto unknown = [&] {
    return usage_counter(tenant.desired, observed).count(tenant.usage).unknown_figures.size();
  };
  CHECK(unknown() == 0);
  observed.sources[1].kind = SourceKind::security_center;
  CHECK(unknown() == 1);
}

TEST_CASE("figures without categories count where every device has one item, and stop where it has several") {
  Customer tenant;
  tenant.usage.licences.push_back(figures_of(tiny::select_licence, LicenceUnit::device, {7}));
  CHECK(tenant.of("KES-SELECT") == 7);
  CHECK(tenant.counts().unknown_figures.empty());
  tenant.usage.licences[0].product_name = tiny::advanced_licence;
  CHECK(tenant.of("KES-ADV-NW") == 0);
  REQUIRE(tenant.counts().unknown_figures.size() == 1);
  CHECK(tenant.counts().unpriced.empty());
  tenant.usage.licences[0].figures->by_category = {{Category::workstation, 5}, {Category::server, 2}};
  CHECK(tenant.counts().unknown_figures.empty());
  CHECK(tenant.of("KES-ADV-WS") == 5);
  CHECK(tenant.of("KES-ADV-SRV") == 2);
}

TEST_CASE("users and mailboxes are counted where the licence tells them, and are unknown of devices") {
  Customer tenant;
  auto& rule = tenant.desired.products[0].rule;
  rule.basis = CountBasis::users;
  tenant.usage.licences = {figures_of(tiny::select_licence, LicenceUnit::user, {31, {}, 19})};
  CHECK(tenant.of("KES-SELECT") == 19);
  rule.basis = CountBasis::mailboxes;
  CHECK(tenant.of("KES-SELECT") == 0);
  CHECK(tenant.counts().unknown_figures.at(0).why == "tells no mailboxes");
  tenant.usage.licences = {};
  tenant.key(tiny::select_licence, {0, 1});
  CHECK(tenant.counts().unknown_figures.at(0).why == "names devices, and not mailboxes");
}

TEST_CASE("a device that was not seen for long does not count where the product says so") {
  Customer tenant;
  tenant.key(tiny::select_licence, {0, 1, 2});
  const Instant now = Instant{} + std::chrono::days(100);
  tenant.usage.devices[0].last_seen = now - std::chrono::days(31);
  tenant.usage.devices[1].last_seen = now - std::chrono::days(30);
  const auto counted = [&] {
    return quantity_of(
        UsageCounter(tenant.desired.products, {}, now).count(tenant.usage).by_item.at(ItemId("KES-SELECT")));
  };
  CHECK(counted() == 3);
  tenant.desired.products[0].rule.inactive_days = 30;
  CHECK(counted() == 2);
}

TEST_CASE("a key in grace counts where the product says so, and is nobody's where no product is its own") {
  Customer tenant;
  tenant.key(tiny::select_licence, {0, 1});
  tenant.usage.licences[0].in_grace = true;
  CHECK(tenant.of("KES-SELECT") == 0);
  tenant.desired.products[0].rule.counts_grace = true;
  CHECK(tenant.of("KES-SELECT") == 2);
  tenant.usage.licences[0].product_name = "Another";
  CHECK(tenant.counts().unpriced.empty());
}

TEST_CASE("tenants stand by source, and those of one by length") {
  CHECK(TenantId(9) < TenantId(10));
  CHECK(TenantId(SourceName("a"), "10") < TenantId(SourceName("b"), "9"));
  CHECK(TenantId(10) < TenantId(std::string("6f0c")));
  CHECK(TenantId(std::string("6f0c")) < TenantId(std::string("6f0d")));
}

TEST_CASE("own terms send one product of one customer to another item, and leave everybody else's alone") {
  Customer tenant;
  tenant.key(tiny::select_licence, {0, 1, 2});
  Mapping& mapping = tenant.desired.mappings.at(0);
  mapping.products = {{tenant.desired.products[0].name, ItemId("KES-NFP")}};
  UsageCounter counter(tenant.desired.products);
  const Counts own = counter.count(tenant.usage, mapping);
  CHECK(quantity_of(own.by_item.at(ItemId("KES-NFP"))) == 3);
  CHECK_FALSE(own.by_item.contains(ItemId("KES-SELECT")));
  CHECK(quantity_of(counter.count(tenant.usage).by_item.at(ItemId("KES-SELECT"))) == 3);
}

TEST_CASE(
    "a product that a customer's own terms do not bill is known, and counts for no item until it is over") {
  Customer tenant;
  tenant.key(tiny::select_licence, {0, 1, 2});
  Mapping& mapping = tenant.desired.mappings.at(0);
  mapping.products = {{tenant.desired.products[0].name}};
  mapping.products[0].billed = false;
  UsageCounter counter(tenant.desired.products);
  const Counts excluded = counter.count(tenant.usage, mapping);
  CHECK_FALSE(excluded.by_item.contains(ItemId("KES-SELECT")));
  CHECK(excluded.unpriced.empty());
  mapping.products[0].is_over = true;
  CHECK(quantity_of(counter.count(tenant.usage, mapping).by_item.at(ItemId("KES-SELECT"))) == 3);
}

}  // namespace tariff
