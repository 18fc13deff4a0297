#pragma once

#include "check/rule.hpp"

/// Every rule by its name; each has a file of that name. Their ids are stable: people search for them.
namespace tariff::check {

/// The mapping names no source, one that there is not, or one that has no such tenants.
extern const MappingRule source_unknown;
/// A source could not be listed, so all that it counts is unread.
extern const FileRule source_unread;
/// Two sources count one item for one account on one agreement.
extern const MappingRule item_of_two_sources;
/// The customer moves from one source to another.
extern const MappingRule tenant_moved_source;
/// No virtual server is the one that the mapping names.
extern const MappingRule tenant_unknown;
/// Two virtual servers have the name, or signing in by it led to another one.
extern const MappingRule tenant_name_ambiguous;
/// The id names one virtual server and the name another, or the server was renamed.
extern const MappingRule tenant_name_differs;
/// The account was billed for another virtual server than the one of that name now.
extern const MappingRule tenant_replaced;
/// A disabled virtual server cannot be signed in to, so nothing of it can be counted.
extern const MappingRule tenant_disabled;
/// Two mappings mean the same virtual server by different keys.
extern const MappingRule tenant_mapped_twice;
/// The usage of the tenant could not be read completely.
extern const MappingRule tenant_unread;
/// Tigerpaw has no account of that number.
extern const MappingRule account_unknown;
/// The account has another name than the one that is pinned.
extern const MappingRule account_name_differs;
/// Two mappings mean the same account.
extern const MappingRule account_mapped_twice;
/// The account is not cross-referenced to the External Product yet; the plan links it.
extern const MappingRule account_not_linked;
/// The account's cross-reference names another mapped tenant.
extern const MappingRule cross_reference_of_another_tenant;
/// A mapping that counts names no agreement or no price level.
extern const MappingRule billing_without_agreement;
/// Tigerpaw has no agreement of that number.
extern const MappingRule agreement_unknown;
/// The agreement belongs to an account that is neither the mapping's nor its parent.
extern const MappingRule agreement_not_of_account;
/// The agreement belongs to the account's parent.
extern const MappingRule agreement_of_parent;
/// The agreement's last day, which is included, is past in Tigerpaw's time zone.
extern const MappingRule agreement_ended;
/// The agreement's first day is still to come in Tigerpaw's time zone.
extern const MappingRule agreement_not_started;
/// Lines stand on another agreement, and the file does not say how they hand over.
extern const MappingRule handover_missing;
/// Another active agreement of the account already bills one of our items.
extern const MappingRule item_billed_elsewhere;
/// A line of our source bills something that neither the ledger nor the mapping knows: what a lost ledger or
/// another tool left.
extern const MappingRule line_not_in_ledger;
/// Tigerpaw has no price level of that name or id.
extern const MappingRule price_level_unknown;
/// Several price levels have that name.
extern const MappingRule price_level_ambiguous;
/// An item that counts devices has no price, or the price 0, at the mapping's level.
extern const MappingRule item_without_price;
/// Devices use a licence that no product of the file prices.
extern const MappingRule product_unpriced;
/// A part of Tigerpaw that the mapping stands on could not be read.
extern const MappingRule tigerpaw_unread;
/// Tigerpaw holds the credit of the account.
extern const MappingRule credit_hold;
/// The mapping's price level is not the account's default.
extern const MappingRule level_not_default;
/// The account's invoices go to its parent.
extern const MappingRule bill_to_parent;
/// The server's own figures differ from the count.
extern const MappingRule count_differs;
/// An [[override]] has reached its end.
extern const MappingRule override_ended;
/// What a [[mapping.product]] does not bill is billed again, or will be soon.
extern const MappingRule exclusion_ended;
/// An [[override]] names an item that the file does not bill for that customer.
extern const MappingRule override_without_line;
/// The invoice run of the agreement is overdue; the freeze has ended without it.
extern const MappingRule invoice_overdue;

/// Tigerpaw has no External Product of that name.
extern const FileRule external_product_missing;
/// The External Product is inactive.
extern const FileRule external_product_inactive;
/// Tigerpaw has no price book item of that id.
extern const FileRule item_unknown;
/// Tigerpaw writes the item id with other upper and lower case.
extern const FileRule item_case_differs;
/// The price book item is inactive.
extern const FileRule item_inactive;
/// A price book item could not be read.
extern const FileRule item_unread;
/// Two products match the name of a licence that is in use.
extern const FileRule licence_ambiguous;
/// A product is billed by a figure that the customer's licence does not tell.
extern const MappingRule count_unknown;
/// A product is billed by what was purchased, and nobody knows how much that is for this customer.
extern const MappingRule purchase_unknown;
/// Lines of ours still bill an account that no mapping names.
extern const FileRule mapping_missing;

}  // namespace tariff::check
