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
  static const Key key{"handover",    Form::choice,
                       optional,      "How the lines of a changed agreement hand over. There is no default.",
                       {"now"},       {"after-invoice"},
                       Scope::mapping};
  return key;
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
           {"follow"},
           {"pin"}},
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
           "Globs on the licence's product name: * any run, ? one character."},
          {"item", Form::name, optional, "The price book item for every device."},
          {"items",
           Form::block,
           optional,
           "Price book items by category of device.",
           {},
           {},
           Scope::file,
           &items_block()},
          {"bill", Form::truth, optional, "false: known, and not charged for; needs a reason."},
          {"reason", Form::name, optional, "Why it is not charged for."},
      }};
  return block;
}

const Block& mapping_block() {
  static const Block block{
      "[[mapping]]",
      "One virtual server and the one account that it is billed to.",
      {
          {"virtual_server", Form::name, required, "The virtual server's name in Kaspersky Security Center."},
          {"virtual_server_id", Form::id, optional, "Its KLVSRV_ID, where the name alone is not enough."},
          {"account", Form::id, required, "The Tigerpaw account number."},
          {"account_name", Form::name, optional, "The account's name; refused where the live name differs."},
          {"agreement", Form::id, optional,
           "The number of a recurring agreement of that account; needed where billing is true."},
          price_level_key(),
          billing_key(),
          handover_key(),
      },
      {{"company", "virtual_server"},
       {"company_id", "virtual_server"},
       {"from"},
       {"until"},
       {"source"},
       {"product"}}};
  return block;
}

}  // namespace

const Block& tariff_keys() {
  static const Block block{
      "tariff.toml",
      "Which customers are billed for their Kaspersky usage, and how.",
      {
          {"format", Form::version, required, "The version of this file's form."},
          {"installation", Form::installation, required,
           "Written once by `tariff init`; part of every charge's identity."},
          {"ledger", Form::ledger_id, optional,
           "The identity of the ledger, as `tariff ledger init` prints it."},
          {"billing",
           Form::block,
           required,
           "What holds for every customer.",
           {},
           {},
           Scope::file,
           &billing_block()},
          {"policy",
           Form::block,
           optional,
           "What holds where people and this program meet.",
           {},
           {},
           Scope::file,
           &policy_block()},
          {"defaults",
           Form::block,
           optional,
           "What holds for every mapping that does not say otherwise.",
           {},
           {},
           Scope::file,
           &defaults_block()},
          {"product",
           Form::blocks,
           optional,
           "Kaspersky applications and their price book items.",
           {},
           {},
           Scope::file,
           &product_block()},
          {"mapping",
           Form::blocks,
           optional,
           "Virtual servers and the accounts they are billed to.",
           {},
           {},
           Scope::file,
           &mapping_block()},
      },
      {{"guards"}, {"freeze"}, {"removed"}, {"moved"}, {"adopt"}, {"override"}, {"ignore"}, {"source"}}};
  return block;
}

}  // namespace tariff::config
