#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "sandbox/tigerpaw_call.hpp"

/// Tigerpaw's searches: criteria, match types, paging by rows. Source: tigerpaw.md section 5.
namespace tariff::sandbox::tigerpaw {

enum class MatchType {
  starts_with,  ///< what Tigerpaw takes when nothing is said: 105 also finds 1050
  ends_with,
  contains,
  greater_than,
  greater_than_equal,
  equal,
  less_than,
  less_than_equal,
};

struct Criterion {
  std::string type;  ///< SearchType, in lower case
  MatchType match = MatchType::starts_with;
  std::string text;
};

/// Shape: `start` counts rows from 1.
struct Page {
  std::int64_t size = 0;
  std::int64_t start = 1;
};

struct Search {
  std::vector<Criterion> criteria;
  Page page;
};

/// `pageRequest.pageSize`, `pageSize`, and the same for startRow, of the query; the default where nothing is
/// said.
Page page_of_query(const Call& call, const Tigerpaw& world);

/// Reads an AdvancedSearchRequest. Fails: refused: not of that shape, no criteria, an unknown MatchType.
Result<Search> read_search(const Call& call, const Tigerpaw& world);

/// A search by the route's word: a body that is a bare string (or a number), or an object with Criteria and
/// MatchType. Fails: refused: another body, an unknown MatchType.
Result<Search> read_simple_search(const Call& call, const Tigerpaw& world, std::string_view type);

bool matches(const Criterion& criterion, const std::string& text);

/// The texts of a thing that a SearchType looks at; nullopt where there is no such SearchType.
template <class Thing>
using TextsOf = std::function<std::optional<std::vector<std::string>>(const Thing&, const std::string& type)>;

/// True where, of each type, at least one criterion matches at least one text.
bool satisfies(const std::vector<Criterion>& criteria,
               const std::function<std::vector<std::string>(const std::string& type)>& texts);

/// One page in its envelope: {name: rows, PageSize, NextRow, TotalCount, Success, Message}.
Json envelope(std::string_view name, std::vector<Json> rows, const Page& page, std::int64_t total);
HttpReply failed_search(std::string_view name, std::string_view message);

/// Runs a search over `things` and writes one page. `write` makes the row of one thing.
template <class Thing>
HttpReply answer_search(const Result<Search>& search, std::string_view name, const std::vector<Thing>& things,
                        const TextsOf<Thing>& texts, const std::function<Json(const Thing&)>& write) {
  if (!search) return failed_search(name, search.error().message);
  for (const auto& criterion : search->criteria)
    if (!texts(Thing{}, criterion.type))
      return failed_search(name, "Unknown SearchType " + criterion.type + ".");
  std::vector<Json> rows;
  std::int64_t found = 0;
  const auto& page = search->page;
  for (const auto& thing : things) {
    const auto texts_of = [&](const std::string& type) {
      return texts(thing, type).value_or(std::vector<std::string>{});
    };
    if (!satisfies(search->criteria, texts_of)) continue;
    ++found;
    if (found >= page.start && found < page.start + page.size) rows.push_back(write(thing));
  }
  return json_reply(envelope(name, std::move(rows), page, found));
}

}  // namespace tariff::sandbox::tigerpaw
