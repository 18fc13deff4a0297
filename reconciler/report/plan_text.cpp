#include "report/plan_text.hpp"

#include "base/inert.hpp"
#include "report/coverage.hpp"
#include "report/new_licences.hpp"
#include "report/observing_text.hpp"
#include "report/row_text.hpp"
#include "text/time.hpp"

namespace tariff::report {
namespace {

constexpr std::size_t names_shown_max = 20;

std::string plural(std::int64_t count, const char* noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

std::string head_text(const plan::Plan& plan, const Style& style) {
  const std::string what =
      plan.reverts ? "Plan that reverts run " + inert(plan.reverts->value(), 60) + ", beside " : "Plan of ";
  std::string out = toned(what + inert(plan.config.file, 200), Tone::strong, style);
  if (!plan.config.commit.empty()) out += " at commit " + plan.config.commit.substr(0, 12);
  if (plan.config.dirty) out += " (with changes that are not committed)";
  if (!plan.config.base_commit.empty()) out += ", against " + plan.config.base_commit.substr(0, 12);
  out += ", " + write_instant(plan.now) + ", amounts in " + inert(plan.currency, 20) + "\n";
  if (plan.snapshot)
    out += "On the snapshot " + inert(plan.snapshot->digest.substr(0, 12), 60) + " of " +
           write_instant(plan.snapshot->taken) + ": to be reviewed, not applied.\n";
  return out;
}

std::string customer_text(const plan::Row& row, const Style& style) {
  const std::string name = inert(row.tenant, 80) + " -> account " + row.account.text() +
                           (row.account_name.empty() ? "" : " " + inert(row.account_name, 80));
  return "\n" + toned(name, Tone::strong, style) + "\n";
}

std::string rows_text(const plan::Plan& plan, const Style& style) {
  std::string out;
  const RowLayout layout = layout_of(plan);
  const plan::Row* before = nullptr;
  for (const auto& row : plan.rows) {
    if (before == nullptr || before->account != row.account || before->tenant != row.tenant)
      out += customer_text(row, style);
    out += row_text(row, layout, style);
    before = &row;
  }
  return out;
}

std::string days_text(std::int64_t days) { return std::to_string(days) + (days == 1 ? " day" : " days"); }

std::string amounts_text(const std::map<std::string, Money>& by_period) {
  std::string out;
  for (const auto& [period, amount] : by_period)
    out += (out.empty() ? "" : ", ") + amount.grouped() + (period.empty() ? "" : " " + inert(period, 40));
  return out;
}

std::string still_bills_text(const plan::SetAside& entry) {
  if (entry.still_bills.empty()) return "; none of our lines bills there";
  std::string text = "; our lines there go on billing " + amounts_text(entry.still_bills);
  if (entry.days) text += ", as set " + days_text(*entry.days) + " ago";
  return text;
}

std::string set_aside_text(const plan::Plan& plan, const Style& style) {
  if (plan.set_aside.empty()) return "";
  std::string out = "\n" + toned("Set aside", Tone::careful, style) + "\n";
  for (const auto& entry : plan.set_aside) {
    std::string line = inert(entry.tenant, 80) + " -> account " + entry.account.text() + ": " +
                       (entry.unread ? "unread" : "problem") +
                       (entry.rule.empty() ? "" : " [" + entry.rule + "]");
    line += still_bills_text(entry);
    out += wrapped("! " + line + ".", 2, style);
  }
  return out;
}

std::string new_licences_text(const plan::Plan& plan, const Style& style) {
  if (plan.new_licences.empty()) return "";
  std::string out = "\n" + toned("New licence names", Tone::strong, style) + "\n";
  for (const auto& line : new_licence_lines(plan)) out += wrapped(line, 2, style);
  return out;
}

std::string names_text(const std::string& what, const std::vector<std::string>& names, const Style& style) {
  if (names.empty()) return "";
  std::string text = what + " (" + std::to_string(names.size()) + "): ";
  for (std::size_t i = 0; i < names.size() && i < names_shown_max; ++i)
    text += (i == 0 ? "" : ", ") + inert(names[i], 60);
  if (names.size() > names_shown_max)
    text += ", and " + std::to_string(names.size() - names_shown_max) + " more (tariff list --unmapped)";
  return wrapped(text, 0, style);
}

std::string coverage_text(const plan::Plan& plan, const Style& style) {
  const auto& c = plan.coverage;
  std::string out =
      "\n" + wrapped("Read: " + tenants_read_text(c) + ", " + plural(c.agreements_read, "agreement") + ", " +
                         plural(c.lines_read, "line") + ".",
                     0, style);
  out += names_text(unmapped_title(c), c.unmapped_tenants(), style);
  out += names_text("Accounts without a mapping", c.unmapped_accounts, style);
  return out;
}

std::string observed_text(const plan::Plan& plan) {
  std::int64_t lines = 0;
  std::int64_t agree = 0;
  std::string money;
  for (const auto& total : plan.observed) {
    lines += total.lines;
    agree += total.agree;
    money += (money.empty() ? " " : ", ") + total.under.signed_grouped() + " / " +
             (total.over.is_zero() ? "-0.00" : total.over.grouped()) + " " + inert(total.period, 40);
  }
  if (plan.observed.empty()) return "";
  return "Observed: " + std::to_string(agree) + " of " + std::to_string(lines) + " lines agree; " +
         std::to_string(lines - agree) + " differ;" + money + ".\n";
}

std::string guards_text(const plan::Plan& plan, const Style& style) {
  if (plan.guards.empty()) return "";
  std::string out = "\n" + toned("Guards", Tone::careful, style) + "\n";
  for (const auto& hit : plan.guards)
    out += wrapped("! " + inert(hit.message, 400) + (hit.is_allowed ? " It was allowed." : ""), 2, style);
  return out;
}

std::string background_text(const plan::Plan& plan) {
  if (!plan.background || plan.background->rows == 0) return "";
  return plural(plan.background->rows, "row") + " of other mappings or counts " +
         (plan.background->rows == 1 ? "follows" : "follow") + " anyway (" +
         delta_text(plan.background->delta) + ").\n";
}

std::string warnings_text(const plan::Plan& plan, const Style& style) {
  const plan::Summary summary = plan::summary_of(plan);
  std::string out;
  if (!plan.ownership_known)
    out += wrapped(
        "Ownership unknown: the ledger was not read, so nobody can say which lines are ours, and this plan "
        "cannot be applied.",
        0, style);
  if (summary.held + summary.unknown > 0)
    out += std::to_string(summary.held) + " held, " + std::to_string(summary.unknown) +
           " waiting for the proof of an earlier write.\n";
  if (summary.scheduled > 0) out += std::to_string(summary.scheduled) + " scheduled: the file says when.\n";
  return out;
}

}  // namespace

std::string delta_text(const std::map<std::string, Money>& delta) {
  std::string out;
  for (const auto& [period, amount] : delta)
    out +=
        (out.empty() ? "" : ", ") + amount.signed_grouped() + (period.empty() ? "" : " " + inert(period, 40));
  return out.empty() ? "+0.00" : out;
}

std::string last_line(const plan::Plan& plan) {
  const plan::Summary s = plan::summary_of(plan);
  const std::string narrowed = plan.narrowed ? " Narrowed: " + inert(plan.narrowed->words, 200) + "; " +
                                                   plural(plan.narrowed->left_out, "row") + " left out."
                                             : "";
  if (plan::is_empty(plan))
    return "No changes. " + plural(plan.coverage.mappings, "mapping") + ", " +
           plural(plan.coverage.lines_read, "line") + " read; " + std::to_string(plan.set_aside.size()) +
           " set aside, " + std::to_string(plan.coverage.observed_mappings) + " observed." + narrowed;
  std::string out = "Plan: " + std::to_string(s.creates) + " to create, " + std::to_string(s.updates) +
                    " to update, " + std::to_string(s.replaces) + " to replace, " +
                    std::to_string(s.retires) + " to retire, " + std::to_string(s.adopts) + " to adopt";
  if (s.links > 0) out += ", " + std::to_string(s.links) + " to link";
  if (s.releases > 0) out += ", " + std::to_string(s.releases) + " to release";
  return out + "; " + delta_text(s.delta) + "." + narrowed;
}

std::string plan_text(const plan::Plan& plan, const Style& style) {
  return head_text(plan, style) + guards_text(plan, style) + rows_text(plan, style) +
         set_aside_text(plan, style) + observing_text(plan.observing, style) +
         new_licences_text(plan, style) + coverage_text(plan, style) + warnings_text(plan, style) +
         background_text(plan) + observed_text(plan) + last_line(plan) + "\n";
}

}  // namespace tariff::report
