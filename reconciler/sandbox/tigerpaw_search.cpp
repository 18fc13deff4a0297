#include "sandbox/tigerpaw_search.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "text/match.hpp"
#include "text/time.hpp"

namespace tariff::sandbox::tigerpaw {
namespace {

constexpr std::array match_words{std::pair{"StartsWith", MatchType::starts_with},
                                 std::pair{"EndsWith", MatchType::ends_with},
                                 std::pair{"Contains", MatchType::contains},
                                 std::pair{"GreaterThan", MatchType::greater_than},
                                 std::pair{"GreaterThanEqual", MatchType::greater_than_equal},
                                 std::pair{"Equal", MatchType::equal},
                                 std::pair{"LessThan", MatchType::less_than},
                                 std::pair{"LessThanEqual", MatchType::less_than_equal}};

Error refusal(std::string message) { return {ErrorKind::refused, std::move(message), ""}; }

Result<MatchType> read_match(const JsonView& view) {
  const auto word = view.string_or("MatchType", "StartsWith");
  if (!word) return word.error();
  for (const auto& [spelling, match] : match_words)
    if (equal_ignoring_case(*word, spelling)) return match;
  return refusal("Unknown MatchType " + *word + ".");
}

/// The text of a string or the digits of a number.
Result<std::string> read_criteria_text(const Json& value) {
  if (value.is_string() || value.is_number()) return value.raw();
  return refusal("Criteria is neither a text nor a number.");
}

Page within_limits(std::int64_t size, std::int64_t start, const Tigerpaw& world) {
  return {std::clamp<std::int64_t>(size, 1, std::max<std::int64_t>(world.page_size_max, 1)),
          std::max<std::int64_t>(start, 1)};
}

std::int64_t first_number(const Call& call, std::initializer_list<const char*> names, std::int64_t other) {
  for (const auto* name : names)
    if (const auto value = whole_number(call.parameter(name))) return *value;
  return other;
}

Result<Criterion> read_criterion(const JsonView& view) {
  const auto type = view.string("SearchType");
  if (!type) return type.error();
  const auto match = read_match(view);
  if (!match) return match.error();
  const auto text = read_criteria_text(view.at("Criteria").json());
  if (!text) return text.error();
  return Criterion{lower_ascii(*type), *match, *text};
}

/// Negative, zero or positive: numbers as numbers, dates by their day, other texts without letter case.
int compare(const std::string& left, const std::string& right) {
  const auto left_number = whole_number(left);
  const auto right_number = whole_number(right);
  if (left_number && right_number)
    return *left_number < *right_number ? -1 : *left_number > *right_number ? 1 : 0;
  const auto left_day = read_day(left);
  const auto right_day = read_day(right);
  if (left_day && right_day) return *left_day < *right_day ? -1 : *left_day > *right_day ? 1 : 0;
  return lower_ascii(left).compare(lower_ascii(right));
}

bool ends_with_ignoring_case(const std::string& text, const std::string& end) {
  return text.size() >= end.size() && equal_ignoring_case(text.substr(text.size() - end.size()), end);
}

}  // namespace

Page page_of_query(const Call& call, const Tigerpaw& world) {
  return within_limits(first_number(call, {"pagerequest.pagesize", "pagesize"}, world.page_size_default),
                       first_number(call, {"pagerequest.startrow", "startrow"}, 1), world);
}

Result<Search> read_search(const Call& call, const Tigerpaw& world) {
  const JsonView body(call.body, "");
  const auto criteria = body.list("Criteria");
  if (!criteria) return criteria.error();
  if (criteria->empty()) return refusal("At least one criterion is needed.");
  const auto from_query = page_of_query(call, world);
  const auto size = body.whole_or("PageSize", from_query.size);
  if (!size) return size.error();
  const auto start = body.whole_or("StartRow", from_query.start);
  if (!start) return start.error();
  Search search{{}, within_limits(*size, *start, world)};
  for (const auto& view : *criteria) {
    auto criterion = read_criterion(view);
    if (!criterion) return criterion.error();
    search.criteria.push_back(std::move(*criterion));
  }
  return search;
}

Result<Search> read_simple_search(const Call& call, const Tigerpaw& world, std::string_view type) {
  Criterion criterion{lower_ascii(type), MatchType::starts_with, ""};
  const JsonView body(call.body, "");
  const auto text = read_criteria_text(call.body.is_object() ? body.at("Criteria").json() : call.body);
  if (!text) return text.error();
  criterion.text = *text;
  if (call.body.is_object()) {
    const auto match = read_match(body);
    if (!match) return match.error();
    criterion.match = *match;
  }
  return Search{{criterion}, page_of_query(call, world)};
}

bool matches(const Criterion& criterion, const std::string& text) {
  switch (criterion.match) {
    case MatchType::starts_with:
      return equal_ignoring_case(text.substr(0, criterion.text.size()), criterion.text);
    case MatchType::ends_with:
      return ends_with_ignoring_case(text, criterion.text);
    case MatchType::contains:
      return contains_ignoring_case(text, criterion.text);
    case MatchType::greater_than:
      return compare(text, criterion.text) > 0;
    case MatchType::greater_than_equal:
      return compare(text, criterion.text) >= 0;
    case MatchType::equal:
      return compare(text, criterion.text) == 0;
    case MatchType::less_than:
      return compare(text, criterion.text) < 0;
    case MatchType::less_than_equal:
      return compare(text, criterion.text) <= 0;
  }
  return false;
}

bool satisfies(const std::vector<Criterion>& criteria,
               const std::function<std::vector<std::string>(const std::string& type)>& texts) {
  std::map<std::string, bool> met;
  for (const auto& criterion : criteria) {
    const auto found = texts(criterion.type);
    const bool hit = std::any_of(found.begin(), found.end(),
                                 [&](const std::string& text) { return matches(criterion, text); });
    met[criterion.type] = met[criterion.type] || hit;
  }
  return std::all_of(met.begin(), met.end(), [](const auto& type) { return type.second; });
}

Json envelope(std::string_view name, std::vector<Json> rows, const Page& page, std::int64_t total) {
  const auto next = page.start + static_cast<std::int64_t>(rows.size());
  return Json::object({{std::string(name), Json::array(std::move(rows))},
                       {"PageSize", Json::number(page.size)},
                       {"NextRow", Json::number(next <= total ? next : 0)},
                       {"TotalCount", Json::number(total)},
                       {"Success", Json::boolean(true)},
                       {"Message", Json::string("")}});
}

HttpReply failed_search(std::string_view name, std::string_view message) {
  return json_reply(Json::object({{std::string(name), Json::array()},
                                  {"PageSize", Json::number(0)},
                                  {"NextRow", Json::number(0)},
                                  {"TotalCount", Json::number(0)},
                                  {"Success", Json::boolean(false)},
                                  {"Message", Json::string(message)}}));
}

}  // namespace tariff::sandbox::tigerpaw
