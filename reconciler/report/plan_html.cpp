#include "report/plan_html.hpp"

#include <set>

#include "plan/summary.hpp"
#include "report/coverage.hpp"
#include "report/html.hpp"
#include "report/new_licences.hpp"
#include "report/plan_lines.hpp"
#include "report/plan_text.hpp"
#include "text/time.hpp"

namespace tariff::report {
namespace {

constexpr std::size_t commit_digits = 12;
constexpr std::size_t names_shown_max = 100;
constexpr std::size_t row_bytes_usual = 700;

/// The one place that opens a cell, so that no column goes without its label.
void open_cell(std::string& out, std::string_view label, ColumnKind kind) {
  out += kind == ColumnKind::number ? "<td class=\"number\" data-label=\"" : "<td data-label=\"";
  out += label;
  out += "\">";
}

void text_cell(std::string& out, std::string_view label, std::string_view text) {
  open_cell(out, label, ColumnKind::text);
  append_html(out, text);
  out += "</td>";
}

/// A cell with a line for each text. On a narrow page a cell has one child beside its label, so lines stand
/// in one.
void lines_cell(std::string& out, std::string_view label, ColumnKind kind,
                const std::vector<std::string>& lines) {
  open_cell(out, label, kind);
  if (lines.size() > 1) out += "<span>";
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i > 0) out += "<br>";
    append_html(out, lines[i]);
  }
  out += lines.size() > 1 ? "</span></td>" : "</td>";
}

template <class LineOf>
void changes_cell(std::string& out, std::string_view label, const std::vector<LineChange>& changes,
                  const LineOf& line_of) {
  std::vector<std::string> lines;
  for (const auto& change : changes) lines.push_back(line_of(change));
  lines_cell(out, label, ColumnKind::number, lines);
}

std::string amount_text(const LineChange& change) {
  if (!change.to) return "";
  std::string text = change.delta.signed_grouped();
  return change.period.empty() ? text : text + " " + std::string(change.period);
}

void address_cell(std::string& out, const plan::Row& row, const std::vector<LineChange>& changes) {
  std::vector<std::string> lines{row.address};
  if (std::holds_alternative<plan::ReplaceCharges>(row.action))
    for (const auto& change : changes)
      lines.push_back(std::string(change.action) + " " + change.key->agreement.text() + "/" +
                      change.key->item.value());
  lines_cell(out, "Address", ColumnKind::text, lines);
}

/// The first line of a replace is its own; those of its cells that tell values begin below it.
std::vector<LineChange> shown_changes(const plan::Row& row, const std::vector<LineChange>& changes) {
  if (!std::holds_alternative<plan::ReplaceCharges>(row.action)) return changes;
  std::vector<LineChange> shown(1);
  shown.insert(shown.end(), changes.begin(), changes.end());
  return shown;
}

void append_row(std::string& out, const plan::Row& row) {
  const auto changes = changes_of(row);
  const auto shown = shown_changes(row, changes);
  out += "<tr data-action=\"";
  out += plan::action_name(row.action);
  out += "\" data-cause=\"";
  out += plan::cause_name(row.cause);
  out += "\" data-hold=\"";
  out += row.hold == plan::Hold::none ? "none" : plan::hold_name(row.hold);
  out += must_be_seen(row) ? "\" data-differs=\"yes\">" : "\">";
  text_cell(out, "Action", action_text(row));
  text_cell(out, "Customer", customer_text(row));
  address_cell(out, row, changes);
  changes_cell(out, "Change", shown, quantity_text);
  changes_cell(out, "Price", shown, price_text);
  changes_cell(out, "Amount", shown, amount_text);
  text_cell(out, "Cause", plan::cause_name(row.cause));
  text_cell(out, "Why", why_text(row));
  text_cell(out, "Commit", commit_text(row));
  out += "</tr>\n";
}

constexpr std::string_view rows_header =
    "<thead><tr><th scope=\"col\">Action</th><th scope=\"col\">Customer</th><th scope=\"col\">Address</th>"
    "<th scope=\"col\" class=\"number\">Change</th><th scope=\"col\" class=\"number\">Price</th>"
    "<th scope=\"col\" class=\"number\">Amount</th><th scope=\"col\">Cause</th><th scope=\"col\">Why</th>"
    "<th scope=\"col\">Commit</th></tr></thead>\n<tbody>\n";

void append_choice(std::string& out, const char* title, const char* id,
                   const std::set<std::string_view>& words) {
  out += std::string("<label>") + title + "<select id=\"" + id + "\"><option value=\"\">all</option>";
  for (const auto word : words) out += "<option>" + std::string(word) + "</option>";
  out += "</select></label>\n";
}

void append_tools(std::string& out, const plan::Plan& plan) {
  std::set<std::string_view> actions;
  std::set<std::string_view> found_causes;
  std::set<std::string_view> holds;
  for (const auto& row : plan.rows) {
    actions.insert(plan::action_name(row.action));
    found_causes.insert(plan::cause_name(row.cause));
    holds.insert(row.hold == plan::Hold::none ? "none" : plan::hold_name(row.hold));
  }
  out +=
      "<div class=\"tools\">\n<label>Search<input type=\"search\" id=\"search\" "
      "placeholder=\"customer, item, reason …\"></label>\n";
  append_choice(out, "Action", "action", actions);
  append_choice(out, "Cause", "cause", found_causes);
  append_choice(out, "Held", "hold", holds);
  out +=
      "<label class=\"tick\"><input type=\"checkbox\" id=\"grave\"> Decreases, retirements and replacements "
      "only</label>\n<span id=\"shown\" role=\"status\"></span>\n</div>\n"
      "<noscript><p>Search and filters need JavaScript; the table is complete without.</p></noscript>\n";
}

void append_rows(std::string& out, const plan::Plan& plan) {
  if (plan.rows.empty()) return;
  out.reserve(out.size() + plan.rows.size() * row_bytes_usual);
  out += "<h2>Rows (" + std::to_string(plan.rows.size()) + ")</h2>\n";
  append_tools(out, plan);
  out += "<div class=\"scroll\" id=\"rows\">\n<table>\n";
  out += rows_header;
  for (const auto& row : plan.rows) append_row(out, row);
  out += "</tbody>\n</table>\n</div>\n<button type=\"button\" id=\"more\" hidden></button>\n";
}

std::string section(const std::string& title, const Table& table, const RowAttributes& attributes = {}) {
  if (table.rows.empty()) return "";
  return "<h2>" + title + " (" + std::to_string(table.rows.size()) + ")</h2>\n<div class=\"scroll\">\n" +
         html_table(table, attributes) + "</div>\n";
}

std::string guards_section(const plan::Plan& plan) {
  using enum ColumnKind;
  Table table{"",
              "",
              {{"", "Guard", text},
               {"", "Reaches", text},
               {"", "Found", number},
               {"", "Of", number},
               {"", "Share", number},
               {"", "Limit", number},
               {"", "State", text},
               {"", "Note", text}},
              {},
              {}};
  RowAttributes attributes;
  for (const auto& hit : plan.guards) {
    table.rows.push_back({hit.name, std::string(plan::guard_scope_name(hit.scope)), hit.found, hit.total,
                          hit.share, hit.limit, std::string(hit.is_allowed ? "allowed" : "stops"),
                          hit.message});
    attributes.emplace_back(hit.is_allowed ? "" : " data-differs=\"yes\"");
  }
  return section("Guards", table, attributes);
}

std::string set_aside_section(const plan::Plan& plan) {
  using enum ColumnKind;
  Table table{"",
              "",
              {{"", "Customer", text},
               {"", "Account", number},
               {"", "Note", text},
               {"", "Goes on billing", number},
               {"", "Period", text},
               {"", "Days since set", number}},
              {},
              {}};
  for (const auto& entry : plan.set_aside) {
    auto amounts = entry.still_bills;
    if (amounts.empty()) amounts[""] = Money{};
    for (const auto& [period, amount] : amounts)
      table.rows.push_back({entry.tenant, entry.account.value(),
                            std::string(entry.unread ? "unread" : "problem") +
                                (entry.rule.empty() ? "" : " [" + entry.rule + "]"),
                            amount, period, entry.days ? Cell(*entry.days) : Cell()});
  }
  const RowAttributes attributes(table.rows.size(), " data-differs=\"yes\"");
  return section("Set aside", table, attributes);
}

std::string problems_section(const plan::Plan& plan) {
  using enum ColumnKind;
  Table table{"",
              "",
              {{"", "Place", text},
               {"", "Severity", text},
               {"", "Rule", text},
               {"", "Note", text},
               {"", "Hint", text}},
              {},
              {}};
  RowAttributes attributes;
  for (const auto& problem : plan.problems) {
    const bool is_error = problem.severity == Severity::error;
    const std::string line = problem.place.line > 0 ? ":" + std::to_string(problem.place.line) : "";
    table.rows.push_back({problem.place.file + line, std::string(is_error ? "error" : "warning"),
                          problem.rule, problem.message, problem.hint});
    attributes.emplace_back(is_error ? " data-differs=\"yes\"" : "");
  }
  return section("Problems", table, attributes);
}

std::string names_section(const std::string& title, const std::vector<std::string>& names) {
  if (names.empty()) return "";
  std::string out = "<h2>" + std::string(title) + " (" + std::to_string(names.size()) + ")</h2>\n<p>";
  for (std::size_t i = 0; i < names.size() && i < names_shown_max; ++i) {
    if (i > 0) out += ", ";
    append_html(out, names[i]);
  }
  if (names.size() > names_shown_max)
    out += ", and " + std::to_string(names.size() - names_shown_max) + " more";
  return out + "</p>\n";
}

std::string figures_of(const plan::Plan& plan) {
  const plan::Summary summary = plan::summary_of(plan);
  std::string out = "<ul class=\"figures\">\n";
  const auto figure = [&](const char* what, std::int64_t count) {
    if (count > 0)
      out += "<li>" + std::string(what) + " <strong>" + std::to_string(count) + "</strong></li>\n";
  };
  figure("Create", summary.creates);
  figure("Update", summary.updates);
  figure("Replace", summary.replaces);
  figure("Retire", summary.retires);
  figure("Adopt", summary.adopts);
  figure("Link", summary.links);
  figure("Release", summary.releases);
  figure("Held", summary.held);
  figure("Scheduled", summary.scheduled);
  figure("Not proven", summary.unknown);
  figure("Observed", summary.observed_rows);
  for (const auto& [period, amount] : summary.delta)
    out += "<li><strong>" + amount.signed_grouped() + "</strong> " + html_text(period) + "</li>\n";
  return out + "</ul>\n";
}

std::vector<std::string> facts_of(const plan::Plan& plan) {
  const auto& config = plan.config;
  std::string from = "As read at " + write_instant(plan.now) + ", amounts in " + plan.currency;
  if (!config.commit.empty()) from += "; commit " + config.commit.substr(0, commit_digits);
  if (config.dirty) from += " with changes that are not committed";
  if (!config.base_commit.empty()) from += ", against " + config.base_commit.substr(0, commit_digits);
  std::vector<std::string> facts{from + ".", last_line(plan)};
  const auto& c = plan.coverage;
  facts.push_back("Read: " + tenants_read_text(c) + ", " + std::to_string(c.agreements_read) +
                  " agreements, " + std::to_string(c.lines_read) + " lines.");
  if (plan.background && plan.background->rows > 0)
    facts.push_back(std::to_string(plan.background->rows) +
                    " rows of other mappings or counts follow anyway: " + delta_text(plan.background->delta) +
                    ".");
  if (!plan.ownership_known)
    facts.emplace_back(
        "Ownership unknown: the ledger was not read, so nobody can say which lines are ours, and this plan "
        "cannot be applied.");
  return facts;
}

}  // namespace

std::string plan_html(const plan::Plan& plan) {
  HtmlPage page;
  page.title =
      plan.reverts ? "Plan that reverts run " + plan.reverts->value() : "Plan of " + plan.config.file;
  page.facts = facts_of(plan);
  if (!plan.rows.empty()) page.script = plan_script();
  page.body = figures_of(plan) + guards_section(plan);
  append_rows(page.body, plan);
  page.body += set_aside_section(plan) + problems_section(plan) +
               names_section("New licence names", new_licence_lines(plan)) +
               names_section(unmapped_title(plan.coverage), plan.coverage.unmapped_tenants()) +
               names_section("Accounts without a mapping", plan.coverage.unmapped_accounts);
  return html_page(page);
}

}  // namespace tariff::report
