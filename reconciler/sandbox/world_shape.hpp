#pragma once

#include "sandbox/world.hpp"

/// The member names of a world's JSON, said once for reading and for writing.
///
/// Shape: `describe(fields, thing)` names every member; `fields` is a reader or a writer with text, number,
/// boolean, instant, moment, local_date, optional_number, word, prices, list, part and optional_part.
namespace tariff::sandbox {

template <class Fields>
void describe(Fields& fields, KeyUse& use) {
  fields.text("serial", use.serial);
  fields.boolean("current", use.current);
  fields.text("product", use.product);
  fields.text("version", use.version);
}

template <class Fields>
void describe(Fields& fields, Host& host) {
  fields.text("id", host.id);
  fields.text("name", host.name);
  fields.number("computer_type", host.computer_type);
  fields.number("platform", host.platform);
  fields.text("os_name", host.os_name);
  fields.list("keys", host.keys);
}

template <class Fields>
void describe(Fields& fields, LicenceKey& key) {
  fields.text("serial", key.serial);
  fields.text("product_name", key.product_name);
  fields.number("key_type", key.key_type);
  fields.number("app_id", key.app_id);
  fields.number("count", key.count);
  fields.instant("limit_date", key.limit_date);
  fields.boolean("is_subscription", key.is_subscription);
  fields.optional_number("subscription_state", key.subscription_state);
  fields.optional_number("subscription_end_type", key.subscription_end_type);
  fields.instant("subscription_end", key.subscription_end);
  fields.boolean("installed", key.installed);
  fields.optional_number("hosts_as_current", key.hosts_as_current);
  fields.optional_number("suite_id", key.suite_id);
  fields.text("part_number", key.part_number);
}

template <class Fields>
void describe(Fields& fields, VirtualServer& server) {
  fields.number("id", server.id);
  fields.text("uid", server.uid);
  fields.text("name", server.name);
  fields.boolean("enabled", server.enabled);
  fields.list("keys", server.keys);
  fields.list("hosts", server.hosts);
}

template <class Fields>
void describe(Fields& fields, Kaspersky& kaspersky) {
  fields.text("user", kaspersky.user);
  fields.text("password", kaspersky.password);
  fields.list("servers", kaspersky.servers);
  fields.number("session_idle_seconds", kaspersky.session_idle_seconds);
  fields.number("chunk_rows_max", kaspersky.chunk_rows_max);
  fields.boolean("eof_is_false_on_last_chunk", kaspersky.eof_is_false_on_last_chunk);
  fields.boolean("unknown_server_is_main", kaspersky.unknown_server_is_main);
}

template <class Fields>
void describe(Fields& fields, PriceLevel& level) {
  fields.number("id", level.id);
  fields.text("name", level.name);
}

template <class Fields>
void describe(Fields& fields, Item& item) {
  fields.number("number", item.number);
  fields.text("id", item.id);
  fields.text("description", item.description);
  fields.boolean("inactive", item.inactive);
  fields.prices("prices", item.prices);
  fields.prices("flat_prices", item.flat_prices);
}

template <class Fields>
void describe(Fields& fields, ExternalProduct& product) {
  fields.number("id", product.id);
  fields.text("name", product.name);
  fields.boolean("active", product.active);
}

template <class Fields>
void describe(Fields& fields, CrossReference& reference) {
  fields.number("id", reference.id);
  fields.number("product_id", reference.product_id);
  fields.text("external_id", reference.external_id);
}

template <class Fields>
void describe(Fields& fields, Account& account) {
  fields.number("number", account.number);
  fields.text("name", account.name);
  fields.number("parent", account.parent);
  fields.number("default_level", account.default_level);
  fields.boolean("credit_hold", account.credit_hold);
  fields.boolean("always_bill_parent", account.always_bill_parent);
  fields.list("cross_references", account.cross_references);
}

template <class Fields>
void describe(Fields& fields, Charge& charge) {
  fields.number("detail_id", charge.detail_id);
  fields.text("item_id", charge.item_id);
  fields.text("description", charge.description);
  fields.number("quantity", charge.quantity);
  fields.decimal("price", charge.price);
  fields.number("level", charge.level);
  fields.number("source", charge.source);
  fields.text("source_description", charge.source_description);
  fields.boolean("print_when_zero", charge.print_when_zero);
  fields.boolean("delete_after_invoicing", charge.delete_after_invoicing);
  fields.boolean("use_flat_price", charge.use_flat_price);
  fields.local_date("date_added", charge.date_added);
}

template <class Fields>
void describe(Fields& fields, Agreement& agreement) {
  fields.number("number", agreement.number);
  fields.number("account", agreement.account);
  fields.local_date("start", agreement.start);
  fields.local_date("end", agreement.end);
  fields.text("type", agreement.type);
  fields.text("period", agreement.period);
  fields.number("period_code", agreement.period_code);
  fields.number("day_to_bill", agreement.day_to_bill);
  fields.local_date("last_billed", agreement.last_billed);
  fields.local_date("next_period", agreement.next_period);
  fields.list("charges", agreement.charges);
}

template <class Fields>
void describe(Fields& fields, Tigerpaw& tigerpaw) {
  fields.text("public_key", tigerpaw.public_key);
  fields.text("private_key", tigerpaw.private_key);
  fields.text("soap_user", tigerpaw.soap_user);
  fields.text("soap_password", tigerpaw.soap_password);
  fields.text("soap_product", tigerpaw.soap_product);
  fields.list("levels", tigerpaw.levels);
  fields.list("items", tigerpaw.items);
  fields.list("external_products", tigerpaw.external_products);
  fields.list("accounts", tigerpaw.accounts);
  fields.list("agreements", tigerpaw.agreements);
  fields.number("next_detail_id", tigerpaw.next_detail_id);
  fields.number("next_cross_reference_id", tigerpaw.next_cross_reference_id);
  fields.number("clock_skew_seconds", tigerpaw.clock_skew_seconds);
  fields.number("page_size_default", tigerpaw.page_size_default);
  fields.number("page_size_max", tigerpaw.page_size_max);
  fields.number("decimal_places", tigerpaw.decimal_places);
  fields.boolean("explicit_nulls", tigerpaw.explicit_nulls);
}

template <class Fields>
void describe(Fields& fields, HubUsage& usage) {
  fields.number("computers", usage.computers);
  fields.number("mobiles", usage.mobiles);
  fields.number("mailboxes", usage.mailboxes);
  fields.optional_number("users", usage.users);
  fields.optional_number("devices", usage.devices);
  fields.optional_moment("as_of", usage.as_of);
}

template <class Fields>
void describe(Fields& fields, HubLicence& licence) {
  fields.text("id", licence.id);
  fields.text("product_name", licence.product_name);
  fields.word("type", licence.type, business_hub::licence_types);
  fields.word("status", licence.status, business_hub::licence_statuses);
  fields.word("unit", licence.unit, business_hub::licence_units);
  fields.number("limit", licence.limit);
  fields.moment("expires_at", licence.expires_at);
  fields.part("usage", licence.usage);
}

template <class Fields>
void describe(Fields& fields, business_hub::Workspace& workspace) {
  fields.text("id", workspace.id);
  fields.text("solution", workspace.solution);
}

template <class Fields>
void describe(Fields& fields, business_hub::Integration& integration) {
  fields.text("id", integration.id);
  fields.text("name", integration.name);
}

template <class Fields>
void describe(Fields& fields, HubCompany& company) {
  fields.text("id", company.id);
  fields.text("name", company.name);
  fields.moment("registered_at", company.registered_at);
  fields.text("integration", company.integration);
  fields.list("workspaces", company.workspaces);
  fields.list("licences", company.licences);
}

template <class Fields>
void describe(Fields& fields, BusinessHub& hub) {
  fields.text("email", hub.email);
  fields.text("password", hub.password);
  fields.text("otp_secret", hub.otp_secret);
  fields.list("integrations", hub.integrations);
  fields.list("companies", hub.companies);
  fields.number("page_limit_max", hub.page_limit_max);
  fields.number("requests_per_minute", hub.requests_per_minute);
  fields.number("token_seconds", hub.token_seconds);
}

template <class Fields>
void describe(Fields& fields, World& world) {
  fields.part("kaspersky", world.kaspersky);
  fields.part("tigerpaw", world.tigerpaw);
  fields.optional_part("business_hub", world.business_hub);
}

}  // namespace tariff::sandbox
