#include "report/statement.hpp"

#include "base/inert.hpp"
#include "report/document_parts.hpp"
#include "report/plan_text.hpp"
#include "text/json.hpp"
#include "text/json_schema.hpp"
#include "text/time.hpp"

namespace tariff::report {
namespace {

Cell day_cell(const std::optional<Day>& day) { return day ? Cell(write_day(*day)) : Cell(); }
Cell whole_cell(const std::optional<std::int64_t>& value) { return value ? Cell(*value) : Cell(); }
Cell amount_cell(const std::optional<Money>& value) { return value ? Cell(*value) : Cell(); }

std::optional<std::int64_t> quantity_in(const std::optional<LineValue>& value) {
  return value ? std::optional(value->quantity) : std::nullopt;
}
std::optional<Money> amount_in(const std::optional<LineValue>& value) {
  return value ? std::optional(value->amount()) : std::nullopt;
}

/// What a terminal shows of a line: the file has the rest.
Table short_table(const Statement& statement) {
  using enum ColumnKind;
  Table out{"statement",
            "Statement of " + month_text(statement.month),
            {{"account", "ACCOUNT", number},
             {"customer", "CUSTOMER", text},
             {"agreement", "AGREEMENT", number},
             {"item", "ITEM", text},
             {"counted", "COUNTED", number},
             {"written", "WRITTEN", number},
             {"billed", "BILLED", number},
             {"purchased", "PURCHASED", number},
             {"amount", "AMOUNT", number},
             {"unwritten", "NOT WRITTEN", number},
             {"unbilled", "NOT BILLED", number},
             {"period", "PERIOD", text}},
            {},
            statement.unread};
  for (const auto& line : statement.lines)
    out.rows.push_back({line.account.value(), line.account_name.empty() ? line.tenant : line.account_name,
                        line.key.agreement.value(), line.key.item.value(), whole_cell(line.counted),
                        whole_cell(quantity_in(line.written)), whole_cell(quantity_in(line.billed)),
                        whole_cell(line.purchased), amount_cell(amount_in(line.written)),
                        amount_cell(line.unwritten()), amount_cell(line.unbilled()),
                        line.period.empty() ? Cell() : Cell(line.period)});
  return out;
}

std::string total_text(const std::string& period, const StatementTotal& total) {
  return "Total " + inert(period, 40) + ": counted " + total.counted.grouped() + ", written " +
         total.written.grouped() + ", billed as far as Tigerpaw tells " + total.billed.grouped() +
         "; not written " + total.unwritten.signed_grouped() + ", not billed " +
         total.unbilled.signed_grouped() + "; " + std::to_string(total.differing) + " of " +
         std::to_string(total.lines) + (total.lines == 1 ? " line differs." : " lines differ.");
}

Json text_json(const std::string& text) { return Json::string(is_utf8(text) ? text : inert(text)); }
Json day_json(const std::optional<Day>& day) { return day ? Json::string(write_day(*day)) : Json{}; }
Json whole_json(const std::optional<std::int64_t>& value) { return value ? Json::number(*value) : Json{}; }
Json amount_json(const std::optional<Money>& value) { return value ? Json::string(value->text()) : Json{}; }

Json line_json(const StatementLine& line) {
  Json out = Json::object();
  out.set("account", Json::number(line.account.value()));
  out.set("account_name", text_json(line.account_name));
  out.set("virtual_server", text_json(line.tenant));
  out.set("agreement", Json::number(line.key.agreement.value()));
  out.set("item", text_json(line.key.item.value()));
  out.set("period", line.period.empty() ? Json{} : text_json(line.period));
  out.set("counted", whole_json(line.counted));
  out.set("counted_on", day_json(line.counted_on));
  out.set("counted_amount", amount_json(line.counted_amount()));
  out.set("written", line_value_json(line.written));
  out.set("written_on", day_json(line.written_on));
  out.set("billed", line_value_json(line.billed));
  out.set("billed_on", day_json(line.billed_on));
  out.set("purchased", whole_json(line.purchased));
  out.set("not_written", amount_json(line.unwritten()));
  out.set("not_billed", amount_json(line.unbilled()));
  out.set("not_purchased", amount_json(line.unpurchased()));
  out.set("note", text_json(line.note));
  return out;
}

Json total_json(const std::string& period, const StatementTotal& total) {
  Json out = Json::object({{"period", text_json(period)}});
  out.set("counted", Json::string(total.counted.text()));
  out.set("written", Json::string(total.written.text()));
  out.set("billed", Json::string(total.billed.text()));
  out.set("not_written", Json::string(total.unwritten.text()));
  out.set("not_billed", Json::string(total.unbilled.text()));
  out.set("lines", Json::number(total.lines));
  out.set("differing", Json::number(total.differing));
  return out;
}

}  // namespace

std::optional<Money> StatementLine::counted_amount() const {
  if (!counted || !written) return std::nullopt;
  return written->price * *counted;
}

std::optional<Money> StatementLine::unwritten() const {
  if (!counted || !written) return std::nullopt;
  return written->price * *counted - written->amount();
}

std::optional<Money> StatementLine::unbilled() const {
  if (!written || !billed) return std::nullopt;
  return written->amount() - billed->amount();
}

std::optional<Money> StatementLine::unpurchased() const {
  if (!counted || !written || !purchased) return std::nullopt;
  return written->price * (*counted - *purchased);
}

bool StatementLine::differs() const {
  return !unwritten().value_or(Money{}).is_zero() || !unbilled().value_or(Money{}).is_zero();
}

std::string month_text(std::chrono::year_month month) {
  return write_day(Day{month / std::chrono::day(1)}).substr(0, 7);
}

std::map<std::string, StatementTotal> totals_of(const Statement& statement) {
  std::map<std::string, StatementTotal> totals;
  if (!statement.asked_tigerpaw) return totals;
  for (const auto& line : statement.lines) {
    auto& total = totals[line.period];
    total.counted = total.counted + line.counted_amount().value_or(Money{});
    total.written = total.written + amount_in(line.written).value_or(Money{});
    total.billed = total.billed + amount_in(line.billed).value_or(Money{});
    total.unwritten = total.unwritten + line.unwritten().value_or(Money{});
    total.unbilled = total.unbilled + line.unbilled().value_or(Money{});
    ++total.lines;
    total.differing += line.differs() ? 1 : 0;
  }
  return totals;
}

Table statement_table(const Statement& statement) {
  using enum ColumnKind;
  Table out{"statement",
            "Statement of " + month_text(statement.month),
            {{"account", "Account", number},
             {"account_name", "Name", text},
             {"virtual_server", "Virtual server", text},
             {"agreement", "Agreement", number},
             {"item", "Item", text},
             {"counted", "Counted", number},
             {"counted_on", "Counted on", text},
             {"written", "Written", number},
             {"written_on", "Written on", text},
             {"billed", "Billed", number},
             {"billed_on", "Billed on", text},
             {"purchased", "Purchased", number},
             {"price", "Price", number},
             {"counted_amount", "Counted in money", number},
             {"written_amount", "Written in money", number},
             {"billed_amount", "Billed in money", number},
             {"not_written", "Not written", number},
             {"not_billed", "Not billed", number},
             {"not_purchased", "Not purchased", number},
             {"period", "Period", text},
             {"note", "Note", text}},
            {},
            statement.unread};
  for (const auto& line : statement.lines)
    out.rows.push_back({line.account.value(),
                        line.account_name,
                        line.tenant,
                        line.key.agreement.value(),
                        line.key.item.value(),
                        whole_cell(line.counted),
                        day_cell(line.counted_on),
                        whole_cell(quantity_in(line.written)),
                        day_cell(line.written_on),
                        whole_cell(quantity_in(line.billed)),
                        day_cell(line.billed_on),
                        whole_cell(line.purchased),
                        line.written ? Cell(line.written->price) : Cell(),
                        amount_cell(line.counted_amount()),
                        amount_cell(amount_in(line.written)),
                        amount_cell(amount_in(line.billed)),
                        amount_cell(line.unwritten()),
                        amount_cell(line.unbilled()),
                        amount_cell(line.unpurchased()),
                        line.period.empty() ? Cell() : Cell(line.period),
                        line.note});
  return out;
}

std::string statement_text(const Statement& statement, const Style& style) {
  std::string out = table_text(short_table(statement), style);
  for (const auto& line : statement.lines)
    if (!line.note.empty()) out += wrapped(address_of(line.key) + ": " + inert(line.note, 1000), 2, style);
  out += "\n";
  if (statement.until)
    out += "The month has not ended; this is how it stood at " + write_instant(*statement.until) + ".\n";
  if (!statement.asked_tigerpaw)
    out += wrapped(
        "Tigerpaw was not asked: there are no names and billing periods, so amounts of several agreements "
        "are "
        "not added up, and an invoice that nothing was written behind is not told.",
        0, style);
  for (const auto& [period, total] : totals_of(statement))
    out += wrapped(total_text(period, total), 0, style);
  return out;
}

std::string statement_json(const Statement& statement, int exit_code, const std::string& exit_class) {
  Json lines = Json::array(), totals = Json::array(), unread = Json::array();
  for (const auto& line : statement.lines) lines.push(line_json(line));
  for (const auto& [period, total] : totals_of(statement)) totals.push(total_json(period, total));
  for (const auto& sentence : statement.unread) unread.push(text_json(sentence));
  Json out = Json::object();
  out.set("format_version", Json::number(1));
  out.set("exit", Json::object({{"code", Json::number(exit_code)}, {"class", Json::string(exit_class)}}));
  out.set("month", Json::string(month_text(statement.month)));
  out.set("until", statement.until ? Json::string(write_instant(*statement.until)) : Json{});
  out.set("currency", text_json(statement.currency));
  out.set("ledger", text_json(statement.ledger));
  out.set("entries", Json::number(statement.entries));
  out.set("asked_tigerpaw", Json::boolean(statement.asked_tigerpaw));
  out.set("lines", std::move(lines));
  out.set("totals", std::move(totals));
  out.set("unread", std::move(unread));
  return out.text() + "\n";
}

std::string statement_schema() {
  using namespace json_schema;
  const Json amount = or_null(money());
  const Json line = closed({{"account", whole()},
                            {"account_name", text()},
                            {"virtual_server", text()},
                            {"agreement", whole()},
                            {"item", text()},
                            {"period", nullable("string")},
                            {"counted", nullable("integer")},
                            {"counted_on", nullable("string")},
                            {"counted_amount", amount},
                            {"written", line_value_schema()},
                            {"written_on", nullable("string")},
                            {"billed", line_value_schema()},
                            {"billed_on", nullable("string")},
                            {"purchased", nullable("integer")},
                            {"not_written", amount},
                            {"not_billed", amount},
                            {"not_purchased", amount},
                            {"note", text()}});
  const Json total = closed({{"period", text()},
                             {"counted", money()},
                             {"written", money()},
                             {"billed", money()},
                             {"not_written", money()},
                             {"not_billed", money()},
                             {"lines", whole()},
                             {"differing", whole()}});
  return document("tariff statement document, format_version 1",
                  closed({{"format_version", Json::object({{"const", Json::number(1)}})},
                          {"exit", json_schema::exit()},
                          {"month", text()},
                          {"until", nullable("string")},
                          {"currency", text()},
                          {"ledger", text()},
                          {"entries", whole()},
                          {"asked_tigerpaw", truth()},
                          {"lines", list_of(line)},
                          {"totals", list_of(total)},
                          {"unread", list_of(text())}}));
}

}  // namespace tariff::report
