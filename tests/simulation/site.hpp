#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "simulation/book.hpp"
#include "simulation/figures.hpp"
#include "simulation/oracle.hpp"
#include "simulation/tigerpaw.hpp"
#include "simulation/timeline.hpp"
#include "simulation/trouble.hpp"
#include "simulation/usage.hpp"

namespace tariff::simulation {

/// What happened, in words, for a seed that failed: kept only where somebody reads it.
class Trace {
 public:
  explicit Trace(bool is_kept = false) : is_kept_(is_kept) {}
  template <class Words>
  void say(Instant now, const Words& words) {
    if (is_kept_) add(now, words());
  }
  const std::vector<std::string>& lines() const { return lines_; }

 private:
  void add(Instant now, const std::string& words);

  bool is_kept_;
  std::vector<std::string> lines_;
};

/// One installation on virtual time: both services as they truly are, the committed file, the ledger, and who
/// watches.
struct Site {
  Site(std::uint64_t seed, Figures& counted, bool keeps_trace);
  Site(const Site&) = delete;
  Site& operator=(const Site&) = delete;
  ~Site() { timeline.end(); }

  Dice dice;
  Timeline timeline;
  Weather weather;
  Figures& figures;
  Trace trace;
  Tigerpaw tigerpaw;
  Book book;
  Oracle oracle;
  std::shared_ptr<const Desired> file;
  std::map<TenantId, Usage> usage;
  std::chrono::seconds lease{0};
  std::map<AgreementNumber, AccountNumber> sold;  ///< and who had it before
  std::int64_t customers = 0;                     ///< so many were ever made
  std::int64_t runs = 0;
  std::int64_t running = 0;

  /// Draws whether that trouble comes now, and counts it.
  bool strikes(Trouble trouble);
  template <class Words>
  void say(const Words& words) {
    trace.say(timeline.now(), words);
  }
  /// Another customer, in both services and in the file.
  void add_customer();
  /// Commits another file.
  void commit(Desired changed) { file = std::make_shared<const Desired>(std::move(changed)); }
};

}  // namespace tariff::simulation
