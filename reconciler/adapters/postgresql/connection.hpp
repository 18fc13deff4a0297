#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "adapters/postgresql/library.hpp"
#include "adapters/postgresql/patience.hpp"
#include "adapters/postgresql/place.hpp"
#include "base/result.hpp"

namespace tariff::postgresql {

/// What the server gave for a statement. Requires: rows and columns that are there.
class Answer {
 public:
  Answer(const Library& library, PGresult* result) : library_(&library), result_(result, library.clear) {}
  int row_count() const { return library_->row_count(result_.get()); }
  std::string text(int row, int column) const;
  /// 0 where the column holds no number.
  std::int64_t number(int row, int column) const;
  bool is_true(int row, int column) const { return text(row, column) == "t"; }
  /// As "COMMIT" or "INSERT 0 1".
  std::string command_tag() const { return library_->command_tag(result_.get()); }
  PGresult* result() const { return result_.get(); }

 private:
  const Library* library_;
  std::unique_ptr<PGresult, decltype(&PQclear)> result_;
};

/// One connection. Every error of libpq and of the server becomes an Error in this class.
///
/// Nothing is set for longer than a transaction, so that it works behind a pooler that gives each transaction
/// another session.
class Connection {
 public:
  /// Fails: unavailable; refused: the server wants a password and was given none.
  static Result<Connection> open(const Library& library, const Place& place, const Patience& patience);

  /// Begins a transaction in which `select` is the first question, with every limit set for it alone. `level`
  /// is its isolation level. Where the connection was lost while idle, it is made once more.
  /// Fails: as ask().
  Result<Answer> begin(const std::string& level, const std::string& select);
  /// Sends one statement with its values as $1, $2, …; or several without values, and gives the last answer.
  /// Fails: unavailable: nothing is committed; locked: another run is writing; refused: no rights, a server
  /// that takes no writes, tables of another shape or damaged.
  Result<Answer> ask(const std::string& sql, const std::vector<std::string>& values = {});
  /// Fails: outcome_unknown: any answer but yes, or none.
  Status commit();
  /// Ends a transaction without any effect, where there is one.
  void roll_back();

 private:
  Connection(const Library& library, Place place, const Patience& patience);
  Status connect();
  bool is_lost() const;
  Result<Answer> ask_in_time(const std::string& sql, const std::vector<std::string>& values);
  bool wait_for_answer(std::chrono::steady_clock::time_point end);
  Error connect_error() const;
  Error error_of(const Answer& answer) const;

  const Library* library_;
  Place place_;
  Patience patience_;
  std::unique_ptr<PGconn, decltype(&PQfinish)> connection_;
};

}  // namespace tariff::postgresql
