#include "app/request.hpp"

#include <optional>
#include <set>
#include <tuple>

#include "app/effective.hpp"
#include "check/all.hpp"
#include "config/parse.hpp"
#include "plan/narrow.hpp"

namespace tariff::app {
namespace {

/// A problem by what it is about: wherever in the file its mapping stands.
using ProblemOf = std::tuple<std::string, std::int64_t, std::string>;

ProblemOf named(const Diagnostic& problem, const Desired& desired) {
  if (problem.mapping < 0) return {problem.rule, -1, problem.message};
  const Mapping& mapping = desired.mappings[static_cast<std::size_t>(problem.mapping)];
  return {problem.rule, mapping.account.value(), mapping.tenant};
}

struct Base {
  Desired desired;
  check::Review review;
};

/// Nullopt where the base is no file that could be applied.
std::optional<Base> read_base(const plan::Inputs& inputs, const ConfigText& text,
                              const RequestSettings& settings) {
  auto parsed = config::parse(text.text, text.name);
  if (stops_everything(parsed.problems)) return std::nullopt;
  if (settings.observes_only) observe_instead(parsed.desired);
  const LedgerState* state = settings.ledger == nullptr ? nullptr : &settings.ledger->state;
  Base out;
  out.desired = effective(std::move(parsed.desired), state, inputs.observed.today, parsed.problems);
  if (stops_everything(parsed.problems)) return std::nullopt;
  out.review = check::all(out.desired, inputs.observed, state, parsed.problems);
  return out;
}

plan::Plan plan_of(const Base& base, const plan::Inputs& inputs) {
  return plan::build({base.desired, inputs.observed, inputs.ledger, inputs.quiet_period,
                      base.review.set_aside, base.review.unread, base.review.product_set_aside,
                      base.review.problems, inputs.discontinuity});
}

}  // namespace

void keep_request(plan::Plan& plan, const plan::Inputs& inputs, const ConfigText& base,
                  const RequestSettings& settings) {
  plan.config.base_commit = base.commit;
  const auto before = read_base(inputs, base, settings);
  if (!before) return;
  std::set<ProblemOf> known;
  for (const auto& problem : before->review.problems)
    if (problem.severity == Severity::error) known.insert(named(problem, before->desired));
  std::set<AccountNumber> troubled;  // by this request
  for (auto& problem : plan.problems) {
    if (problem.severity != Severity::error) continue;
    if (known.contains(named(problem, inputs.desired))) {
      problem.severity = Severity::warning;
    } else if (problem.mapping >= 0) {
      troubled.insert(inputs.desired.mappings[static_cast<std::size_t>(problem.mapping)].account);
    }
  }
  std::erase_if(plan.set_aside,
                [&](const plan::SetAside& entry) { return !troubled.contains(entry.account); });
  if (!before->review.stops_everything()) plan::keep_caused(plan, plan_of(*before, inputs));
}

}  // namespace tariff::app
