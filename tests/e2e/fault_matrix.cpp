#include "e2e/fault_matrix.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <thread>

#include <doctest/doctest.h>

namespace tariff::e2e {
namespace {

constexpr std::size_t workers = 8;
constexpr int quiet_minutes = 20;
constexpr int runs_to_rest_max = 2;
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::size_t one_of = 7;
#else
constexpr std::size_t one_of = 1;
#endif

void add(std::vector<std::string>& to, const std::vector<std::string>& more) {
  to.insert(to.end(), more.begin(), more.end());
}

void look_for_repeats(Seen& seen) {
  for (const auto* call : {soap_create, soap_update, post_link})
    if (seen.calls[call] > undisturbed_calls().at(call))
      seen.complaints.push_back(std::string(call) + " was sent too often");
}

Seen tried(FaultSite& site, const Cell& cell) {
  Seen seen;
  seen.cell = cell;
  site.begin();
  site.disturb(cell.rule());
  seen.first = site.apply(0, cell.more);
  site.wait_for_late();
  seen.fired = site.fired();
  seen.writes = site.writes();
  seen.calls = site.calls();
  look_for_repeats(seen);
  add(seen.complaints, told_secrets(site, seen.first));
  const auto after = site.world();
  add(seen.complaints, trespasses(after));
  seen.is_done = is_as_wanted(after);
  site.disturb("");
  // Where no row was begun and no write was sent, the next run stands where the first one stood.
  const bool is_untouched = !seen.first.has_rows && seen.writes == 0;
  const bool is_at_rest = seen.first.exit_code == 0 && seen.is_done;
  if (!is_untouched && !is_at_rest)
    seen.runs_to_rest = runs_until_rest(site, runs_to_rest_max, seen.complaints);
  return seen;
}

Seen tried_or_told(FaultSite& site, const Cell& cell) {
  try {
    return tried(site, cell);
  } catch (const std::exception& failure) {
    Seen seen;
    seen.cell = cell;
    seen.complaints.emplace_back(failure.what());
    return seen;
  }
}

std::vector<Cell> some_of(std::vector<Cell> cells) {
  std::vector<Cell> some;
  for (std::size_t i = 0; i < cells.size(); i += one_of) some.push_back(std::move(cells[i]));
  return some;
}

}  // namespace

std::string Cell::rule() const { return "{\"call\":\"" + call + "\"," + turn + "," + fault + "}"; }

std::string Seen::text() const {
  std::string out = cell.rule() + "\nexit " + std::to_string(first.exit_code) + ", " +
                    std::to_string(writes) + " writes, " + std::to_string(runs_to_rest) + " runs to rest\n";
  for (const auto& [address, end] : first.ends) out += address + ": " + end + "\n";
  for (const auto& complaint : complaints) out += complaint + "\n";
  return out + first.text;
}

std::string nth_time(std::int64_t number) { return "\"nth\":" + std::to_string(number); }

const std::map<std::string, std::int64_t>& undisturbed_calls() {
  static const auto calls = [] {
    FaultSite site;
    site.begin();
    site.apply(0);
    return site.calls();
  }();
  return calls;
}

std::vector<Seen> try_all(std::vector<Cell> cells) {
  cells = some_of(std::move(cells));
  undisturbed_calls();
  std::vector<Seen> seen(cells.size());
  side_by_side(cells.size(),
               [&](FaultSite& site, std::size_t i) { seen[i] = tried_or_told(site, cells[i]); });
  return seen;
}

int runs_until_rest(const FaultSite& site, int runs_max, std::vector<std::string>& complaints) {
  for (int run = 1; run <= runs_max; ++run) {
    site.age();
    const Ran good = site.apply(run * quiet_minutes);
    add(complaints, trespasses(site.world()));
    add(complaints, told_secrets(site, good));
    if (good.exit_code == 0 && is_as_wanted(site.world())) return run;
    if (run == runs_max) complaints.push_back("the last run said: " + good.text);
  }
  return -1;
}

void side_by_side(std::size_t count, const std::function<void(FaultSite&, std::size_t)>& work,
                  LedgerKind kind) {
  std::atomic<std::size_t> next = 0;
  std::vector<std::jthread> threads;
  for (std::size_t worker = 0; worker < std::min(workers, count); ++worker)
    threads.emplace_back([&] {
      FaultSite site(kind);
      for (auto i = next++; i < count; i = next++) work(site, i);
    });
}

void check_ever(const Seen& seen) {
  CHECK(seen.complaints.empty());
  CHECK(seen.fired > 0);
  CHECK(seen.runs_to_rest >= 0);
  if (seen.first.exit_code == 0) CHECK(seen.is_done);
}

}  // namespace tariff::e2e
