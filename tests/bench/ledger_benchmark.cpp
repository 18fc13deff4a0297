#include <charconv>
#include <chrono>
#include <cstdio>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string_view>

#include "adapters/git_ledger/ledger.hpp"
#include "adapters/postgresql/ledger.hpp"
#include "adapters/sqlite/ledger.hpp"
#include "support/git_server.hpp"
#include "support/postgresql_server.hpp"
#include "support/temp_folder.hpp"

namespace {

using namespace tariff;
using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::duration<double, std::milli>;

/// A ledger is measured with nothing in it, and again with so many entries that stand for so many charges.
/// What it keeps lies in TMPDIR, which must be on a disk for the figures to mean anything.
constexpr std::int64_t entries_many = 10'000;
constexpr std::int64_t charges_many = 1'000;
constexpr std::int64_t fill_batch = 500;

template <class T>
T good(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message + " " + result.error().hint);
  return std::move(result).value();
}

/// One ledger as a machine of that name opens it; machines differ only in what they have fetched.
struct Measured {
  std::string name;
  std::function<std::unique_ptr<StoredLedger>(const std::string& machine)> open;
};

Event claim(std::int64_t n) {
  const AgreementNumber agreement(1 + n % charges_many);
  return {Instant{std::chrono::seconds{n}}, RunId("r-1"),
          ChargeClaimed{{agreement, ItemId("A")}, AccountNumber(1)}};
}

struct Appends {
  std::int64_t count = 0;
  Milliseconds time{};

  double each_ms() const { return time.count() / static_cast<double>(count); }
  double per_second() const { return 1000 / each_ms(); }
};

/// Appends of one event each, one after the other, for so long.
Appends measure_appends(Ledger& ledger, std::chrono::milliseconds length) {
  LedgerHead head = good(ledger.read()).head;
  Appends done;
  const auto start = Clock::now();
  while (done.time < length) {
    head = good(ledger.append(head, {claim(done.count)}));
    ++done.count;
    done.time = Clock::now() - start;
  }
  return done;
}

void fill(Ledger& ledger) {
  LedgerHead head = good(ledger.read()).head;
  while (head.sequence < entries_many) {
    std::vector<Event> events;
    for (std::int64_t i = 0; i < fill_batch; ++i) events.push_back(claim(head.sequence + i));
    head = good(ledger.append(head, events));
  }
}

Milliseconds measure_reading(const Measured& measured, const std::string& machine) {
  const auto start = Clock::now();
  const auto snapshot = good(measured.open(machine)->read());
  const Milliseconds time = Clock::now() - start;
  if (snapshot.head.sequence < entries_many) throw std::runtime_error(measured.name + " lost entries");
  return time;
}

void measure(const Measured& measured, std::chrono::milliseconds length) {
  const auto ledger = measured.open("first");
  const Appends empty = measure_appends(*ledger, length);
  fill(*ledger);
  const Appends full = measure_appends(*ledger, length);
  const auto again = measure_reading(measured, "first");
  const auto anew = measure_reading(measured, "second");
  std::printf("%-18s %8lld %8.2f %10.1f %9.2f | %8lld %10.1f %9.2f | %9.1f %9.1f\n", measured.name.c_str(),
              static_cast<long long>(empty.count), empty.time.count() / 1000, empty.per_second(),
              empty.each_ms(), static_cast<long long>(full.count), full.per_second(), full.each_ms(),
              again.count(), anew.count());
  std::fflush(stdout);
}

void measure_sqlite(std::chrono::milliseconds length) {
  const test::TempFolder folder;
  const std::string path = folder / "ledger.db";
  good(make_sqlite_ledger(path));
  measure({"SQLite, on disk",
           [&](const std::string&) { return good(open_sqlite_ledger(path, LedgerOpening::existing_only)); }},
          length);
}

enum class Way { path, daemon };

void measure_git(Way way, std::chrono::milliseconds length) {
  const test::BareRepository repository;
  const test::TempFolder caches;
  std::optional<test::GitDaemon> daemon;
  if (way == Way::daemon) daemon.emplace(repository.folder());
  const std::string remote = daemon ? daemon->url() : repository.path().string();
  good(make_git_ledger(remote, caches / "first", {}));
  measure({daemon ? "Git, git daemon" : "Git, bare by path",
           [&](const std::string& machine) {
             return good(open_git_ledger(remote, caches / machine, {}, LedgerOpening::existing_only));
           }},
          length);
}

void measure_postgresql(std::chrono::milliseconds length) {
  const test::PostgresqlServer server({"fsync=on"});
  const std::string url = server.url(server.make_database());
  good(make_postgresql_ledger(url));
  measure(
      {"PostgreSQL, fsync",
       [&](const std::string&) { return good(open_postgresql_ledger(url, LedgerOpening::existing_only)); }},
      length);
}

void measure_all(std::chrono::milliseconds length) {
  std::printf(
      "appends of one claim each | the same behind %lld entries of %lld charges | open and read those\n",
      static_cast<long long>(entries_many), static_cast<long long>(charges_many));
  std::printf("%-18s %8s %8s %10s %9s | %8s %10s %9s | %9s %9s\n", "ledger", "appends", "seconds",
              "per second", "ms each", "appends", "per second", "ms each", "again ms", "anew ms");
  measure_sqlite(length);
  measure_git(Way::path, length);
  measure_git(Way::daemon, length);
  measure_postgresql(length);
}

/// The first argument, milliseconds for each measurement; two seconds without one.
std::optional<std::chrono::milliseconds> length_of(int count, char** values) {
  if (count < 2) return std::chrono::seconds(2);
  const std::string_view text = values[1];
  int ms = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), ms);
  if (count > 2 || read.ec != std::errc{} || read.ptr != text.data() + text.size() || ms < 1) return {};
  return std::chrono::milliseconds(ms);
}

}  // namespace

int main(int count, char** values) {
  const auto length = length_of(count, values);
  if (!length) {
    std::fputs("usage: bench_ledger [MILLISECONDS]\n", stderr);
    return 64;
  }
  try {
    measure_all(*length);
    return 0;
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "bench_ledger: %s\n", problem.what());
    return 1;
  }
}
