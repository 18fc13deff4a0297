#include "e2e/site_ledger.hpp"

#include <atomic>
#include <chrono>
#include <stdexcept>

#include "support/postgresql_server.hpp"
#include "support/process.hpp"

namespace tariff::e2e {
namespace {

class SqliteSite final : public SiteLedger {
 public:
  SqliteSite(const std::filesystem::path& folder, const FirstApply& first_apply)
      : place_(folder / "ledger.db"), text_(beginning(first_apply)) {}

  std::string url() const override { return "sqlite:" + place_.string(); }
  void begin() override {
    for (const auto* more : {"-wal", "-shm", "-journal"}) std::filesystem::remove(place_.string() + more);
    test::write_file(place_, text_);
    std::filesystem::permissions(place_, std::filesystem::perms(0600));
  }

 private:
  static const std::string& beginning(const FirstApply& first_apply) {
    static const std::string text = [&] {
      const test::TempFolder folder;
      first_apply("sqlite:" + (folder / "ledger.db").string());
      return test::read_file(folder / "ledger.db");
    }();
    return text;
  }

  std::filesystem::path place_;
  const std::string& text_;
};

class GitSite final : public SiteLedger {
 public:
  GitSite(const std::filesystem::path& folder, const FirstApply& first_apply)
      : place_(folder / "remote.git"), cache_(folder / cache_folder), start_(beginning(first_apply)) {}

  std::string url() const override { return "git:" + place_.string(); }
  void begin() override {
    // What was fetched of it goes, too: to it the remote would have been rewound.
    std::filesystem::remove_all(cache_);
    std::filesystem::remove_all(place_);
    std::filesystem::copy(start_, place_, std::filesystem::copy_options::recursive);
  }
  void age() override {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(place_))
      if (entry.is_regular_file())
        std::filesystem::last_write_time(entry, entry.last_write_time() - std::chrono::minutes(16));
  }

 private:
  static const std::filesystem::path& beginning(const FirstApply& first_apply) {
    static const test::TempFolder folder;
    static const std::filesystem::path place = [&] {
      auto made = folder / "start.git";
      test::Command command;
      command.words = {"git", "init", "--quiet", "--bare", made.string()};
      if (test::run(command).exit_code != 0) throw std::runtime_error("no repository was made");
      first_apply("git:" + made.string());
      return made;
    }();
    return place;
  }

  std::filesystem::path place_, cache_;
  const std::filesystem::path& start_;
};

class PostgresqlSite final : public SiteLedger {
 public:
  explicit PostgresqlSite(const FirstApply& first_apply)
      : start_(beginning(first_apply)), name_(start_ + "_" + std::to_string(next())) {}

  std::string url() const override { return server().url(name_); }
  void begin() override {
    // A killed run's session ends on its own, some moments later.
    server().run("postgres", "DROP DATABASE IF EXISTS " + name_ + " WITH (FORCE)");
    server().make_copy(name_, start_);
  }

 private:
  static test::PostgresqlServer& server() { return test::PostgresqlServer::shared(); }
  static int next() {
    static std::atomic<int> count{0};
    return ++count;
  }
  static const std::string& beginning(const FirstApply& first_apply) {
    static const std::string name = [&] {
      auto made = server().make_database();
      first_apply(server().url(made));
      return made;
    }();
    return name;
  }

  const std::string& start_;
  std::string name_;
};

}  // namespace

std::unique_ptr<SiteLedger> make_site_ledger(LedgerKind kind, const std::filesystem::path& folder,
                                             const FirstApply& first_apply) {
  switch (kind) {
    case LedgerKind::sqlite:
      return std::make_unique<SqliteSite>(folder, first_apply);
    case LedgerKind::git:
      return std::make_unique<GitSite>(folder, first_apply);
    case LedgerKind::postgresql:
      return std::make_unique<PostgresqlSite>(first_apply);
  }
  throw std::logic_error("no such ledger");
}

}  // namespace tariff::e2e
