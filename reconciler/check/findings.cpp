#include <algorithm>

#include "check/rule.hpp"
#include "text/match.hpp"

namespace tariff::check {
namespace {

template <class Range>
Suggestions names_of(const Range& things) {
  std::vector<std::string> names;
  names.reserve(things.size());
  for (const auto& thing : things) names.push_back(thing.name);
  return Suggestions(std::move(names));
}

std::int32_t only_one_of(const std::vector<std::size_t>& mappings) {
  return mappings.size() == 1 ? static_cast<std::int32_t>(mappings.front()) : -1;
}

}  // namespace

std::string Suggestions::hint_for(std::string_view name) {
  if (searches_left_ == 0) return "";
  --searches_left_;
  const auto other_case = std::find_if(names_.begin(), names_.end(), [&](const std::string& known) {
    return equal_ignoring_case(known, name);
  });
  if (other_case != names_.end()) return "It differs in case only from " + quoted(*other_case) + ".";
  const std::string near = nearest(name, names_);
  return near.empty() ? "" : "Did you mean " + quoted(near) + "?";
}

std::string did_you_mean(std::string_view name, std::vector<std::string> names) {
  return Suggestions(std::move(names)).hint_for(name);
}

std::string both(std::string first, std::string_view second) {
  if (!first.empty() && !second.empty()) first += ' ';
  return first.append(second);
}

void Findings::add(const MappingFacts& mapping, Severity severity, Finding finding) {
  if (facts_.file_said(rule_, mapping.live.index)) return;
  const Place& place = finding.place ? *finding.place : place_of(mapping.mapping(), finding.key);
  review_.problems.push_back({place, std::string(rule_), severity, Scope::mapping,
                              static_cast<std::int32_t>(mapping.live.index), std::move(finding.message),
                              std::move(finding.hint)});
}

void Findings::error(const MappingFacts& mapping, Finding finding) {
  review_.set_aside[mapping.live.index] = true;
  add(mapping, Severity::error, std::move(finding));
}

void Findings::warning(const MappingFacts& mapping, Finding finding) {
  add(mapping, Severity::warning, std::move(finding));
}

void Findings::error_if_counted(const MappingFacts& mapping, Finding finding) {
  if (mapping.is_counted()) {
    error(mapping, std::move(finding));
  } else {
    warning(mapping, std::move(finding));
  }
}

void Findings::unread(const MappingFacts& mapping, Finding finding) {
  review_.unread[mapping.live.index] = true;
  error(mapping, std::move(finding));
}

void Findings::product(const Place& place, const std::vector<std::size_t>& mappings, Finding finding) {
  for (const auto index : mappings) review_.product_set_aside[index] = true;
  review_.problems.push_back({place, std::string(rule_), Severity::error, Scope::product,
                              only_one_of(mappings), std::move(finding.message), std::move(finding.hint)});
}

void Findings::report_item(std::size_t item, const std::vector<std::size_t>& mappings, Finding finding) {
  const Place& place = facts_.items()[item].place();
  if (mappings.empty()) {
    file(Severity::warning, place, std::move(finding));
    return;
  }
  const bool one = mappings.size() == 1;
  finding.message += " " + counted(static_cast<std::int64_t>(mappings.size()), "mapping") +
                     (one ? " needs it and is set aside." : " need it and are set aside.");
  review_.problems.push_back({place, std::string(rule_), Severity::error, Scope::mapping,
                              only_one_of(mappings), std::move(finding.message), std::move(finding.hint)});
}

void Findings::item(std::size_t item, Finding finding) {
  const auto mappings = facts_.mappings_needing(item);
  report_item(item, mappings, std::move(finding));
  for (const auto index : mappings) review_.set_aside[index] = true;
}

void Findings::item_unread(std::size_t item, Finding finding) {
  const auto mappings = facts_.mappings_needing(item);
  report_item(item, mappings, std::move(finding));
  for (const auto index : mappings) review_.set_aside[index] = review_.unread[index] = true;
}

void Findings::source_unread(const std::vector<std::size_t>& mappings, Finding finding) {
  if (!mappings.empty())
    finding.message += " " + counted(static_cast<std::int64_t>(mappings.size()), "mapping") +
                       (mappings.size() == 1 ? " is unread." : " are unread.");
  for (const auto index : mappings) review_.set_aside[index] = review_.unread[index] = true;
  const Place place = mappings.empty() ? Place{facts_.file_name(), 0, 0, ""}
                                       : place_of(facts_.mappings()[mappings.front()].mapping(), "source");
  review_.problems.push_back({place, std::string(rule_), Severity::error, Scope::source,
                              only_one_of(mappings), std::move(finding.message), std::move(finding.hint)});
}

void Findings::file(Severity severity, const Place& place, Finding finding) {
  review_.problems.push_back({place, std::string(rule_), severity, Scope::file, -1,
                              std::move(finding.message), std::move(finding.hint)});
}

void Findings::no_mapping(Finding finding) {
  review_.problems.push_back({Place{facts_.file_name(), 0, 0, ""}, std::string(rule_), Severity::error,
                              Scope::mapping, -1, std::move(finding.message), std::move(finding.hint)});
}

Suggestions& Findings::tenant_names() {
  if (!tenant_names_) tenant_names_ = names_of(facts_.observed().tenants);
  return *tenant_names_;
}

Suggestions& Findings::account_names() {
  if (!account_names_) account_names_ = names_of(facts_.observed().account_list);
  return *account_names_;
}

}  // namespace tariff::check
