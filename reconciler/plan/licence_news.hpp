#pragma once

#include <map>
#include <set>
#include <string>

#include "plan/build.hpp"
#include "plan/new_licence.hpp"

namespace tariff::plan {

/// Gathers the licence names that products match and the ledger does not know.
///
/// Cost: one look-up per key of a customer; what is new costs a pass over its devices.
class LicenceNews {
 public:
  /// Requires: `inputs` outlives it.
  explicit LicenceNews(const Inputs& inputs) : inputs_(inputs) {}

  /// One customer whose rows were planned.
  void add(const ResolvedMapping& at, UsageCounter& counter);
  /// All names go into the bookkeeping. Those that stand in the file as they are, and every name while the
  /// ledger knows none at all, are no news to people.
  void tell(Plan& plan) const;

 private:
  bool is_known(const LicenceUse& licence) const {
    return inputs_.ledger->licences.contains(licence.product_name);
  }

  const Inputs& inputs_;
  std::map<std::string, NewLicence> found_;
  std::set<std::string> written_out_;
};

}  // namespace tariff::plan
