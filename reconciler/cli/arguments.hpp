#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/instant.hpp"
#include "cli/terminal.hpp"
#include "plan/consent.hpp"

namespace tariff::cli {

/// What every command takes.
struct Common {
  std::string file = "tariff.toml";
  std::optional<std::string> revision;
  std::optional<std::string> connections;
  std::optional<Instant> now;
  ColourWish colour = ColourWish::automatic;
  bool json = false;
};

struct InitCommand {};
struct ImportCommand {
  std::string out;
  std::string external_product;
};
struct ValidateCommand {
  bool annotates = false;  ///< each problem as a workflow command too
};
struct ListCommand {
  std::string kind;
  std::string search;
  bool unmapped = false;
  std::optional<std::int64_t> account;
};
/// Which part of a plan is meant, and which guards somebody goes on over.
struct ScopeWords {
  std::vector<std::string> targets;
  std::vector<std::string> excludes;
  std::vector<std::string> only;
  std::optional<std::int64_t> rows_max;
  std::string changed_since;  ///< a Git revision; empty for all
  std::vector<std::string> allowed_guards;
};
/// Where a plan is written for those who review it; "" for nowhere.
struct ReviewFiles {
  std::string markdown;
  std::string html;
  std::string finance_csv;
  std::string step_summary;  ///< appended to
};
struct PlanCommand {
  ScopeWords scope;
  std::string witness;
  std::string out;
  std::string out_json;
  bool unmapped_usage = false;
  std::string out_csv;
  ReviewFiles files;
  bool annotates = false;
  std::string snapshot;  ///< a file to plan on instead of the services; empty for none
  bool detailed_exitcode = false;
};
struct SnapshotCommand {
  std::string out;
  bool unmapped_usage = false;
};
struct ApplyCommand {
  ScopeWords scope;
  std::string witness;
  std::string plan_file;
  bool skips_stale = false;  ///< apply what of a reviewed plan still holds
  bool auto_approve = false;
  plan::Consent allowed;  ///< config, catalogue and adoption; usage is auto_approve
  bool keep_going = false;
  bool allow_dirty = false;
};
struct ShowCommand {
  std::string plan_file;
  ReviewFiles files;
};
struct PlanDiffCommand {
  std::string before;
  std::string after;
  bool detailed_exitcode = false;
};
struct ReadyCommand {
  std::optional<Day> on;
  std::chrono::seconds age_max = std::chrono::hours(36);
  std::string out_csv;
  std::string out_html;
};
struct StatementCommand {
  std::string month;
  bool offline = false;
  std::string out_csv;
  std::string out_html;
};
struct SchemaCommand {
  std::string name;
};
enum class LedgerDeed { init, verify, export_log, rebuild };
struct LedgerCommand {
  LedgerDeed deed = LedgerDeed::init;
};
struct ResolveCommand {
  std::string address;
  std::string decision;
  std::string reason;
};
struct HistoryCommand {
  std::optional<std::int64_t> account;
  std::string since;
  std::size_t runs_max = 50;
};
struct RevertCommand {
  std::string run;
  std::string out;
};
struct DriftCommand {
  bool detailed_exitcode = false;
};
struct ExplainCommand {
  std::int64_t account = 0;
  std::optional<std::string> product;
  bool names_devices = false;
};
struct DoctorCommand {
  std::optional<std::int64_t> probe;  ///< an agreement that was made for trying things out
};
struct VersionCommand {};

using Command = std::variant<InitCommand, ImportCommand, ValidateCommand, ListCommand, PlanCommand,
                             ApplyCommand, ShowCommand, ReadyCommand, StatementCommand, SchemaCommand,
                             LedgerCommand, ResolveCommand, VersionCommand, HistoryCommand, RevertCommand,
                             DriftCommand, PlanDiffCommand, SnapshotCommand, ExplainCommand, DoctorCommand>;

struct Arguments {
  Common common;
  Command command;
};

/// Either what was asked for, or the exit code with which the process ends now (help, a bad command line);
/// then everything has been printed.
std::variant<Arguments, int> read_arguments(int count, char** words);

}  // namespace tariff::cli
