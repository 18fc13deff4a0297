#include "report/worklist.hpp"

#include <algorithm>
#include <utility>

#include "domain/charge_lines.hpp"

namespace tariff::report {
namespace {

constexpr std::size_t columns_count = 16;
constexpr std::size_t action_column = 7;

/// One line of Tigerpaw: what stands there, what is to stand there.
struct Typing {
  ChargeKey key;
  LineValue from;
  LineValue to;
  std::string action;
  std::string period;
};

const Agreement* agreement_in(const Observed& observed, AgreementNumber number) {
  const auto found = observed.agreements.find(number);
  return found == observed.agreements.end() || !found->second ? nullptr : &found->second.value();
}

std::vector<const ChargeLine*> standing(const Observed& observed, const ChargeKey& key) {
  const Agreement* agreement = agreement_in(observed, key.agreement);
  return agreement == nullptr ? std::vector<const ChargeLine*>{} : lines_with(*agreement, key.item);
}

std::string changed_fields(const LineValue& from, const LineValue& to) {
  std::string fields;
  const auto name = [&](bool differs, const char* field) {
    if (differs) fields += (fields.empty() ? "" : " and ") + std::string(field);
  };
  name(from.quantity != to.quantity, "quantity");
  name(from.price != to.price, "price");
  name(from.level != to.level, "price level");
  return fields;
}

/// What a clerk does with the one line of that item, or with the lines that stand there.
std::string clerk_action(const Observed& observed, const Typing& typing) {
  const auto lines = standing(observed, typing.key);
  if (lines.empty()) return "Add a line";
  if (lines.size() > 1)
    return "Keep one of " + std::to_string(lines.size()) + " lines of this item, and set it so";
  if (typing.to.quantity == 0) return "Set the quantity to 0";
  return "Change " + changed_fields(typing.from, typing.to);
}

std::string deletion(std::size_t lines, DetailId line) {
  if (lines <= 1) return "Delete the line";
  return "Delete line " + line.text() + ", one of " + std::to_string(lines) + " of this item";
}

/// What each action has a clerk type; nothing where nothing changes in Tigerpaw.
class TypingsOf {
 public:
  TypingsOf(const plan::Row& row, const Observed& observed) : row_(row), observed_(observed) {}

  std::vector<Typing> operator()(const plan::LinkAccount&) const { return {}; }
  std::vector<Typing> operator()(const plan::AdoptCharge& adopt) const {
    return adopt.found == adopt.wanted ? std::vector<Typing>{} : one(adopt.key, adopt.found, adopt.wanted);
  }
  std::vector<Typing> operator()(const plan::ReleaseCharge&) const { return {}; }
  std::vector<Typing> operator()(const plan::CreateCharge& create) const {
    return one(create.key, {0, create.to.price, create.to.level}, create.to);
  }
  std::vector<Typing> operator()(const plan::UpdateCharge& update) const {
    return one(update.key, update.from, update.to);
  }
  std::vector<Typing> operator()(const plan::RetireCharge& retire) const {
    auto typed = one(retire.key, retire.from, {0, retire.from.price, retire.from.level});
    if (row_.hold == plan::Hold::none && retire.line == LineEnd::removed)
      typed.front().action = deletion(standing(observed_, retire.key).size(), retire.detail);
    return typed;
  }
  std::vector<Typing> operator()(const plan::ObserveCharge& observe) const {
    return one(observe.key, observe.from, observe.to);
  }
  std::vector<Typing> operator()(const plan::ReplaceCharges& replace) const {
    std::vector<Typing> out;
    for (const auto& move : replace.moves)
      out.push_back(with_action({move.key, move.from, move.to, "", move.period}));
    return out;
  }

 private:
  std::vector<Typing> one(const ChargeKey& key, const LineValue& from, const LineValue& to) const {
    return {with_action({key, from, to, "", row_.period})};
  }
  Typing with_action(Typing typing) const {
    typing.action =
        row_.hold == plan::Hold::none ? clerk_action(observed_, typing) : "Wait; type nothing yet";
    return typing;
  }
  const plan::Row& row_;
  const Observed& observed_;
};

/// A typing and the row that it comes from.
struct Listed {
  const plan::Row* row;
  Typing typing;
  bool gives_away() const { return typing.to.quantity < typing.from.quantity; }
};

/// What gives counts away comes first with each customer, so that two amounts for one count never stand
/// together.
std::vector<Listed> listed(const plan::Plan& plan, const Observed& observed) {
  std::vector<Listed> out;
  for (const auto& row : plan.rows)
    for (auto& typing : std::visit(TypingsOf{row, observed}, row.action))
      out.push_back({&row, std::move(typing)});
  std::stable_sort(out.begin(), out.end(), [](const Listed& left, const Listed& right) {
    return std::make_pair(left.row->account, !left.gives_away()) <
           std::make_pair(right.row->account, !right.gives_away());
  });
  return out;
}

std::string level_name(const Observed& observed, PriceLevelId id) {
  for (const auto& level : observed.levels)
    if (level.id == id) return level.name;
  return id.text();
}

std::string description_of(const Observed& observed, const ItemId& item) {
  for (const auto& [written, found] : observed.items)
    if (found && found->id == item) return found->description;
  return "";
}

Cell line_number(const Observed& observed, const ChargeKey& key) {
  const auto lines = standing(observed, key);
  return lines.size() == 1 ? Cell(lines.front()->id.value()) : Cell();
}

std::string why(const plan::Row& row) {
  if (row.hold_reason.empty()) return row.reason;
  return row.hold_reason + (row.reason.empty() ? "" : " (" + row.reason + ")");
}

std::vector<Cell> cells_of(const plan::Row& row, const Typing& typing, const Observed& observed) {
  return {row.account.value(),
          row.account_name,
          row.tenant,
          typing.key.agreement.value(),
          line_number(observed, typing.key),
          typing.key.item.value(),
          description_of(observed, typing.key.item),
          typing.action,
          typing.from.quantity,
          typing.to.quantity,
          typing.from.price,
          typing.to.price,
          level_name(observed, typing.to.level),
          typing.to.amount() - typing.from.amount(),
          typing.period,
          why(row)};
}

/// An empty worklist must not pass for a customer who was not looked at.
std::vector<Cell> left_alone(const plan::SetAside& entry) {
  std::vector<Cell> cells(columns_count);
  cells[0] = entry.account.value();
  cells[2] = entry.tenant;
  cells[action_column] = std::string("Leave as it is");
  cells.back() = std::string(entry.unread ? "could not be read completely" : "has a problem in the file") +
                 (entry.rule.empty() ? "" : " [" + entry.rule + "]");
  return cells;
}

}  // namespace

Table worklist(const plan::Plan& plan, const Observed& observed) {
  using enum ColumnKind;
  Table out{"worklist",
            "What to type into Tigerpaw",
            {{"account", "ACCOUNT", number},
             {"account_name", "NAME", text},
             {"virtual_server", "VIRTUAL SERVER", text},
             {"agreement", "AGREEMENT", number},
             {"line", "LINE", number},
             {"item", "ITEM", text},
             {"description", "DESCRIPTION", text},
             {"action", "ACTION", text},
             {"quantity_from", "FROM", number},
             {"quantity_to", "TO", number},
             {"price_from", "PRICE FROM", number},
             {"price_to", "PRICE TO", number},
             {"price_level", "LEVEL", text},
             {"amount_change", "CHANGE", number},
             {"period", "PERIOD", text},
             {"why", "WHY", text}},
            {},
            {}};
  for (const auto& one : listed(plan, observed)) out.rows.push_back(cells_of(*one.row, one.typing, observed));
  for (const auto& entry : plan.set_aside) out.rows.push_back(left_alone(entry));
  return out;
}

}  // namespace tariff::report
