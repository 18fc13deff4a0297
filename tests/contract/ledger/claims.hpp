#pragma once

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "base/result.hpp"
#include "ledger/event.hpp"

namespace tariff::test {

/// `count` events that each claim a line of their own, from that agreement on.
inline std::vector<Event> claims(std::int64_t count, std::int64_t from = 1) {
  std::vector<Event> events;
  for (std::int64_t i = from; i < from + count; ++i)
    events.push_back(
        {Instant{}, RunId("run-1"), ChargeClaimed{{AgreementNumber(i), ItemId("A")}, AccountNumber(1)}});
  return events;
}

/// "kind: message" of a failure, which has a hint; "" of a success.
template <class T>
std::string problem_of(const Result<T>& result) {
  if (result) return "";
  CHECK_FALSE(result.error().hint.empty());
  return std::string(kind_name(result.error().kind)) + ": " + result.error().message;
}

}  // namespace tariff::test
