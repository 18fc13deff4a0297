#include "check/rules.hpp"

namespace tariff::check {
namespace {

/// A licence that does not tell what its product is billed by, or not by category, is no 0: the customer
/// waits.
void check_count_unknown(const Facts&, const MappingFacts& mapping, Findings& findings) {
  for (const auto& unknown : mapping.unknown_figures)
    if (unknown.basis != CountBasis::purchased)
      findings.error(mapping, {"tenant",
                               "The product " + quoted(unknown.product) + " has count = " +
                                   quoted(basis_name(unknown.basis)) + ", and the licence " +
                                   quoted(unknown.serial.text()) + " " + unknown.why + ".",
                               "Correct the [[product]]."});
}

}  // namespace

const MappingRule count_unknown{"count-unknown", check_count_unknown};

}  // namespace tariff::check
