#include "report/finance.hpp"

#include "report/plan_lines.hpp"

namespace tariff::report {
namespace {

constexpr std::size_t commit_digits = 40;

Cell text_cell(std::string_view text) { return text.empty() ? Cell() : Cell(std::string(text)); }
Cell quantity_cell(const std::optional<LineValue>& value) { return value ? Cell(value->quantity) : Cell(); }
Cell price_cell(const std::optional<LineValue>& value) { return value ? Cell(value->price) : Cell(); }
Cell amount_cell(const std::optional<LineValue>& value) { return value ? Cell(value->amount()) : Cell(); }

std::vector<Cell> cells_of(const plan::Row& row, const LineChange& change) {
  const auto& commit = row.commit;
  return {row.account.value(),
          text_cell(row.account_name),
          text_cell(row.tenant),
          change.key == nullptr ? Cell() : Cell(change.key->agreement.value()),
          change.key == nullptr ? Cell() : Cell(change.key->item.value()),
          std::string(plan::action_name(row.action)),
          std::string(plan::cause_name(row.cause)),
          quantity_cell(change.from),
          quantity_cell(change.to),
          price_cell(change.from),
          price_cell(change.to),
          amount_cell(change.from),
          amount_cell(change.to),
          change.to ? Cell(change.delta) : Cell(),
          text_cell(change.period),
          text_cell(plan::hold_name(row.hold)),
          text_cell(commit ? std::string_view(commit->id).substr(0, commit_digits) : ""),
          text_cell(commit ? commit->author : ""),
          text_cell(commit ? commit->ticket : "")};
}

}  // namespace

Table finance_table(const plan::Plan& plan) {
  using enum ColumnKind;
  Table out{"finance",
            "What changes in money",
            {{"account", "ACCOUNT", number},
             {"account_name", "NAME", text},
             {"tenant", "TENANT", text},
             {"agreement", "AGREEMENT", number},
             {"item", "ITEM", text},
             {"action", "ACTION", text},
             {"cause", "CAUSE", text},
             {"quantity_before", "QUANTITY BEFORE", number},
             {"quantity_after", "QUANTITY AFTER", number},
             {"unit_price_before", "PRICE BEFORE", number},
             {"unit_price_after", "PRICE AFTER", number},
             {"amount_before", "AMOUNT BEFORE", number},
             {"amount_after", "AMOUNT AFTER", number},
             {"amount_delta", "CHANGE", number},
             {"period", "PERIOD", text},
             {"hold", "HOLD", text},
             {"commit", "COMMIT", text},
             {"author", "AUTHOR", text},
             {"ticket", "TICKET", text}},
            {},
            {}};
  for (const auto& row : plan.rows) {
    const auto changes = changes_of(row);
    if (changes.empty()) out.rows.push_back(cells_of(row, {}));
    for (const auto& change : changes) out.rows.push_back(cells_of(row, change));
  }
  return out;
}

}  // namespace tariff::report
