#include "adapters/business_hub/listing.hpp"

#include <doctest/doctest.h>

namespace tariff::business_hub {
namespace {

Page page_of(const std::vector<std::string>& ids, std::int64_t total, std::int64_t offset) {
  Page page{{}, total, offset, 2};
  for (const auto& id : ids) page.items.push_back({id, "Name of " + id, {}, {}});
  return page;
}

/// Reads pages one after the other, whatever is asked for.
Result<std::vector<Company>> read(const std::vector<Page>& pages) {
  std::size_t next = 0;
  return read_companies([&](std::int64_t) -> Result<Page> {
    REQUIRE(next < pages.size());
    return pages[next++];
  });
}

/// What is wrong with these pages, read twice before the list is given up.
std::string problem_of(const std::vector<Page>& pages) {
  auto again = pages;
  again.insert(again.end(), pages.begin(), pages.end());
  const auto companies = read(again);
  REQUIRE_FALSE(companies.has_value());
  CHECK(companies.error().kind == ErrorKind::unavailable);
  return companies.error().message;
}

}  // namespace

TEST_CASE("pages follow each other to the last company") {
  const auto companies = read({page_of({"a", "b"}, 5, 0), page_of({"c", "d"}, 5, 2), page_of({"e"}, 5, 4)});
  REQUIRE(companies.has_value());
  REQUIRE(companies->size() == 5);
  CHECK(companies->at(4).id == "e");
  CHECK(read({page_of({}, 0, 0)})->empty());
}

TEST_CASE("a list that does not add up is no list") {
  CHECK(problem_of({page_of({"a", "b"}, 4, 0), page_of({"c"}, 3, 2)}).find("from 4 to 3") !=
        std::string::npos);
  CHECK(problem_of({page_of({"a", "b"}, 4, 0), page_of({"b", "c"}, 4, 2)}).find("company b came twice") !=
        std::string::npos);
  CHECK(problem_of({page_of({"a", "b"}, 4, 0), page_of({}, 4, 2)}).find("Only 2 of 4 companies came") !=
        std::string::npos);
  CHECK(problem_of({page_of({"a", "b"}, 1, 0)}).find("2 of 1 companies came") != std::string::npos);
  CHECK(problem_of({page_of({"a", "b"}, 4, 0), page_of({"c", "d"}, 4, 0)}).find("begins at 0, expected 2") !=
        std::string::npos);
}

TEST_CASE("a list that changed on the way is read once more") {
  const auto companies = read(
      {page_of({"a", "b"}, 4, 0), page_of({"d"}, 3, 2), page_of({"a", "b"}, 3, 0), page_of({"d"}, 3, 2)});
  REQUIRE(companies.has_value());
  CHECK(companies->size() == 3);
}

TEST_CASE("a page that cannot be read ends the reading with its own error") {
  const auto companies = read_companies([](std::int64_t) -> Result<Page> {
    return Error{ErrorKind::refused, "No.", ""};
  });
  REQUIRE_FALSE(companies.has_value());
  CHECK(companies.error().message == "No.");
}

}  // namespace tariff::business_hub
