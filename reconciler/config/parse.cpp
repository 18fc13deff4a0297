#include "config/parse.hpp"

#include <algorithm>
#include <utility>

#include "config/contradictions.hpp"
#include "config/forms.hpp"
#include "config/mapping_products.hpp"
#include "config/reader.hpp"
#include "config/special_cases.hpp"

namespace tariff::config {
namespace {

Billing billing_of(const Node* value) {
  if (value == nullptr || value->kind == NodeKind::text) return Billing::observe;
  return value->truth ? Billing::on : Billing::off;
}

Handover handover_of(const Node* value) {
  if (value == nullptr) return Handover::unsaid;
  return value->text == "now" ? Handover::now : Handover::after_invoice;
}

std::optional<Day> day_at(const Fields& fields, std::string_view key) {
  const auto* value = fields.find(key);
  return value == nullptr ? std::nullopt : day_of(*value);
}

/// One [[mapping]] with what it leaves open filled in from [defaults].
class MappingFields {
 public:
  MappingFields(const Fields& own, const Fields& defaults) : own_(own), defaults_(defaults) {}

  const Node* find(std::string_view key) const {
    return own_.is_written(key) ? own_.find(key) : defaults_.find(key);
  }
  std::optional<std::string> text(std::string_view key) const {
    const auto* value = find(key);
    if (value == nullptr) return std::nullopt;
    return value->kind == NodeKind::whole ? std::to_string(value->whole) : value->text;
  }

 private:
  const Fields& own_;
  const Fields& defaults_;
};

/// Requires of a file without errors: a rule that can be applied; with one, that nothing breaks before it is
/// told.
CountRule count_rule_of(const Fields& product) {
  CountRule rule;
  rule.basis = basis_named(product.text("count")).value_or(CountBasis::in_use);
  rule.taken = taken_named(product.text("quantity")).value_or(CountTaken::latest);
  rule.included = product.whole("included");
  rule.round_to = std::max<std::int64_t>(1, product.whole("round_to", 1));
  rule.minimum = product.whole("minimum");
  if (product.find("maximum") != nullptr) rule.maximum = std::max(rule.minimum, product.whole("maximum"));
  rule.counts_grace = product.truth("count_grace", false);
  if (product.find("inactive_days") != nullptr) rule.inactive_days = product.whole("inactive_days");
  return rule;
}

/// Reads the whole file, top down.
class TariffFile {
 public:
  explicit TariffFile(Reader& reader) : reader_(reader) {}

  Desired read(const Node& root) {
    const auto top = reader_.read(root, tariff_keys());
    read_head(top);
    read_billing(reader_.read_block(top, *tariff_keys().find("billing")));
    read_policy(reader_.read_block(top, *tariff_keys().find("policy")));
    defaults_ = reader_.read_block(top, *tariff_keys().find("defaults"));
    for (const auto* table : tables(top, "product")) read_product(*table);
    for (const auto* table : tables(top, "mapping")) read_mapping(*table);
    reader_.enter_mapping(-1);
    read_special_cases(top, reader_, desired_);
    return std::move(desired_);
  }

 private:
  void read_head(const Fields& top) {
    desired_.installation = InstallationId(top.text("installation"));
    if (top.find("ledger") != nullptr) desired_.ledger = LedgerId(top.text("ledger"));
    for (const auto* key : {"format", "installation", "ledger"})
      if (const auto* value = top.find(key)) desired_.places.emplace(key, reader_.place(value->spot));
  }

  void read_billing(const Fields& billing) {
    desired_.external_product = billing.text("external_product");
    desired_.currency = billing.text("currency");
    desired_.on_zero = billing.text("on_zero") == "keep" ? ZeroRule::keep : ZeroRule::zero;
    desired_.price = billing.text("price") == "pin" ? PriceRule::pin : PriceRule::follow;
    for (auto& [key, place] : reader_.places(billing)) desired_.places.emplace("billing." + key, place);
  }

  void read_policy(const Fields& policy) {
    const std::string word = policy.text("hand_edit");
    if (word == "keep") desired_.hand_edit = HandEditRule::keep;
    if (word == "restore") desired_.hand_edit = HandEditRule::restore;
  }

  void read_product(const Node& table) {
    const auto& block = *tariff_keys().find("product")->block;
    const auto fields = reader_.read(table, block);
    auto items = read_items(fields, block, reader_);
    Product product;
    product.name = fields.text("name");
    if (const auto* match = fields.find("match")) product.match = texts_of(*match);
    product.billed = fields.truth("bill", true);
    product.reason = fields.text("reason");
    product.item = std::move(items.item);
    product.items = std::move(items.items);
    product.rule = count_rule_of(fields);
    product.place = reader_.place(table.spot);
    product.places = reader_.places(fields);
    product.places.merge(items.places);
    check_product(table, fields, reader_);
    desired_.products.push_back(std::move(product));
  }

  void read_mapping(const Node& table) {
    reader_.enter_mapping(static_cast<std::int32_t>(desired_.mappings.size()));
    const auto own = reader_.read(table, *tariff_keys().find("mapping")->block);
    const MappingFields fields(own, defaults_);
    Mapping mapping;
    const auto named = tenant_named(own);
    mapping.kind = named.kind;
    mapping.tenant = named.name;
    mapping.tenant_id = tenant_id_of(table, own, named.kind);
    mapping.source = SourceName(own.text("source"));
    mapping.account = AccountNumber(own.whole("account"));
    mapping.account_name = fields.text("account_name");
    mapping.agreement = id_of<AgreementNumber>(own, "agreement");
    mapping.price_level = fields.text("price_level");
    mapping.billing = billing_of(fields.find("billing"));
    mapping.handover = handover_of(fields.find("handover"));
    mapping.from = day_at(own, "from");
    mapping.until = day_at(own, "until");
    mapping.place = reader_.place(table.spot);
    mapping.places = reader_.places(own);
    for (const auto* terms : tables(own, "product"))
      mapping.products.push_back(read_mapping_product(*terms, reader_));
    add_tenant_places(mapping);
    if (mapping.billing == Billing::on) check_billed_mapping(table, own, defaults_, reader_);
    desired_.mappings.push_back(std::move(mapping));
  }

  /// The id under the word of its own kind; one of another word names nothing.
  std::optional<std::string> tenant_id_of(const Node& table, const Fields& own, SourceKind kind) {
    std::optional<std::string> id;
    for (const SourceKind of : source_kinds) {
      const std::string key = std::string(tenant_key(of)) + "_id";
      const auto* value = own.find(key);
      if (of == kind && value != nullptr)
        id = value->kind == NodeKind::whole ? std::to_string(value->whole) : value->text;
      if (of != kind && own.is_written(key))
        reader_.report(
            Fault{table.find(key)->spot, "tenant-id-of-another-kind",
                  "The mapping names its " + std::string(tenant_noun(kind)) + ", and has " + key + ".",
                  "Write " + std::string(tenant_key(kind)) + "_id.", Severity::error, Scope::mapping});
    }
    return id;
  }

  /// Behind this all of them go by one word.
  static void add_tenant_places(Mapping& mapping) {
    const std::string key(tenant_key(mapping.kind));
    for (const auto& [of, to] : {std::pair{key, "tenant"}, std::pair{key + "_id", "tenant_id"}})
      if (const auto found = mapping.places.find(of); found != mapping.places.end())
        mapping.places.insert_or_assign(to, found->second);
  }

  Reader& reader_;
  Fields defaults_;
  Desired desired_;
};

}  // namespace

Parsed parse(std::string_view text, const std::string& file) {
  const SourceText source(text, file);
  Reader reader(source);
  const auto tree = read_tree(source);
  if (tree.fault) {
    reader.report(*tree.fault);
    return {{}, std::move(reader).finish()};
  }
  auto desired = TariffFile(reader).read(tree.root);
  check_products(desired, reader);
  check_mappings(desired, reader);
  check_mapping_products(desired, reader);
  check_special_cases(desired, reader);
  return {std::move(desired), std::move(reader).finish()};
}

}  // namespace tariff::config
