#include "adapters/postgresql/connection.hpp"

#include <charconv>
#include <string_view>
#include <utility>

#include <poll.h>

#include "base/inert.hpp"

namespace tariff::postgresql {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t message_bytes_max = 400;

std::string one_line(std::string_view message) {
  while (!message.empty() && message.back() == '\n') message.remove_suffix(1);
  return inert(message, message_bytes_max);
}

void ignore_notice(void*, const PGresult*) {}

bool is_of_class(std::string_view state, std::string_view start) { return state.starts_with(start); }

/// Source: PostgreSQL 15 manual, appendix A.
Error error_for(std::string_view state, const std::string& message) {
  const std::string what = "The ledger's database says: " + message + ".";
  if (state == "55P03")
    return {ErrorKind::locked, what, "Another run is writing to it; run apply again when it has ended."};
  if (state == "25006")
    return {ErrorKind::refused, what,
            "It is a standby or takes no writes; name the primary in [ledger] url."};
  if (state == "42501")
    return {ErrorKind::refused, what, "Give the role the rights that the manual names for a ledger."};
  if (is_of_class(state, "42"))
    return {ErrorKind::refused, what,
            "The tables are not those of a ledger of this version; check [ledger] url."};
  if (is_of_class(state, "23"))
    return {ErrorKind::refused, what, "The ledger holds what it should not; nothing was written."};
  if (is_of_class(state, "XX"))
    return {ErrorKind::refused, what, "The database is damaged; restore it from a backup."};
  return {ErrorKind::unavailable, what, "Nothing was written to the ledger; run again when it answers."};
}

}  // namespace

std::string Answer::text(int row, int column) const {
  const char* bytes = library_->value(result_.get(), row, column);
  const int size = library_->length(result_.get(), row, column);
  return {bytes, static_cast<std::size_t>(size)};
}

std::int64_t Answer::number(int row, int column) const {
  const std::string digits = text(row, column);
  std::int64_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

Connection::Connection(const Library& library, Place place, const Patience& patience)
    : library_(&library),
      place_(std::move(place)),
      patience_(patience),
      connection_(nullptr, library.finish) {}

Result<Connection> Connection::open(const Library& library, const Place& place, const Patience& patience) {
  Connection connection(library, place, patience);
  if (auto made = connection.connect(); !made) return made.error();
  return connection;
}

Status Connection::connect() {
  auto settings = place_.settings;
  settings["client_encoding"] = "UTF8";
  settings.try_emplace("fallback_application_name", "tariff");
  settings.try_emplace("connect_timeout", std::to_string(patience_.connect.count()));
  settings.try_emplace("tcp_user_timeout", std::to_string((patience_.statement + patience_.network).count()));
  std::vector<const char*> names;
  std::vector<const char*> values;
  for (const auto& [name, value] : settings) {
    names.push_back(name.c_str());
    values.push_back(value.c_str());
  }
  names.push_back(nullptr);
  values.push_back(nullptr);
  connection_.reset(library_->connect(names.data(), values.data(), 0));
  if (is_lost()) return connect_error();
  library_->set_notice_receiver(connection_.get(), ignore_notice, nullptr);
  return done();
}

Error Connection::connect_error() const {
  const std::string what =
      "The ledger's database cannot be reached: " + one_line(library_->error_message(connection_.get()));
  if (library_->needs_password(connection_.get()) != 0)
    return {ErrorKind::refused, what, "Give the password by PGPASSFILE, or by PGPASSWORD."};
  return {ErrorKind::unavailable, what,
          "Check [ledger] url and whether the server is up; nothing was written."};
}

bool Connection::is_lost() const { return library_->status(connection_.get()) != CONNECTION_OK; }

bool Connection::wait_for_answer(Clock::time_point end) {
  while (library_->is_busy(connection_.get()) != 0) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now());
    if (left.count() <= 0) return false;
    pollfd waiting{library_->socket(connection_.get()), POLLIN, 0};
    poll(&waiting, 1, static_cast<int>(left.count()));
    // A lost connection shows in the answer.
    if (waiting.revents != 0 && library_->consume_input(connection_.get()) == 0) return true;
  }
  return true;
}

Result<Answer> Connection::ask_in_time(const std::string& sql, const std::vector<std::string>& values) {
  std::vector<const char*> pointers;
  pointers.reserve(values.size());
  for (const auto& value : values) pointers.push_back(value.c_str());
  const int is_sent = values.empty() ? library_->send(connection_.get(), sql.c_str())
                                     : library_->send_with_values(connection_.get(), sql.c_str(),
                                                                  static_cast<int>(values.size()), nullptr,
                                                                  pointers.data(), nullptr, nullptr, 0);
  const auto end = Clock::now() + patience_.statement + patience_.network;
  Answer kept(*library_, nullptr);
  while (is_sent != 0) {
    if (!wait_for_answer(end)) {
      connection_.reset();
      return Error{ErrorKind::unavailable, "The ledger's database does not answer.",
                   "Nothing was written to the ledger; run again when it answers."};
    }
    Answer next(*library_, library_->next_result(connection_.get()));
    if (next.result() == nullptr) break;
    kept = std::move(next);
  }
  return kept;
}

Result<Answer> Connection::ask(const std::string& sql, const std::vector<std::string>& values) {
  auto answer = ask_in_time(sql, values);
  if (!answer) return answer;
  const auto status = library_->result_status(answer->result());
  if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) return answer;
  return error_of(*answer);
}

Error Connection::error_of(const Answer& answer) const {
  const char* state = library_->error_field(answer.result(), PG_DIAG_SQLSTATE);
  const char* message = library_->error_field(answer.result(), PG_DIAG_MESSAGE_PRIMARY);
  if (is_lost() || state == nullptr || message == nullptr)
    return {ErrorKind::unavailable,
            "The connection to the ledger's database was lost: " +
                one_line(library_->error_message(connection_.get())),
            "Nothing was written to the ledger; run again when it answers."};
  return error_for(state, one_line(message));
}

Result<Answer> Connection::begin(const std::string& level, const std::string& select) {
  const auto milliseconds = [](std::chrono::milliseconds time) { return std::to_string(time.count()); };
  const std::string limit = milliseconds(patience_.statement);
  const std::string sql =
      "BEGIN ISOLATION LEVEL " + level +
      "; SET LOCAL synchronous_commit = on; SET LOCAL lock_timeout = " + milliseconds(patience_.lock) +
      "; SET LOCAL statement_timeout = " + limit +
      "; SET LOCAL idle_in_transaction_session_timeout = " + limit + "; " + select;
  const bool was_idle = !is_lost();
  if (!was_idle)
    if (auto made = connect(); !made) return made.error();
  auto answer = ask(sql);
  // Lost while it was idle; this far nothing can have changed. One that ran out of time is not asked again.
  if (!answer && was_idle && connection_ != nullptr && is_lost()) {
    if (auto made = connect(); !made) return made.error();
    answer = ask(sql);
  }
  if (!answer) roll_back();
  return answer;
}

Status Connection::commit() {
  // The server's time limit must not end its wait for a standby; ours goes on.
  const auto answer = ask("SET LOCAL statement_timeout = 0; COMMIT");
  if (answer && answer->command_tag() == "COMMIT") return done();
  const std::string why = answer ? "it answered " + answer->command_tag() + "." : answer.error().message;
  return Error{ErrorKind::outcome_unknown,
               "The ledger's database did not say whether it stored the events: " + why,
               "Run plan; it shows what was stored."};
}

void Connection::roll_back() {
  if (is_lost()) return;
  [[maybe_unused]] const auto undone = ask("ROLLBACK");
}

}  // namespace tariff::postgresql
