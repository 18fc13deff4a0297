#include "report/row_text.hpp"

#include <algorithm>

#include "base/inert.hpp"
#include "text/time.hpp"

namespace tariff::report {
namespace {

/// What one line of a row shows; a replace shows one per move.
struct Cells {
  std::string symbol;
  std::string item;
  std::string quantity;
  std::string price;
  std::string amount;
  std::string period;
  std::string cause;
};

std::string arrow(std::int64_t from, std::int64_t to) {
  return std::to_string(from) + " -> " + std::to_string(to);
}

std::string price_text(const LineValue& from, const LineValue& to) {
  if (from.price == to.price || from.quantity == 0) return "@ " + to.price.grouped();
  return "@ " + from.price.grouped() + " -> " + to.price.grouped();
}

Cells charge_cells(const plan::Row& row, const ChargeKey& key, const LineValue& from, const LineValue& to) {
  return {row_symbol(row),
          inert(key.item.value(), 60),
          arrow(from.quantity, to.quantity),
          price_text(from, to),
          row.amount_delta.signed_grouped(),
          inert(row.period, 40),
          std::string(plan::cause_name(row.cause))};
}

Cells move_cells(const plan::Move& move) {
  return {"  ",
          inert(move.key.item.value(), 50) + " on " + move.key.agreement.text(),
          arrow(move.from.quantity, move.to.quantity),
          price_text(move.from, move.to),
          (move.to.amount() - move.from.amount()).signed_grouped(),
          inert(move.period, 40),
          ""};
}

class CellsOf {
 public:
  explicit CellsOf(const plan::Row& row) : row_(row) {}

  std::vector<Cells> operator()(const plan::LinkAccount& link) const {
    Cells cells = bare("link to " + inert(link.product_name, 60));
    return {cells};
  }
  std::vector<Cells> operator()(const plan::CreateCharge& c) const {
    return {charge_cells(row_, c.key, {0, c.to.price, c.to.level}, c.to)};
  }
  std::vector<Cells> operator()(const plan::UpdateCharge& u) const {
    return {charge_cells(row_, u.key, u.from, u.to)};
  }
  std::vector<Cells> operator()(const plan::RetireCharge& r) const {
    return {charge_cells(row_, r.key, r.from, {0, r.from.price, r.from.level})};
  }
  std::vector<Cells> operator()(const plan::AdoptCharge& a) const {
    return {charge_cells(row_, a.key, a.found, a.wanted)};
  }
  std::vector<Cells> operator()(const plan::ObserveCharge& o) const {
    return {charge_cells(row_, o.key, o.from, o.to)};
  }
  std::vector<Cells> operator()(const plan::ReleaseCharge& r) const {
    return {bare(inert(r.key.item.value(), 60) + " is released")};
  }
  std::vector<Cells> operator()(const plan::ReplaceCharges& replace) const {
    std::vector<Cells> all{bare("replace")};
    // Amounts of several billing periods have no sum; each move shows its own.
    if (!row_.period.empty()) all.front().amount = row_.amount_delta.signed_grouped();
    all.front().period = inert(row_.period, 40);
    for (const auto& move : replace.moves) all.push_back(move_cells(move));
    return all;
  }

 private:
  Cells bare(std::string what) const {
    return {row_symbol(row_), std::move(what), "", "", "", "", std::string(plan::cause_name(row_.cause))};
  }
  const plan::Row& row_;
};

struct SymbolOf {
  std::string operator()(const plan::LinkAccount&) const { return "& "; }
  std::string operator()(const plan::CreateCharge&) const { return "+ "; }
  std::string operator()(const plan::UpdateCharge&) const { return "~ "; }
  std::string operator()(const plan::RetireCharge&) const { return "- "; }
  std::string operator()(const plan::ReplaceCharges&) const { return "=>"; }
  std::string operator()(const plan::AdoptCharge&) const { return "> "; }
  std::string operator()(const plan::ReleaseCharge&) const { return "< "; }
  std::string operator()(const plan::ObserveCharge&) const { return "o "; }
};

Tone tone_of(const plan::Row& row) {
  if (row.hold != plan::Hold::none) return Tone::careful;
  if (std::holds_alternative<plan::ObserveCharge>(row.action)) return Tone::quiet;
  if (std::holds_alternative<plan::CreateCharge>(row.action)) return Tone::good;
  return std::holds_alternative<plan::RetireCharge>(row.action) ? Tone::bad : Tone::plain;
}

/// What moved by itself was nobody's decision.
bool is_of_usage_alone(const plan::Row& row) {
  if (row.cause != plan::Cause::usage) return false;
  const auto* update = std::get_if<plan::UpdateCharge>(&row.action);
  return update == nullptr ||
         std::all_of(update->causes.begin(), update->causes.end(),
                     [](const auto& field) { return field.cause == plan::Cause::usage; });
}

std::string without_trailing_blanks(std::string text) {
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

std::string cells_text(const Cells& cells, const RowLayout& layout) {
  std::string line = "  " + cells.symbol + " " + padded(cells.item, layout.item) + "  " +
                     padded_left(cells.quantity, layout.quantity) + "  " + padded(cells.price, layout.price) +
                     "  " + padded_left(cells.amount, layout.amount) + " " + cells.period;
  if (!cells.cause.empty()) line += "  " + cells.cause;
  return without_trailing_blanks(line);
}

}  // namespace

std::string row_symbol(const plan::Row& row) {
  if (row.hold == plan::Hold::unknown) return "? ";
  const bool is_careful = row.hold == plan::Hold::suspect || row.hold == plan::Hold::frozen ||
                          row.hold == plan::Hold::guarded || row.hold == plan::Hold::stale;
  if (is_careful) return "! ";
  return std::visit(SymbolOf{}, row.action);
}

RowLayout layout_of(const plan::Plan& plan) {
  RowLayout layout;
  for (const auto& row : plan.rows)
    for (const auto& cells : std::visit(CellsOf{row}, row.action)) {
      layout.item = std::max(layout.item, std::min<std::size_t>(display_width(cells.item), 32));
      layout.quantity = std::max(layout.quantity, display_width(cells.quantity));
      layout.price = std::max(layout.price, display_width(cells.price));
      layout.amount = std::max(layout.amount, display_width(cells.amount));
    }
  return layout;
}

std::string commit_text(const plan::RowCommit& commit) {
  constexpr std::size_t id_shown = 12;
  constexpr std::size_t day_shown = 10;
  std::string out = inert(commit.id.substr(0, id_shown), 60) + " " + inert(commit.author, 40) + ", " +
                    write_instant(commit.at).substr(0, day_shown);
  if (!commit.ticket.empty()) out += ", " + inert(commit.ticket, 60);
  return out;
}

std::string row_text(const plan::Row& row, const RowLayout& layout, const Style& style) {
  std::string out;
  for (const auto& cells : std::visit(CellsOf{row}, row.action))
    out += toned(cells_text(cells, layout), tone_of(row), style) + "\n";
  if (!row.reason.empty()) out += wrapped(inert(row.reason, 1000), 6, style);
  const std::string waits = row.hold == plan::Hold::scheduled ? "later: " : "held: ";
  if (!row.hold_reason.empty()) out += wrapped(waits + inert(row.hold_reason, 1000), 6, style);
  if (row.commit && !is_of_usage_alone(row)) out += wrapped("by " + commit_text(*row.commit), 6, style);
  return out;
}

}  // namespace tariff::report
