#include <algorithm>
#include <map>

#include "plan/revert_line.hpp"

namespace tariff::plan {
namespace {

std::string text_of(const LineValue& value) {
  return std::to_string(value.quantity) + " x " + value.price.text() + ", level " + value.level.text();
}

/// What the file wants of each line that it would change; lines that it leaves alone are not in it.
class Wishes {
 public:
  using Values = std::map<ChargeKey, LineValue>;
  explicit Wishes(const Plan& plan) {
    for (const auto& row : plan.rows) std::visit(*this, row.action);
  }
  const Values& values() const { return values_; }

  void operator()(const CreateCharge& create) { values_[create.key] = create.to; }
  void operator()(const UpdateCharge& update) { values_[update.key] = update.to; }
  void operator()(const AdoptCharge& adopt) { values_[adopt.key] = adopt.wanted; }
  void operator()(const RetireCharge& retire) {
    values_[retire.key] = {0, retire.from.price, retire.from.level};
  }
  void operator()(const ReplaceCharges& replace) {
    for (const auto& move : replace.moves) values_[move.key] = move.to;
  }
  void operator()(const LinkAccount&) {}
  void operator()(const ReleaseCharge&) {}
  void operator()(const ObserveCharge&) {}

 private:
  Values values_;
};

/// Where the rows of a revert leave each line; a released one as it is.
class Ends {
 public:
  struct End {
    LineValue from;
    LineValue to;
  };
  void operator()(const UpdateCharge& update) { ends_[update.key] = {update.from, update.to}; }
  void operator()(const RetireCharge& retire) {
    ends_[retire.key] = {retire.from, {0, retire.from.price, retire.from.level}};
  }
  void operator()(const ReplaceCharges& replace) {
    for (const auto& move : replace.moves) ends_[move.key] = {move.from, move.to};
  }
  void operator()(const CreateCharge&) {}
  void operator()(const AdoptCharge&) {}
  void operator()(const LinkAccount&) {}
  void operator()(const ReleaseCharge&) {}
  void operator()(const ObserveCharge&) {}
  const std::map<ChargeKey, End>& ends() const { return ends_; }

 private:
  std::map<ChargeKey, End> ends_;
};

Diagnostic warning(const RevertInputs& inputs, AccountNumber account, std::string rule) {
  Diagnostic out;
  out.rule = std::move(rule);
  out.severity = Severity::warning;
  out.place.file = inputs.ordinary.config.file;
  const auto& mappings = inputs.desired.mappings;
  const auto found = std::find_if(mappings.begin(), mappings.end(),
                                  [&](const Mapping& mapping) { return mapping.account == account; });
  if (found == mappings.end()) return out;
  out.scope = Scope::mapping;
  out.mapping = static_cast<std::int32_t>(found - mappings.begin());
  out.place = found->place;
  return out;
}

bool is_billed_by_file(const RevertInputs& inputs, AccountNumber account) {
  return std::any_of(
      inputs.desired.mappings.begin(), inputs.desired.mappings.end(), [&](const Mapping& mapping) {
        return mapping.account == account && mapping.billing == Billing::on && !mapping.is_dormant;
      });
}

std::string how_to_keep(const RevertInputs& inputs) {
  const std::string commit = inputs.changes.started ? inputs.changes.started->commit.substr(0, 12) : "";
  return "To keep it so, " + (commit.empty() ? "change the file" : "revert commit " + commit + " in Git") +
         ", or say it in an [[override]].";
}

void warn_of_file(const RevertInputs& inputs, const Row& row, const Wishes& wishes, Diagnostics& out) {
  Ends moved;
  std::visit(moved, row.action);
  for (const auto& [key, end] : moved.ends()) {
    const auto wish = wishes.values().find(key);
    const LineValue wanted = wish == wishes.values().end() ? end.from : wish->second;
    if (wanted == end.to) continue;
    Diagnostic one = warning(inputs, row.account, "revert-against-file");
    one.message = "The file wants " + address_of(key) + " at " + text_of(wanted) +
                  ", and the revert leaves it at " + text_of(end.to) + "; a later run sets it again.";
    one.hint = how_to_keep(inputs);
    out.push_back(std::move(one));
  }
  const auto* release = std::get_if<ReleaseCharge>(&row.action);
  if (release == nullptr || !is_billed_by_file(inputs, row.account)) return;
  Diagnostic one = warning(inputs, row.account, "revert-against-file");
  one.message =
      "The file bills " + address_of(release->key) + ", so the next plan proposes its adoption again.";
  one.hint = "To keep it so, write billing = \"observe\" into its mapping.";
  out.push_back(std::move(one));
}

/// What a run did that has no line to write to; empty where it has one, or did nothing.
std::string left_undone(const LineChange& change) {
  if (!change.after) return change.was_bound() ? "let go of " : "";
  const bool may_exist = change.after->state == KeyState::claimed || change.after->state == KeyState::unknown;
  return !change.after->detail && may_exist ? "may have created " : "";
}

}  // namespace

Diagnostics revert_warnings(const RevertInputs& inputs, const std::vector<Row>& rows) {
  Diagnostics out;
  const Wishes wishes(inputs.ordinary);
  for (const auto& row : rows)
    if (row.hold == Hold::none) warn_of_file(inputs, row, wishes, out);
  for (const auto account : inputs.changes.links) {
    Diagnostic one = warning(inputs, account, "revert-leaves-link");
    one.message = "Run " + inputs.changes.run.value() + " linked account " + account.text() +
                  ", and a link cannot be taken back.";
    one.hint = "It bills nothing; remove the cross-reference in Tigerpaw where it is wrong.";
    out.push_back(std::move(one));
  }
  for (const auto& [key, change] : inputs.changes.lines)
    if (const std::string what = left_undone(change); !what.empty()) {
      const AccountNumber account = (change.after ? change.after : change.before)->account;
      Diagnostic one = warning(inputs, account, "revert-leaves-line");
      one.message = "Run " + inputs.changes.run.value() + " " + what + address_of(key) +
                    ", and that cannot be taken back by writing.";
      one.hint = "`tariff plan` shows what becomes of it.";
      out.push_back(std::move(one));
    }
  return out;
}

}  // namespace tariff::plan
