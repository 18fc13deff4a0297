#include <algorithm>
#include <optional>

#include "domain/charge_lines.hpp"
#include "year/events.hpp"
#include "year/year.hpp"

/// What clerks do to our lines in Tigerpaw's client, and to the file.
namespace tariff::year {
namespace {

struct Found {
  Agreement* agreement = nullptr;
  std::size_t line = 0;
};

/// A line with money of a customer who pays; nothing where the dice find none.
std::optional<Found> some_line(Year& year) {
  const Deal* deal = year.some_deal();
  if (deal == nullptr) return std::nullopt;
  Agreement& agreement = year.world.tigerpaw.agreements.at(deal->agreement);
  for (std::size_t i = 0; i < agreement.lines.size(); ++i)
    if (agreement.lines[i].quantity > 0) return Found{&agreement, i};
  return std::nullopt;
}

void edit_quantity(Year& year) {
  const auto found = some_line(year);
  if (!found) return;
  ChargeLine& line = found->agreement->lines[found->line];
  line.quantity = std::max<std::int64_t>(0, line.quantity + year.dice().between(-4, 4));
}

void edit_price(Year& year) {
  const auto found = some_line(year);
  if (!found) return;
  ChargeLine& line = found->agreement->lines[found->line];
  line.price = line.price + Money::of_ten_thousandths(year.dice().between(-20, 20) * 100);
}

void delete_line(Year& year) {
  const auto found = some_line(year);
  if (!found) return;
  auto& lines = found->agreement->lines;
  lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(found->line));
}

void copy_line(Year& year) {
  const auto found = some_line(year);
  if (!found) return;
  auto& lines = found->agreement->lines;
  lines.push_back(lines[found->line]);
  lines.back().id = year.world.tigerpaw.next_detail();
}

/// A mapping is lost in a merge; until somebody puts it back nothing is written for anybody.
void lose_mapping(Year& year) {
  const Deal* deal = year.some_free_deal();
  if (deal == nullptr) return;
  const WrittenMapping lost = year.file.mapping(deal->account);
  year.file.remove_mapping(lost.account);
  const std::int64_t noticed = year.dice().between(1, 2);
  year.later(noticed, [lost](Year& later) {
    later.file.mappings.push_back(lost);
    merged(later);
  });
  year.free_later(noticed + 1, lost.account);
}

}  // namespace

const std::vector<EventKind>& clerk_events() {
  static const std::vector<EventKind> kinds{
      {"quantity edited by hand", 20, edit_quantity},  {"price edited by hand", 15, edit_price},
      {"line deleted by hand", 8, delete_line},        {"line copied by hand", 8, copy_line},
      {"mapping lost from the file", 2, lose_mapping},
  };
  return kinds;
}

}  // namespace tariff::year
