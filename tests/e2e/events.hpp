#pragma once

#include <string>

#include "e2e/story.hpp"

/// The ordinary events of a customer's year, each told once: what happens, what the file says, what the plan
/// shows, what Tigerpaw holds afterwards. Each is a row of examples/events/README.md, word by word.
namespace tariff::e2e {

/// One row of the table.
struct Told {
  std::string event;
  std::string file;
  std::string plan;
  std::string after;
};
/// Fails the test where examples/events/README.md has no such row, and prints the row.
void expect_in_table(const Told& told);

/// The clock so many days from now; its day.
std::string night(const Story& story, int days);
std::string day_of(const Story& story, int days);
/// A nightly run so many days from now.
Ending nightly(const Story& story, int days = 0);
/// What is applied after a review, a day later.
Ending reviewed(const Story& story);
/// The invoice run of that agreement comes.
void bill(const Story& story, std::int64_t number);

/// How the mapping of Contoso ends; the line before which a test adds a block of its own.
extern const std::string contoso_ends;
extern const std::string before_the_end;

}  // namespace tariff::e2e
