#pragma once

#include <chrono>

/// How long things may take, as the quiet period counts on it. Source: charge-protocol.md section 4.
namespace tariff::simulation {

inline constexpr std::chrono::seconds idle_close_max{
    120};                                                ///< from the ledger's answer to the request's start
inline constexpr std::chrono::seconds decision_max{30};  ///< from a decision to its request
inline constexpr std::chrono::seconds execution_max{300};
inline constexpr std::chrono::seconds lag_max{60};
/// A runner's clock is at most so much ahead or behind; twice that fits into the quiet period's margin.
inline constexpr std::chrono::seconds clock_error_max{200};
inline constexpr std::chrono::minutes quiet_period{15};
static_assert(idle_close_max + execution_max + lag_max + 2 * clock_error_max <= quiet_period);

}  // namespace tariff::simulation
