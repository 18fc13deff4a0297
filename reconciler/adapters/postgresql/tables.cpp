#include "adapters/postgresql/tables.hpp"

namespace tariff::postgresql {
namespace {

constexpr const char* takes_no_writes =
    "pg_is_in_recovery(), current_setting('transaction_read_only') = 'on'";

constexpr const char* history = R"(CASE WHEN pg_is_in_recovery() THEN ''
    ELSE (SELECT system_identifier FROM pg_control_system()) || '/'
         || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) END)";

// A table in the schema where new ones would be made; those of extensions do not count.
constexpr const char* any_table = R"((SELECT min(c.relname)
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
          WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')))";

constexpr const char* empty_tables = R"(
    CREATE TABLE tariff_meta (one boolean PRIMARY KEY DEFAULT true CHECK (one),
        schema bigint NOT NULL, ledger text NOT NULL, timeline text NOT NULL,
        sequence bigint NOT NULL, hash text NOT NULL);
    CREATE TABLE tariff_events (sequence bigint PRIMARY KEY, text text NOT NULL, hash text NOT NULL);
    CREATE TABLE tariff_checkpoint (one boolean PRIMARY KEY DEFAULT true CHECK (one),
        sequence bigint NOT NULL, text text NOT NULL);
    REVOKE UPDATE, DELETE, TRUNCATE ON tariff_events FROM CURRENT_USER;
    INSERT INTO tariff_meta (schema, ledger, timeline, sequence, hash) SELECT )";

Error standby() {
  return {ErrorKind::refused,
          "The ledger's server is a standby; what it holds may be old, and it takes no writes.",
          "Name the primary in [ledger] url, or add target_session_attrs=primary to it."};
}

Error read_only() {
  return {ErrorKind::refused, "The ledger's database takes no writes (transaction_read_only is on).",
          "Name the primary in [ledger] url, or ask why writing was turned off there."};
}

Error foreign(const std::string& why) {
  return {ErrorKind::refused, "The database holds " + why + ".",
          "Give the ledger a database, or a schema, of its own and check [ledger] url."};
}

/// Requires: the answer's first two columns are those of `takes_no_writes`.
Status judge_writable(const Answer& answer) {
  if (answer.is_true(0, 0)) return standby();
  if (answer.is_true(0, 1)) return read_only();
  return done();
}

Status judge_schema(std::int64_t schema) {
  if (schema == schema_version) return done();
  return Error{ErrorKind::refused,
               "The ledger has schema " + std::to_string(schema) + ", this program knows " +
                   std::to_string(schema_version) + ".",
               "Use the newer version of tariff."};
}

Result<Found> judge_surroundings(const Answer& answer) {
  if (auto writable = judge_writable(answer); !writable) return writable.error();
  if (answer.text(0, 2) != "UTF8")
    return Error{ErrorKind::refused, "The database is encoded in " + answer.text(0, 2) + ", expected UTF8.",
                 "Make one with ENCODING 'UTF8' for the ledger."};
  if (answer.text(0, 3).empty())
    return Error{ErrorKind::refused, "The role has no schema in which tables could be made.",
                 "Give it one, and the right to it."};
  if (answer.is_true(0, 4)) return Found::ledger;
  if (!answer.text(0, 5).empty())
    return foreign("no ledger, but tables of another program, as " + answer.text(0, 5));
  return Found::nothing;
}

Result<Found> look_inside(Connection& connection) {
  const auto answer = connection.begin(
      "READ COMMITTED",
      std::string("SELECT ") + takes_no_writes +
          ", current_setting('server_encoding'), current_schema(), to_regclass('tariff_meta') IS NOT NULL, " +
          any_table);
  if (!answer) return answer.error();
  const auto found = judge_surroundings(*answer);
  if (!found || *found == Found::nothing) return found;
  const auto meta = connection.ask("SELECT schema, ledger FROM tariff_meta");
  if (!meta) return meta.error();
  if (meta->row_count() != 1)
    return Error{ErrorKind::refused, "The ledger has no identity.", "Restore it from a backup."};
  if (auto known = judge_schema(meta->number(0, 0)); !known) return known.error();
  return Found::ledger;
}

std::string tables_of(const LedgerId& id) {
  return empty_tables + std::to_string(schema_version) + ", '" + id.value() + "', " + history + ", 0, '" +
         empty_head().hash + "'";
}

}  // namespace

Result<Found> look(Connection& connection) {
  auto found = look_inside(connection);
  connection.roll_back();
  return found;
}

Result<Standing> begin(Connection& connection, Purpose purpose) {
  const bool locks = purpose == Purpose::appending;
  // Read committed on purpose: who waited for the lock sees the head that the other left.
  const auto answer = connection.begin(locks ? "READ COMMITTED" : "REPEATABLE READ",
                                       std::string("SELECT ") + takes_no_writes +
                                           ", schema, ledger, sequence, hash, timeline, " + history +
                                           " FROM tariff_meta" + (locks ? " FOR UPDATE" : ""));
  if (!answer) return answer.error();
  if (answer->row_count() != 1)
    return Error{ErrorKind::refused, "The ledger has no identity.", "Restore it from a backup."};
  if (auto writable = judge_writable(*answer); !writable) return writable.error();
  if (auto known = judge_schema(answer->number(0, 2)); !known) return known.error();
  return Standing{LedgerId(answer->text(0, 3)),
                  {answer->number(0, 4), answer->text(0, 5)},
                  answer->text(0, 6),
                  answer->text(0, 7)};
}

Status make_tables(Connection& connection, const LedgerId& id) {
  const auto found = look(connection);
  if (!found) return found.error();
  const Error there{ErrorKind::conflict, "There is a ledger in the database already.",
                    "Use it, or name another database; never delete one that has billed."};
  if (*found == Found::ledger) return there;
  if (auto begun = connection.begin("READ COMMITTED", tables_of(id)); !begun) {
    // Another made it at the same moment: then it is there now.
    const auto now = look(connection);
    return now && *now == Found::ledger ? there : begun.error();
  }
  return connection.commit();
}

}  // namespace tariff::postgresql
