#include "check/rules.hpp"

namespace tariff::check {
namespace {

void check_bill_to_parent(const Facts&, const MappingFacts& mapping, Findings& findings) {
  if (!mapping.is_counted() || mapping.account == nullptr || !mapping.account->bills_parent) return;
  const auto& parent = mapping.account->parent;
  findings.warning(mapping, {"account",
                             "The account " + mapping.mapping().account.text() + " always bills its parent" +
                                 (parent ? " " + parent->text() : "") + "; these charges are invoiced there.",
                             "Make sure that the parent is to pay for them."});
}

}  // namespace

const MappingRule bill_to_parent{"bill-to-parent", check_bill_to_parent};

}  // namespace tariff::check
