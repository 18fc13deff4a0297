#pragma once

#include "domain/writer_profile.hpp"
#include "sandbox/tigerpaw_call.hpp"

/// One function per route of the sandbox's Tigerpaw. Source: tigerpaw.md section 4.
namespace tariff::sandbox::tigerpaw {

/// 4.1 Accounts.
HttpReply account_summary(Desk& desk, const Call& call);
HttpReply account_details(Desk& desk, const Call& call);
HttpReply account_accounting(Desk& desk, const Call& call);
HttpReply account_search(Desk& desk, const Call& call);
HttpReply account_search_by_word(Desk& desk, const Call& call);

/// 4.6 Cross-references of an account.
HttpReply list_links(Desk& desk, const Call& call);
HttpReply one_link(Desk& desk, const Call& call);
HttpReply add_link(Desk& desk, const Call& call);
HttpReply change_link(Desk& desk, const Call& call);
HttpReply remove_link(Desk& desk, const Call& call);
Json link_row(const Tigerpaw& world, const CrossReference& link);

/// 4.2 and 4.3 Agreements and their charges, read-only.
HttpReply agreements_of_account(Desk& desk, const Call& call);
HttpReply agreement_summary(Desk& desk, const Call& call);
HttpReply agreement_details(Desk& desk, const Call& call);
HttpReply agreement_bill_to(Desk& desk, const Call& call);
HttpReply agreement_charges(Desk& desk, const Call& call);
HttpReply agreement_charge(Desk& desk, const Call& call);
HttpReply agreement_search(Desk& desk, const Call& call);
HttpReply agreement_search_by_word(Desk& desk, const Call& call);

/// 4.4 Price book.
HttpReply item_summary(Desk& desk, const Call& call);
HttpReply item_details(Desk& desk, const Call& call);
HttpReply item_summary_by_number(Desk& desk, const Call& call);
HttpReply item_details_by_number(Desk& desk, const Call& call);
HttpReply item_search(Desk& desk, const Call& call);
HttpReply item_search_by_word(Desk& desk, const Call& call);
HttpReply item_search_by_id(Desk& desk, const Call& call);

/// 4.5 Master tables, and the probes of 3.1.
HttpReply price_levels(Desk& desk, const Call& call);
HttpReply external_products(Desk& desk, const Call& call);
HttpReply empty_table(Desk& desk, const Call& call);
HttpReply no_such_rep(Desk& desk, const Call& call);
HttpReply validate_user(Desk& desk, const Call& call);
HttpReply product_information(Desk& desk, const Call& call);
HttpReply database_version(Desk& desk, const Call& call);

/// 3.2 and 3.3 The SOAP operation; it checks its own credentials.
HttpReply submit_charges(Desk& desk, const HttpRequest& request, const WriterProfile& profile);

}  // namespace tariff::sandbox::tigerpaw
