#include <algorithm>
#include <utility>

#include "adapters/tigerpaw/convert.hpp"
#include "base/inert.hpp"
#include "text/time.hpp"

namespace tariff::tigerpaw {
namespace {

Error refusal(std::string message) {
  return {ErrorKind::refused, std::move(message), "Tigerpaw's reply has another form than documented."};
}

/// The object in which the agreement's own fields stand.
JsonView fields_of(const JsonView& row) {
  return row.at("Agreement").json().is_object() ? row.at("Agreement") : row;
}

Result<std::int64_t> whole_from(const std::vector<JsonView>& places, std::string_view name) {
  for (const auto& place : places)
    if (place.has(name)) return place.whole(name);
  return places.front().whole(name);
}

/// A local day; nullopt where none is set. .NET writes an unset date as year 1.
Result<std::optional<Day>> day_at(const JsonView& fields, std::string_view name) {
  const auto text = fields.string_or(name, "");
  if (!text) return text.error();
  if (text->empty()) return std::optional<Day>{};
  const auto day = read_day(*text);
  if (!day)
    return refusal("Found \"" + inert(*text, 40) + "\" at " + inert(fields.at(name).path(), 200) +
                   ", expected a date.");
  return day->year() == std::chrono::year(1) ? std::optional<Day>{} : day;
}

Result<std::optional<std::int64_t>> charge_count(const JsonView& row) {
  const auto charges = row.at("AdditionalCharges");
  if (charges.json().is_null()) return std::optional<std::int64_t>{};
  if (charges.json().is_array()) return std::optional(static_cast<std::int64_t>(charges.size()));
  const auto count = row.whole("AdditionalCharges");
  if (!count) return count.error();
  return std::optional(*count);
}

/// A free text or a line with a flat price may do without one; any other line would be taken for free, and
/// set so.
Result<Money> price_of(const JsonView& row) {
  const bool needs_price = row.has("SpecialItemId") && !row.boolean_or("UseFlatPrice", false).value_or(false);
  if (!row.has("Price") && !needs_price) return Money{};
  const auto digits = row.decimal("Price");
  if (!digits) return digits.error();
  auto money = Money::parse(*digits);
  if (!money) return refusal("At " + inert(row.at("Price").path(), 200) + ": " + money.error().message);
  return money;
}

Status read_flags(const JsonView& row, ChargeLine& line) {
  const auto print = row.boolean_or("PrintWhenQuantityZero", false);
  if (!print) return print.error();
  const auto remove = row.boolean_or("DeleteAfterInvoicing", false);
  if (!remove) return remove.error();
  const auto flat = row.boolean_or("UseFlatPrice", false);
  if (!flat) return flat.error();
  line.print_when_zero = *print;
  line.delete_after_invoicing = *remove;
  line.use_flat_price = *flat;
  return done();
}

Status read_texts(const JsonView& row, ChargeLine& line) {
  const auto item = row.string_or("SpecialItemId", "");
  if (!item) return item.error();
  const auto description = row.string_or("ItemDescription", "");
  if (!description) return description.error();
  const auto source = row.string_or("SourceDescription", "");
  if (!source) return source.error();
  line.item = ItemId(*item);
  line.description = *description;
  line.source = *source;
  return done();
}

Status read_period(const JsonView& fields, AgreementSummary& summary) {
  const auto start = day_at(fields, "StartDate");
  if (!start) return start.error();
  const auto end = day_at(fields, "EndDate");
  if (!end) return end.error();
  const auto type = fields.string_or("Type", "");
  if (!type) return type.error();
  const auto period = fields.string_or("BillingPeriodDescription", "");
  if (!period) return period.error();
  summary.start = *start;
  summary.end = *end;
  summary.type = *type;
  summary.period = *period;
  return done();
}

}  // namespace

Result<AgreementSummary> to_agreement_summary(const JsonView& row) {
  const auto fields = fields_of(row);
  AgreementSummary summary;
  const auto number = whole_from({row, fields}, "AgreementNumber");
  if (!number) return number.error();
  const auto account = whole_from({fields, row, row.at("Account")}, "AccountNumber");
  if (!account) return account.error();
  const auto charges = charge_count(row);
  if (!charges) return charges.error();
  summary.number = AgreementNumber(*number);
  summary.account = AccountNumber(*account);
  summary.charge_count = *charges;
  if (const auto status = read_period(fields, summary); !status) return status.error();
  return summary;
}

Result<Agreement> to_agreement(const JsonView& details) {
  auto summary = to_agreement_summary(details);
  if (!summary) return summary.error();
  const auto fields = fields_of(details);
  const auto last_billed = fields.string_or("LastBilledDate", "");
  if (!last_billed) return last_billed.error();
  const auto next_period = fields.string_or("NextBillingPeriod", "");
  if (!next_period) return next_period.error();
  const auto day_to_bill = fields.whole_or("DayToBill", 0);
  if (!day_to_bill) return day_to_bill.error();
  Agreement agreement{std::move(*summary), {}, *last_billed, *next_period};
  if (*day_to_bill >= 1 && *day_to_bill <= 31) agreement.day_to_bill = *day_to_bill;
  if (!details.has("AdditionalCharges")) return agreement;
  const auto rows = details.list("AdditionalCharges");
  if (!rows) return rows.error();
  auto lines = to_charge_lines(*rows);
  if (!lines) return lines.error();
  agreement.lines = std::move(*lines);
  return agreement;
}

Result<ChargeLine> to_charge_line(const JsonView& row) {
  ChargeLine line;
  const auto id = row.whole("DetailId");
  if (!id) return id.error();
  const auto quantity = row.whole("Quantity");
  if (!quantity) return quantity.error();
  const auto price = price_of(row);
  if (!price) return price.error();
  const auto level = row.whole_or("PriceLevel", 0);
  if (!level) return level.error();
  line.id = DetailId(*id);
  line.quantity = *quantity;
  line.price = *price;
  line.level = PriceLevelId(*level);
  if (const auto status = read_texts(row, line); !status) return status.error();
  if (const auto status = read_flags(row, line); !status) return status.error();
  return line;
}

Result<std::vector<ChargeLine>> to_charge_lines(const std::vector<JsonView>& rows) {
  std::vector<ChargeLine> lines;
  for (const auto& row : rows) {
    auto line = to_charge_line(row);
    if (!line) return line.error();
    lines.push_back(std::move(*line));
  }
  std::sort(lines.begin(), lines.end(),
            [](const ChargeLine& left, const ChargeLine& right) { return left.id < right.id; });
  const auto twice =
      std::adjacent_find(lines.begin(), lines.end(),
                         [](const ChargeLine& left, const ChargeLine& right) { return left.id == right.id; });
  if (twice != lines.end()) return refusal("The reply holds the charge " + twice->id.text() + " twice.");
  return lines;
}

}  // namespace tariff::tigerpaw
