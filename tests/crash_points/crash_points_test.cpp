#include <cstdio>
#include <functional>
#include <memory>
#include <string>

#include <doctest/doctest.h>

#include "adapters/git_ledger/ledger.hpp"
#include "adapters/postgresql/ledger.hpp"
#include "adapters/sqlite/ledger.hpp"
#include "crash_points/mortal.hpp"
#include "domain/charge_lines.hpp"
#include "support/git_server.hpp"
#include "support/postgresql_server.hpp"
#include "support/site.hpp"

/// A run that dies at any moment between two effects, for every kind of change, one key or three, on every
/// ledger: one good run after the quiet period brings the world of a run that did not die. Source:
/// charge-protocol.md section 9. Death within a call of a port is what tests/e2e/kill_test.cpp does.
namespace tariff::crash_points {
namespace {

using test::Site;

/// A ledger of its own; each call opens it anew, as the next process does.
class Kept {
 public:
  virtual ~Kept() = default;
  virtual std::unique_ptr<StoredLedger> open() = 0;
};

std::unique_ptr<StoredLedger> opened(Result<std::unique_ptr<StoredLedger>> ledger) {
  if (!ledger) FAIL(ledger.error().message);
  return std::move(ledger).value();
}

class InSqlite final : public Kept {
 public:
  std::unique_ptr<StoredLedger> open() override {
    return opened(open_sqlite_ledger((folder_ / "ledger.db").string(), LedgerOpening::made_if_missing));
  }

 private:
  test::TempFolder folder_;
};

class InGit final : public Kept {
 public:
  std::unique_ptr<StoredLedger> open() override {
    return opened(open_git_ledger(repository_.path().string(), (cache_ / "cache").string(), {},
                                  LedgerOpening::made_if_missing));
  }

 private:
  test::BareRepository repository_;
  test::TempFolder cache_;
};

/// One database, emptied for each: to make a new one takes longer than to live and die on it.
class InPostgresql final : public Kept {
 public:
  InPostgresql() { server().run(database(), "DROP SCHEMA public CASCADE; CREATE SCHEMA public"); }
  std::unique_ptr<StoredLedger> open() override {
    return opened(open_postgresql_ledger(server().url(database()), LedgerOpening::made_if_missing));
  }

 private:
  static test::PostgresqlServer& server() { return test::PostgresqlServer::shared(); }
  static const std::string& database() {
    static const std::string name = server().make_database();
    return name;
  }
};

template <class Kind>
std::unique_ptr<Kept> made() {
  return std::make_unique<Kind>();
}

/// One kind of change: what stands before it, and what is then to be done.
struct Change {
  const char* name;
  void (*before)(Site& site, int keys);
  void (*change)(Site& site, int keys);
  bool has_run_before;
};

constexpr const char* items[] = {"KES-ADV-WS", "KES-ADV-SRV", "KES-ADV-NW"};

/// One key is what counts Select; three are the categories of Advanced.
void use(Site& site, int keys, std::int64_t count) {
  if (keys == 1) return tiny::use_licence(site.world(), tiny::select_licence, {count, 0, 0});
  tiny::use_licence(site.world(), tiny::advanced_licence, {count, count + 1, count + 2});
}
void count_four(Site& site, int keys) { use(site, keys, 4); }
void count_seven(Site& site, int keys) { use(site, keys, 7); }

void stand_by_hand(Site& site, int keys) {
  use(site, keys, 4);
  for (int i = 0; i < keys; ++i)
    tiny::add_line(site.world(), 8001 + i, keys == 1 ? "KES-SELECT" : items[i], 4 + i).source = "by hand";
}
void nothing(Site&, int) {}

void move_agreement(Site& site, int) {
  tiny::add_agreement(site.world(), 50009);
  site.desired.mappings.front().agreement = AgreementNumber(50009);
  site.desired.mappings.front().handover = Handover::now;
}
void stop_billing(Site& site, int) { site.desired.mappings.front().billing = Billing::off; }

void unlink(Site& site, int keys) {
  use(site, keys, 4);
  tiny::account_of(site.world()).cross_references.clear();
}

constexpr Change changes[] = {
    {"fresh", count_four, nothing, false},         {"fresh, not linked", unlink, nothing, false},
    {"adopted", stand_by_hand, nothing, false},    {"change", count_four, count_seven, true},
    {"replace", count_four, move_agreement, true}, {"retire", count_four, stop_billing, true},
};

/// All lines with their values, whatever their ids.
std::string lines_of(const Site& site) {
  std::string out;
  for (const auto& [number, agreement] : site.tigerpaw.world().agreements)
    for (const auto& line : agreement->lines)
      out += number.text() + " " + line.item.value() + " " + std::to_string(line.quantity) + " at " +
             line.price.text() + "\n";
  out += std::to_string(
             site.tigerpaw.world().accounts.at(AccountNumber(10010)).value().cross_references.size()) +
         " links";
  return out;
}

struct Lived {
  std::string lines;
  std::vector<std::string> moments;
  bool has_died = false;
};

void good_run(Site& site, Kept& kept) {
  const auto ledger = kept.open();
  site.kept_ledger = ledger.get();
  [[maybe_unused]] const auto report = site.run();
  site.kept_ledger = nullptr;
  site.pass_quiet_period();
}

bool mortal_run(Site& site, Kept& kept, Mortality& mortality) {
  const auto ledger = kept.open();
  MortalLedger mortal(*ledger, mortality);
  MortalWriter writer(site.tigerpaw, mortality);
  site.kept_ledger = &mortal;
  site.writer = &writer;
  bool has_died = false;
  try {
    [[maybe_unused]] const auto report = site.run();
  } catch (const Died&) {
    has_died = true;
  }
  site.kept_ledger = nullptr;
  site.writer = nullptr;
  site.pass_quiet_period();
  return has_died;
}

Lived live(const Change& change, int keys, Kept& kept, std::int64_t dies_at) {
  Site site;
  change.before(site, keys);
  if (change.has_run_before) good_run(site, kept);
  change.change(site, keys);
  Mortality mortality(dies_at);
  Lived lived;
  lived.has_died = mortal_run(site, kept, mortality);
  if (lived.has_died) good_run(site, kept);
  lived.moments = mortality.moments();
  lived.lines = lines_of(site);
  CHECK(site.tigerpaw.two_amounts().empty());
  CHECK(site.tigerpaw.two_lines().empty());
  return lived;
}

/// Gives the number of moments.
std::int64_t die_everywhere(const Change& change, int keys, std::unique_ptr<Kept> (*make)()) {
  const Lived whole = live(change, keys, *make(), 0);
  REQUIRE_FALSE(whole.moments.empty());
  const auto moments = static_cast<std::int64_t>(whole.moments.size());
  for (std::int64_t at = 1; at <= moments; ++at) {
    const Lived lived = live(change, keys, *make(), at);
    INFO(change.name << ", " << keys << " keys, died at " << at << ": "
                     << whole.moments.at(static_cast<std::size_t>(at - 1)));
    CHECK(lived.has_died);
    CHECK(lived.lines == whole.lines);
  }
  return moments;
}

void die_on(const char* name, std::unique_ptr<Kept> (*make)()) {
  std::int64_t points = 0;
  for (const auto& change : changes)
    for (const int keys : {1, 3}) points += die_everywhere(change, keys, make);
  std::printf("crash points on %s: %lld of %lld covered\n", name, static_cast<long long>(points),
              static_cast<long long>(points));
}

}  // namespace

TEST_CASE("a run that dies at any moment is finished by the next one, on SQLite") {
  die_on("SQLite", made<InSqlite>);
}

TEST_CASE("a run that dies at any moment is finished by the next one, on a Git reference") {
  die_on("a Git reference", made<InGit>);
}

TEST_CASE("a run that dies at any moment is finished by the next one, on PostgreSQL") {
  die_on("PostgreSQL", made<InPostgresql>);
}

}  // namespace tariff::crash_points
