#pragma once

#include <string>

#include "check/all.hpp"
#include "support/tiny_world.hpp"

namespace tariff::check {

/// A tiny world to be changed and then reviewed.
struct World {
  Desired desired = tiny::a_desired();
  Observed observed = tiny::an_observed();
  LedgerState ledger = tiny::a_ledger();
  Diagnostics from_file;

  Mapping& mapping() { return desired.mappings.front(); }
  Tenant& tenant() { return observed.tenants.front(); }
  Review review() const { return all(desired, observed, &ledger, from_file); }
};

/// "20:18 error", one after the other for each problem of that rule; "" where there is none.
inline std::string where(const Review& review, const std::string& rule) {
  std::string out;
  for (const auto& problem : review.problems) {
    if (problem.rule != rule) continue;
    if (!out.empty()) out += ", ";
    out += std::to_string(problem.place.line) + ":" + std::to_string(problem.place.column);
    out += problem.severity == Severity::error ? " error" : " warning";
  }
  return out;
}

/// The first problem of that rule; an empty one where there is none.
inline Diagnostic found(const Review& review, const std::string& rule) {
  for (const auto& problem : review.problems)
    if (problem.rule == rule) return problem;
  return {};
}

inline bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

inline Error unreadable() { return {ErrorKind::unavailable, "The connection was reset.", "Run again."}; }
inline Error absent() { return {ErrorKind::not_found, "Nothing of that number is there.", ""}; }

}  // namespace tariff::check
