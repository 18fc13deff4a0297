#include "report/plan_lines.hpp"

namespace tariff::report {
namespace {

constexpr std::size_t commit_digits = 12;

class ChangesOf {
 public:
  using Changes = std::vector<LineChange>;
  explicit ChangesOf(const plan::Row& row) : row_(row) {}

  Changes operator()(const plan::LinkAccount&) const { return {}; }
  Changes operator()(const plan::CreateCharge& create) const {
    return one(create.key, std::nullopt, create.to);
  }
  Changes operator()(const plan::UpdateCharge& update) const {
    return one(update.key, update.from, update.to);
  }
  Changes operator()(const plan::RetireCharge& retire) const {
    return one(retire.key, retire.from, LineValue{0, retire.from.price, retire.from.level});
  }
  Changes operator()(const plan::AdoptCharge& adopt) const {
    return one(adopt.key, adopt.found, adopt.sets() ? adopt.wanted : adopt.found);
  }
  Changes operator()(const plan::ReleaseCharge& release) const {
    return one(release.key, std::nullopt, std::nullopt);
  }
  Changes operator()(const plan::ObserveCharge& observe) const {
    return one(observe.key, observe.from, observe.to);
  }
  Changes operator()(const plan::ReplaceCharges& replace) const {
    Changes out;
    for (const auto& move : replace.moves) {
      const bool is_new = move.kind == plan::MoveKind::create;
      out.push_back({plan::move_kind_name(move.kind), &move.key,
                     is_new ? std::nullopt : std::optional(move.from), move.to, move.period,
                     move.to.amount() - move.from.amount()});
    }
    return out;
  }

 private:
  Changes one(const ChargeKey& key, std::optional<LineValue> from, std::optional<LineValue> to) const {
    return {{plan::action_name(row_.action), &key, from, to, row_.period, row_.amount_delta}};
  }
  const plan::Row& row_;
};

}  // namespace

std::vector<LineChange> changes_of(const plan::Row& row) { return std::visit(ChangesOf{row}, row.action); }

bool must_be_seen(const plan::Row& row) {
  if (std::holds_alternative<plan::ObserveCharge>(row.action)) return false;
  if (std::holds_alternative<plan::RetireCharge>(row.action)) return true;
  return std::holds_alternative<plan::ReplaceCharges>(row.action) || row.amount_delta < Money{};
}

std::string quantity_text(const LineChange& change) {
  if (!change.to) return "";
  return std::to_string(change.quantity_from()) + " -> " + std::to_string(change.to->quantity);
}

std::string price_text(const LineChange& change) {
  if (!change.to) return "";
  if (!change.from || change.from->quantity == 0 || change.from->price == change.to->price)
    return change.to->price.grouped();
  return change.from->price.grouped() + " -> " + change.to->price.grouped();
}

std::string customer_text(const plan::Row& row) {
  return row.tenant + " -> account " + row.account.text() +
         (row.account_name.empty() ? "" : " " + row.account_name);
}

std::string commit_text(const plan::Row& row) {
  if (!row.commit) return "";
  return row.commit->id.substr(0, commit_digits) +
         (row.commit->author.empty() ? "" : " " + row.commit->author) +
         (row.commit->ticket.empty() ? "" : ", " + row.commit->ticket);
}

std::string why_text(const plan::Row& row) {
  if (row.hold_reason.empty()) return row.reason;
  const std::string waits = row.hold == plan::Hold::scheduled ? "later: " : "held: ";
  return waits + row.hold_reason + (row.reason.empty() ? "" : " (" + row.reason + ")");
}

std::string action_text(const plan::Row& row) {
  const std::string name(plan::action_name(row.action));
  return row.hold == plan::Hold::none ? name : name + " (" + std::string(plan::hold_name(row.hold)) + ")";
}

}  // namespace tariff::report
