#include "report/observing_text.hpp"

#include <algorithm>
#include <map>

#include "base/inert.hpp"
#include "report/table.hpp"

namespace tariff::report {
namespace {

using Customers = std::vector<const plan::ObservedCustomer*>;

std::string over_text(Money over) { return over.is_zero() ? "-0.00" : over.grouped(); }
std::string blank_if_zero(Money money) { return money.is_zero() ? "" : money.signed_grouped(); }

std::string counted(std::int64_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

std::string in_period(const std::string& period) { return period.empty() ? "" : " " + inert(period, 40); }

/// "12.00", or "12.00 to 15.50".
std::string range_text(Money low, Money high) {
  return low == high ? low.grouped() : low.grouped() + " to " + high.grouped();
}

std::map<std::string, Customers> by_period(const plan::Observing& observing) {
  std::map<std::string, Customers> found;
  for (const auto& customer : observing.customers)
    if (customer.lines > 0) found[customer.period].push_back(&customer);
  return found;
}

Money difference(const plan::ObservedCustomer& customer) { return customer.under - customer.over; }

std::string differing_text(const Customers& customers, const std::string& period, const Style& style) {
  Customers differing;
  for (const auto* customer : customers)
    if (customer->agree < customer->lines) differing.push_back(customer);
  if (differing.empty()) return "";
  std::stable_sort(differing.begin(), differing.end(), [](const auto* left, const auto* right) {
    return difference(*left) > difference(*right);
  });
  Table table{"observed",
              "Observed" + in_period(period) + ": customers that differ, most money first",
              {{"customer", "CUSTOMER", ColumnKind::text},
               {"account", "ACCOUNT", ColumnKind::number},
               {"agree", "AGREE", ColumnKind::number},
               {"billed", "BILLED", ColumnKind::number},
               {"counted", "COUNTED", ColumnKind::number},
               {"under", "UNDER", ColumnKind::number},
               {"over", "OVER", ColumnKind::number}},
              {},
              {}};
  for (const auto* one : differing)
    table.rows.push_back(
        {one->tenant, one->account.value(), std::to_string(one->agree) + "/" + std::to_string(one->lines),
         one->billed.grouped(), one->counted.grouped(), blank_if_zero(one->under), blank_if_zero(one->over)});
  return "\n" + table_text(table, style);
}

std::string totals_text(const Customers& customers, const std::string& period, const Style& style) {
  plan::ObservedCustomer all;
  std::int64_t agreeing = 0;
  for (const auto* one : customers) {
    agreeing += one->agree == one->lines ? 1 : 0;
    all.counted = all.counted + one->counted;
    all.billed = all.billed + one->billed;
    all.under = all.under + one->under;
    all.over = all.over + one->over;
  }
  return "\n" +
         wrapped(counted(static_cast<std::int64_t>(customers.size()), "observed customer") +
                     in_period(period) + ": " + std::to_string(agreeing) + " agree in every line. Billed " +
                     all.billed.grouped() + ", counted " + all.counted.grouped() + ": under-billed " +
                     all.under.signed_grouped() + ", over-billed " + over_text(all.over) + ".",
                 0, style);
}

std::string unpriced_text(const plan::Observing& observing, const Style& style) {
  std::string out;
  for (const auto& total : observing.unpriced) {
    std::string text = inert(total.licence_name, 120);
    if (!total.product.empty())
      text += " (" + inert(total.product, 80) + ", " + inert(total.category, 20) + ")";
    text += ": " + counted(total.devices, "device") + " of " + counted(total.customers, "customer") +
            "; at the cheapest and the dearest item of the file this would bring " +
            range_text(total.low, total.high) + in_period(total.period) + ".";
    out += wrapped("! " + text, 2, style);
  }
  return out.empty() ? "" : "\n" + toned("In use and priced by nobody", Tone::careful, style) + "\n" + out;
}

std::string unmapped_text(const plan::Observing& observing, const Style& style) {
  if (observing.unmapped.empty()) return "";
  Table table{"unmapped",
              "Virtual servers without a mapping, and what they would bring a period",
              {{"tenant", "VIRTUAL SERVER", ColumnKind::text},
               {"devices", "DEVICES", ColumnKind::number},
               {"low", "FROM", ColumnKind::number},
               {"high", "TO", ColumnKind::number},
               {"products", "PRODUCTS", ColumnKind::text}},
              {},
              {}};
  Money low;
  Money high;
  for (const auto& use : observing.unmapped) {
    low = low + use.low;
    high = high + use.high;
    if (!use.devices) table.unread.push_back("The virtual server \"" + use.tenant + "\".");
    table.rows.push_back({use.tenant, use.devices ? Cell(*use.devices) : Cell(), use.low.grouped(),
                          use.high.grouped(), use.products});
  }
  return "\n" + table_text(table, style) + "Together " + range_text(low, high) +
         ", at the cheapest and the dearest price level.\n";
}

}  // namespace

std::string observing_text(const plan::Observing& observing, const Style& style) {
  std::string out;
  for (const auto& [period, customers] : by_period(observing))
    out += differing_text(customers, period, style) + totals_text(customers, period, style);
  out += unpriced_text(observing, style) + unmapped_text(observing, style);
  for (const auto& notice : observing.notices)
    out += "\n" + wrapped("Notice: " + inert(notice, 1000), 0, style);
  return out;
}

}  // namespace tariff::report
