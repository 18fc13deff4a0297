#pragma once

#include "plan/summary.hpp"

/// SIGINT and SIGTERM while charges are written: the first lets what is under way finish, the second, or six
/// seconds, ends the process where it stands, which the ledger's claims survive.
namespace tariff::cli {

/// From now on the first signal only asks to stop. Before it, a signal ends the process at once.
void drain_on_signals();

bool was_asked_to_stop();

/// 130 for SIGINT, 143 for SIGTERM. Requires: was_asked_to_stop().
plan::Exit exit_of_signal();

}  // namespace tariff::cli
