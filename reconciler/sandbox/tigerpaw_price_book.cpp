#include <array>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sandbox/tigerpaw_answers.hpp"
#include "sandbox/tigerpaw_search.hpp"

namespace tariff::sandbox::tigerpaw {
namespace {

using Texts = std::vector<std::string>;

/// Route word -> SearchType. Source: tigerpaw.md section 4.4.
constexpr std::array route_types{std::pair{"category", "category"},
                                 std::pair{"global", "globalpricebook"},
                                 std::pair{"itemdescription", "itemdescription"},
                                 std::pair{"mfgpartnumber", "mfgpartnumber"},
                                 std::pair{"ourpartnumber", "ourpartnumber"},
                                 std::pair{"type", "itemtype"},
                                 std::pair{"upc", "upc"},
                                 std::pair{"vendorpartnumber", "vendorpartnumber"}};

constexpr std::array unheld_types{"mfgpartnumber",    "ourpartnumber", "upc",
                                  "vendorpartnumber", "category",      "customfield"};

std::string first_of(const std::map<std::int64_t, std::string>& prices, std::int64_t level) {
  const auto found = prices.find(level);
  return found == prices.end() ? "" : found->second;
}

Json item_row(const Tigerpaw& world, const Item& item) {
  return Row(world)
      .text("ItemDescription", item.description)
      .text("Type", "Special")
      .text("Status", item.inactive ? "Inactive" : "Active")
      .truth("Inactive", item.inactive)
      .truth("Taxable", true)
      .decimal("BaseCost", "0")
      .text("UnitOfMeasure", "Each")
      .null("Comments")
      .take();
}

Json pricing_rows(const Tigerpaw& world, const Item& item) {
  auto rows = Json::array();
  for (const auto& level : world.levels) {
    const auto selling = first_of(item.prices, level.id);
    const auto flat = first_of(item.flat_prices, level.id);
    if (selling.empty() && flat.empty()) continue;
    rows.push(Row(world)
                  .number("PriceLevel", level.id)
                  .text("Description", level.name)
                  .truth("PriceOverride", true)
                  .decimal("SellingPrice", selling)
                  .null("Markup")
                  .null("Markdown")
                  .null("Margin")
                  .decimal("FlatPrice", flat)
                  .truth("RepairLevel", false)
                  .text("CostToUse", "Base")
                  .text("PriceLevelCategoryName", "Standard")
                  .take());
  }
  return rows;
}

Row start_row(const Tigerpaw& world, const Item& item) {
  Row row(world);
  row.text("ItemId", item.id)
      .number("PriceBookItemNumber", item.number)
      .value("Item", item_row(world, item))
      .null("DefaultProjectPhase");
  return row;
}

Json summary_row(const Tigerpaw& world, const Item& item) {
  return start_row(world, item)
      .value("Assembly", Json::array())
      .number("QuantityOnHand", 0)
      .number("QuantityReserved", 0)
      .number("QuantityOnOrder", 0)
      .number("Available", 0)
      .take();
}

Json detail_row(const Tigerpaw& world, const Item& item) {
  return start_row(world, item)
      .value("Pricing", pricing_rows(world, item))
      .value("Vendors", Json::array())
      .value("Discounts", Json::array())
      .value("CustomFields", Json::array())
      .take();
}

std::optional<Texts> texts_of(const Item& item, const std::string& type) {
  if (type == "itemid") return item.inactive ? Texts{} : Texts{item.id};
  if (type == "allitemids" || type == "itemidwithinactive") return Texts{item.id};
  if (type == "itemdescription") return Texts{item.description};
  if (type == "globalpricebook") return Texts{item.id, item.description};
  if (type == "itemtype") return Texts{"S"};
  for (const auto* unheld : unheld_types)
    if (type == unheld) return Texts{};
  return std::nullopt;
}

HttpReply search_items(const Tigerpaw& world, const Result<Search>& search) {
  return answer_search<Item>(search, "PriceBookItems", world.items, texts_of,
                             [&](const Item& item) { return summary_row(world, item); });
}

using WriteItem = Json (*)(const Tigerpaw&, const Item&);

HttpReply about_item(Desk& desk, const Call& call, WriteItem write) {
  const auto id = call.parameter("itemid");
  if (id.empty()) return problem(400, "The query needs an itemId.");
  const auto* item = find_item(desk.world, id);
  if (item == nullptr) return problem(404, "The price book item was not found.");
  return json_reply(write(desk.world, *item));
}

HttpReply about_number(Desk& desk, const Call& call, WriteItem write) {
  const auto* item = find_by(desk.world.items, &Item::number, call.number(0));
  if (item == nullptr) return problem(404, "The price book item was not found.");
  return json_reply(write(desk.world, *item));
}

}  // namespace

HttpReply item_summary(Desk& desk, const Call& call) { return about_item(desk, call, summary_row); }

HttpReply item_details(Desk& desk, const Call& call) { return about_item(desk, call, detail_row); }

HttpReply item_summary_by_number(Desk& desk, const Call& call) {
  return about_number(desk, call, summary_row);
}

HttpReply item_details_by_number(Desk& desk, const Call& call) {
  return about_number(desk, call, detail_row);
}

HttpReply item_search(Desk& desk, const Call& call) {
  return search_items(desk.world, read_search(call, desk.world));
}

HttpReply item_search_by_word(Desk& desk, const Call& call) {
  for (const auto& [route, type] : route_types)
    if (call.arguments[0] == route)
      return search_items(desk.world, read_simple_search(call, desk.world, type));
  return problem(404, "There is no price book search by " + call.arguments[0] + ".");
}

HttpReply item_search_by_id(Desk& desk, const Call& call) {
  const bool active_only = call.arguments[0] == "true";
  return search_items(desk.world,
                      read_simple_search(call, desk.world, active_only ? "itemid" : "itemidwithinactive"));
}

}  // namespace tariff::sandbox::tigerpaw
