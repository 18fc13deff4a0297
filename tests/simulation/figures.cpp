#include "simulation/figures.hpp"

#include <cstddef>

namespace tariff::simulation {
namespace {

std::string padded(std::string text, std::size_t width) {
  if (text.size() < width) text.resize(width, ' ');
  return text;
}

std::string line(std::string_view name, std::int64_t figure) {
  return padded(std::string(name), 28) + std::to_string(figure) + "\n";
}

std::string share(std::int64_t part, std::int64_t whole) {
  const std::int64_t tenths = whole == 0 ? 0 : part * 1000 / whole;
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " %";
}

std::string worlds_text(const std::map<std::int64_t, std::int64_t>& worlds) {
  struct Class {
    std::int64_t last;
    std::string_view name;
    std::int64_t histories;
  };
  std::array<Class, 3> classes{{{9, "5 to 9", 0}, {24, "10 to 24", 0}, {50, "25 to 50", 0}}};
  for (const auto& [size, histories] : worlds)
    for (auto& one : classes) {
      if (size > one.last) continue;
      one.histories += histories;
      break;
    }
  std::string text = "Worlds by customers at their begin\n";
  for (const auto& one : classes) text += "  " + line(one.name, one.histories);
  return text;
}

}  // namespace

Figures& Figures::operator+=(const Figures& more) {
  for (std::size_t i = 0; i < troubles; ++i) by_trouble[i] += more.by_trouble[i];
  for (const auto& [size, count] : more.worlds) worlds[size] += count;
  for (const auto figure :
       {&Figures::histories, &Figures::days, &Figures::runs, &Figures::runs_overlapping, &Figures::writes,
        &Figures::writes_executed, &Figures::unknown_outcomes, &Figures::overdue, &Figures::invoices,
        &Figures::held_in_the_end, &Figures::right_in_the_end, &Figures::strays, &Figures::violations})
    this->*figure += more.*figure;
  return *this;
}

std::string figures_text(const Figures& figures) {
  std::string text;
  text += line("Histories", figures.histories) + line("Days", figures.days) + line("Runs", figures.runs);
  text += line("  begun beside another", figures.runs_overlapping);
  text += line("Writes", figures.writes) + line("  executed", figures.writes_executed);
  text += padded("  of unknown outcome", 28) + std::to_string(figures.unknown_outcomes) + " (" +
          share(figures.unknown_outcomes, figures.writes) + ")\n";
  text += line("  executed beyond bounds", figures.overdue);
  text += line("Invoices", figures.invoices);
  text += line("Customers right in the end", figures.right_in_the_end);
  text += line("  waiting for a person", figures.held_in_the_end);
  text += line("Stray empty lines", figures.strays);
  text += worlds_text(figures.worlds);
  text += "Troubles\n";
  for (std::size_t i = 0; i < troubles; ++i)
    text += "  " + line(trouble_name(static_cast<Trouble>(i)), figures.by_trouble[i]);
  text += line("Violations", figures.violations);
  return text;
}

}  // namespace tariff::simulation
