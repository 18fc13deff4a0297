#pragma once

#include <string_view>

namespace tariff::test {

/// A writer profile in which nothing is called as it is built in, nor stands where it does.
inline constexpr std::string_view other_profile = R"(format = 1

[request]
element = "Charges"
agreement = "Contract"
lines = "Positions"
order = ["lines", "agreement"]

[request.line]
element = "Position"
index = "No"
action = "Verb"
detail_id = "PositionId"
item_id = "Sku"
description = "Text"
quantity = "Count"
price = "UnitPrice"
price_level_id = "Level"
print_when_quantity_zero = "PrintEmpty"
delete_after_invoicing = "Once"
use_flat_price = "Flat"
order = ["use_flat_price", "delete_after_invoicing", "print_when_quantity_zero", "price_level_id", "price",
         "quantity", "description", "item_id", "detail_id", "action"]

[result]
element = "Answer"
agreement = "ContractNumber"
success = "Done"
message = "Reason"
lines = "Answers"
order = ["lines", "message", "success", "agreement"]

[result.line]
element = "AnswerTo"
index = "Position"
action = "Asked"
status = "Became"
detail_id = "Id"
message = "Words"
order = ["message", "detail_id", "status", "action"]

[words]
create = "Add"
update = "Change"
delete = "Drop"
created = "Added"
updated = "Changed"
deleted = "Dropped"
failed = "Refused"
yes = "Y"
no = "N"
)";

}  // namespace tariff::test
