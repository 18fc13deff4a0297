#pragma once

#include <chrono>

namespace tariff::postgresql {

/// How long to wait: for a connection (to each host), for another run's append to end, for one statement, and
/// beyond that for the answer on its way.
struct Patience {
  std::chrono::seconds connect{10};
  std::chrono::milliseconds lock{10'000};
  std::chrono::milliseconds statement{60'000};
  std::chrono::milliseconds network{5'000};
};

}  // namespace tariff::postgresql
