#include <algorithm>

#include "base/inert.hpp"
#include "cli/commands.hpp"
#include "cli/planning.hpp"
#include "plan/explain.hpp"
#include "report/explain_text.hpp"

namespace tariff::cli {
namespace {

/// What keeps the question from having an answer; nullopt where it has one.
std::optional<Error> unanswerable(const ExplainCommand& command, const Desired& desired) {
  const auto is_asked = [&](const Mapping& mapping) { return mapping.account.value() == command.account; };
  if (std::none_of(desired.mappings.begin(), desired.mappings.end(), is_asked))
    return Error{ErrorKind::invalid,
                 "No [[mapping]] has the account " + std::to_string(command.account) + ".",
                 "`tariff list accounts --search TEXT` finds its number."};
  if (!command.product) return std::nullopt;
  std::string names;
  for (const auto& product : desired.products) {
    if (product.name == *command.product) return std::nullopt;
    names += (names.empty() ? "" : ", ") + inert(product.name, 80);
  }
  return Error{ErrorKind::invalid, "No [[product]] is called " + inert(*command.product, 80) + ".",
               "The file has: " + names + "."};
}

/// Problems of other customers are no part of the answer.
Diagnostics problems_of(const PlanningDone& done, AccountNumber account) {
  Diagnostics out;
  for (const auto& problem : done.plan.problems)
    if (problem.mapping < 0 ||
        done.desired->mappings.at(static_cast<std::size_t>(problem.mapping)).account == account)
      out.push_back(problem);
  return out;
}

plan::Exit code_of(const PlanningDone& done, AccountNumber account) {
  const auto is_unread = [&](const plan::SetAside& entry) {
    return entry.account == account && entry.unread;
  };
  if (std::any_of(done.plan.set_aside.begin(), done.plan.set_aside.end(), is_unread))
    return plan::Exit::unread;
  return has_errors(problems_of(done, account)) ? plan::Exit::invalid : plan::Exit::ok;
}

}  // namespace

plan::Exit run_explain(const Common& common, const ExplainCommand& command, Terminal& terminal) {
  auto planning = make_plan(common, {TextChoice::work_tree, config::Secrets::reads}, terminal);
  if (!planning.done) return planning.failure;
  const PlanningDone& done = *planning.done;
  if (const auto error = unanswerable(command, *done.desired))
    return terminal.fail(*error, plan::exit_for(error->kind));
  const LedgerState* ledger = done.snapshot ? &done.snapshot->state : nullptr;
  const AccountNumber account(command.account);
  const auto mappings = plan::explain(done.plan, *done.desired, *done.observed, ledger,
                                      {account, command.product, command.names_devices});
  terminal.diagnostics(problems_of(done, account));
  const plan::Exit code = code_of(done, account);
  terminal.result(terminal.json() ? report::explain_json(mappings, done.plan, code)
                                  : report::explain_text(mappings, done.plan, terminal.out_style()));
  return code;
}

}  // namespace tariff::cli
