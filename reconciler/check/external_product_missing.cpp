#include "check/external_product.hpp"
#include "check/rules.hpp"

namespace tariff::check {
namespace {

void check_external_product_missing(const Facts& facts, Findings& findings) {
  const auto& wanted = facts.desired().external_product;
  if (wanted.empty() || facts.external_product() != nullptr) return;
  std::vector<std::string> names;
  for (const auto& product : facts.observed().external_products) names.push_back(product.name);
  findings.file(severity_of_external_product(facts), place_of_external_product(facts),
                {"", "Tigerpaw has no External Product " + quoted(wanted) + ".",
                 both(did_you_mean(wanted, std::move(names)),
                      "It is made in Tigerpaw's own client: Edit > Master Tables > Account > External "
                      "Products.")});
}

}  // namespace

const FileRule external_product_missing{"external-product-missing", check_external_product_missing};

}  // namespace tariff::check
