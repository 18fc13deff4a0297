#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "check/all.hpp"
#include "check/facts.hpp"

namespace tariff::check {

/// Where a mapping's problem stands and what it says.
///
/// Shape: `key` is the mapping's key that the problem is about, as in the file; `place` is there where the
/// problem stands in one of its own terms instead.
struct Finding {
  std::string key;
  std::string message;
  std::string hint;
  std::optional<Place> place{};
};

/// Names near to one that was not found.
///
/// Cost: a search costs the number of names, so a run makes at most 20 of them over each long list; who
/// mistyped more names than that has another trouble.
class Suggestions {
 public:
  /// Requires: `names` outlive it.
  explicit Suggestions(std::vector<std::string> names) : names_(std::move(names)) {}
  /// "Did you mean "Contoso"?" or "It differs in case only from …"; empty where nothing is near.
  std::string hint_for(std::string_view name);

 private:
  std::vector<std::string> names_;
  int searches_left_ = 20;
};

/// The hint that a short list of names gives for a mistyped one.
std::string did_you_mean(std::string_view name, std::vector<std::string> names);
/// Two hints in one, either may be empty.
std::string both(std::string first, std::string_view second);

/// Takes what the running rule found into the review: each problem with its place, its reach and its flags.
class Findings {
 public:
  Findings(const Facts& facts, Review& review) : facts_(facts), review_(review) {}
  /// Requires: `rule` outlives the findings.
  void enter(std::string_view rule) { rule_ = rule; }

  /// Sets the mapping aside. A problem that reading the file already reported is not repeated.
  void error(const MappingFacts& mapping, Finding finding);
  void warning(const MappingFacts& mapping, Finding finding);
  /// An error for a mapping that counts; a warning for one that is off, which only has lines to retire.
  void error_if_counted(const MappingFacts& mapping, Finding finding);
  /// An error, and the mapping is unread.
  void unread(const MappingFacts& mapping, Finding finding);

  /// One problem that sets one product of these mappings aside: their decreases wait.
  void product(const Place& place, const std::vector<std::size_t>& mappings, Finding finding);
  /// One problem of an item of the file: the mappings that need it are set aside; a warning where none does.
  void item(std::size_t item, Finding finding);
  void item_unread(std::size_t item, Finding finding);
  /// One problem of a source that could not be listed: the mappings that it counts are unread.
  void source_unread(const std::vector<std::size_t>& mappings, Finding finding);
  /// A problem that stops everything, or warns.
  void file(Severity severity, const Place& place, Finding finding);
  /// A problem of one mapping that the file does not hold.
  void no_mapping(Finding finding);

  Suggestions& tenant_names();
  Suggestions& account_names();

 private:
  void add(const MappingFacts& mapping, Severity severity, Finding finding);
  void report_item(std::size_t item, const std::vector<std::size_t>& mappings, Finding finding);

  const Facts& facts_;
  Review& review_;
  std::string_view rule_;
  std::optional<Suggestions> tenant_names_;   ///< empty until asked for
  std::optional<Suggestions> account_names_;  ///< empty until asked for
};

/// One thing that must hold for a mapping, with its stable id.
struct MappingRule {
  std::string_view id;
  void (*check)(const Facts& facts, const MappingFacts& mapping, Findings& findings);
};

/// One thing that must hold for the file as a whole, with its stable id.
struct FileRule {
  std::string_view id;
  void (*check)(const Facts& facts, Findings& findings);
};

}  // namespace tariff::check
