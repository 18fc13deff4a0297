#include "year/tigerpaw.hpp"

#include <algorithm>

#include "text/time.hpp"

namespace tariff::year {
namespace {

Error silent() { return {ErrorKind::unavailable, "Tigerpaw did not answer.", ""}; }

Error missing(const std::string& number) {
  return {ErrorKind::not_found, "Tigerpaw has nothing of the number " + number + ".", ""};
}

WriteAnswer refused(std::string why) { return {WriteClass::refused, {}, std::move(why)}; }

std::chrono::year_month month_of(Date date) {
  const Day day{date};
  return day.year() / day.month();
}

std::chrono::months period_of(const Agreement& agreement) {
  return std::chrono::months(agreement.summary.period == "Quarterly" ? 3 : 1);
}

std::string stamp_of(Date date) { return write_day(Day{date}) + "T00:00:00"; }

AgreementSummary listed(const Agreement& agreement) {
  AgreementSummary summary = agreement.summary;
  summary.charge_count = static_cast<std::int64_t>(agreement.lines.size());
  return summary;
}

}  // namespace

Date billing_day(std::chrono::year_month month, std::int64_t day_to_bill) {
  const std::chrono::year_month_day_last last = month / std::chrono::last;
  const auto day = std::min<std::int64_t>(day_to_bill, static_cast<unsigned>(last.day()));
  return Date(month / std::chrono::day(static_cast<unsigned>(day)));
}

AgreementNumber Tigerpaw::add(Agreement agreement, Date from) {
  agreement.summary.number = AgreementNumber(++last_agreement_);
  const std::int64_t day = *agreement.day_to_bill;
  Date first = billing_day(month_of(from), day);
  if (first <= from) first = billing_day(month_of(from) + std::chrono::months(1), day);
  due_[agreement.summary.number] = first;
  agreement.next_period = stamp_of(first);
  return agreements.emplace(agreement.summary.number, agreement).first->first;
}

AgreementNumber Tigerpaw::only_agreement_of(AccountNumber account) const {
  for (const auto& [number, agreement] : agreements)
    if (agreement.summary.account == account) return number;
  return {};
}

bool Tigerpaw::is_active(const Agreement& agreement) const {
  return *agreement.summary.start <= Day{today} &&
         (!agreement.summary.end || *agreement.summary.end >= Day{today});
}

Invoice Tigerpaw::invoice(AgreementNumber number) {
  Agreement& agreement = agreements.at(number);
  Invoice out{number, agreement.summary.account, {}};
  for (const auto& line : agreement.lines)
    if (line.quantity > 0) out.lines.push_back({line.item, line.quantity, line.price});
  Date& due = due_.at(number);
  due = billing_day(month_of(due) + period_of(agreement), *agreement.day_to_bill);
  agreement.last_billed = stamp_of(today);
  agreement.next_period = stamp_of(due);
  return out;
}

Result<std::vector<PriceLevel>> Tigerpaw::price_levels() {
  if (!answers) return silent();
  return std::vector<PriceLevel>{{PriceLevelId(1), "Standard"}, {PriceLevelId(2), "Gold"}};
}

Result<std::vector<ExternalProduct>> Tigerpaw::external_products() {
  if (!answers) return silent();
  return std::vector<ExternalProduct>{{ExternalProductId(5), "Kaspersky", true}};
}

Result<std::vector<AccountSummary>> Tigerpaw::accounts() {
  if (!answers) return silent();
  std::vector<AccountSummary> out;
  for (const auto& [number, account] : accounts_by_number) out.push_back({number, account.name});
  return out;
}

Result<std::vector<ItemSummary>> Tigerpaw::items() {
  if (!answers) return silent();
  std::vector<ItemSummary> out;
  for (const auto& [id, item] : price_book) out.push_back({id, item.description, item.active});
  return out;
}

Result<Account> Tigerpaw::account(AccountNumber number) {
  if (!answers) return silent();
  const auto found = accounts_by_number.find(number);
  if (found == accounts_by_number.end()) return missing(number.text());
  return found->second;
}

Result<std::vector<AgreementSummary>> Tigerpaw::agreements_of(AccountNumber number) {
  if (!answers) return silent();
  std::vector<AgreementSummary> out;
  for (const auto& [key, agreement] : agreements)
    if (agreement.summary.account == number && is_active(agreement)) out.push_back(listed(agreement));
  return out;
}

Result<Agreement> Tigerpaw::agreement(AgreementNumber number) {
  if (!answers) return silent();
  const auto found = agreements.find(number);
  if (found == agreements.end()) return missing(number.text());
  Agreement out = found->second;
  out.summary = listed(out);
  return out;
}

Result<std::vector<ChargeLine>> Tigerpaw::charges(AgreementNumber number) {
  auto found = agreement(number);
  if (!found) return found.error();
  return std::move(found->lines);
}

Result<PriceBookItem> Tigerpaw::item(const ItemId& id) {
  if (!answers) return silent();
  const auto found = price_book.find(id);
  if (found == price_book.end()) return missing(id.value());
  return found->second;
}

Result<std::vector<CrossReference>> Tigerpaw::cross_references(AccountNumber number) {
  auto found = account(number);
  if (!found) return found.error();
  return std::move(found->cross_references);
}

WriteAnswer Tigerpaw::create(AgreementNumber number, const CreateLine& line) {
  ++writes_;
  const auto found = agreements.find(number);
  if (found == agreements.end()) return refused("No such agreement.");
  if (open_in_client.contains(number)) return refused("The record is open in Tigerpaw's client.");
  ChargeLine made;
  made.id = next_detail();
  made.item = line.item;
  made.description = line.description;
  made.price = line.price;
  made.level = line.level;
  made.source = "Kaspersky";
  found->second.lines.push_back(made);
  return {WriteClass::done, made.id, ""};
}

WriteAnswer Tigerpaw::set(AgreementNumber number, const SetLine& line) {
  ++writes_;
  const auto found = agreements.find(number);
  if (found == agreements.end()) return refused("No such agreement.");
  if (open_in_client.contains(number)) return refused("The record is open in Tigerpaw's client.");
  for (auto& standing : found->second.lines) {
    if (standing.id != line.detail || standing.item != line.item) continue;
    standing.quantity = line.quantity;
    standing.price = line.price;
    standing.level = line.level;
    return {WriteClass::done, line.detail, ""};
  }
  return refused("No such line.");
}

WriteAnswer Tigerpaw::remove(AgreementNumber number, const RemoveLine& line) {
  ++writes_;
  const auto found = agreements.find(number);
  if (found == agreements.end()) return refused("No such agreement.");
  if (open_in_client.contains(number)) return refused("The record is open in Tigerpaw's client.");
  const auto removed = std::erase_if(found->second.lines, [&](const ChargeLine& standing) {
    return standing.id == line.detail && standing.item == line.item;
  });
  if (removed == 0) return refused("No such line.");
  return {WriteClass::done, line.detail, ""};
}

WriteAnswer Tigerpaw::link(AccountNumber account, ExternalProductId product, const std::string& product_name,
                           const std::string& external_id) {
  ++writes_;
  const auto found = accounts_by_number.find(account);
  if (found == accounts_by_number.end()) return refused("No such account.");
  found->second.cross_references.push_back(
      {CrossReferenceId(++last_detail_), product, product_name, external_id});
  return {WriteClass::done, {}, ""};
}

}  // namespace tariff::year
