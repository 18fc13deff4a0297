#include "check/external_product.hpp"
#include "check/rules.hpp"

namespace tariff::check {
namespace {

void check_external_product_inactive(const Facts& facts, Findings& findings) {
  const ExternalProduct* product = facts.external_product();
  if (product == nullptr || product->active) return;
  findings.file(severity_of_external_product(facts), place_of_external_product(facts),
                {"", "The External Product " + quoted(product->name) + " is inactive in Tigerpaw.",
                 "Activate it in Tigerpaw: Edit > Master Tables > Account > External Products."});
}

}  // namespace

const FileRule external_product_inactive{"external-product-inactive", check_external_product_inactive};

}  // namespace tariff::check
