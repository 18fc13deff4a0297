#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"

namespace tariff {

/// What a commit says of itself. Shape: `id` is the full id; `subject` is the first line of its message; all
/// of it is as its author wrote it. `ticket` as ticket_of() reads it.
struct CommitFacts {
  std::string id;
  std::string author;
  std::string email;
  Instant at;
  std::string subject;
  std::string ticket{};
  bool operator==(const CommitFacts&) const = default;
};

/// The pull request or ticket that a commit's message names; "" where it names none.
///
/// Shape: the value of the first trailer in its last paragraph of `Ticket:`, `Pull-Request:`, `Refs:`,
/// `Closes:`, `Fixes:`, `Issue:`, in this order, with "PR " before the bare number of a pull request; else
/// "PR #123" from a subject that ends with `(#123)` or begins with `Merge pull request #123`. One line of at
/// most 80 bytes, inert.
std::string ticket_of(std::string_view message);

/// Lines that follow one another and that one commit wrote. Shape: `commit` is an index.
struct LineStretch {
  std::int32_t first = 0;
  std::int32_t count = 0;
  std::size_t commit = 0;
  bool operator==(const LineStretch&) const = default;
};

/// Which commit wrote each line of a text.
///
/// Shape: `commits` from the newest on, so the smaller index is the later commit; `stretches` by line,
/// without those that are older than what was asked for.
struct LineOrigins {
  std::vector<CommitFacts> commits;
  std::vector<LineStretch> stretches;

  /// An index into `commits`; nullopt where the line is older.
  std::optional<std::size_t> commit_of(std::int32_t line) const;
};

}  // namespace tariff
