#include "sandbox/tigerpaw_answers.hpp"

namespace tariff::sandbox::tigerpaw {

HttpReply price_levels(Desk& desk, const Call&) {
  auto rows = Json::array();
  for (const auto& level : desk.world.levels)
    rows.push(Row(desk.world)
                  .number("PriceLevelId", level.id)
                  .number("PriceLevelCategoryId", 1)
                  .text("PriceLevelCategory", "Standard")
                  .text("Description", level.name)
                  .null("IncomeGeneralLedgerCode")
                  .null("CostGeneralLedgerCode")
                  .decimal("MarkUp", "0")
                  .decimal("MarkDown", "0")
                  .decimal("Margin", "0")
                  .truth("IsRepairLevel", false)
                  .truth("ApplyQuantityDiscounts", false)
                  .number("PriceBasis", 1)
                  .number("CostToUse", 1)
                  .take());
  return json_reply(rows);
}

HttpReply external_products(Desk& desk, const Call&) {
  auto rows = Json::array();
  for (const auto& product : desk.world.external_products)
    rows.push(Row(desk.world)
                  .number("ExternalProductId", product.id)
                  .text("Product", product.name)
                  .number("ProductType", 1)
                  .truth("SystemEntry", false)
                  .truth("Active", product.active)
                  .take());
  return json_reply(rows);
}

HttpReply empty_table(Desk&, const Call&) { return json_reply(Json::array()); }

HttpReply no_such_rep(Desk&, const Call& call) {
  return problem(404, "Rep " + call.arguments[0] + " was not found.");
}

HttpReply validate_user(Desk&, const Call&) { return outcome(true, "The user is valid."); }

HttpReply product_information(Desk& desk, const Call&) {
  return json_reply(Row(desk.world)
                        .truth("HasValidLicense", true)
                        .truth("IsUsingNamedUserLicense", false)
                        .truth("IsTigerpawOne", true)
                        .truth("IsArchivedDatabase", false)
                        .text("DatabaseVersion", "18.2.1")
                        .take());
}

HttpReply database_version(Desk&, const Call&) { return outcome(true, "18.2.1"); }

}  // namespace tariff::sandbox::tigerpaw
