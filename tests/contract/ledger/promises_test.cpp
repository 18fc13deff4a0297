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
  for (const auto& promise : test::every_promise()) promise(in_memory());
  test::loses_no_append(in_memory(), 3, 20);
}

TEST_CASE("the ledger on SQLite keeps every promise of the port") {
  for (const auto& promise : test::every_promise()) {
    const test::TempFolder folder;
    promise(in_sqlite(folder));
  }
}

TEST_CASE("three writers at once lose no event on SQLite") {
  const test::TempFolder folder;
  test::loses_no_append(in_sqlite(folder), 3, 20);
}

}  // namespace tariff
