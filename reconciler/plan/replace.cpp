#include "plan/replace.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>

#include "base/guard.hpp"
#include "plan/compare.hpp"
#include "plan/givers_first.hpp"

namespace tariff::plan {
namespace {

/// Disjoint groups of row indices.
class Groups {
 public:
  explicit Groups(std::size_t size) : parent_(size) {
    std::iota(parent_.begin(), parent_.end(), std::size_t{0});
  }
  std::size_t root(std::size_t index) {
    while (parent_[index] != index) index = parent_[index] = parent_[parent_[index]];
    return index;
  }
  void join(std::size_t left, std::size_t right) { parent_[root(right)] = root(left); }
  bool are_single() const {
    for (std::size_t i = 0; i < parent_.size(); ++i)
      if (parent_[i] != i) return false;
    return true;
  }

 private:
  std::vector<std::size_t> parent_;
};

const ChargeKey* key_of(const Row& row) {
  if (const auto* create = std::get_if<CreateCharge>(&row.action)) return &create->key;
  if (const auto* update = std::get_if<UpdateCharge>(&row.action)) return &update->key;
  if (const auto* retire = std::get_if<RetireCharge>(&row.action)) return &retire->key;
  if (const auto* adopt = std::get_if<AdoptCharge>(&row.action)) return &adopt->key;
  return nullptr;
}

const OwnedLine* owned_at(const Customer& customer, const ChargeKey& key) {
  for (const auto& line : customer.owned)
    if (line.key == key) return &line;
  return nullptr;
}

const WantedLine* wanted_at(const Customer& customer, const ChargeKey& key) {
  for (const auto& line : customer.wanted)
    if (line.key == key) return &line;
  return nullptr;
}

bool has_source(const std::vector<Part>& parts, const Part& wanted) {
  return std::any_of(parts.begin(), parts.end(), [&](const Part& part) {
    return part.product == wanted.product && part.category == wanted.category && part.tenant == wanted.tenant;
  });
}

/// True where `from` holds, or may hold by a set that is not proven, a count that the file now sends to `to`.
bool gives_to(const Customer& customer, const ChargeKey& from, const ChargeKey& to) {
  const OwnedLine* giver = owned_at(customer, from);
  const WantedLine* taker = wanted_at(customer, to);
  if (giver == nullptr || taker == nullptr) return false;
  const WantedLine* still_wanted = wanted_at(customer, from);
  const auto goes_over = [&](const Part& part) {
    const bool is_kept = still_wanted != nullptr && has_source(still_wanted->parts, part);
    // What was purchased is billed without a device, so it goes over without one.
    return part.purchased.value_or(part.count) > 0 && !is_kept && has_source(taker->parts, part);
  };
  const auto &proven = giver->ledger->parts, &unproven = giver->ledger->intended_parts;
  return std::any_of(proven.begin(), proven.end(), goes_over) ||
         std::any_of(unproven.begin(), unproven.end(), goes_over);
}

/// A create, or what an interrupted one left: a line of which nothing was confirmed yet.
bool is_new_line(const Customer& customer, const Row& row) {
  if (std::holds_alternative<CreateCharge>(row.action)) return true;
  const auto* update = std::get_if<UpdateCharge>(&row.action);
  const OwnedLine* owned = update == nullptr ? nullptr : owned_at(customer, update->key);
  return owned != nullptr && !owned->ledger->confirmed;
}

bool takes_or_gives(const Customer& customer, const ChargeKey& key) {
  return std::any_of(customer.owned.begin(), customer.owned.end(),
                     [&](const OwnedLine& giver) {
                       return giver.key != key && gives_to(customer, giver.key, key);
                     }) ||
         std::any_of(customer.wanted.begin(), customer.wanted.end(), [&](const WantedLine& taker) {
           return taker.key != key && gives_to(customer, key, taker.key);
         });
}

/// A line that holds what is wanted, as a row: where it stays alone it is none.
Row row_that_stays(const Customer& customer, const ChargeConfirmed& stays) {
  const DetailId detail = *owned_at(customer, stays.key)->ledger->detail;
  return charge_row(customer, stays.key,
                    UpdateCharge{stays.key, detail, stays.value, stays.value, {}, stays.parts}, Money{});
}

bool stays_as_it_is(const Row& row) {
  const auto* update = std::get_if<UpdateCharge>(&row.action);
  return update != nullptr && update->causes.empty() && row.hold == Hold::none;
}

Groups exchanging(const Customer& customer, const std::vector<Row>& rows) {
  Groups groups(rows.size());
  if (!is_on(Guard::exchange_is_one_row)) return groups;
  for (std::size_t from = 0; from < rows.size(); ++from) {
    const ChargeKey* giver = key_of(rows[from]);
    if (giver == nullptr) continue;
    bool gives = false;
    for (std::size_t to = 0; to < rows.size(); ++to) {
      const ChargeKey* taker = key_of(rows[to]);
      if (to == from || taker == nullptr || !gives_to(customer, *giver, *taker)) continue;
      groups.join(from, to);
      gives = true;
    }
    if (gives || !std::holds_alternative<RetireCharge>(rows[from].action)) continue;
    for (std::size_t to = 0; to < rows.size(); ++to)
      if (is_new_line(customer, rows[to])) groups.join(from, to);
  }
  return groups;
}

/// A replace is consented to as configuration; where Tigerpaw or a person moved a line's price or level, both
/// keep their live value in it, since neither is worth anything without the other.
LineValue without_foreign_fields(const UpdateCharge& update) {
  const bool is_foreign =
      std::any_of(update.causes.begin(), update.causes.end(), [](const FieldCause& field) {
        return field.field != Field::quantity &&
               (field.cause == Cause::catalogue || field.cause == Cause::hand);
      });
  if (!is_foreign) return update.to;
  return {update.to.quantity, update.from.price, update.from.level};
}

bool quantity_edited_by_hand(const Row& row) {
  const auto* update = std::get_if<UpdateCharge>(&row.action);
  return update != nullptr &&
         std::any_of(update->causes.begin(), update->causes.end(), [](const FieldCause& field) {
           return field.field == Field::quantity && field.cause == Cause::hand;
         });
}

struct MoveOf {
  const Row& row;
  Move operator()(const CreateCharge& c) const {
    return {MoveKind::create, c.key,     c.proven, c.description, {0, c.to.price, c.to.level}, c.to,
            c.parts,          row.period};
  }
  Move operator()(const UpdateCharge& c) const {
    return {MoveKind::set, c.key, c.detail, "", c.from, without_foreign_fields(c), c.parts, row.period};
  }
  Move operator()(const RetireCharge& c) const {
    return {MoveKind::retire, c.key, c.detail, "", c.from, {0, c.from.price, c.from.level}, {}, row.period};
  }
  Move operator()(const AdoptCharge& c) const {
    return {MoveKind::set, c.key, c.detail, "", c.found, c.wanted, c.parts, row.period};
  }
  Move operator()(const LinkAccount&) const { return {}; }
  Move operator()(const ReplaceCharges&) const { return {}; }
  Move operator()(const ReleaseCharge&) const { return {}; }
  Move operator()(const ObserveCharge&) const { return {}; }
};

/// What of an update a replace leaves alone, each kind once.
void add_foreign_fields(const Row& row, std::vector<FieldCause>& waiting) {
  const auto* update = std::get_if<UpdateCharge>(&row.action);
  if (update == nullptr) return;
  for (const auto& field : update->causes) {
    const bool is_foreign =
        field.field != Field::quantity && (field.cause == Cause::catalogue || field.cause == Cause::hand);
    if (is_foreign && std::find(waiting.begin(), waiting.end(), field) == waiting.end())
      waiting.push_back(field);
  }
}

Row joined(const Customer& customer, const std::vector<const Row*>& rows, std::size_t number) {
  ReplaceCharges replace;
  std::string reason;
  for (const Row* row : rows) {
    replace.moves.push_back(std::visit(MoveOf{*row}, row->action));
    add_foreign_fields(*row, replace.waiting);
    const Move& move = replace.moves.back();
    if (move.is_decrease())
      reason += (reason.empty() ? "" : ", ") + move.key.item.value() + " on " + move.key.agreement.text();
  }
  std::sort(replace.moves.begin(), replace.moves.end(),
            [](const Move& l, const Move& r) { return l.key < r.key; });
  givers_first(replace.moves,
               [&](const ChargeKey& from, const ChargeKey& to) { return gives_to(customer, from, to); });
  Row row = row_for(customer, "replace/" + customer.at.mapping->account.text() + "/" + std::to_string(number),
                    replace);
  row.cause = Cause::config;
  row.reason = "counts move away from " + reason;
  row.period = replace.moves.front().period;
  for (const auto& move : replace.moves) {
    row.amount_delta = row.amount_delta + (move.to.amount() - move.from.amount());
    if (move.period != row.period) row.period.clear();
  }
  for (const Row* part : rows) {
    if (part->hold == Hold::none || row.hold == Hold::human) continue;
    row.hold = part->hold;
    row.hold_reason = part->hold_reason;
  }
  return row;
}

void hold_for_people(Row& row, const std::vector<const Row*>& rows) {
  for (const Row* part : rows) {
    if (row.hold != Hold::none) return;
    const bool is_foreign = std::holds_alternative<AdoptCharge>(part->action);
    if (!is_foreign && !quantity_edited_by_hand(*part)) continue;
    row.hold = Hold::human;
    row.hold_reason =
        is_foreign ? "A line that is not ours carries an item of this replace; remove it in Tigerpaw first."
                   : "Somebody edited a quantity of this replace in Tigerpaw; put it back there first.";
  }
}

}  // namespace

std::vector<Row> join_exchanges(const Customer& customer, std::vector<Row> rows,
                                std::vector<ChargeConfirmed>& confirmed) {
  for (const auto& stays : confirmed)
    if (takes_or_gives(customer, stays.key)) rows.push_back(row_that_stays(customer, stays));
  Groups groups = exchanging(customer, rows);
  if (groups.are_single()) {
    std::erase_if(rows, stays_as_it_is);
    return rows;
  }
  std::map<std::size_t, std::vector<const Row*>> members;
  for (std::size_t i = 0; i < rows.size(); ++i) members[groups.root(i)].push_back(&rows[i]);
  std::vector<Row> out;
  out.reserve(members.size());
  std::size_t number = 0;
  for (const auto& [root, group] : members) {
    if (group.size() == 1) {
      if (!stays_as_it_is(*group.front())) out.push_back(*group.front());
      continue;
    }
    for (const Row* row : group)
      std::erase_if(confirmed, [&](const ChargeConfirmed& one) { return one.key == *key_of(*row); });
    out.push_back(joined(customer, group, ++number));
    hold_for_people(out.back(), group);
  }
  return out;
}

}  // namespace tariff::plan
