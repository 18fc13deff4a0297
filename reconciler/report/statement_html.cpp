#include <map>

#include "report/html.hpp"
#include "report/statement.hpp"
#include "text/time.hpp"

namespace tariff::report {
namespace {

constexpr std::string_view tools_end = R"(</select></label>
<label class="tick"><input type="checkbox" id="differing"> Differences only</label>
<span id="shown" role="status"></span>
</div>
)";

constexpr std::string_view chart = R"(<h2>By account</h2>
<p class="legend"><span class="counted">counted</span><span class="written">written (figure)</span
><span class="billed">billed, as far as Tigerpaw tells</span></p>
<svg id="chart" role="img" aria-label="Counted, written and billed amounts by account"></svg>
<p class="legend" id="more"></p>
<noscript><p>Search, filters and the chart need JavaScript; the table is complete without.</p></noscript>
)";

std::string customer_of(const StatementLine& line) {
  const std::string& name = line.account_name.empty() ? line.tenant : line.account_name;
  return line.account.text() + (name.empty() ? "" : " " + name);
}

/// What may be added up: one account's lines of one billing period; where that is not known, of one
/// agreement.
std::string group_of(const StatementLine& line) {
  return line.period.empty() ? "agreement " + line.key.agreement.text()
                             : "account " + line.account.text() + " " + line.period;
}

std::string label_of(const StatementLine& line) {
  return customer_of(line) +
         (line.period.empty() ? ", agreement " + line.key.agreement.text() : ", " + line.period);
}

std::string amount_of(const std::optional<Money>& amount) {
  return amount ? std::to_string(amount->ten_thousandths()) : "";
}
std::string amount_of(const std::optional<LineValue>& value) {
  return value ? amount_of(std::optional(value->amount())) : "";
}

std::string attribute(const char* name, const std::string& value) {
  return " data-" + std::string(name) + "=\"" + html_text(value) + "\"";
}

std::string attributes_of(const StatementLine& line) {
  return attribute("account", line.account.text()) + attribute("group", group_of(line)) +
         attribute("label", label_of(line)) + attribute("counted", amount_of(line.counted_amount())) +
         attribute("written", amount_of(line.written)) + attribute("billed", amount_of(line.billed)) +
         attribute("differs", line.differs() ? "yes" : "no");
}

Cell amount_cell(const std::optional<Money>& amount) { return amount ? Cell(*amount) : Cell(); }
Cell amount_cell(const std::optional<LineValue>& value) { return value ? Cell(value->amount()) : Cell(); }
Cell quantity_cell(const std::optional<LineValue>& value) { return value ? Cell(value->quantity) : Cell(); }

/// What a page has room for; the file for spreadsheets has every figure.
Table page_table(const Statement& statement) {
  using enum ColumnKind;
  Table out{"statement",
            "",
            {{"customer", "Customer", text},
             {"agreement", "Agreement", number},
             {"item", "Item", text},
             {"period", "Period", text},
             {"counted", "Counted", number},
             {"written", "Written", number},
             {"billed", "Billed", number},
             {"billed_on", "Billed on", text},
             {"purchased", "Purchased", number},
             {"written_amount", "Written in money", number},
             {"billed_amount", "Billed in money", number},
             {"not_written", "Not written", number},
             {"not_billed", "Not billed", number},
             {"not_purchased", "Not purchased", number},
             {"note", "Note", text}},
            {},
            {}};
  for (const auto& line : statement.lines)
    out.rows.push_back({customer_of(line), line.key.agreement.value(), line.key.item.value(),
                        line.period.empty() ? Cell() : Cell(line.period),
                        line.counted ? Cell(*line.counted) : Cell(), quantity_cell(line.written),
                        quantity_cell(line.billed),
                        line.billed_on ? Cell(write_day(*line.billed_on)) : Cell(),
                        line.purchased ? Cell(*line.purchased) : Cell(), amount_cell(line.written),
                        amount_cell(line.billed), amount_cell(line.unwritten()), amount_cell(line.unbilled()),
                        amount_cell(line.unpurchased()), line.note});
  return out;
}

std::string tools_of(const Statement& statement) {
  std::map<AccountNumber, std::string> customers;
  for (const auto& line : statement.lines) customers.emplace(line.account, customer_of(line));
  std::string out =
      "<div class=\"tools\">\n<label>Search<input type=\"search\" id=\"search\" "
      "placeholder=\"customer, item, note …\"></label>\n"
      "<label>Customer<select id=\"customer\"><option value=\"\">all</option>";
  for (const auto& [number, name] : customers)
    out += "<option value=\"" + number.text() + "\">" + html_text(name) + "</option>";
  return out + std::string(tools_end);
}

std::string figures_of(const Statement& statement) {
  std::string out;
  for (const auto& [period, total] : totals_of(statement)) {
    const std::string of = period.empty() ? "" : " " + html_text(period);
    out += "<li>Counted <strong>" + total.counted.grouped() + "</strong>" + of + "</li><li>Written <strong>" +
           total.written.grouped() + "</strong>" + of +
           "</li><li>Billed, as far as Tigerpaw tells, <strong>" + total.billed.grouped() + "</strong>" + of +
           "</li><li>Not written <strong>" + total.unwritten.signed_grouped() +
           "</strong></li><li>Not billed <strong>" + total.unbilled.signed_grouped() + "</strong></li>\n";
  }
  return out.empty() ? "" : "<ul class=\"figures\">\n" + out + "</ul>\n";
}

}  // namespace

std::string statement_html(const Statement& statement) {
  HtmlPage page;
  page.title = "Statement of " + month_text(statement.month);
  page.script = page_script();
  page.facts.push_back(std::to_string(statement.lines.size()) + " lines, amounts in " + statement.currency +
                       "; " + statement.ledger + ".");
  if (statement.until)
    page.facts.push_back("The month has not ended; this is how it stood at " +
                         write_instant(*statement.until) + ".");
  if (!statement.asked_tigerpaw)
    page.facts.push_back(
        "Tigerpaw was not asked: without billing periods, amounts of several agreements are not added up.");
  for (const auto& sentence : statement.unread) page.facts.push_back("Unread: " + sentence);
  RowAttributes attributes;
  for (const auto& line : statement.lines) attributes.push_back(attributes_of(line));
  page.body = figures_of(statement) + tools_of(statement) + std::string(chart) +
              "<h2>Lines</h2>\n<div class=\"scroll\">\n" + html_table(page_table(statement), attributes) +
              "</div>\n";
  return html_page(page);
}

}  // namespace tariff::report
