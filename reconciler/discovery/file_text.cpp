#include "discovery/file_text.hpp"

#include <algorithm>
#include <map>

#include "base/inert.hpp"
#include "config/names.hpp"
#include "discovery/toml_text.hpp"
#include "text/time.hpp"

namespace tariff::discovery {
namespace {

constexpr std::size_t candidates_shown_max = 5;
constexpr std::size_t items_shown_max = 3;

std::string quoted(std::string_view text) { return "\"" + inert(text, 120) + "\""; }

std::string counted(std::int64_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

std::string head(const Findings& findings, const InstallationId& installation, Day today) {
  std::string text;
  text += comment("Made by `tariff import` on " + write_day(today) +
                  " from what Kaspersky Security Center and Tigerpaw hold. Everything is on observe: it is "
                  "counted, priced and compared, and nothing is written.");
  text += comment(counted(findings.count(Verdict::certain), "customer") + " of " +
                  std::to_string(findings.tenants.size()) + " certain; " +
                  counted(findings.decisions(), "decision") + (findings.decisions() == 1 ? " is" : " are") +
                  " left to people, each marked DECIDE.");
  text += "format = 1\n\n";
  text += comment(
      "Part of every charge's identity. Written once; never copy it to another installation, never change "
      "it.");
  text += "installation = " + toml_string(installation.value()) + "\n\n";
  text +=
      "# The identity of the ledger, as `tariff ledger init` prints it. Needed once something is to be "
      "written.\n";
  text += "# ledger = \"l-…\"\n\n";
  text += "[billing]\nexternal_product = " + toml_string(findings.external_product.name) +
          "\ncurrency = \"USD\"                 # a label for reports: Tigerpaw's API carries none\n\n";
  return text + "[defaults]\nbilling = \"observe\"              # true | \"observe\" | false\n";
}

/// What is known of a count of which nobody can tell the item.
std::string evidence_text(const CountEvidence& evidence) {
  if (evidence.customers == 0) return "no known customer with lines uses it";
  if (evidence.items.empty())
    return "no line equals the count of " + counted(evidence.customers, "known customer");
  std::string text = "of " + counted(evidence.customers, "known customer") + " the count is that of ";
  for (std::size_t i = 0; i < evidence.items.size() && i < items_shown_max; ++i)
    text += (i == 0 ? "" : ", ") + quoted(evidence.items[i].item.value()) + " with " +
            std::to_string(evidence.items[i].equal);
  return text;
}

/// What makes an item certain.
std::string proof_text(const CountEvidence& evidence) {
  return quoted(evidence.item->value()) + " holds the count of " +
         std::to_string(evidence.items.front().equal) + " of " +
         counted(evidence.customers, "known customer") + ", the next item that of " +
         std::to_string(evidence.items.size() > 1 ? evidence.items[1].equal : 0);
}

std::string sentence_of(const LicenceFinding& licence) {
  std::string text = quoted(licence.licence_name) + ", " + counted(licence.devices, "device") + " of " +
                     counted(licence.tenants, "virtual server") + ": ";
  if (licence.all.item) return text + proof_text(licence.all) + ".";
  if (!licence.is_certain()) text += evidence_text(licence.all);
  for (const auto& [category, evidence] : licence.by_category)
    text += (text.ends_with(": ") ? "" : "; ") + std::string(category_name(category)) + ": " +
            (evidence.item ? proof_text(evidence) : evidence_text(evidence));
  return text + ".";
}

std::string product_block(const Product& product) {
  std::string text = "[[product]]\nname = " + toml_string(product.name) + "\nmatch = [";
  for (std::size_t i = 0; i < product.match.size(); ++i)
    text += (i == 0 ? "" : ", ") + toml_string(product.match[i]);
  text += "]\n";
  if (product.item) return text + "item = " + toml_string(product.item->value()) + "\n";
  text += "items = {";
  for (const auto& [category, item] : product.items)
    text += (text.ends_with('{') ? " " : ", ") + std::string(category_name(category)) + " = " +
            toml_string(item.value());
  return text + " }\n";
}

/// The items that have most for them, for a person to correct.
Product likeliest(const LicenceFinding& licence) {
  Product product;
  product.name = licence.licence_name;
  product.match = {exact_glob(licence.licence_name)};
  const auto first = [](const CountEvidence& evidence) {
    return evidence.items.empty() ? ItemId("ITEM") : evidence.items.front().item;
  };
  const bool has_split = licence.by_category.size() > 1 &&
                         std::any_of(licence.by_category.begin(), licence.by_category.end(),
                                     [](const auto& entry) { return entry.second.item.has_value(); });
  if (!has_split) product.item = first(licence.all);
  if (has_split)
    for (const auto& [category, evidence] : licence.by_category)
      product.items.emplace(category, first(evidence));
  return product;
}

std::string products_text(const Findings& findings) {
  std::string text =
      "\n# Products: which price book item bills which licence, from lines that hold the counts.\n";
  for (const auto& product : findings.products) {
    text += "\n";
    for (const auto& licence : findings.licences)
      if (licence.is_certain() && matches_exactly(product, licence.licence_name))
        text += comment(sentence_of(licence));
    text += product_block(product);
  }
  for (const auto& licence : findings.licences)
    if (!licence.is_certain())
      text += "\n" + comment("DECIDE: nobody can tell which item bills " + sentence_of(licence)) +
              commented(product_block(likeliest(licence)) + "# or: bill = false, with a reason\n");
  return text;
}

/// Names of tenants, to tell those of one source that share one.
using NameCounts = std::map<std::pair<SourceName, std::string>, int>;

std::string level_text(const Findings& findings, PriceLevelId id) {
  const PriceLevel* found = nullptr;
  std::size_t same = 0;
  for (const auto& level : findings.levels)
    if (level.id == id) found = &level;
  for (const auto& level : findings.levels)
    if (found != nullptr && level.name == found->name) ++same;
  return same == 1 && config::can_be_name(found->name) ? toml_string(found->name) : id.text();
}

std::string mapping_block(const Findings& findings, const TenantFinding& tenant, const Candidate& candidate,
                          const NameCounts& names) {
  const TenantId& id = tenant.tenant.id;
  const SourceKind kind = kind_of_source(findings.sources, id.source);
  const std::string key(tenant_key(kind));
  std::string text = "[[mapping]]\n" + key + " = " + toml_string(tenant.tenant.name) + "\n";
  if (names.at({id.source, tenant.tenant.name}) > 1)
    text +=
        key + "_id = " + (kind == SourceKind::security_center ? id.text() : toml_string(id.text())) + "\n";
  if (findings.sources.size() > 1) text += "source = " + toml_string(id.source.value()) + "\n";
  text += "account = " + candidate.account.text() + "\n";
  if (config::can_be_name(candidate.account_name))
    text += "account_name = " + toml_string(candidate.account_name) + "\n";
  const Standing& standing = candidate.standing;
  if (standing.agreement) text += "agreement = " + standing.agreement->text() + "\n";
  if (standing.level) text += "price_level = " + level_text(findings, *standing.level) + "\n";
  return text;
}

std::string signs_text(const Candidate& candidate) {
  std::string text(strength_text(candidate.strength));
  if (candidate.standing.agreement && candidate.standing.lines == 0) text += "; no line yet";
  if (candidate.standing.lines == 1)
    text += candidate.standing.equal == 1 ? "; its line equals today's count"
                                          : "; its line differs from today's count";
  if (candidate.standing.lines > 1)
    text += "; " + std::to_string(candidate.standing.equal) + " of " +
            counted(candidate.standing.lines, "line") + " equal today's count";
  return text;
}

std::string certain_text(const Findings& findings, const NameCounts& names) {
  std::string text = "\n# Customers of whom nothing is in doubt.\n";
  for (const auto& tenant : findings.tenants)
    if (tenant.verdict == Verdict::certain)
      text += "\n" + comment(signs_text(tenant.candidates.front())) +
              mapping_block(findings, tenant, tenant.candidates.front(), names);
  return text;
}

std::string undecided_head(const Findings& findings, const TenantFinding& tenant) {
  const std::string devices = tenant.devices ? counted(*tenant.devices, "licensed device") : "not read";
  return std::string(is_decision(tenant) ? "DECIDE: " : "") + "the " +
         std::string(tenant_noun(kind_of_source(findings.sources, tenant.tenant.id.source))) + " " +
         quoted(tenant.tenant.name) + " (id " + tenant.tenant.id.text() + ", " + devices + "). " + tenant.why;
}

std::string undecided_text(const Findings& findings, const TenantFinding& tenant, const NameCounts& names) {
  std::string text = "\n" + comment(undecided_head(findings, tenant));
  const std::size_t shown = std::min(tenant.candidates.size(), candidates_shown_max);
  for (std::size_t i = 0; i < shown; ++i) {
    const Candidate& candidate = tenant.candidates[i];
    text += comment("account " + candidate.account.text() + " " + quoted(candidate.account_name) + ": " +
                        signs_text(candidate) + "." +
                        (candidate.standing.gap.empty() ? "" : " " + candidate.standing.gap),
                    2);
    text += commented(mapping_block(findings, tenant, candidate, names));
  }
  if (shown < tenant.candidates.size())
    text += comment("and " + std::to_string(tenant.candidates.size() - shown) + " more accounts", 2);
  return text;
}

std::string undecided(const Findings& findings, Verdict verdict, const NameCounts& names) {
  std::string text;
  for (const auto& tenant : findings.tenants)
    if (tenant.verdict == verdict) text += undecided_text(findings, tenant, names);
  return text;
}

std::string strays_text(const Findings& findings) {
  std::string text;
  for (const auto& stray : findings.strays) {
    std::string lines;
    for (const auto& quantities : stray.quantities)
      for (const auto& [item, quantity] : quantities)
        lines += (lines.empty() ? "" : ", ") + std::to_string(quantity) + " of " + quoted(item.value());
    text += comment("DECIDE: the account " + stray.account.text() + " " + quoted(stray.account_name) +
                    " bills " + lines + ", and no tenant is likely its own.");
  }
  return text.empty() ? "" : "\n# Accounts that are billed for nobody's devices.\n\n" + text;
}

std::string with_title(const char* title, const std::string& text) {
  return text.empty() ? "" : "\n# " + std::string(title) + "\n" + text;
}

}  // namespace

std::string tariff_file(const Findings& findings, const InstallationId& installation, Day today) {
  NameCounts names;
  for (const auto& tenant : findings.tenants) ++names[{tenant.tenant.id.source, tenant.tenant.name}];
  return head(findings, installation, today) + products_text(findings) + certain_text(findings, names) +
         with_title("Customers that somebody has to decide: keep one block of each, without its `#`.",
                    undecided(findings, Verdict::doubtful, names)) +
         with_title("Virtual servers that no account resembles.",
                    undecided(findings, Verdict::unmatched, names)) +
         strays_text(findings);
}

}  // namespace tariff::discovery
