#pragma once

#include <string>

namespace tariff::plan {

/// The text of a charge, which prints on the customer's invoice: the item's description as Tigerpaw has it,
/// or
/// "" where a letter of it is not among those that are sent. Without a text Tigerpaw puts the description
/// there itself.
///
/// Shape: at most 255 bytes; letters and digits of any script, spaces and `.,:;/&%+#()'_-`, and a letter, a
/// digit or a bracket first, so that no export of it is a formula, a link or markup. Source: threats.md,
/// exports.
std::string charge_text(const std::string& item_description);

}  // namespace tariff::plan
