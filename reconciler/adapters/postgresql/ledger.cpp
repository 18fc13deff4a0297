#include "adapters/postgresql/ledger.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

#include "adapters/postgresql/tables.hpp"
#include "ledger/resume.hpp"
#include "text/crypto.hpp"

namespace tariff {
namespace {

using postgresql::Connection;
using postgresql::Purpose;
using postgresql::Standing;

constexpr std::size_t identity_length = 10;
constexpr std::size_t rows_per_insert_max = 1000;
constexpr int rows_per_read_max = 4000;

constexpr const char* checkpoint_and_its_entry = R"(
    SELECT c.sequence, c.text, e.hash IS NOT NULL, e.hash
    FROM tariff_checkpoint c LEFT JOIN tariff_events e ON e.sequence = c.sequence)";
constexpr const char* entries_behind = R"(
    SELECT sequence, text, hash FROM tariff_events WHERE sequence > $1 ORDER BY sequence LIMIT $2)";
constexpr const char* move_head = R"(
    UPDATE tariff_meta SET sequence = $1, hash = $2, timeline = $3
    RETURNING sequence - coalesce((SELECT c.sequence FROM tariff_checkpoint c), 0))";
constexpr const char* replace_checkpoint = R"(
    INSERT INTO tariff_checkpoint (sequence, text) VALUES ($1, $2)
    ON CONFLICT (one) DO UPDATE SET sequence = EXCLUDED.sequence, text = EXCLUDED.text)";

class PostgresqlLedger final : public StoredLedger {
 public:
  PostgresqlLedger(Connection connection, LedgerId id)
      : connection_(std::move(connection)), id_(std::move(id)) {}

  Result<LedgerSnapshot> read() override;
  Result<LedgerHead> append(const LedgerHead& expected, const std::vector<Event>& events) override;
  Status each_entry(const std::function<Status(const LedgerEntry&)>& visit) override;

 private:
  Result<Standing> begin(Purpose purpose);
  Result<LedgerSnapshot> fold_all(const LedgerHead& head);
  Result<LedgerSnapshot> resumed();
  Status each_behind(std::int64_t sequence, const std::function<Status(const LedgerEntry&)>& visit);
  Status expect(const Standing& standing, const LedgerHead& expected, bool begins_epoch) const;
  Result<LedgerHead> store(const Standing& standing, const std::vector<Event>& events);
  Result<LedgerHead> insert_all(LedgerHead head, const std::vector<Event>& events);
  Status insert(const std::vector<std::string>& values);
  Status renew_checkpoint(const LedgerHead& head);

  Connection connection_;
  LedgerId id_;
};

bool has_epoch(const std::vector<Event>& events) {
  return std::any_of(events.begin(), events.end(),
                     [](const Event& event) { return std::holds_alternative<EpochStarted>(event.body); });
}

std::string discontinuity_of(const Standing& standing) {
  if (standing.history == standing.present_history) return "";
  return "The database's history is " + standing.present_history + ", the ledger was written in " +
         standing.history +
         ": the server was restored, replaced by a standby or copied, and the newest events may be missing.";
}

Result<Standing> PostgresqlLedger::begin(Purpose purpose) {
  auto standing = postgresql::begin(connection_, purpose);
  if (!standing || standing->id == id_) return standing;
  return Error{ErrorKind::refused,
               "The database holds the ledger " + standing->id.value() + " now, it held " + id_.value() + ".",
               "Check [ledger] url."};
}

Result<LedgerSnapshot> PostgresqlLedger::read() {
  const auto standing = begin(Purpose::reading);
  auto snapshot = standing ? fold_all(standing->head) : Result<LedgerSnapshot>(standing.error());
  connection_.roll_back();
  if (snapshot) snapshot->discontinuity = discontinuity_of(*standing);
  return snapshot;
}

Result<LedgerSnapshot> PostgresqlLedger::fold_all(const LedgerHead& head) {
  auto start = resumed();
  if (!start) return start;
  const std::int64_t from = start->head.sequence;
  LogFold fold(std::move(start).value());
  if (auto folded = each_behind(from, [&](const LedgerEntry& entry) { return fold.take(entry); }); !folded)
    return folded.error();
  const LedgerHead& end = fold.snapshot().head;
  if (end != head)
    return ledger_damage(std::min(end.sequence, head.sequence) + 1,
                         "the log ends at entry " + std::to_string(end.sequence) + ", and its head says " +
                             std::to_string(head.sequence) + ".");
  return fold.snapshot();
}

Result<LedgerSnapshot> PostgresqlLedger::resumed() {
  const auto kept = connection_.ask(checkpoint_and_its_entry);
  if (!kept) return kept.error();
  if (kept->row_count() == 0) return LedgerSnapshot{id_, {}, empty_head(), ""};
  return resume_from({kept->number(0, 0), kept->text(0, 1),
                      kept->is_true(0, 2) ? std::optional(kept->text(0, 3)) : std::nullopt},
                     id_);
}

Status PostgresqlLedger::each_behind(std::int64_t sequence,
                                     const std::function<Status(const LedgerEntry&)>& visit) {
  for (int count = rows_per_read_max; count == rows_per_read_max;) {
    const auto rows =
        connection_.ask(entries_behind, {std::to_string(sequence), std::to_string(rows_per_read_max)});
    if (!rows) return rows.error();
    count = rows->row_count();
    for (int row = 0; row < count; ++row) {
      sequence = rows->number(row, 0);
      if (auto visited = visit({sequence, rows->text(row, 1), rows->text(row, 2)}); !visited) return visited;
    }
  }
  return done();
}

Status PostgresqlLedger::each_entry(const std::function<Status(const LedgerEntry&)>& visit) {
  const auto standing = begin(Purpose::reading);
  auto visited =
      standing ? each_behind(std::numeric_limits<std::int64_t>::min(), visit) : Status(standing.error());
  connection_.roll_back();
  return visited;
}

Status PostgresqlLedger::expect(const Standing& standing, const LedgerHead& expected,
                                bool begins_epoch) const {
  if (standing.head != expected)
    return Error{ErrorKind::conflict,
                 "The ledger stands at entry " + std::to_string(standing.head.sequence) + ", expected " +
                     std::to_string(expected.sequence) + ".",
                 "Another run has written to it."};
  if (!begins_epoch && standing.history != standing.present_history)
    return Error{ErrorKind::refused, discontinuity_of(standing), "Run apply again; it begins a new epoch."};
  return done();
}

Result<LedgerHead> PostgresqlLedger::append(const LedgerHead& expected, const std::vector<Event>& events) {
  const auto standing = begin(Purpose::appending);
  auto expectation = standing ? expect(*standing, expected, has_epoch(events)) : Status(standing.error());
  auto head = expectation ? store(*standing, events) : Result<LedgerHead>(expectation.error());
  if (!head) {
    connection_.roll_back();
    return head;
  }
  if (auto committed = connection_.commit(); !committed) return committed.error();
  return head;
}

/// Requires: expect() has let it pass, so that what goes on in the present history may.
Result<LedgerHead> PostgresqlLedger::store(const Standing& standing, const std::vector<Event>& events) {
  auto head = insert_all(standing.head, events);
  if (!head) return head;
  const auto behind =
      connection_.ask(move_head, {std::to_string(head->sequence), head->hash, standing.present_history});
  if (!behind) return behind.error();
  if (behind->number(0, 0) < checkpoint_interval) return head;
  if (auto renewed = renew_checkpoint(*head); !renewed) return renewed.error();
  return head;
}

Result<LedgerHead> PostgresqlLedger::insert_all(LedgerHead head, const std::vector<Event>& events) {
  std::vector<std::string> values;
  for (const auto& event : events) {
    LedgerEntry entry = next_entry(head, event);
    head = {entry.sequence, entry.hash};
    values.insert(values.end(),
                  {std::to_string(entry.sequence), std::move(entry.text), std::move(entry.hash)});
    if (values.size() < rows_per_insert_max * 3) continue;
    if (auto inserted = insert(values); !inserted) return inserted.error();
    values.clear();
  }
  if (values.empty()) return head;
  if (auto inserted = insert(values); !inserted) return inserted.error();
  return head;
}

/// Three values for each row.
Status PostgresqlLedger::insert(const std::vector<std::string>& values) {
  std::string sql = "INSERT INTO tariff_events (sequence, text, hash) VALUES ";
  for (std::size_t at = 1; at < values.size(); at += 3)
    sql += (at == 1 ? "($" : ", ($") + std::to_string(at) + ", $" + std::to_string(at + 1) + ", $" +
           std::to_string(at + 2) + ")";
  const auto inserted = connection_.ask(sql, values);
  if (!inserted) return inserted.error();
  return done();
}

Status PostgresqlLedger::renew_checkpoint(const LedgerHead& head) {
  const auto snapshot = fold_all(head);
  if (!snapshot) return snapshot.error();
  const auto stored =
      connection_.ask(replace_checkpoint, {std::to_string(head.sequence), checkpoint_text(*snapshot)});
  if (!stored) return stored.error();
  return done();
}

Result<Connection> connect(const std::string& url, const postgresql::Patience& patience) {
  const auto library = postgresql::library();
  if (!library) return library.error();
  const auto place = postgresql::read_place(**library, url);
  if (!place) return place.error();
  return Connection::open(**library, *place, patience);
}

}  // namespace

Result<LedgerId> make_postgresql_ledger(const std::string& url) {
  auto connection = connect(url, {});
  if (!connection) return connection.error();
  const LedgerId id("l-" + random_token(identity_length));
  if (auto made = postgresql::make_tables(*connection, id); !made) return made.error();
  return id;
}

Result<std::unique_ptr<StoredLedger>> open_postgresql_ledger(const std::string& url, LedgerOpening opening,
                                                             const postgresql::Patience& patience) {
  auto connection = connect(url, patience);
  if (!connection) return connection.error();
  const auto found = postgresql::look(*connection);
  if (!found) return found.error();
  if (*found == postgresql::Found::nothing && opening == LedgerOpening::existing_only)
    return Error{ErrorKind::not_found, "There is no ledger in the database.",
                 "Make it with `tariff ledger init`, once, or mend [ledger] url."};
  if (*found == postgresql::Found::nothing)
    if (auto made = make_postgresql_ledger(url); !made && made.error().kind != ErrorKind::conflict)
      return made.error();
  const auto standing = postgresql::begin(*connection, Purpose::reading);
  connection->roll_back();
  if (!standing) return standing.error();
  return std::unique_ptr<StoredLedger>(new PostgresqlLedger(std::move(connection).value(), standing->id));
}

}  // namespace tariff
