#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plan/plan.hpp"

namespace tariff::report {

/// What a row does to one line of Tigerpaw.
///
/// Shape: `action` is the row's, of a replace what is done to this line. `from` is nullopt where nothing
/// stands yet; both are where no value is written. The views and `key` live as long as the row.
struct LineChange {
  std::string_view action;
  const ChargeKey* key = nullptr;
  std::optional<LineValue> from;
  std::optional<LineValue> to;
  std::string_view period;
  Money delta;

  std::int64_t quantity_from() const { return from ? from->quantity : 0; }
};

/// One for each line that the row is about, in the order in which it is carried out; none for a link.
std::vector<LineChange> changes_of(const plan::Row& row);

/// What a reviewer must see, however long the plan is: retirements, replacements and whatever lowers a bill.
/// What is only observed changes none.
bool must_be_seen(const plan::Row& row);

/// "3 -> 5", and "3.50", or "3.50 -> 4.00" where both count; "" where no value is written.
std::string quantity_text(const LineChange& change);
std::string price_text(const LineChange& change);

/// "Contoso -> account 10010 Contoso Ltd", as it came: whoever shows it makes it inert.
std::string customer_text(const plan::Row& row);

/// "1a2b3c4d5e6f Ann, PR-12", as it came; "" where no commit is known.
std::string commit_text(const plan::Row& row);

/// Why the row is there, and before it what it waits for; as it came.
std::string why_text(const plan::Row& row);

/// "update", or "update (held: suspect)".
std::string action_text(const plan::Row& row);

}  // namespace tariff::report
