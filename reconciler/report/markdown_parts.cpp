#include "report/markdown_parts.hpp"

#include <algorithm>

#include "report/coverage.hpp"
#include "report/markdown_text.hpp"
#include "report/plan_lines.hpp"
#include "report/plan_text.hpp"
#include "text/time.hpp"

namespace tariff::report {
namespace {

constexpr std::size_t name_bytes_max = 80;
constexpr std::size_t address_bytes_max = 120;
constexpr std::size_t sentence_bytes_max = 300;
constexpr std::size_t heading_bytes_max = 600;
constexpr std::size_t names_shown_max = 20;
constexpr std::size_t commit_digits = 12;

std::string name(std::string_view text) { return markdown_text(text, name_bytes_max); }
std::string sentence(std::string_view text) { return markdown_text(text, sentence_bytes_max); }

/// Requires: the cells are Markdown already.
std::string line_of(const std::vector<std::string>& cells) {
  std::string out = "|";
  for (const auto& cell : cells) out += cell.empty() ? " |" : " " + cell + " |";
  return out + "\n";
}

/// `---:` for a column of figures.
std::string header_of(const std::vector<std::string>& titles, const std::vector<std::string>& rules) {
  return line_of(titles) + line_of(rules);
}

std::string heading(const std::string& title, std::size_t count) {
  return "\n### " + title + " (" + std::to_string(count) + ")\n\n";
}

std::string move_lines(const plan::Row& row) {
  std::string out;
  if (!std::holds_alternative<plan::ReplaceCharges>(row.action)) return out;
  for (const auto& change : changes_of(row))
    out += line_of(
        {"- " + std::string(change.action), "",
         markdown_text(change.key->agreement.text() + "/" + change.key->item.value(), address_bytes_max),
         quantity_text(change), price_text(change),
         markdown_money({{std::string(change.period), change.delta}}), "", ""});
  return out;
}

std::string customer_cell(const plan::Row& row) {
  return name(row.tenant) + " -> account " + row.account.text() +
         (row.account_name.empty() ? "" : " " + name(row.account_name));
}

std::string why_cell(const plan::Row& row) {
  const std::string commit = commit_text(row);
  // What a guard says stands once, with the guard.
  const std::string why = sentence(row.hold == plan::Hold::guarded ? row.reason : why_text(row));
  if (commit.empty()) return why;
  return why + (why.empty() ? "" : " ") + "(" + name(commit) + ")";
}

std::string still_bills(const plan::SetAside& entry) {
  if (entry.still_bills.empty()) return "nothing of ours";
  std::string text;
  for (const auto& [period, amount] : entry.still_bills)
    text += (text.empty() ? "" : ", ") + amount.grouped() + " " + name(period);
  if (entry.days) text += ", as set " + counted(static_cast<std::size_t>(*entry.days), "day") + " ago";
  return text;
}

std::string place_text(const Place& place) {
  std::string text = place.file;
  if (place.line > 0) text += ":" + std::to_string(place.line);
  if (place.line > 0 && place.column > 0) text += ":" + std::to_string(place.column);
  return text;
}

std::string names_cell(const std::vector<std::string>& names) {
  std::string out;
  for (std::size_t i = 0; i < names.size() && i < names_shown_max; ++i)
    out += (i == 0 ? "" : ", ") + name(names[i]);
  if (names.size() > names_shown_max)
    out += ", and " + std::to_string(names.size() - names_shown_max) + " more";
  return out;
}

std::string observed_note(const plan::Plan& plan) {
  std::int64_t lines = 0;
  std::int64_t agree = 0;
  for (const auto& total : plan.observed) {
    lines += total.lines;
    agree += total.agree;
  }
  if (plan.observed.empty()) return "";
  return "- Observed: " + std::to_string(agree) + " of " + std::to_string(lines) + " lines agree; " +
         std::to_string(lines - agree) + " differ.\n";
}

std::string background_note(const plan::Plan& plan) {
  if (!plan.background || plan.background->rows == 0) return "";
  const auto count = static_cast<std::size_t>(plan.background->rows);
  return "- " + counted(count, "row") + " of other mappings or counts " +
         (count == 1 ? "follows" : "follow") + " anyway: " + markdown_money(plan.background->delta) + ".\n";
}

std::string waiting_note(const plan::Plan& plan) {
  const plan::Summary summary = plan::summary_of(plan);
  if (summary.held + summary.unknown + summary.scheduled == 0) return "";
  return "- " + std::to_string(summary.held) + " held, " + std::to_string(summary.unknown) +
         " waiting for the proof of an earlier write, " + std::to_string(summary.scheduled) + " scheduled.\n";
}

std::string unmapped_note(const plan::Coverage& c) {
  const auto tenants = c.unmapped_tenants();
  if (tenants.empty() && c.unmapped_accounts.empty()) return "";
  return "- Without a mapping: " + counted(tenants.size(), tenant_word(c)) + ", " +
         counted(c.unmapped_accounts.size(), "account") + ".\n";
}

std::string warnings_note(const plan::Plan& plan) {
  const auto count = std::count_if(plan.problems.begin(), plan.problems.end(),
                                   [](const auto& problem) { return problem.severity == Severity::warning; });
  return count == 0 ? "" : "- " + counted(static_cast<std::size_t>(count), "warning") + ".\n";
}

std::string narrowed_note(const plan::Plan& plan) {
  if (!plan.narrowed) return "";
  return "- Narrowed on purpose: " + counted(static_cast<std::size_t>(plan.narrowed->left_out), "row") +
         " of what the file asks for " + (plan.narrowed->left_out == 1 ? "is" : "are") + " left out.\n";
}

}  // namespace

std::string counted(std::size_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

std::string markdown_money(const std::map<std::string, Money>& delta) {
  std::string out;
  for (const auto& [period, amount] : delta) {
    out += (out.empty() ? "" : ", ") + amount.signed_grouped();
    if (!period.empty()) out += " " + name(period);
  }
  return out.empty() ? "+0.00" : out;
}

std::string markdown_head(const plan::Plan& plan) {
  std::string out = "## " + markdown_text(last_line(plan), heading_bytes_max) + "\n\n";
  out += header_of({"file", "commit", "against", "made", "amounts in"}, {"---", "---", "---", "---", "---"});
  const std::string commit = plan.config.commit.substr(0, commit_digits);
  out += line_of(
      {name(plan.config.file), name(commit) + (plan.config.dirty ? " and changes without one" : ""),
       name(plan.config.base_commit.substr(0, commit_digits)), write_instant(plan.now), name(plan.currency)});
  if (plan.reverts)
    out += "\n" + line_of({"takes back run"}) + line_of({"---"}) + line_of({name(plan.reverts->value())});
  if (!plan.ownership_known)
    out +=
        "\n**Ownership unknown: the ledger was not read, so nobody can say which lines are ours, and this "
        "plan "
        "cannot be applied.**\n";
  return out;
}

std::string markdown_guards(const plan::Plan& plan) {
  if (plan.guards.empty()) return "";
  std::string out = heading("Guards", plan.guards.size());
  out += header_of({"guard", "reaches", "found", "of", "share", "limit", "", "what"},
                   {"---", "---", "---:", "---:", "---:", "---:", "---", "---"});
  for (const auto& hit : plan.guards)
    out += line_of({name(hit.name), std::string(plan::guard_scope_name(hit.scope)), name(hit.found),
                    name(hit.total), name(hit.share), name(hit.limit), hit.is_allowed ? "allowed" : "stops",
                    sentence(hit.message)});
  return out;
}

std::string markdown_set_aside(const plan::Plan& plan) {
  if (plan.set_aside.empty()) return "";
  std::string out = heading("Set aside", plan.set_aside.size());
  out += header_of({"tenant", "account", "why", "goes on billing"}, {"---", "---:", "---", "---:"});
  for (const auto& entry : plan.set_aside)
    out += line_of({name(entry.tenant), entry.account.text(),
                    std::string(entry.unread ? "unread" : "problem") +
                        (entry.rule.empty() ? "" : " " + name(entry.rule)),
                    still_bills(entry)});
  return out;
}

std::string markdown_problems(const plan::Plan& plan, Severity severity) {
  std::string lines;
  std::size_t count = 0;
  for (const auto& problem : plan.problems) {
    if (problem.severity != severity) continue;
    ++count;
    lines += line_of({markdown_text(place_text(problem.place), address_bytes_max), name(problem.rule),
                      sentence(problem.message), sentence(problem.hint)});
  }
  if (count == 0) return "";
  return heading(severity == Severity::error ? "Problems" : "Warnings", count) +
         header_of({"place", "rule", "what", "hint"}, {"---", "---", "---", "---"}) + lines;
}

std::string markdown_notes(const plan::Plan& plan) {
  const auto& c = plan.coverage;
  return "\n" + narrowed_note(plan) + background_note(plan) + waiting_note(plan) + observed_note(plan) +
         "- Read: " + tenants_read_text(c) + ", " +
         counted(static_cast<std::size_t>(c.agreements_read), "agreement") + ", " +
         counted(static_cast<std::size_t>(c.lines_read), "line") + ".\n" + unmapped_note(c) +
         warnings_note(plan);
}

std::string markdown_unmapped(const plan::Plan& plan) {
  const auto& c = plan.coverage;
  const auto tenants = c.unmapped_tenants();
  if (tenants.empty() && c.unmapped_accounts.empty()) return "";
  std::string out = heading("Without a mapping", tenants.size() + c.unmapped_accounts.size()) +
                    header_of({"what", "names"}, {"---", "---"});
  if (!tenants.empty())
    out += line_of({tenant_word(c) == "virtual server" ? "virtual servers" : "tenants", names_cell(tenants)});
  if (!c.unmapped_accounts.empty()) out += line_of({"accounts", names_cell(c.unmapped_accounts)});
  return out;
}

std::string markdown_new_licences(const plan::Plan& plan) {
  if (plan.new_licences.empty()) return "";
  std::string out = heading("New licence names", plan.new_licences.size()) +
                    header_of({"licence", "product", "devices", "customers"}, {"---", "---", "---:", "---:"});
  for (const auto& one : plan.new_licences)
    out += line_of({sentence(one.licence_name), name(one.product) + (one.billed ? "" : ", not billed"),
                    std::to_string(one.devices), std::to_string(one.customers)});
  return out;
}

std::string markdown_rows_header() {
  return header_of({"action", "customer", "address", "change", "price", "amount", "cause", "why"},
                   {"---", "---", "---", "---:", "---:", "---:", "---", "---"});
}

std::string markdown_row(const plan::Row& row, const plan::Row* before) {
  const bool is_same = before != nullptr && before->account == row.account && before->tenant == row.tenant;
  const bool is_replace = std::holds_alternative<plan::ReplaceCharges>(row.action);
  const auto changes = changes_of(row);
  const bool has_values = !is_replace && !changes.empty() && changes.front().to;
  std::string amount = has_values ? markdown_money({{row.period, row.amount_delta}}) : "";
  if (is_replace) amount = markdown_money(plan::delta_of(row.action, row.period));
  return line_of({action_text(row), is_same ? "" : customer_cell(row),
                  markdown_text(row.address, address_bytes_max),
                  has_values ? quantity_text(changes.front()) : "",
                  has_values ? price_text(changes.front()) : "", amount,
                  std::string(plan::cause_name(row.cause)), why_cell(row)}) +
         move_lines(row);
}

}  // namespace tariff::report
