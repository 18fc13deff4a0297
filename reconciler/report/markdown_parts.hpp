#pragma once

#include <map>
#include <string>
#include <vector>

#include "plan/plan.hpp"
#include "plan/summary.hpp"

namespace tariff::report {

/// The parts of a plan as Markdown; whole lines, "" where there is nothing to tell.
std::string markdown_head(const plan::Plan& plan);
std::string markdown_guards(const plan::Plan& plan);
std::string markdown_set_aside(const plan::Plan& plan);
std::string markdown_problems(const plan::Plan& plan, Severity severity);
/// What was read, and what follows anyway.
std::string markdown_notes(const plan::Plan& plan);
std::string markdown_unmapped(const plan::Plan& plan);
std::string markdown_new_licences(const plan::Plan& plan);

/// The header of a table of rows, and one row; `before` is the row above it in the same table, or null. A
/// replace has a line for each line of Tigerpaw below its own.
std::string markdown_rows_header();
std::string markdown_row(const plan::Row& row, const plan::Row* before);

/// "+412.00 Monthly", with the periods' names escaped.
std::string markdown_money(const std::map<std::string, Money>& delta);

/// "1 row", "2 rows".
std::string counted(std::size_t count, const std::string& noun);

}  // namespace tariff::report
