#include "adapters/git_ledger/contents.hpp"

#include <charconv>
#include <utility>

#include "base/inert.hpp"
#include "text/field_reader.hpp"

namespace tariff::git_ledger {
namespace {

constexpr std::int64_t schema_version = 1;
constexpr std::size_t hash_length = 64;
constexpr std::size_t run_bytes_max = 64;

/// The entry of one line, without its line end; its sequence is 0 where it is none.
LedgerEntry entry_of(std::string_view line) {
  LedgerEntry entry;
  const auto read = std::from_chars(line.data(), line.data() + line.size(), entry.sequence);
  const auto digits = static_cast<std::size_t>(read.ptr - line.data());
  const bool is_entry = read.ec == std::errc{} && line.size() > digits + hash_length + 2 &&
                        line[digits] == '\t' && line[digits + hash_length + 1] == '\t';
  if (!is_entry) return {};
  entry.hash = line.substr(digits + 1, hash_length);
  entry.text = line.substr(digits + hash_length + 2);
  return entry;
}

}  // namespace

std::string identity_text(const LedgerId& id) {
  return Json::object({{"schema", Json::number(schema_version)}, {"ledger", Json::string(id.value())}})
             .text() +
         "\n";
}

Result<LedgerId> read_identity(std::string_view text, const std::string& where) {
  const auto json = read_json(text);
  if (!json)
    return Error{ErrorKind::refused, where + " is no ledger of tariff: " + json.error().message,
                 "Check [ledger] url."};
  FieldReader reader(JsonView(*json, "ledger.json"));
  const auto schema = reader.whole("schema");
  if (!reader.error() && schema > schema_version)
    return Error{ErrorKind::refused,
                 "The ledger has schema " + std::to_string(schema) + ", this program knows " +
                     std::to_string(schema_version) + ".",
                 "Use the newer version of tariff."};
  const LedgerId id(reader.text("ledger"));
  if (reader.error() || schema < 1 || id.value().empty())
    return Error{ErrorKind::refused, where + " is no ledger of tariff: its ledger.json is another's.",
                 "Check [ledger] url."};
  return id;
}

std::string tail_line(const LedgerEntry& entry) {
  return std::to_string(entry.sequence) + "\t" + entry.hash + "\t" + entry.text + "\n";
}

Status each_line(std::string_view tail, const std::function<Status(const LedgerEntry&)>& visit) {
  std::int64_t last = 0;
  while (!tail.empty()) {
    const auto end = tail.find('\n');
    const LedgerEntry entry = end == std::string_view::npos ? LedgerEntry{} : entry_of(tail.substr(0, end));
    if (entry.sequence <= 0) return ledger_damage(last + 1, "its line was cut or changed.");
    if (auto visited = visit(entry); !visited) return visited;
    last = entry.sequence;
    tail.remove_prefix(end + 1);
  }
  return done();
}

Result<Contents> read_contents(const LedgerId& id, std::string_view checkpoint, std::string tail) {
  auto start = read_checkpoint(checkpoint);
  if (!start) return start.error();
  if (start->id != id)
    return Error{ErrorKind::refused, "The ledger's checkpoint is of another ledger.",
                 "Restore the ledger from a backup."};
  LogFold fold(std::move(start).value());
  Contents out;
  const auto folded = each_line(tail, [&](const LedgerEntry& entry) {
    ++out.tail_entries;
    return fold.take(entry);
  });
  if (!folded) return folded.error();
  out.snapshot = fold.snapshot();
  out.tail = std::move(tail);
  return out;
}

NextContents next_contents(const Contents& contents, const std::vector<Event>& events) {
  NextContents next{"", "", 0, contents.snapshot.head};
  if (contents.tail_entries >= tail_entries_max) {
    next.checkpoint = checkpoint_text(contents.snapshot);
  } else {
    next.tail = contents.tail;
    next.tail_entries = contents.tail_entries;
  }
  for (const auto& event : events) {
    const LedgerEntry entry = next_entry(next.head, event);
    next.tail += tail_line(entry);
    ++next.tail_entries;
    next.head = {entry.sequence, entry.hash};
  }
  return next;
}

void advance(Contents& contents, NextContents next, const std::vector<Event>& events) {
  for (const auto& event : events) apply_event(contents.snapshot.state, event);
  contents.snapshot.head = std::move(next.head);
  contents.tail = std::move(next.tail);
  contents.tail_entries = next.tail_entries;
}

std::string commit_title(const std::vector<Event>& events) {
  const std::string run = events.empty() ? "" : inert(events.front().run.value(), run_bytes_max);
  return run + ": " + std::to_string(events.size()) + (events.size() == 1 ? " event" : " events");
}

}  // namespace tariff::git_ledger
