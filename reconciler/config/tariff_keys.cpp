#include "config/keys.hpp"

namespace tariff::config {
namespace {

constexpr auto required = Presence::required;
constexpr auto optional = Presence::optional;

const Key& billing_key() {
  static const Key key{
      "billing", Form::billing, optional,
      "true: our lines are kept right; \"observe\": counted, priced, compared and reported, never "
      "written; false: not billed, lines that we keep are retired. Without it: \"observe\"."};
  return key;
}

const Key& price_level_key() {
  static const Key key{"price_level", Form::name_or_id, optional,
                       "Tigerpaw's price level, by name or id; needed where billing is true."};
  return key;
}

const Key& handover_key() {
  static const Key key{"handover",
                       Form::choice,
                       optional,
                       "How the lines of a changed agreement hand over. There is no default.",
                       {"now", "after-invoice"}};
  return key;
}

Key block_key(std::string_view name, const Block& block, Presence presence = optional) {
  return {name, Form::block, presence, block.description, {}, &block};
}

Key blocks_key(std::string_view name, const Block& block) {
  return {name, Form::blocks, optional, block.description, {}, &block};
}

const Block& billing_block() {
  static const Block block{
      "[billing]",
      "What holds for every customer.",
      {
          {"external_product", Form::name, required,
           "Tigerpaw's External Product, the one that its API user is bound to."},
          {"currency", Form::name, required, "A label for reports; Tigerpaw's API carries no currency."},
          {"on_zero",
           Form::choice,
           optional,
           "An existing line whose count has fallen to 0: set to zero, or kept as it is. Without it: zero.",
           {"zero", "keep"}},
          {"price",
           Form::choice,
           optional,
           "What a moved price book does to existing lines. Without it: follow.",
           {"follow", "pin"}},
      }};
  return block;
}

const Block& policy_block() {
  static const Block block{"[policy]",
                           "What holds where people and this program meet.",
                           {{"hand_edit",
                             Form::choice,
                             optional,
                             "A line of ours that somebody edited in Tigerpaw: it waits for a person, their "
                             "value is kept, or ours is "
                             "restored. Without it: hold.",
                             {"hold", "keep", "restore"}}}};
  return block;
}

const Block& defaults_block() {
  static const Block block{"[defaults]",
                           "What holds for every mapping that does not say otherwise.",
                           {billing_key(), price_level_key(), handover_key()}};
  return block;
}

const Block& items_block() {
  static const Block block{
      "items",
      "One item for each category of device; devices of a category without one are unpriced.",
      {
          {"workstation", Form::name, optional, "The item for workstations."},
          {"server", Form::name, optional, "The item for servers."},
          {"other", Form::name, optional, "The item for everything else."},
      }};
  return block;
}

const Block& product_block() {
  static const Block block{
      "[[product]]",
      "One Kaspersky application and the price book item that bills it: item, or items, or bill = false.",
      {
          {"name", Form::name, required, "What people call it."},
          {"match", Form::names, required,
           "Globs on the licence's product name: * any run, ? one character. Or \"suite_id:2200\", or a glob "
           "on "
           "its part number: \"part_number:KL4867*\"."},
          {"item", Form::name, optional, "The price book item for every device."},
          block_key("items", items_block()),
          {"count",
           Form::choice,
           optional,
           "What is counted: the distinct devices that use it, what its keys were bought for, or the users "
           "or "
           "mailboxes that Business Hub or a usage file tells. Without it: in-use.",
           {"in-use", "purchased", "users", "mailboxes"}},
          {"quantity",
           Form::choice,
           optional,
           "Which count is billed: the last one, or the highest since the agreement was last invoiced, of "
           "those "
           "that a run has written or found in place. Without it: latest.",
           {"latest", "peak"}},
          {"included", Form::quantity, optional,
           "So many of each item are free. Taken off before anything else."},
          {"round_to", Form::quantity, optional, "What is left is filled up to whole packs of so many."},
          {"minimum", Form::quantity, optional,
           "At least so many are billed of each item that is in use at all."},
          {"maximum", Form::quantity, optional, "At most so many are billed of each item."},
          {"count_grace", Form::truth, optional,
           "true: what runs on a subscription in its grace period or soft-cancelled counts, too. Without it: "
           "false."},
          {"inactive_days", Form::positive, optional,
           "Devices that were not seen for so many days do not count. Without it: all count."},
          {"bill", Form::truth, optional, "false: known, and not charged for; needs a reason."},
          {"reason", Form::name, optional, "Why it is not charged for."},
      }};
  return block;
}

const Block& mapping_product_block() {
  static const Block block{
      "[[mapping.product]]",
      "Other terms for one product of this customer; what is not said holds as everywhere.",
      {
          {"name", Form::name, required, "The name of a [[product]]."},
          {"item", Form::name, optional, "The price book item instead of the product's."},
          block_key("items", items_block()),
          {"agreement", Form::id, optional,
           "Another recurring agreement of the same account, instead of the mapping's."},
          {"price_level", Form::name_or_id, optional,
           "The price level instead of the mapping's, by name or id."},
          {"price", Form::money, optional,
           "A fixed unit price instead of the price book's, such as \"2.75\"; the level is written all the "
           "same."},
          {"bill", Form::truth, optional, "false: not charged for here; needs a reason."},
          {"reason", Form::name, optional, "Why, for the colleague who asks."},
          {"until", Form::day, optional,
           "The last day on which it is not charged for; then it is billed again."},
      }};
  return block;
}

const Block& mapping_block() {
  static const Block block{
      "[[mapping]]",
      "One virtual server or company and the one account that it is billed to.",
      {
          {"virtual_server", Form::name, required, "The virtual server's name in Kaspersky Security Center."},
          company_key("virtual_server"),
          file_tenant_key("virtual_server"),
          {"virtual_server_id", Form::id, optional, "Its KLVSRV_ID, where the name alone is not enough."},
          {"company_id", Form::name_or_id, optional, "The company's id, where the name alone is not enough."},
          {"tenant_id", Form::name_or_id, optional, "The tenant's id, where the name alone is not enough."},
          source_key(),
          {"account", Form::id, required, "The Tigerpaw account number."},
          {"account_name", Form::name, optional, "The account's name; refused where the live name differs."},
          {"agreement", Form::id, optional,
           "The number of a recurring agreement of that account; needed where billing is true."},
          price_level_key(),
          billing_key(),
          handover_key(),
          {"from", Form::day, optional, "The first day on which the mapping holds."},
          {"until", Form::day, optional, "The last day on which it holds; then its lines are retired."},
          blocks_key("product", mapping_product_block()),
      }};
  return block;
}

}  // namespace

const Block& tariff_keys() {
  static const Block block{"tariff.toml",
                           "Which customers are billed for their Kaspersky usage, and how.",
                           {
                               {"format", Form::version, required, "The version of this file's form."},
                               {"installation", Form::installation, required,
                                "Written once by `tariff init`; part of every charge's identity."},
                               {"ledger", Form::ledger_id, optional,
                                "The identity of the ledger, as `tariff ledger init` prints it."},
                               block_key("billing", billing_block(), required),
                               block_key("policy", policy_block()),
                               block_key("defaults", defaults_block()),
                               blocks_key("product", product_block()),
                               blocks_key("mapping", mapping_block()),
                               block_key("freeze", freeze_keys()),
                               block_key("guards", guards_keys()),
                               blocks_key("removed", removed_keys()),
                               blocks_key("moved", moved_keys()),
                               blocks_key("adopt", adopt_keys()),
                               blocks_key("override", override_keys()),
                               blocks_key("ignore", ignore_keys()),
                           },
                           {{"source", "connections.toml",
                             "Write [[source]] there, with a name; a mapping names it: source = \"NAME\"."}}};
  return block;
}

}  // namespace tariff::config
