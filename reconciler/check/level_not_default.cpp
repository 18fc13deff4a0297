#include "check/rules.hpp"

namespace tariff::check {
namespace {

void check_level_not_default(const Facts&, const MappingFacts& mapping, Findings& findings) {
  const PriceLevel* level = mapping.live.level;
  if (!mapping.is_counted() || level == nullptr || mapping.account == nullptr) return;
  const auto& usual = mapping.account->default_level;
  if (!usual || *usual == level->id) return;
  const std::string& name = mapping.account->default_level_name;
  findings.warning(
      mapping, {"price_level",
                "The mapping bills at " + quoted(level->name) + "; the account's default price level is " +
                    (name.empty() ? usual->text() : quoted(name)) + ".",
                "Make sure that this is what was agreed."});
}

}  // namespace

const MappingRule level_not_default{"level-not-default", check_level_not_default};

}  // namespace tariff::check
