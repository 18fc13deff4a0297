#include <algorithm>

#include <doctest/doctest.h>

#include "e2e/fault_matrix.hpp"

/// Every single fault on every kind of write: what the answer means, and what the runs after it make of it.
/// Source: charge-protocol.md section 5.
namespace tariff::e2e {
namespace {

/// What an answer means.
enum class Meaning {
  done,          ///< it was done, and either the answer or the next list says so
  unknown,       ///< it may have been done, and no list shows it
  refused,       ///< it was not done, and the others go on
  stopped,       ///< it was not done, and no other write is sent
  busy,          ///< it may have been done, no list shows it, and no other write is sent
  busy_but_done  ///< a list shows it, and no other write is sent
};

struct WriteFault {
  Meaning meaning;
  std::string_view fault;
};

constexpr WriteFault write_faults[] = {
    {Meaning::unknown, R"("fault":"silence")"},
    {Meaning::done, R"("fault":"silence","executed":true)"},
    {Meaning::unknown, R"("fault":"close_before")"},
    {Meaning::done, R"("fault":"close_during")"},
    {Meaning::unknown, R"("fault":"reset")"},
    {Meaning::done, R"("fault":"executed_then_lost")"},
    {Meaning::unknown, R"("fault":"lost_then_late","milliseconds":3000)"},
    {Meaning::done, R"("fault":"drip","milliseconds":5)"},
    {Meaning::done, R"("fault":"delay","milliseconds":100)"},
    {Meaning::busy, R"("fault":"status","status":429)"},
    {Meaning::busy, R"("fault":"status","status":429,"retry_after":"1")"},
    {Meaning::busy, R"("fault":"status","status":429,"retry_after":"+1s")"},
    {Meaning::busy_but_done, R"("fault":"status","status":429,"executed":true)"},
    {Meaning::busy, R"("fault":"status","status":503)"},
    {Meaning::busy, R"("fault":"status","status":503,"retry_after":"1")"},
    {Meaning::busy_but_done, R"("fault":"status","status":503,"executed":true)"},
    {Meaning::unknown, R"("fault":"status","status":500)"},
    {Meaning::done, R"("fault":"status","status":500,"executed":true)"},
    {Meaning::unknown, R"("fault":"status","status":502)"},
    {Meaning::done, R"("fault":"status","status":502,"executed":true)"},
    {Meaning::unknown, R"("fault":"status","status":504)"},
    {Meaning::done, R"("fault":"status","status":504,"executed":true)"},
    {Meaning::stopped, R"("fault":"status","status":401)"},
    {Meaning::stopped, R"("fault":"status","status":403)"},
    {Meaning::refused, R"("fault":"status","status":400)"},
    {Meaning::refused, R"("fault":"status","status":404)"},
    {Meaning::refused, R"("fault":"status","status":409)"},
    {Meaning::refused, R"("fault":"status","status":422)"},
    {Meaning::refused, R"("fault":"locked")"},
    {Meaning::refused, R"("fault":"bad_credentials")"},
    {Meaning::unknown, R"("fault":"redirect")"},
    {Meaning::done, R"("fault":"redirect","executed":true)"},
    {Meaning::unknown, R"("fault":"html")"},
    {Meaning::done, R"("fault":"html","executed":true)"},
    {Meaning::unknown, R"("fault":"empty")"},
    {Meaning::done, R"("fault":"empty","executed":true)"},
    {Meaning::unknown, R"("fault":"soap_fault")"},
    {Meaning::done, R"("fault":"soap_fault","executed":true)"},
    {Meaning::done, R"("fault":"wrong_type")"},
    {Meaning::done, R"("fault":"null_fields")"},
    {Meaning::done, R"("fault":"truncated")"},
    {Meaning::done, R"("fault":"other_echo")"},
    {Meaning::done, R"("fault":"missing_field","field":"AgreementNumber")"},
    {Meaning::done, R"("fault":"missing_field","field":"DetailId")"},
    {Meaning::done, R"("fault":"missing_field","field":"Success")"},
    {Meaning::done, R"("fault":"missing_field","field":"Status")"},
    {Meaning::done, R"("fault":"missing_field","field":"ExternalProduct")"},
    {Meaning::done, R"("fault":"missing_field","field":"AccountExternalProductId")"},
};

int exit_of(Meaning meaning) {
  switch (meaning) {
    case Meaning::done:
      return 0;
    case Meaning::unknown:
    case Meaning::busy:
      return 8;
    case Meaning::refused:
    case Meaning::stopped:
    case Meaning::busy_but_done:
      return 7;
  }
  return -1;
}

/// The end of the row whose write met the fault.
std::string end_of(Meaning meaning, const std::string& call) {
  switch (meaning) {
    case Meaning::done:
      return "applied";
    case Meaning::unknown:
    case Meaning::busy:
      return "unknown";
    case Meaning::refused:
    case Meaning::stopped:
      return "failed";
    case Meaning::busy_but_done:
      // A line that was created still stands at 0: its quantity was not sent any more.
      return call == soap_create ? "failed" : "applied";
  }
  return "";
}

bool stops_writes(Meaning meaning) {
  return meaning == Meaning::stopped || meaning == Meaning::busy || meaning == Meaning::busy_but_done;
}

Meaning meaning_of(std::string_view fault) {
  const auto found = std::find_if(std::begin(write_faults), std::end(write_faults),
                                  [&](const WriteFault& one) { return one.fault == fault; });
  REQUIRE(found != std::end(write_faults));
  return found->meaning;
}

std::vector<Cell> every_fault_on_every_write() {
  std::vector<Cell> cells;
  for (const auto& [meaning, fault] : write_faults)
    for (const auto* call : {soap_create, soap_update, post_link}) {
      // Half a minute of waiting each: once is enough.
      if (contains(fault, "silence") && call != soap_create) continue;
      cells.push_back({call, nth_time(1), std::string(fault)});
    }
  return cells;
}

TEST_CASE("a write under any single fault is done once, and is called what it is") {
  for (const auto& seen : try_all(every_fault_on_every_write())) {
    INFO(seen.text());
    const Meaning meaning = meaning_of(seen.cell.fault);
    const std::string row = seen.cell.call == post_link ? "link/10020" : "charge/50002/KES-ADV-SRV";
    check_ever(seen);
    CHECK(seen.first.exit_code == exit_of(meaning));
    CHECK(seen.first.ends.at(row) == end_of(meaning, seen.cell.call));
    // Largest money first: Contoso's row comes last, and nobody's fault but a stop keeps it from its turn.
    CHECK(seen.first.ends.at("charge/50001/KES-SELECT") ==
          (stops_writes(meaning) ? "not attempted" : "applied"));
  }
}

TEST_CASE("a write that finds nobody listening was not sent, and the next run sends it") {
  std::vector<Cell> cells;
  // The call before a write is answered; the write itself, on its fresh connection, is not taken.
  for (const auto* call : {list_links, post_link, soap_create, soap_update})
    cells.push_back({call, nth_time(1), R"("fault":"refuse_next","milliseconds":2000)"});
  for (const auto& seen : try_all(cells)) {
    INFO(seen.text());
    check_ever(seen);
    CHECK(seen.first.exit_code == 7);
    CHECK(seen.writes < 4);
  }
}

TEST_CASE("a fault that never ends is met again by every run, and does no harm") {
  std::vector<Cell> cells;
  for (const auto* call : {soap_create, soap_update, post_link})
    for (const auto* fault : {R"("fault":"executed_then_lost")", R"("fault":"lost_then_late")",
                              R"("fault":"status","status":500)", R"("fault":"locked")"})
      cells.push_back({call, every_time, fault});
  for (const auto& seen : try_all(cells)) {
    INFO(seen.text());
    check_ever(seen);
  }
}

TEST_CASE("a write that comes late, after somebody has run again at once, still makes one of each") {
  const std::vector<std::string> calls{soap_create, soap_update, post_link};
  std::vector<std::vector<std::string>> complaints(calls.size());
  std::vector<int> second(calls.size());
  side_by_side(calls.size(), [&](FaultSite& site, std::size_t i) {
    site.begin();
    site.disturb(Cell{calls[i], nth_time(1), R"("fault":"lost_then_late","milliseconds":5000)"}.rule());
    site.apply(0);
    second[i] = site.apply(1).exit_code;
    site.wait_for_late();
    complaints[i] = trespasses(site.world());
    runs_until_rest(site, 1, complaints[i]);
  });
  for (std::size_t i = 0; i < calls.size(); ++i) {
    CAPTURE(calls[i]);
    CHECK(complaints[i] == std::vector<std::string>{});
    CHECK(second[i] == 8);
  }
}

}  // namespace
}  // namespace tariff::e2e
