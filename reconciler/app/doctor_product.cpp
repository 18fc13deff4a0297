#include <algorithm>
#include <mutex>
#include <set>

#include "app/check_lines.hpp"
#include "app/doctor.hpp"
#include "app/parallel.hpp"
#include "base/inert.hpp"
#include "domain/resolution.hpp"
#include "text/match.hpp"

namespace tariff::app {
namespace {

constexpr std::size_t shown_max = 5;

std::string quoted(const std::string& name) { return "\"" + inert(name, 80) + "\""; }

/// A missing product stops a run that writes, and only that.
CheckLine product_fault(const Desired& desired, const std::string& found, const std::string& advice) {
  if (desired.observes_only()) return warning_line("external-product", found, advice);
  return failed_line("external-product", {ErrorKind::invalid, found, advice});
}

CheckLine product_line(const Desired& desired, const ExternalProduct* product) {
  const std::string name = quoted(desired.external_product);
  const std::string place =
      "It is kept in Tigerpaw's own client: Edit > Master Tables > Account > External Products.";
  if (product == nullptr)
    return product_fault(desired, "Tigerpaw has no External Product " + name + ".", place);
  if (!product->active)
    return product_fault(desired, "The External Product " + name + " is inactive.", place);
  return good_line("external-product", "The External Product " + name + " is there and active.");
}

/// What the cross-references of all mapped accounts say.
class References {
 public:
  References(const Desired& desired, const ExternalProduct& product, const std::vector<Tenant>& tenants)
      : desired_(desired), product_(product), tenants_(tenants) {}

  void read(TigerpawReader& reader) {
    std::set<AccountNumber> accounts;
    for (const auto& mapping : desired_.mappings) accounts.insert(mapping.account);
    const std::vector<AccountNumber> numbers(accounts.begin(), accounts.end());
    account_count_ = numbers.size();
    for_each_index(numbers.size(), reader.parallel_max(), [&](std::size_t i) {
      const auto references = reader.cross_references(numbers[i]);
      const std::lock_guard lock(mutex_);
      take(numbers[i], references);
    });
  }

  CheckLine line() const {
    const std::string id = "cross-references";
    const std::string count = std::to_string(linked_) + " of " + std::to_string(account_count_) +
                              " mapped accounts are cross-referenced to " + quoted(product_.name) + ".";
    if (failure_)
      return failed_service_line(id, {failure_->kind, count + " " + failure_->message, failure_->hint});
    if (!of_others_.empty())
      return warning_line(id, count + " " + others_text(),
                          "Correct the mapping, or the ExternalId of the cross-reference in Tigerpaw.");
    if (linked_ == account_count_) return good_line(id, count);
    return good_line(id, count + " A plan links the others once they are billed.");
  }

 private:
  void take(AccountNumber account, const Result<std::vector<CrossReference>>& references) {
    if (!references) {
      if (references.error().kind != ErrorKind::not_found) failure_ = references.error();
      return;
    }
    bool is_linked = false;
    for (const auto& reference : *references) {
      if (reference.product != product_.id) continue;
      is_linked = true;
      if (const auto* other = other_tenant(account, reference.external_id))
        of_others_.insert(account.text() + " as " + quoted(other->name));
    }
    linked_ += is_linked ? 1 : 0;
  }

  /// The tenant whose id that is, where no mapping of the account means it.
  const Tenant* other_tenant(AccountNumber account, const std::string& external_id) const {
    for (const auto& tenant : tenants_) {
      if (!equal_ignoring_case(tenant.uid.value(), external_id)) continue;
      const bool is_meant =
          std::any_of(desired_.mappings.begin(), desired_.mappings.end(), [&](const Mapping& mapping) {
            return mapping.account == account && (mapping.tenant_id ? *mapping.tenant_id == tenant.id.local
                                                                    : mapping.tenant == tenant.name);
          });
      return is_meant ? nullptr : &tenant;
    }
    return nullptr;
  }

  std::string others_text() const {
    std::string names;
    std::size_t shown = 0;
    for (const auto& name : of_others_) {
      if (shown++ == shown_max) break;
      names += (names.empty() ? "" : ", ") + name;
    }
    if (of_others_.size() > shown_max)
      names += " and " + std::to_string(of_others_.size() - shown_max) + " more";
    return "Another tenant than the mapped one is named by account " + names + ".";
  }

  const Desired& desired_;
  const ExternalProduct& product_;
  const std::vector<Tenant>& tenants_;
  std::mutex mutex_;
  std::size_t account_count_ = 0;
  std::size_t linked_ = 0;
  std::set<std::string> of_others_;
  std::optional<Error> failure_;
};

}  // namespace

CheckLines check_external_product(TigerpawReader& reader, const Desired& desired,
                                  const std::vector<ExternalProduct>& products,
                                  const std::vector<Tenant>& tenants) {
  const auto* product = external_product_named(desired.external_product, products);
  CheckLines lines{product_line(desired, product)};
  if (product == nullptr) {
    lines.push_back(untried_line("cross-references", "There is no External Product to look for."));
    return lines;
  }
  References references(desired, *product, tenants);
  references.read(reader);
  lines.push_back(references.line());
  return lines;
}

}  // namespace tariff::app
