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

/// One row: symbol, item, quantities, price, money, cause; the reason below it. Source: interface.md
/// section 4.
std::string row_text(const plan::Row& row, const RowLayout& layout, const Style& style);

/// + create, ~ update, - retire, => replace, > adopt, ? unknown, o observed; & link, < release.
std::string row_symbol(const plan::Row& row);

}  // namespace tariff::report
