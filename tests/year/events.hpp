#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "domain/ids.hpp"

namespace tariff::year {

class Year;

/// What may happen on an evening. Shape: `times` in a year, on average.
struct EventKind {
  std::string name;
  std::int64_t times = 0;
  void (*happen)(Year& year);
};

/// What vendors, customers and clerks do; each list is one file.
const std::vector<EventKind>& vendor_events();
const std::vector<EventKind>& customer_events();
const std::vector<EventKind>& contract_events();
const std::vector<EventKind>& clerk_events();

/// Draws what happens on this evening.
void happen(Year& year);

/// A change of the file was merged: its plan was reviewed and is applied at once, or somebody comes to it
/// some days later.
void merged(Year& year);

/// The agreement ends once nothing stands on it any more.
void end_when_empty(Year& year, AgreementNumber number);

/// What goes wrong in one night; it is over when this ends.
class Troubled {
 public:
  explicit Troubled(Year& year);
  Troubled(const Troubled&) = delete;
  Troubled& operator=(const Troubled&) = delete;
  ~Troubled();

 private:
  Year& year_;
};

}  // namespace tariff::year
