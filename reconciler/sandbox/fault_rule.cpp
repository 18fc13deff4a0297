#include "sandbox/fault_rule.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "sandbox/fault_kinds.hpp"
#include "text/field_reader.hpp"
#include "text/json.hpp"
#include "text/match.hpp"

namespace tariff::sandbox {
namespace {

using Names = std::vector<std::string>;

Error wrong(const std::string& place, const std::string& found, std::string hint) {
  return {ErrorKind::refused, "In the faults, " + place + " " + found + ".", std::move(hint)};
}

std::string suggestion(const std::string& word, const Names& known) {
  if (const auto near = nearest(word, known); !near.empty()) return "Did you mean " + near + "?";
  std::string all;
  for (const auto& name : known) all += (all.empty() ? "Known are " : ", ") + name;
  return all + ".";
}

Names all_faults() {
  Names names;
  for (const auto& kind : fault_kinds()) names.emplace_back(kind.name);
  return names;
}

/// Reads the members of one rule, and notices those that nobody has asked for.
class RuleReader {
 public:
  explicit RuleReader(const JsonView& view) : view_(view), fields_(view) {}

  Result<FaultRule> read() {
    FaultRule rule;
    rule.call = text("call");
    read_turn(rule.turn);
    read_fault(rule.fault);
    if (rule.fault != nullptr) read_settings(*rule.fault, rule.settings);
    check_members();
    // Its hint speaks of a service's reply.
    if (fields_.error()) return Error{ErrorKind::refused, "In the faults: " + fields_.error()->message, ""};
    if (error_) return *error_;
    return rule;
  }

 private:
  void fail(const std::string& where, const std::string& found, std::string hint) {
    if (!error_) error_ = wrong(where, found, std::move(hint));
  }
  std::string place(std::string_view name) const { return view_.path() + "." + std::string(name); }
  bool has(std::string_view name) {
    known_.emplace_back(name);
    return view_.has(name);
  }
  std::string text(std::string_view name) {
    known_.emplace_back(name);
    return fields_.text(name);
  }
  void number(std::string_view name, std::int64_t least, std::int64_t most, std::int64_t& value) {
    value = fields_.whole(name);
    if (value < least || value > most)
      fail(place(name),
           "is " + std::to_string(value) + ", not " + std::to_string(least) + " to " + std::to_string(most),
           "");
  }

  void read_turn(FaultTurn& turn) {
    const bool nth = has("nth");
    const bool percent = has("percent");
    const bool every = has("every");
    if (int{nth} + int{percent} + int{every} != 1)
      fail(view_.path(), "does not say exactly one of nth, every and percent",
           "For each call, say \"every\": true.");
    if (nth) {
      turn.kind = FaultTurn::Kind::nth;
      number("nth", 1, 1'000'000'000, turn.number);
    } else if (percent) {
      turn.kind = FaultTurn::Kind::percent;
      number("percent", 1, 100, turn.number);
    } else if (every && !fields_.truth("every")) {
      fail(place("every"), "is not true", "Leave the rule out.");
    }
  }

  void read_fault(const FaultKind*& fault) {
    const auto name = text("fault");
    if (fields_.error()) return;
    for (const auto& kind : fault_kinds())
      if (kind.name == name) fault = &kind;
    if (fault == nullptr)
      fail(place("fault"), "is \"" + name + "\", which is no fault", suggestion(name, all_faults()));
  }

  void read_settings(const FaultKind& fault, FaultSettings& settings) {
    const auto takes = [&](std::string_view name) {
      const bool may = std::find(fault.takes.begin(), fault.takes.end(), name) != fault.takes.end();
      return may && has(name);
    };
    if (takes("status")) number("status", 200, 599, settings.status);
    if (takes("executed")) settings.executed = fields_.truth("executed");
    if (takes("retry_after")) settings.retry_after = text("retry_after");
    if (takes("milliseconds")) number("milliseconds", 0, 60'000, settings.milliseconds);
    if (takes("seconds")) number("seconds", -86'400, 86'400, settings.seconds);
    if (takes("to")) settings.to = text("to");
    if (takes("field")) settings.field = text("field");
    if (fault.takes[0] == "field" && settings.field.empty())
      fail(view_.path(), "does not say which field is missing", "Name it: \"field\": \"DetailId\".");
    if (takes("places")) number("places", 0, 12, settings.places);
    if (takes("code")) number("code", 0, 1'000'000, settings.code);
  }

  void check_members() {
    for (const auto& [name, value] : view_.json().members())
      if (std::find(known_.begin(), known_.end(), name) == known_.end())
        fail(place(name), "is nothing that this rule takes", suggestion(name, known_));
  }

  const JsonView& view_;
  FieldReader fields_;
  Names known_;
  std::optional<Error> error_;
};

}  // namespace

Result<FaultFile> read_faults(std::string_view json) {
  const auto parsed = read_json(json);
  if (!parsed) return parsed.error();
  if (!parsed->is_object()) return wrong("the text", "is not an object", "");
  for (const auto& [name, value] : parsed->members())
    if (name != "seed" && name != "rules")
      return wrong(name, "is unknown", suggestion(name, {"seed", "rules"}));
  const JsonView view(*parsed, "");
  FaultFile file;
  const auto seed = view.whole_or("seed", 0);
  if (!seed) return wrong("seed", "is not a whole number", "");
  file.seed = *seed;
  const auto rules = view.list("rules");
  if (!rules) return wrong("rules", "is not a list", "");
  for (const auto& one : *rules) {
    auto rule = RuleReader(one).read();
    if (!rule) return rule.error();
    file.rules.push_back(*std::move(rule));
  }
  return file;
}

}  // namespace tariff::sandbox
