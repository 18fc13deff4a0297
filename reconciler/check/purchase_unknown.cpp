#include "check/rules.hpp"

namespace tariff::check {
namespace {

/// A figure that is not known is no 0: the customer waits.
void check_purchase_unknown(const Facts&, const MappingFacts& mapping, Findings& findings) {
  for (const auto& unknown : mapping.unknown_figures)
    if (unknown.basis == CountBasis::purchased)
      findings.error(
          mapping, {"tenant",
                    "The product " + quoted(unknown.product) + " is billed by what was purchased, and key " +
                        unknown.serial.text() + " " + unknown.why + ".",
                    "Give each customer keys of its own, or count = \"in-use\"."});
}

}  // namespace

const MappingRule purchase_unknown{"purchase-unknown", check_purchase_unknown};

}  // namespace tariff::check
