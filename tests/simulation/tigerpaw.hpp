#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "domain/observed.hpp"
#include "ports/tigerpaw_writer.hpp"
#include "simulation/timeline.hpp"

namespace tariff::simulation {

struct RunFacts;

enum class Verb { create, set, link };

/// One request that wants to change something.
///
/// Shape: `agreement` and one of `create` and `set`, or `account` for a link. `quantity` is what a create
/// stands at: 0 for the product, whatever it likes for a naive strategy. `claimed` is when the ledger last
/// stored something of its run.
struct Request {
  Verb verb = Verb::create;
  AgreementNumber agreement;
  CreateLine create;
  std::int64_t quantity = 0;
  SetLine set;
  AccountNumber account;
  CrossReference reference;
  Instant claimed;
  std::shared_ptr<RunFacts> run;

  ItemId item() const { return verb == Verb::set ? set.item : create.item; }
};
std::string words_of(const Request& request);

/// Tigerpaw as it is: one world, and for a minute or two what it was before. It knows nothing of faults.
class Tigerpaw {
 public:
  Tigerpaw(Observed world, const Timeline& timeline) : world_(std::move(world)), timeline_(timeline) {}

  const Observed& world() const { return world_; }
  /// For what lists do not lag behind: accounts, items, agreements that are new.
  Observed& world_now() { return world_; }
  const Agreement& agreement(AgreementNumber number) const { return world_.agreements.at(number).value(); }
  /// The agreement, to be changed now. Its lists may lag behind the change.
  Agreement& changing(AgreementNumber number);
  /// The list of active agreements says how many charges each has. Called after a change.
  void count_charges(AgreementNumber number);

  /// The agreement as a list shows it that lags so far behind. Fails: not_found.
  Result<Agreement> listed(AgreementNumber number, std::chrono::seconds lag) const;
  /// Does what the request says, or refuses it.
  WriteAnswer execute(const Request& request);
  DetailId next_detail() { return DetailId(++last_id_); }

 private:
  WriteAnswer create(const Request& request);
  WriteAnswer set(const Request& request);
  WriteAnswer link(const Request& request);

  struct Past {
    Instant until;
    Agreement agreement;
  };

  Observed world_;
  const Timeline& timeline_;
  std::map<AgreementNumber, std::deque<Past>> past_;
  std::int64_t last_id_ = 9000;
};

}  // namespace tariff::simulation
