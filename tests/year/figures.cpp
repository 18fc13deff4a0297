#include "year/figures.hpp"

namespace tariff::year {
namespace {

std::string line(std::string name, const std::string& figure) {
  constexpr std::size_t width = 50;
  if (name.size() < width) name.resize(width, ' ');
  return name + figure + "\n";
}

std::string line(std::string name, std::int64_t figure) {
  return line(std::move(name), std::to_string(figure));
}

void add(std::map<std::string, std::int64_t>& to, const std::map<std::string, std::int64_t>& more) {
  for (const auto& [name, count] : more) to[name] += count;
}

std::string share(std::int64_t part, std::int64_t whole) {
  const std::int64_t hundredths = whole == 0 ? 0 : part * 10'000 / whole;
  const std::string cents = std::to_string(hundredths % 100);
  return std::to_string(part) + " (" + std::to_string(hundredths / 100) + "." +
         (cents.size() < 2 ? "0" : "") + cents + " %)";
}

}  // namespace

Figures& Figures::operator+=(const Figures& more) {
  for (const auto figure : {&Figures::years, &Figures::nights, &Figures::runs, &Figures::rows_applied,
                            &Figures::writes, &Figures::customers, &Figures::invoices, &Figures::equal,
                            &Figures::listed, &Figures::not_ours, &Figures::alarms})
    this->*figure += more.*figure;
  for (const auto amount : {&Figures::billed, &Figures::due, &Figures::under, &Figures::over})
    this->*amount = this->*amount + more.*amount;
  add(listed_by_reason, more.listed_by_reason);
  add(events, more.events);
  violations.insert(violations.end(), more.violations.begin(), more.violations.end());
  return *this;
}

std::string figures_text(const Figures& figures) {
  std::string text;
  text += line("Years", figures.years) + line("Nights", figures.nights) + line("Runs", figures.runs);
  text += line("Customers at the end", figures.customers);
  text += line("Rows applied", figures.rows_applied) + line("Writes to Tigerpaw", figures.writes);
  text += line("Invoices", figures.invoices);
  text += line("  equal to the tally, to the cent", share(figures.equal, figures.invoices));
  text += line("  listed before they were sent", share(figures.listed, figures.invoices));
  for (const auto& [reason, count] : figures.listed_by_reason) text += line("    " + reason, count);
  text += line("  only watched, or not in the file", figures.not_ours);
  text += line("  nights on which one was called overdue", figures.alarms);
  text += line("Billed", figures.billed.grouped()) + line("Due by the tally", figures.due.grouped());
  text += line("  listed invoices have too little", figures.under.grouped());
  text += line("  listed invoices have too much", figures.over.grouped());
  text += "Events\n";
  for (const auto& [name, count] : figures.events) text += line("  " + name, count);
  text += line("Violations", static_cast<std::int64_t>(figures.violations.size()));
  return text;
}

}  // namespace tariff::year
