#pragma once

#include "cli/arguments.hpp"
#include "cli/terminal.hpp"
#include "plan/summary.hpp"

namespace tariff::cli {

/// One function per command: wires the ports, calls the application, prints, and says how the process ends.
plan::Exit run_init(const Common& common, Terminal& terminal);
plan::Exit run_import(const Common& common, const ImportCommand& command, Terminal& terminal);
plan::Exit run_validate(const Common& common, const ValidateCommand& command, Terminal& terminal);
plan::Exit run_list(const Common& common, const ListCommand& command, Terminal& terminal);
plan::Exit run_plan(const Common& common, const PlanCommand& command, Terminal& terminal);
plan::Exit run_snapshot(const Common& common, const SnapshotCommand& command, Terminal& terminal);
plan::Exit run_apply(const Common& common, const ApplyCommand& command, Terminal& terminal);
plan::Exit run_show(const ShowCommand& command, Terminal& terminal);
plan::Exit run_plan_diff(const PlanDiffCommand& command, Terminal& terminal);
plan::Exit run_ready(const Common& common, const ReadyCommand& command, Terminal& terminal);
plan::Exit run_statement(const Common& common, const StatementCommand& command, Terminal& terminal);
plan::Exit run_schema(const SchemaCommand& command, Terminal& terminal);
plan::Exit run_ledger(const Common& common, const LedgerCommand& command, Terminal& terminal);
plan::Exit run_resolve(const Common& common, const ResolveCommand& command, Terminal& terminal);
plan::Exit run_history(const Common& common, const HistoryCommand& command, Terminal& terminal);
plan::Exit run_revert(const Common& common, const RevertCommand& command, Terminal& terminal);
plan::Exit run_explain(const Common& common, const ExplainCommand& command, Terminal& terminal);
plan::Exit run_drift(const Common& common, const DriftCommand& command, Terminal& terminal);
plan::Exit run_doctor(const Common& common, const DoctorCommand& command, Terminal& terminal);
plan::Exit run_version(Terminal& terminal);

}  // namespace tariff::cli
