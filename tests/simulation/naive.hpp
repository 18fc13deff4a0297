#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tariff::simulation {

/// How a write of unknown outcome is treated. All but ours keep no ledger and create a line with its
/// quantity.
enum class Strategy {
  blind_retry,           ///< sends again until an answer comes
  read_back_then_retry,  ///< lists; what does not show is sent again
  library_default,       ///< the HTTP library sends once more by itself, and sees one clean answer
  quantity_in_create,    ///< sends once; the next run lists, and creates what is not there
  ours,
};
inline constexpr int strategies = 5;
std::string_view strategy_name(Strategy strategy);

/// What a strategy left behind, after a last run without faults. Shape: `duplicates` are lines with money
/// beside another of their key; `lost` are keys that should bill and do not; `wrong` those whose one line
/// bills another amount.
struct Harm {
  std::int64_t writes = 0;
  std::int64_t duplicates = 0;
  std::int64_t lost = 0;
  std::int64_t wrong = 0;
};

/// Lives weeks with no other trouble than so many writes in a thousand of unknown outcome (a third each:
/// executed, executed minutes later, never executed) and, each seventh night, a second run beside the first;
/// as many weeks as it takes to send `writes_min` writes.
Harm measure(Strategy strategy, std::int64_t unknown_per_thousand, std::int64_t writes_min);

/// All strategies at 0, 1, 10 and 50 % unknown outcomes, per million writes.
std::string naive_table(std::int64_t writes_min);

}  // namespace tariff::simulation
