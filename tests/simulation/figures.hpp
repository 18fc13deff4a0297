#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>

#include "simulation/trouble.hpp"

namespace tariff::simulation {

/// What many histories did, for the report.
struct Figures {
  std::array<std::int64_t, troubles> by_trouble{};
  std::map<std::int64_t, std::int64_t> worlds;  ///< histories by number of customers at their begin
  std::int64_t histories = 0;
  std::int64_t days = 0;
  std::int64_t runs = 0;
  std::int64_t runs_overlapping = 0;
  std::int64_t writes = 0;
  std::int64_t writes_executed = 0;
  std::int64_t unknown_outcomes = 0;
  std::int64_t overdue = 0;
  std::int64_t invoices = 0;
  std::int64_t held_in_the_end = 0;
  std::int64_t right_in_the_end = 0;
  std::int64_t strays = 0;
  std::int64_t violations = 0;

  std::int64_t& of(Trouble trouble) { return by_trouble[static_cast<std::size_t>(trouble)]; }
  Figures& operator+=(const Figures& more);
};

/// The report for people, one figure a line.
std::string figures_text(const Figures& figures);

}  // namespace tariff::simulation
