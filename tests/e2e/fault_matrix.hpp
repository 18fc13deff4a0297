#pragma once

#include <string>
#include <vector>

#include "e2e/fault_site.hpp"

/// Single faults, tried one by one.
namespace tariff::e2e {

/// One fault on one call.
struct Cell {
  std::string call;   ///< as the request log names it
  std::string turn;   ///< `"every":true` or `"nth":2`
  std::string fault;  ///< the rest of the rule: `"fault":"status","status":503`
  Words more = {};    ///< further words for apply
  std::string rule() const;
};

/// What came of it.
struct Seen {
  Cell cell;
  Ran first;                                  ///< the run under the fault
  std::int64_t fired = 0;                     ///< how often the rule has fired
  std::int64_t writes = 0;                    ///< of that run
  std::map<std::string, std::int64_t> calls;  ///< of that run
  std::vector<std::string> complaints;        ///< what must never be, in whole sentences
  bool is_done = false;                       ///< all that is wanted stands there after that run
  int runs_to_rest = 0;                       ///< good runs after it until that is so; -1: never

  std::string text() const;
};

inline constexpr auto soap_create = "SOAP create";
inline constexpr auto soap_update = "SOAP update";
inline constexpr auto post_link = "POST /api/accounts/{n}/service/externalproducts";
inline constexpr auto list_links = "GET /api/accounts/{n}/service/externalproducts";
inline constexpr auto read_agreement = "GET /api/agreements/{n}/details";
inline constexpr auto every_time = "\"every\":true";
std::string nth_time(std::int64_t number);

/// What an undisturbed run asks for, by call.
const std::map<std::string, std::int64_t>& undisturbed_calls();

/// Tries every cell, several at once, each from the same beginning: the run under the fault, then, where
/// anything is left to do, good runs after the quiet period until the world is as wanted. Under the
/// sanitizers, where all is slow, one of every few cells.
///
/// A run of `tariff apply` that sends a write twice, tells a secret or leaves the world in a state that must
/// never be is among the complaints.
std::vector<Seen> try_all(std::vector<Cell> cells);

/// Good runs, each a quiet period after the one before, until the world is as wanted and the run has nothing
/// to complain of; -1 where it takes more than `runs_max`.
int runs_until_rest(const FaultSite& site, int runs_max, std::vector<std::string>& complaints);

/// Does `work` so many times, several at once, each with a site that nobody else uses meanwhile.
void side_by_side(std::size_t count, const std::function<void(FaultSite&, std::size_t)>& work,
                  LedgerKind kind = LedgerKind::sqlite);

/// The checks that hold for every cell, whatever the fault: no complaints, the fault was met, and the world
/// comes to rest.
void check_ever(const Seen& seen);

}  // namespace tariff::e2e
