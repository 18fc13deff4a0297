#include "report/history_text.hpp"

#include <algorithm>

#include "base/inert.hpp"
#include "report/table.hpp"
#include "text/time.hpp"

namespace tariff::report {
namespace {

constexpr std::size_t commit_shown = 12;
constexpr std::size_t place_width_max = 34;

std::string count_text(std::int64_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

std::string symbol_of(const Deed& deed) {
  switch (deed.end) {
    case DeedEnd::unknown:
      return "?";
    case DeedEnd::refused:
    case DeedEnd::held:
      return "!";
    case DeedEnd::confirmed:
      break;
  }
  switch (deed.kind) {
    case DeedKind::seen:
      return "=";
    case DeedKind::created:
      return "+";
    case DeedKind::set:
      return "~";
    case DeedKind::retired:
      return "-";
    case DeedKind::adopted:
      return ">";
    case DeedKind::released:
      return "<";
    case DeedKind::linked:
      return "&";
  }
  return "";
}

Tone tone_of(const Deed& deed) { return deed.end == DeedEnd::confirmed ? Tone::plain : Tone::careful; }

std::string place_text(const Deed& deed) {
  if (!deed.key) return "account " + deed.account.text() + " linked";
  return inert(deed.key->item.value(), 60) + " on " + deed.key->agreement.text();
}

/// Both values, with the level where it moved; `in_words` says one of them.
template <class InWords>
std::string change_text(const Deed& deed, const InWords& in_words) {
  const bool levels = deed.from && deed.to && deed.from->level != deed.to->level;
  const std::string from = deed.from ? in_words(*deed.from, levels) : "";
  if (!deed.to) return deed.kind == DeedKind::released ? from : "";
  if (!deed.from) return in_words(*deed.to, levels);
  return deed.from == deed.to ? from : from + " -> " + in_words(*deed.to, levels);
}

std::string end_text(const Deed& deed) {
  const bool is_plain = deed.end == DeedEnd::confirmed;
  return std::string(is_plain ? deed_kind_name(deed.kind) : deed_end_name(deed.end));
}

/// A line that a run only read back as it was says nothing new.
bool is_telling(const Deed& deed) {
  return deed.kind != DeedKind::seen || deed.end != DeedEnd::confirmed || deed.from != deed.to;
}

std::string commit_text(const RunHistory& run, const History& history) {
  if (!run.started || run.started->commit.empty()) return "";
  const std::string& id = run.started->commit;
  const std::string shown = inert(id.substr(0, commit_shown), 60);
  const auto found = history.commits.find(id);
  if (found == history.commits.end()) return "commit " + shown + ", which this clone does not hold";
  const CommitFacts& facts = found->second;
  return "commit " + shown + " by " + inert(facts.author, 80) + ", " + write_instant(facts.at).substr(0, 10) +
         ": " + inert(facts.subject, 200);
}

std::string head_text(const RunHistory& run, const Style& style) {
  std::string out = toned(inert(run.run.value(), 60), Tone::strong, style) + "  " + write_instant(run.at);
  if (run.started) out += "  " + inert(run.started->owner, 80) + ", " + inert(run.started->program, 80);
  if (run.decision) out += "  " + inert(run.decision->by, 80);
  if (run.state != RunState::ended) out += "  " + std::string(run_state_name(run.state));
  return out + "\n";
}

std::string about_text(const RunHistory& run, const History& history, const Style& style) {
  std::string out;
  if (const std::string commit = commit_text(run, history); !commit.empty()) out += wrapped(commit, 2, style);
  if (run.started && run.started->reverts)
    out += wrapped("reverts run " + inert(run.started->reverts->value(), 60), 2, style);
  if (run.decision)
    out += wrapped("resolved " + inert(run.decision->address, 120) + " as " +
                       inert(run.decision->decision, 60) + ": " + inert(run.decision->reason, 500),
                   2, style);
  if (!run.epoch.empty())
    out += wrapped("a new epoch of the ledger began: " + inert(run.epoch, 500), 2, style);
  return out;
}

std::string deeds_text(const RunHistory& run, const Style& style) {
  std::size_t place_width = 0, change_width = 0;
  for (const auto& deed : run.deeds) {
    if (!is_telling(deed)) continue;
    place_width = std::max(place_width, std::min(display_width(place_text(deed)), place_width_max));
    change_width = std::max(change_width, display_width(change_text(deed, value_text)));
  }
  std::string out;
  for (const auto& deed : run.deeds) {
    if (!is_telling(deed)) continue;
    std::string line = "  " + symbol_of(deed) + " " + padded(place_text(deed), place_width) + "  " +
                       padded(change_text(deed, value_text), change_width) + "  " + end_text(deed);
    out += toned(line, tone_of(deed), style) + "\n";
    const bool is_told = deed.end != DeedEnd::confirmed || deed.kind == DeedKind::released;
    if (!deed.reason.empty() && is_told) out += wrapped(inert(deed.reason, 1000), 6, style);
  }
  return out;
}

std::string notes_text(const RunHistory& run, const Style& style) {
  std::string out;
  for (const auto& seen : run.invoices)
    out += wrapped("the invoice run of agreement " + seen.agreement.text() + " was noticed: last billed " +
                       inert(seen.from.last_billed, 40) + " -> " + inert(seen.to.last_billed, 40),
                   2, style);
  for (const auto& tenant : run.tenants)
    out += wrapped(inert(tenant.name, 80) + " was agreed for account " + tenant.account.text() +
                       ", agreement " + tenant.agreement.text(),
                   2, style);
  return out;
}

std::string figures_text(const RunHistory& run) {
  const auto as_they_were =
      std::count_if(run.deeds.begin(), run.deeds.end(), [](const Deed& deed) { return !is_telling(deed); });
  std::string out;
  if (as_they_were > 0) out += "  " + count_text(as_they_were, "line") + " read back as they were\n";
  if (!run.counts) return out;
  return out + "  ended: " + std::to_string(run.counts->applied) + " applied, " +
         std::to_string(run.counts->failed) + " failed, " + std::to_string(run.counts->unknown) +
         " unknown, " + std::to_string(run.counts->waiting) + " waiting\n";
}

std::string runs_text(const History& history, const Style& style) {
  std::string out;
  for (const auto& run : history.runs)
    out += "\n" + head_text(run, style) + about_text(run, history, style) + deeds_text(run, style) +
           notes_text(run, style) + figures_text(run);
  return out;
}

std::string who_text(const RunHistory& run, const History& history) {
  if (run.decision) return run.decision->by + ": " + run.decision->reason;
  if (!run.started) return "";
  const auto found = history.commits.find(run.started->commit);
  std::string text = run.started->commit.substr(0, 7);
  if (found != history.commits.end()) text += " " + found->second.author + ": " + found->second.subject;
  return run.started->reverts ? "reverts " + run.started->reverts->value() + "; " + text : text;
}

std::string short_text(const LineValue& value, bool with_level) {
  const std::string text = value_text(value, false);
  return with_level ? text + " L" + value.level.text() : text;
}

/// One line of Tigerpaw through time, or what else there is to tell of the account.
struct Thread {
  std::string title;
  Table table;
};

Table empty_table() {
  Table table;
  // What is told as a number is never cut.
  table.columns = {{"day", "DAY", ColumnKind::number},
                   {"value", "QUANTITY x PRICE", ColumnKind::number},
                   {"end", "END", ColumnKind::text},
                   {"run", "RUN", ColumnKind::number},
                   {"by", "BY", ColumnKind::text}};
  return table;
}

Table& thread_of(std::vector<Thread>& threads, const std::string& title) {
  for (auto& thread : threads)
    if (thread.title == title) return thread.table;
  threads.push_back({title, empty_table()});
  threads.back().table.title = title;
  return threads.back().table;
}

void add_rows(const RunHistory& run, const History& history, std::vector<Thread>& threads) {
  for (const auto& deed : run.deeds) {
    if (!is_telling(deed)) continue;
    std::string end = end_text(deed);
    if (deed.end != DeedEnd::confirmed) end += ": " + deed.reason;
    const std::string title = deed.key ? place_text(deed) : "Link to the External Product";
    thread_of(threads, title)
        .rows.push_back({write_instant(deed.at).substr(0, 10), change_text(deed, short_text), end,
                         run.run.value(), who_text(run, history)});
  }
  for (const auto& seen : run.invoices)
    thread_of(threads, "Invoice runs of agreement " + seen.agreement.text())
        .rows.push_back({write_instant(run.at).substr(0, 10), seen.to.last_billed.substr(0, 10),
                         std::string("noticed"), run.run.value(), std::string("Tigerpaw")});
}

std::string account_text(const History& history, const Style& style) {
  std::vector<Thread> threads;
  for (const auto& run : history.runs) add_rows(run, history, threads);
  std::string out = toned("History of account " + history.account->text(), Tone::strong, style) +
                    ", each line's newest first\n";
  for (const auto& thread : threads) {
    const std::string text = table_text(thread.table, style);
    // Without the count of rows, which says nothing here.
    out += "\n" + text.substr(0, text.rfind("\n\n") + 1);
  }
  return out;
}

std::string nothing_text(const History& history) {
  if (history.head.sequence == 0)
    return "The ledger " + inert(history.ledger.value(), 60) +
           " is empty: nothing has been applied with it yet.\n";
  std::string out = "The ledger " + inert(history.ledger.value(), 60) + " holds " +
                    std::to_string(history.head.sequence) +
                    (history.head.sequence == 1 ? " entry" : " entries") + ", and none of a run";
  if (history.account) out += " that touched account " + history.account->text();
  if (history.since) out += " since " + write_day(*history.since);
  return out + ".\n";
}

std::string left_out_text(const History& history, const Style& style) {
  if (history.left_out == 0) return "";
  return wrapped(count_text(history.left_out, "older run") + " not shown; --last 0 shows all.", 0, style);
}

}  // namespace

std::string value_text(const LineValue& value, bool with_level) {
  std::string out = std::to_string(value.quantity) + " x " + value.price.grouped();
  if (with_level) out += ", level " + value.level.text();
  return out;
}

std::string history_text(const History& history, const Style& style) {
  if (history.runs.empty()) return nothing_text(history);
  if (history.account) return account_text(history, style) + left_out_text(history, style);
  std::string out = toned("History of the ledger " + inert(history.ledger.value(), 60), Tone::strong, style) +
                    ", newest first\n" + runs_text(history, style) + "\n" +
                    count_text(static_cast<std::int64_t>(history.runs.size()), "run") +
                    "; the ledger ends at entry " + std::to_string(history.head.sequence) + ", " +
                    history.head.hash.substr(0, 16) + ".\n";
  return out + left_out_text(history, style);
}

}  // namespace tariff::report
