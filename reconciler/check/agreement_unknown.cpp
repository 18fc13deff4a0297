#include "check/rules.hpp"

namespace tariff::check {
namespace {

std::string hint_for(const MappingFacts& mapping) {
  constexpr std::size_t shown_max = 5;
  const auto* agreements = mapping.live.agreements;
  if (agreements == nullptr || !*agreements) return "`tariff list agreements` shows them.";
  if ((*agreements)->empty()) return "The account has no active agreement.";
  std::string out = "The account's active agreements are ";
  for (std::size_t i = 0; i < (*agreements)->size() && i < shown_max; ++i)
    out += (i == 0 ? "" : ", ") + (**agreements)[i].number.text();
  return out + ((*agreements)->size() > shown_max ? " and others." : ".");
}

void check_agreement_unknown(const Facts&, const MappingFacts& mapping, Findings& findings) {
  if (mapping.account == nullptr || !mapping.is_counted()) return;
  for (const auto& named : mapping.agreements)
    if (is_missing(named.reading))
      findings.error(mapping, {"agreement", "Tigerpaw has no agreement " + named.number.text() + ".",
                               hint_for(mapping), *named.place});
}

}  // namespace

const MappingRule agreement_unknown{"agreement-unknown", check_agreement_unknown};

}  // namespace tariff::check
