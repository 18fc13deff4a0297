#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include <doctest/doctest.h>

#include "adapters/sqlite/ledger.hpp"
#include "support/fake_ledger.hpp"
#include "support/ledger_promises.hpp"
#include "support/temp_folder.hpp"

namespace tariff {
namespace {

using Promise = std::function<void(const test::OpenLedger&)>;

const std::vector<Promise>& promises() {
  static const std::vector<Promise> all{
      test::starts_empty_and_folds_what_it_took, test::refuses_a_head_that_has_moved,
      test::takes_all_events_of_an_append_or_none, test::keeps_every_kind_of_event,
      test::gives_every_reader_the_same_head};
  return all;
}

/// Another handle on one ledger in memory.
class Shared final : public Ledger {
 public:
  struct Store {
    test::FakeLedger ledger;
    std::mutex mutex;
  };
  explicit Shared(std::shared_ptr<Store> store) : store_(std::move(store)) {}
  Result<LedgerSnapshot> read() override {
    const std::lock_guard lock(store_->mutex);
    return store_->ledger.read();
  }
  Result<LedgerHead> append(const LedgerHead& expected, const std::vector<Event>& events) override {
    const std::lock_guard lock(store_->mutex);
    return store_->ledger.append(expected, events);
  }

 private:
  std::shared_ptr<Store> store_;
};

test::OpenLedger in_memory() {
  return [store = std::make_shared<Shared::Store>()] { return std::make_unique<Shared>(store); };
}

test::OpenLedger in_sqlite(const test::TempFolder& folder) {
  return [path = (folder / "ledger.db").string()]() -> std::unique_ptr<Ledger> {
    auto opened = open_sqlite_ledger(path, LedgerOpening::made_if_missing);
    REQUIRE(opened.has_value());
    return std::move(opened).value();
  };
}

}  // namespace

TEST_CASE("the ledger in memory keeps every promise of the port") {
  for (const auto& promise : promises()) promise(in_memory());
  test::loses_no_append(in_memory(), 3, 20);
}

TEST_CASE("the ledger on SQLite keeps every promise of the port") {
  for (const auto& promise : promises()) {
    const test::TempFolder folder;
    promise(in_sqlite(folder));
  }
}

TEST_CASE("three writers at once lose no event on SQLite") {
  const test::TempFolder folder;
  test::loses_no_append(in_sqlite(folder), 3, 20);
}

}  // namespace tariff
