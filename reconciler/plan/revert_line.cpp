#include "plan/revert_line.hpp"

#include <algorithm>

#include "domain/charge_lines.hpp"

namespace tariff::plan {
namespace {

std::string text_of(const LineValue& value) {
  return std::to_string(value.quantity) + " at " + value.price.text() + ", level " + value.level.text();
}

/// Each field three ways: what the run changed goes back, what it left alone stays as it is now. False where
/// a field was changed again since.
template <class T>
bool take_back(T LineValue::*field, const LineValue& before, const LineValue& left, LineValue& now) {
  if (before.*field == left.*field || now.*field == before.*field) return true;
  if (now.*field != left.*field) return false;
  now.*field = before.*field;
  return true;
}

RevertKind kind_of(const LineChange& change, const LineValue& before, const LineValue& left) {
  if (change.adopted) return before == left ? RevertKind::release : RevertKind::set;
  const bool was_retired = change.was_bound() && change.before->state == KeyState::retired;
  return change.was_bound() && !was_retired ? RevertKind::set : RevertKind::retire;
}

std::string reason_of(const RevertInputs& inputs, RevertKind kind, const LineChange& change) {
  const std::string run = "run " + inputs.changes.run.value();
  switch (kind) {
    case RevertKind::release:
      return run + " adopted it; it stays as it is and is nobody's again";
    case RevertKind::retire:
      return change.was_bound() ? run + " brought it back; it goes back to 0"
                                : run + " created it; it goes to 0";
    case RevertKind::set:
      break;
  }
  if (change.adopted)
    return run +
           " adopted and changed it; it goes back to what it held, and stays ours until its mapping observes";
  return "back to what was confirmed before " + run;
}

/// Why one line may not go back; each question in the order in which a person would ask it.
class Objections {
 public:
  Objections(const RevertInputs& inputs, const RevertedLine& line, const ChargeState* now)
      : inputs_(inputs), line_(line), now_(now) {}

  std::string first() const {
    for (const auto question : {&Objections::of_ledger, &Objections::of_customer, &Objections::of_tigerpaw,
                                &Objections::of_invoice})
      if (std::string why = (this->*question)(); !why.empty()) return why;
    return "";
  }

 private:
  std::string of_ledger() const {
    const std::string then = " Look at it with `tariff resolve " + address_of(line_.key) + "` first.";
    if (now_ == nullptr || !now_->detail) return "The line is not ours any more.";
    if (*now_->detail != line_.detail)
      return "Line " + now_->detail->text() + " has taken the place of line " + line_.detail.text() +
             " since.";
    if (now_->state == KeyState::held) return now_->reason + then;
    if (!now_->unproven.empty() || now_->state == KeyState::claimed || now_->state == KeyState::unknown)
      return "A write to it is not proven yet; the next run of apply proves it.";
    return "";
  }

  std::string of_customer() const {
    for (const auto& entry : inputs_.ordinary.set_aside)
      if (entry.account == line_.account && !entry.unread)
        return "Its mapping has a problem" + (entry.rule.empty() ? "" : " [" + entry.rule + "]") +
               "; mend it first.";
    return "";
  }

  const Agreement* agreement() const {
    const auto found = inputs_.observed.agreements.find(line_.key.agreement);
    return found == inputs_.observed.agreements.end() || !found->second ? nullptr : &found->second.value();
  }

  std::string of_tigerpaw() const {
    const Agreement* at = agreement();
    if (at == nullptr) return "Agreement " + line_.key.agreement.text() + " could not be read.";
    if (at->summary.account != line_.account)
      return "Agreement " + line_.key.agreement.text() + " belongs to account " + at->summary.account.text() +
             " now, not to " + line_.account.text() + ".";
    const ChargeLine* live = line_at(*at, line_.detail);
    if (live == nullptr || live->item != line_.key.item)
      return "Line " + line_.detail.text() + " is gone from Tigerpaw.";
    if (value_of(*live) != line_.from)
      return "Somebody edited the line in Tigerpaw: it holds " + text_of(value_of(*live)) +
             ", we last wrote " + text_of(line_.from) + ".";
    for (const auto* other : lines_with(*at, line_.key.item))
      if (other->id != line_.detail && other->quantity != 0)
        return "Line " + other->id.text() + " beside ours bills the same item; remove it in Tigerpaw.";
    return "";
  }

  std::string of_invoice() const {
    const auto known = inputs_.ledger.stamps.find(line_.key.agreement);
    const std::string number = line_.key.agreement.text();
    if (!line_.change->stamp || known == inputs_.ledger.stamps.end())
      return "Nobody can say whether agreement " + number + " has been invoiced since.";
    const BillingStamp live{agreement()->last_billed, agreement()->next_period};
    if (known->second != *line_.change->stamp || live != known->second)
      return "Agreement " + number + " has been invoiced since that run (last billed " + live.last_billed +
             "); correct the invoice, or the file for the periods to come.";
    return "";
  }

  const RevertInputs& inputs_;
  const RevertedLine& line_;
  const ChargeState* now_;
};

}  // namespace

std::optional<RevertedLine> reverted_line(const RevertInputs& inputs, const ChargeKey& key,
                                          const LineChange& change) {
  if (!change.after || !change.after->detail) return std::nullopt;
  const LineValue left = change.left();
  const LineValue before = change.stood();
  const RevertKind kind = kind_of(change, before, left);
  if (kind != RevertKind::release && before == left) return std::nullopt;
  const auto found = inputs.ledger.charges.find(key);
  const ChargeState* now = found == inputs.ledger.charges.end() ? nullptr : &found->second;
  if (now == nullptr && kind == RevertKind::release) return std::nullopt;
  RevertedLine line;
  line.key = key;
  line.change = &change;
  line.account = change.after->account;
  line.detail = *change.after->detail;
  line.kind = kind;
  line.from = now == nullptr ? left : now->confirmed.value_or(LineValue{0, left.price, left.level});
  line.to = line.from;
  bool is_clean = take_back(&LineValue::quantity, before, left, line.to) &&
                  take_back(&LineValue::price, before, left, line.to) &&
                  take_back(&LineValue::level, before, left, line.to);
  if (kind == RevertKind::retire) line.to = {0, line.from.price, line.from.level};
  if (kind == RevertKind::release) is_clean = line.from == left;
  if (change.before) line.parts = change.before->parts;
  if (change.adopted) line.parts = change.after->parts;
  const bool is_settled = now != nullptr && now->unproven.empty();
  if (is_clean && is_settled && kind != RevertKind::release && line.to == line.from) return std::nullopt;
  line.reason = reason_of(inputs, kind, change);
  line.hold_reason = Objections(inputs, line, now).first();
  if (!is_clean && line.hold_reason.empty())
    line.hold_reason = "Run " + now->run.value() + " has changed it since, to " + text_of(line.from) +
                       "; revert that run first, or change the file.";
  return line;
}

}  // namespace tariff::plan
