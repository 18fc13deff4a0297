#include <algorithm>
#include <map>
#include <utility>

#include "base/inert.hpp"
#include "config/special_cases.hpp"

namespace tariff::config {
namespace {

std::string quoted(std::string_view text) { return "\"" + inert(text, 80) + "\""; }

void report(Reader& reader, const Place& place, std::string rule, std::string message, std::string hint) {
  reader.report(Diagnostic{place, std::move(rule), Severity::error, Scope::file, -1, std::move(message),
                           std::move(hint)});
}

bool is_mapped(const Desired& desired, AccountNumber account) {
  return std::any_of(desired.mappings.begin(), desired.mappings.end(),
                     [&](const Mapping& mapping) { return mapping.account == account; });
}

/// Blocks of one kind about one line, of which only one may stand.
template <class Block>
void check_lines(const Desired& desired, const std::vector<Block>& blocks, const std::string& title,
                 Reader& reader) {
  std::map<std::pair<AccountNumber, ItemId>, std::int32_t> first;
  for (const auto& block : blocks) {
    const std::string of =
        title + " of item " + quoted(block.item.text()) + " for account " + block.account.text();
    if (block.account.value() > 0 && !is_mapped(desired, block.account))
      report(reader, block.place, "account-not-mapped", of + ": no mapping names that account.",
             "Correct the number, or delete the block.");
    const auto [known, is_new] = first.emplace(std::pair(block.account, block.item), block.place.line);
    if (!is_new)
      report(reader, block.place, "block-twice",
             of + " stands twice: also in line " + std::to_string(known->second) + ".",
             "Keep one of the two.");
  }
}

void check_removed(const Desired& desired, Reader& reader) {
  std::map<std::tuple<SourceName, std::string, std::int64_t>, std::int32_t> first;
  for (const auto& removed : desired.removed) {
    const std::int64_t account = removed.account ? removed.account->value() : 0;
    const auto [known, is_new] =
        first.emplace(std::tuple(removed.source, removed.tenant, account), removed.place.line);
    if (!is_new)
      report(reader, removed.place, "block-twice",
             "[[removed]] of " + quoted(removed.tenant) + " stands twice: also in line " +
                 std::to_string(known->second) + ".",
             "Keep one of the two.");
    for (const auto& mapping : desired.mappings)
      if (mapping.source == removed.source &&
          (mapping.tenant == removed.tenant || mapping.account == removed.account))
        report(reader, removed.place, "removed-and-mapped",
               "[[removed]] names " + quoted(removed.tenant) + ", and the mapping in line " +
                   std::to_string(mapping.place.line) + " still bills that customer.",
               "Delete the mapping, or this block.");
  }
}

void check_moved(const Desired& desired, Reader& reader) {
  std::map<TenantUid, std::int32_t> first;
  for (const auto& moved : desired.moved) {
    if (moved.from == moved.to && !moved.to.value().empty())
      report(reader, moved.place, "moved-nowhere", "[[moved]] names the same UID twice.",
             "from is the old virtual server, to the new one.");
    const auto [known, is_new] = first.emplace(moved.from, moved.place.line);
    if (!is_new)
      report(reader, moved.place, "block-twice",
             "[[moved]] from " + quoted(moved.from.value()) + " stands twice: also in line " +
                 std::to_string(known->second) + ".",
             "A customer moves to one virtual server; keep one of the two.");
    const bool is_named = std::any_of(desired.mappings.begin(), desired.mappings.end(),
                                      [&](const Mapping& mapping) { return mapping.tenant == moved.tenant; });
    if (!is_named && !moved.tenant.empty())
      reader.report(Diagnostic{moved.place, "moved-not-mapped", Severity::warning, Scope::file, -1,
                               "[[moved]] names " + quoted(moved.tenant) + ", and no mapping does.",
                               "The mapping names the new virtual server; once the move is applied, the "
                               "block can go."});
  }
}

void check_days(const Desired& desired, Reader& reader) {
  for (std::size_t i = 0; i < desired.mappings.size(); ++i) {
    const auto& mapping = desired.mappings[i];
    if (!mapping.from || !mapping.until || *mapping.from <= *mapping.until) continue;
    reader.report(Diagnostic{place_of(mapping, "until"), "until-before-from", Severity::error, Scope::mapping,
                             static_cast<std::int32_t>(i), "The mapping ends before it begins.",
                             "until is the last day on which it holds, from the first."});
  }
}

}  // namespace

void check_special_cases(const Desired& desired, Reader& reader) {
  check_lines(desired, desired.adopts, "[[adopt]]", reader);
  check_lines(desired, desired.overrides, "[[override]]", reader);
  check_removed(desired, reader);
  check_moved(desired, reader);
  check_days(desired, reader);
}

}  // namespace tariff::config
