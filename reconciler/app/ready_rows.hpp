#pragma once

#include <optional>
#include <vector>

#include "plan/plan.hpp"
#include "report/ready.hpp"

namespace tariff::app {

/// What a row does to one line. `moves` where the line would hold something else afterwards.
struct LineChange {
  ChargeKey key;
  LineValue from;
  LineValue to;
  bool moves = true;
};

/// The lines of a row; none for what touches no line, such as a link.
std::vector<LineChange> changes_of(const plan::Row& row);

/// What the row says against an invoice of that line's agreement; nothing where the line bills the right
/// amount already.
std::optional<report::ReadyDoubt> doubt_of(const plan::Row& row, const LineChange& change);

/// True where a line of ours would follow its count, and nothing else of it would change.
bool is_counted_only(const plan::Row& row);

}  // namespace tariff::app
