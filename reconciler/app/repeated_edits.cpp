#include "app/repeated_edits.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "base/inert.hpp"

namespace tariff::app {
namespace {

/// What the log tells of one edited line.
struct Edited {
  DetailId line;
  std::optional<LineValue> confirmed;
  std::set<RunId> restored_by;  ///< runs that sent again what stood confirmed already
};

using EditedLines = std::map<ChargeKey, Edited>;

EditedLines edited_now(const plan::Plan& plan) {
  EditedLines found;
  for (const auto& row : plan.rows) {
    const auto* update = std::get_if<plan::UpdateCharge>(&row.action);
    if (update == nullptr) continue;
    const bool by_hand =
        std::any_of(update->causes.begin(), update->causes.end(),
                    [](const plan::FieldCause& field) { return field.cause == plan::Cause::hand; });
    if (by_hand) found.emplace(update->key, Edited{update->detail, std::nullopt, {}});
  }
  return found;
}

void take(const Event& event, EditedLines& lines) {
  if (const auto* intended = std::get_if<ChargeIntended>(&event.body)) {
    const auto line = lines.find(intended->key);
    if (line != lines.end() && line->second.confirmed == intended->value)
      line->second.restored_by.insert(event.run);
  }
  if (const auto* confirmed = std::get_if<ChargeConfirmed>(&event.body)) {
    const auto line = lines.find(confirmed->key);
    if (line == lines.end()) return;
    // Another value of ours: what was restored before it says nothing of now.
    if (line->second.confirmed != confirmed->value) line->second.restored_by.clear();
    line->second.confirmed = confirmed->value;
  }
}

}  // namespace

Result<std::vector<std::string>> repeated_edits(LedgerLog& log, const plan::Plan& plan) {
  std::vector<std::string> sentences;
  EditedLines lines = edited_now(plan);
  if (lines.empty()) return sentences;
  const auto read = log.each_entry([&](const LedgerEntry& entry) -> Status {
    const auto event = read_event(entry.text);
    if (!event) return event.error();
    take(*event, lines);
    return done();
  });
  if (!read) return read.error();
  for (const auto& [key, edited] : lines)
    if (!edited.restored_by.empty())
      sentences.push_back("Line " + edited.line.text() + " (" + inert(key.item.value(), 60) +
                          " on agreement " + key.agreement.text() + ") was changed after each of our last " +
                          std::to_string(edited.restored_by.size() + 1) +
                          " runs that set it: another program writes it.");
  return sentences;
}

}  // namespace tariff::app
