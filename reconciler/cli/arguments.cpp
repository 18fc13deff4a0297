#include "cli/arguments.hpp"

#include <algorithm>
#include <iostream>

#include <CLI/CLI.hpp>

#include "app/statement.hpp"
#include "text/json.hpp"
#include "text/time.hpp"

namespace tariff::cli {
namespace {

constexpr int usage_code = 64;

/// Holds what CLI11 writes into while it reads.
struct Reading {
  Arguments arguments;
  std::string now;
  std::string colour = "auto";
  ValidateCommand validate;
  ImportCommand importing;
  ListCommand list;
  PlanCommand plan;
  ApplyCommand apply;
  ShowCommand show;
  ReadyCommand ready;
  StatementCommand statement;
  SchemaCommand schema;
  ResolveCommand resolve;
  HistoryCommand history;
  RevertCommand revert;
  DriftCommand drift;
  ExplainCommand explain;
  PlanDiffCommand plan_diff;
  SnapshotCommand snapshot;
  DoctorCommand doctor;
};

void add_common(CLI::App& app, Reading& reading) {
  auto& common = reading.arguments.common;
  app.add_option("--file", common.file, "the configuration file")->capture_default_str();
  app.add_option("--rev", common.revision, "read the file from this Git revision");
  app.add_option("--connections", common.connections,
                 "where the services are; else TARIFF_CONNECTIONS, else the user's configuration folder");
  app.add_option("--now", reading.now, "the run's clock, as 2026-11-22T10:14:33Z")
      ->check([](const std::string& text) {
        return read_instant(text) ? std::string{}
                                  : "expected a time such as 2026-11-22T10:14:33Z, found " + text;
      });
  app.add_option("--color", reading.colour, "when to colour")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->capture_default_str();
  app.add_flag("--json", common.json, "JSON on stdout, on failure too");
}

template <class Value>
CLI::App* add_command(CLI::App& app, Reading& reading, const std::string& name, const std::string& text,
                      Value& value) {
  auto* command = app.add_subcommand(name, text);
  command->fallthrough();
  command->final_callback([&reading, &value] { reading.arguments.command = value; });
  return command;
}

void add_import(CLI::App& app, Reading& reading) {
  auto* command = add_command(
      app, reading, "import",
      "Write a file of what is live, everything on observe; what is doubtful in comments", reading.importing);
  command->add_option("--out", reading.importing.out, "the file to write; never one that is there already");
  command->add_option("--external-product", reading.importing.external_product,
                      "Tigerpaw's External Product; else the one with Kaspersky in its name");
}

void add_list(CLI::App& app, Reading& reading) {
  auto* list = add_command(app, reading, "list", "Show the live catalogue", reading.list);
  list->add_option("kind", reading.list.kind, "what to list")
      ->required()
      ->check(CLI::IsMember({"tenants", "accounts", "agreements", "price-levels", "items", "products"}));
  list->add_option("--search", reading.list.search, "only rows with this text in any part of a name");
  list->add_flag("--unmapped", reading.list.unmapped,
                 "only what the file does not name; counts devices of tenants");
  list->add_option("--account", reading.list.account, "agreements of this account alone");
}

void add_witness(CLI::App& command, std::string& file) {
  command.add_option("--witness", file,
                     "where the last run left the ledger; apply writes it anew at its end");
}

void add_scope(CLI::App& command, ScopeWords& scope) {
  command.add_option("--target", scope.targets,
                     "only this account, virtual server or address of a row; several times for more");
  command.add_option("--exclude", scope.excludes, "all but this account, virtual server or address of a row");
  command.add_option("--only", scope.only, "only rows of this cause; several times for more")
      ->check(CLI::IsMember({"usage", "config", "catalogue", "adoption", "hand"}));
  command.add_option("--limit", scope.rows_max, "only so many rows, those that move the most money")
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{1'000'000}));
  command.add_option("--changed-since", scope.changed_since,
                     "only what the file asks otherwise than at this Git revision");
  command.add_option("--allow-guard", scope.allowed_guards,
                     "go on over this guard, as the plan names it; several times for more");
}

void add_review_files(CLI::App& command, ReviewFiles& files) {
  command.add_option(
      "--out-markdown", files.markdown,
      "write the plan as a comment on a pull request to this file too, in at most 60,000 bytes");
  command.add_option("--out-html", files.html, "write one page that needs nothing else to this file too");
  command.add_option("--out-finance-csv", files.finance_csv,
                     "write what changes in money to this file too, a line for each line of Tigerpaw");
  command.add_option("--step-summary", files.step_summary,
                     "append the plan as Markdown to this file, as \"$GITHUB_STEP_SUMMARY\"");
}

void add_annotations(CLI::App& command, bool& annotates) {
  command
      .add_option_function<std::string>(
          "--annotations", [&annotates](const std::string&) { annotates = true; },
          "each problem at its line of the file, in stderr, as that service reads it")
      ->check(CLI::IsMember({"github"}));
}

void add_plan(CLI::App& app, Reading& reading) {
  auto* plan =
      add_command(app, reading, "plan",
                  "Check against live data and show the difference, priced; never writes", reading.plan);
  plan->add_option("--out", reading.plan.out, "save the plan to this file");
  plan->add_option("--out-json", reading.plan.out_json, "write the plan as JSON to this file too");
  plan->add_option("--out-csv", reading.plan.out_csv,
                   "write what a person would type into Tigerpaw to this file, a line for each change");
  add_review_files(*plan, reading.plan.files);
  add_annotations(*plan, reading.plan.annotates);
  auto* snapshot = plan->add_option("--snapshot", reading.plan.snapshot,
                                    "plan on what `snapshot` has kept in this file: no network, no secret");
  add_scope(*plan, reading.plan.scope);
  add_witness(*plan, reading.plan.witness);
  plan->add_flag("--unmapped-usage", reading.plan.unmapped_usage,
                 "read what virtual servers without a mapping use, and what it would bring")
      ->excludes(snapshot);
  plan->get_option("--witness")->excludes(snapshot);
  plan->add_flag("--detailed-exitcode", reading.plan.detailed_exitcode,
                 "exit with 2 where there are changes");
  auto* diff = plan->add_subcommand("diff", "Show what moved between two saved plans; reads nothing else");
  diff->fallthrough();
  diff->add_option("old", reading.plan_diff.before, "a plan saved by `plan --out`")->required();
  diff->add_option("new", reading.plan_diff.after, "a later one")->required();
  diff->add_flag("--detailed-exitcode", reading.plan_diff.detailed_exitcode,
                 "exit with 2 where a row differs");
  plan->require_subcommand(0, 1);
  plan->final_callback([&reading, diff] {
    if (diff->parsed())
      reading.arguments.command = reading.plan_diff;
    else
      reading.arguments.command = reading.plan;
  });
}

void add_snapshot(CLI::App& app, Reading& reading) {
  auto* snapshot = add_command(
      app, reading, "snapshot",
      "Keep what a plan reads in one file, for `plan --snapshot`; with names of customers and devices",
      reading.snapshot);
  snapshot->add_option("--out", reading.snapshot.out, "the file to write")->required();
  snapshot->add_flag("--unmapped-usage", reading.snapshot.unmapped_usage,
                     "read what virtual servers without a mapping use, too");
}

void add_apply(CLI::App& app, Reading& reading) {
  auto* apply = add_command(app, reading, "apply", "Apply a saved plan, or plan and ask", reading.apply);
  apply->add_option("plan", reading.apply.plan_file, "a plan saved by `plan --out`: exactly this or nothing");
  apply
      ->add_option_function<std::string>(
          "--stale", [&reading](const std::string& word) { reading.apply.skips_stale = word == "skip"; },
          "what a reviewed row that is another one now does: refuse stops everything, skip leaves it")
      ->default_str("refuse")
      ->check(CLI::IsMember({"refuse", "skip"}));
  add_scope(*apply, reading.apply.scope);
  add_witness(*apply, reading.apply.witness);
  apply->add_flag("--auto-approve", reading.apply.auto_approve, "consent to changed counts");
  apply->add_flag("--allow-config", reading.apply.allowed.config, "consent to what the file wants otherwise");
  apply->add_flag("--allow-price-change", reading.apply.allowed.catalogue,
                  "consent to moved prices of the price book");
  apply->add_flag("--allow-adopt", reading.apply.allowed.adoption,
                  "consent to take over equal lines of others");
  apply->add_flag("--keep-going", reading.apply.keep_going,
                  "bill the healthy mappings although others have problems");
  apply->add_flag("--allow-dirty", reading.apply.allow_dirty, "apply a file that is not committed");
}

void add_doctor(CLI::App& app, Reading& reading) {
  auto* doctor = add_command(
      app, reading, "doctor",
      "Check the installation line by line: files, connections, rights, clocks, ledger", reading.doctor);
  doctor
      ->add_option("--probe", reading.doctor.probe,
                   "try a line of quantity 0 on this agreement, made for trying things out, and delete it")
      ->check(CLI::PositiveNumber);
}

void add_out_files(CLI::App& command, std::string& csv, std::string& html) {
  command.add_option("--out-csv", csv, "write every figure to this file too");
  command.add_option("--out-html", html, "write one page that needs nothing else to this file too");
}

void add_ready(CLI::App& app, Reading& reading) {
  auto* ready = add_command(app, reading, "ready",
                            "May I invoice: what bills on a day, how good its counts are, what is in doubt",
                            reading.ready);
  ready
      ->add_option_function<std::string>(
          "--on", [&reading](const std::string& text) { reading.ready.on = read_day(text); },
          "the day, as 2026-12-01; else today in Tigerpaw's time zone")
      ->check([](const std::string& text) {
        return text.size() == 10 && read_day(text) ? std::string{}
                                                   : "expected a day such as 2026-12-01, found " + text;
      });
  ready
      ->add_option_function<std::string>(
          "--max-age",
          [&reading](const std::string& text) {
            reading.ready.age_max = read_duration(text).value_or(reading.ready.age_max);
          },
          "how old a good count may be, as 36h or 2d")
      ->default_str("36h")
      ->check([](const std::string& text) {
        return read_duration(text) ? std::string{} : "expected a duration such as 36h or 2d, found " + text;
      });
  add_out_files(*ready, reading.ready.out_csv, reading.ready.out_html);
}

void add_statement(CLI::App& app, Reading& reading) {
  auto* statement = add_command(app, reading, "statement",
                                "A month, line by line: counted, written, billed as far as Tigerpaw tells",
                                reading.statement);
  statement->add_option("--month", reading.statement.month, "the month, as 2026-11")
      ->required()
      ->check([](const std::string& text) {
        return app::read_month(text) ? std::string{} : "expected a month such as 2026-11, found " + text;
      });
  statement->add_flag(
      "--offline", reading.statement.offline,
      "ask the ledger and the file alone; Tigerpaw adds names, billing periods and its last invoice");
  add_out_files(*statement, reading.statement.out_csv, reading.statement.out_html);
}

void add_ledger(CLI::App& app, Reading& reading) {
  struct Deed {
    const char* name;
    const char* text;
    LedgerDeed deed;
  };
  static constexpr Deed deeds[] = {
      {"init", "Make a ledger, once, and print its identity", LedgerDeed::init},
      {"verify", "Check the whole log, entry by entry", LedgerDeed::verify},
      {"export", "Print every entry as a line of JSON", LedgerDeed::export_log},
      {"rebuild", "After a loss: bind again what stands in Tigerpaw; for a fresh ledger",
       LedgerDeed::rebuild}};
  auto* ledger = app.add_subcommand("ledger", "The ledger itself");
  ledger->require_subcommand(1)->fallthrough();
  for (const auto& deed : deeds) {
    auto* command = ledger->add_subcommand(deed.name, deed.text);
    command->fallthrough();
    command->final_callback([&reading, &deed] { reading.arguments.command = LedgerCommand{deed.deed}; });
  }
}

void add_resolve(CLI::App& app, Reading& reading) {
  auto* resolve = add_command(app, reading, "resolve", "Decide a charge or a link that waits for a person",
                              reading.resolve);
  resolve
      ->add_option("address", reading.resolve.address, "charge/AGREEMENT/ITEM or link/ACCOUNT, as in a plan")
      ->required();
  resolve
      ->add_option("--as", reading.resolve.decision,
                   "seen: what stands is right to go on from; line:ID: that line is ours; absent: nothing of "
                   "it stands")
      ->required();
  resolve->add_option("--reason", reading.resolve.reason, "why; kept in the ledger")->required();
}

void add_drift(CLI::App& app, Reading& reading) {
  auto* drift = add_command(app, reading, "drift",
                            "Show what changed in Tigerpaw behind our back; never writes", reading.drift);
  drift->add_flag("--detailed-exitcode", reading.drift.detailed_exitcode, "exit with 2 where there is drift");
}

void add_explain(CLI::App& app, Reading& reading) {
  auto* explain =
      add_command(app, reading, "explain",
                  "Show why an account is billed this quantity at this price; never writes", reading.explain);
  explain->add_option("account", reading.explain.account, "the Tigerpaw account number")->required();
  explain->add_option("--product", reading.explain.product, "only this product, as the file names it");
  explain->add_flag("--devices", reading.explain.names_devices, "name the devices of each key");
}

void add_history(CLI::App& app, Reading& reading) {
  auto* history = add_command(app, reading, "history",
                              "Show who changed what, when, by which commit, newest first", reading.history);
  history->add_option("account", reading.history.account, "only this account: its lines through time");
  history->add_option("--since", reading.history.since, "only from this day on, as 2026-11-22 (UTC)");
  history->add_option("--last", reading.history.runs_max, "at most so many runs; 0 for all")
      ->capture_default_str();
}

void add_revert(CLI::App& app, Reading& reading) {
  auto* revert = add_command(app, reading, "revert", "Plan to take back what a run changed; never writes",
                             reading.revert);
  revert->add_option("run", reading.revert.run, "the run, as `history` names it")->required();
  revert->add_option("--out", reading.revert.out, "save the plan to this file, for `apply`");
}

void add_commands(CLI::App& app, Reading& reading) {
  static InitCommand init;
  static VersionCommand version;
  add_command(app, reading, "init", "Write a commented configuration file with a fresh installation id",
              init);
  add_import(app, reading);
  auto* validate = add_command(app, reading, "validate", "Check the file by itself; no network, no secret",
                               reading.validate);
  add_annotations(*validate, reading.validate.annotates);
  add_list(app, reading);
  add_plan(app, reading);
  add_snapshot(app, reading);
  add_apply(app, reading);
  auto* show = add_command(app, reading, "show", "Show a saved plan", reading.show);
  show->add_option("plan", reading.show.plan_file, "a plan saved by `plan --out`")->required();
  add_review_files(*show, reading.show.files);
  add_ready(app, reading);
  add_statement(app, reading);
  add_resolve(app, reading);
  add_ledger(app, reading);
  add_drift(app, reading);
  add_explain(app, reading);
  add_history(app, reading);
  add_revert(app, reading);
  add_doctor(app, reading);
  auto* schema = add_command(app, reading, "schema", "Print a JSON Schema", reading.schema);
  schema->add_option("name", reading.schema.name, "which one")
      ->required()
      ->check(CLI::IsMember({"tariff", "connections", "writer-profile", "plan", "history", "drift", "ready",
                             "statement", "snapshot", "explain", "doctor"}));
  add_command(app, reading, "version", "Print version and build", version);
}

bool asks_for_json(int count, char** words) {
  return std::any_of(words + 1, words + count,
                     [](const char* word) { return std::string_view(word) == "--json"; });
}

int usage_error(const CLI::App& app, const CLI::ParseError& error, bool json) {
  std::cerr << "error: " << error.what() << "\n  hint: `" << app.get_name()
            << " --help` shows what there is.\n";
  if (json)
    std::cout << Json::object({{"format_version", Json::number(1)},
                               {"exit", Json::object({{"code", Json::number(usage_code)},
                                                      {"class", Json::string("usage")}})},
                               {"error", Json::object({{"kind", Json::string("usage")},
                                                       {"message", Json::string(error.what())},
                                                       {"hint", Json::string("tariff --help")}})}})
                     .pretty();
  return usage_code;
}

ColourWish colour_of(const std::string& word) {
  if (word == "always") return ColourWish::always;
  return word == "never" ? ColourWish::never : ColourWish::automatic;
}

}  // namespace

std::variant<Arguments, int> read_arguments(int count, char** words) {
  Reading reading;
  CLI::App app("Bills Kaspersky usage through Tigerpaw, from a file in Git.", "tariff");
  app.require_subcommand(1);
  add_common(app, reading);
  add_commands(app, reading);
  try {
    app.parse(count, words);
  } catch (const CLI::CallForHelp& help) {
    return app.exit(help, std::cout, std::cerr);
  } catch (const CLI::ParseError& error) {
    return usage_error(app, error, asks_for_json(count, words));
  }
  auto& common = reading.arguments.common;
  if (!reading.now.empty()) common.now = read_instant(reading.now);
  common.colour = colour_of(reading.colour);
  return reading.arguments;
}

}  // namespace tariff::cli
