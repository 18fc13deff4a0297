#pragma once

#include <string>

#include "report/table.hpp"

namespace tariff::report {

/// A table as a file for spreadsheets.
///
/// Shape: RFC 4180: one line of the columns' keys, then the rows, each ended by CR LF; UTF-8 without a mark.
/// Text is made inert, and where a spreadsheet would take it for a formula, an apostrophe stands before it.
/// Numbers and amounts are ours and stay numbers, also behind a minus; what is not known is an empty cell.
/// `unread` is not part of it: whoever writes the file says that elsewhere. Source: threats.md, "exports".
std::string table_csv(const Table& table);

}  // namespace tariff::report
