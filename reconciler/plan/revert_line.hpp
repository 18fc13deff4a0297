#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plan/revert.hpp"

namespace tariff::plan {

enum class RevertKind { set, retire, release };

/// One line on its way back. Shape: `from` is what the ledger says that we last wrote, `to` what it goes back
/// to; `hold_reason` is empty where nothing stands against it.
struct RevertedLine {
  ChargeKey key;
  AccountNumber account;
  DetailId detail;
  RevertKind kind = RevertKind::set;
  LineValue from;
  LineValue to;
  std::vector<Part> parts;
  std::string reason;
  std::string hold_reason;
  const LineChange* change = nullptr;
};

/// How one line goes back; nullopt where the run did not change it, or it is back already.
std::optional<RevertedLine> reverted_line(const RevertInputs& inputs, const ChargeKey& key,
                                          const LineChange& change);

/// What a revert leaves undone, and which of its lines the file wants otherwise.
Diagnostics revert_warnings(const RevertInputs& inputs, const std::vector<Row>& rows);

}  // namespace tariff::plan
