#pragma once

#include <cstddef>
#include <string>

#include "plan/plan.hpp"
#include "report/style.hpp"

namespace tariff::report {

/// The column widths that all rows of a plan share.
struct RowLayout {
  std::size_t item = 0;
  std::size_t quantity = 0;
  std::size_t price = 0;
  std::size_t amount = 0;
};
RowLayout layout_of(const plan::Plan& plan);

/// One row: symbol, item, quantities, price, money, cause; below it the reason, and the commit that caused it
/// where it is not usage alone. Source: interface.md
/// section 4.
std::string row_text(const plan::Row& row, const RowLayout& layout, const Style& style);

/// The commit that caused a row, in words: `1a2b3c4d5e6f Ann Example, 2026-11-20, PR #12`. Inert.
std::string commit_text(const plan::RowCommit& commit);

/// + create, ~ update, - retire, => replace, > adopt, ? unknown, o observed; & link, < release.
std::string row_symbol(const plan::Row& row);

}  // namespace tariff::report
