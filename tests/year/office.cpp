#include "year/office.hpp"

#include <stdexcept>

#include "app/apply.hpp"
#include "app/resolve.hpp"

namespace tariff::year {
namespace {

constexpr std::chrono::minutes quiet_period{15};
constexpr std::chrono::minutes between_runs{20};

std::vector<AccountNumber> accounts_of(const Desired& desired) {
  std::vector<AccountNumber> accounts;
  for (const auto& mapping : desired.mappings) accounts.push_back(mapping.account);
  return accounts;
}

}  // namespace

Status Books::each_entry(const std::function<Status(const LedgerEntry&)>& visit) {
  for (const auto& entry : book_.entries())
    if (auto visited = visit(entry); !visited) return visited;
  return done();
}

void Office::cannot_begin(std::string kind, std::string why) {
  plan_.reset();
  report_ = {};
  listing_.doubt({std::move(kind), std::move(why)});
}

void Office::run(plan::Consent consent) {
  ++runs_;
  now_ += between_runs;
  Kaspersky kaspersky(world_);
  app::PlanSettings settings;
  settings.now = now_;
  settings.time_zone = "America/New_York";
  settings.quiet_period = quiet_period;
  settings.program = "tariff year";
  settings.applies = true;
  auto planned = app::make_plan({file_, kaspersky, world_.tigerpaw, &books_}, settings);
  if (!planned) return cannot_begin("unread: everything", planned.error().message);
  if (!planned->plan) {
    const Diagnostic& problem = planned->problems.at(0);
    return cannot_begin("stopped: " + problem.rule, problem.message);
  }
  if (const auto may = app::may_apply(*planned->plan, {consent, true, {}}); !may)
    return cannot_begin("refused", may.error().message);
  apply::Settings how;
  how.consent = consent;
  how.run = RunId("run-" + std::to_string(runs_));
  how.program = settings.program;
  how.quiet_period = quiet_period;
  const apply::Outside outside{world_.tigerpaw, world_.tigerpaw, books_, [this] { return now_; }};
  const auto report = apply::run(*planned->plan, *planned->ledger, outside, how);
  if (!report) throw std::logic_error(report.error().message);
  take(*planned, *report);
}

void Office::take(const app::Planned& planned, const apply::Report& report) {
  tally_.everything_was_read();
  plan_ = planned.plan;
  report_ = report;
  rows_applied_ += report.count(apply::RowEnd::applied);
  const auto accounts = accounts_of(*planned.desired);
  listing_ = Listing(*plan_, report_, accounts);
  const auto kept = std::make_shared<const Listing>(listing_);
  for (const auto& [number, agreement] : world_.tigerpaw.agreements)
    if (!tally_.is_frozen(number)) before_freeze_[number] = kept;
  overdue_.clear();
  for (const auto& problem : plan_->problems)
    if (problem.rule == "invoice-overdue")
      overdue_.insert(accounts.at(static_cast<std::size_t>(problem.mapping)));
}

const Listing* Office::listing_before_freeze(AgreementNumber agreement) const {
  const auto found = before_freeze_.find(agreement);
  return found == before_freeze_.end() ? nullptr : found->second.get();
}

bool Office::resolve(const std::string& address, const std::string& decision) {
  now_ += between_runs;
  const app::ResolveWish wish{address, decision, "looked at it in Tigerpaw", "a clerk",
                              RunId("resolve-" + std::to_string(++runs_))};
  return app::resolve(wish, world_.tigerpaw, books_, {now_, quiet_period}).has_value();
}

}  // namespace tariff::year
