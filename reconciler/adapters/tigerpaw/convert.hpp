#pragma once

#include <string_view>

#include "base/result.hpp"
#include "domain/catalogue.hpp"
#include "text/json.hpp"

/// Tigerpaw's JSON into our nouns. Pure functions, defensive: null and missing are alike, numbers may be
/// 5, 5.0 or 5.0000, what the documents nest may stand flat.
///
/// Fails, each: refused: a required member is missing or of another type; the message names its path.
/// Source: tigerpaw.md sections 4 and 7, and "Decisions taken for this project".
namespace tariff::tigerpaw {

/// Source: 4.5.
Result<PriceLevel> to_price_level(const JsonView& row);
Result<ExternalProduct> to_external_product(const JsonView& row);

/// `Account` may be an object with a Name, or the name itself. Source: 4.1.
Result<AccountSummary> to_account_summary(const JsonView& row);
/// Accounting may stand in `Accounting`, in its `Detail`, or flat. ParentAccountNumber 0 is no parent.
Result<Account> to_account(const JsonView& details);
Result<CrossReference> to_cross_reference(const JsonView& row);

/// `Agreement` may be nested or flat; AdditionalCharges a count or a list. Source: 4.2.
Result<AgreementSummary> to_agreement_summary(const JsonView& row);
/// LastBilledDate and NextBillingPeriod verbatim. Fails also: one DetailId twice.
Result<Agreement> to_agreement(const JsonView& details);
/// A fraction in Quantity is an error: it cannot be ours and must not be rounded. Source: 4.3.
Result<ChargeLine> to_charge_line(const JsonView& row);
/// Ascending by DetailId. Fails also: one DetailId twice.
Result<std::vector<ChargeLine>> to_charge_lines(const std::vector<JsonView>& rows);

/// `Item` may be nested or flat. Source: 4.4.
Result<ItemSummary> to_item_summary(const JsonView& row);
/// A level without a SellingPrice has no price. Fails also: two different prices at one level.
Result<PriceBookItem> to_item(const JsonView& details);

/// The rows of an envelope: the array of that name, or the only array there is.
Result<std::vector<JsonView>> rows_of_envelope(const JsonView& envelope, std::string_view name);
/// The rows of a reply that is documented as a bare array; the only array of an envelope will do.
Result<std::vector<JsonView>> rows_of_array(const JsonView& reply);

}  // namespace tariff::tigerpaw
