#include "plan/keys.hpp"

namespace tariff::plan {
namespace {

struct KeysOf {
  using Keys = std::vector<ChargeKey>;
  Keys operator()(const LinkAccount&) const { return {}; }
  Keys operator()(const ReplaceCharges& replace) const {
    Keys keys;
    for (const auto& move : replace.moves) keys.push_back(move.key);
    return keys;
  }
  template <class Charge>
  Keys operator()(const Charge& charge) const {
    return {charge.key};
  }
};

}  // namespace

std::vector<ChargeKey> keys_of(const Action& action) { return std::visit(KeysOf{}, action); }

}  // namespace tariff::plan
