#include "adapters/tigerpaw/listing.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace {

using namespace tariff;
using namespace tariff::tigerpaw;

using Page = ThingPage<int>;
using Fetch = std::function<Result<Page>(std::int64_t)>;

Result<std::vector<int>> listed(const Fetch& fetch) {
  return read_listing<int>("rows", fetch, [](const int& row) { return std::to_string(row); });
}

/// Serves the numbers from 1 to `total` in pages of `size`.
Fetch honest(int total, int size, int* requests) {
  return [=](std::int64_t start) -> Result<Page> {
    ++*requests;
    Page page;
    page.frame.total = total;
    for (int row = static_cast<int>(start); row <= total && row < start + size; ++row)
      page.things.push_back(row);
    const auto next = start + static_cast<std::int64_t>(page.things.size());
    page.frame.next = next <= total ? next : 0;
    return page;
  };
}

void check_refused(const Fetch& fetch, const std::string& words) {
  const auto rows = listed(fetch);
  REQUIRE_FALSE(rows.has_value());
  CHECK(rows.error().kind == ErrorKind::unavailable);
  CAPTURE(rows.error().message);
  CHECK(rows.error().message.find(words) != std::string::npos);
}

}  // namespace

TEST_CASE("a listing is read page by page until every row was seen once") {
  int requests = 0;
  CHECK(listed(honest(5, 2, &requests)).value() == std::vector<int>{1, 2, 3, 4, 5});
  CHECK(requests == 3);
  requests = 0;
  CHECK(listed(honest(0, 2, &requests)).value().empty());
  CHECK(requests == 1);
}

TEST_CASE("a service that gives more rows at once than asked is still read whole") {
  CHECK(listed([](std::int64_t) -> Result<Page> { return Page{{3, 0}, {1, 2, 3}}; }).value().size() == 3);
}

TEST_CASE("the last page may name any next row that is not beyond the end") {
  for (const std::optional<std::int64_t>& next :
       {std::optional<std::int64_t>(), std::optional<std::int64_t>(0), std::optional<std::int64_t>(1),
        std::optional<std::int64_t>(4)})
    CHECK(listed([&](std::int64_t) -> Result<Page> { return Page{{3, next}, {1, 2, 3}}; }).has_value());
}

TEST_CASE("the same page for ever ends in an error after two tries") {
  int requests = 0;
  check_refused(
      [&](std::int64_t) -> Result<Page> {
        ++requests;
        return Page{{4, std::nullopt}, {1, 2}};
      },
      "came twice");
  CHECK(requests == 4);
}

TEST_CASE("a listing that moved once is read again from its first row") {
  int requests = 0;
  const auto rows = listed([&](std::int64_t start) -> Result<Page> {
    ++requests;
    if (requests == 1) return Page{{3, 3}, {1, 2}};
    if (requests == 2) return Page{{4, 4}, {3}};
    int ignored = 0;
    return honest(4, 4, &ignored)(start);
  });
  CHECK(rows.value() == std::vector<int>{1, 2, 3, 4});
  CHECK(requests == 3);
}

TEST_CASE("totals and next rows that lie end in errors, never in a short list") {
  check_refused([](std::int64_t) -> Result<Page> { return Page{{2, 0}, {1, 2, 3}}; }, "TotalCount is 2");
  check_refused([](std::int64_t) -> Result<Page> { return Page{{2, 3 + 1}, {1, 2}}; }, "NextRow is 4");
  check_refused([](std::int64_t) -> Result<Page> { return Page{{9, 0}, {1, 2}}; }, "NextRow is 0");
  check_refused([](std::int64_t) -> Result<Page> { return Page{{9, 7}, {1, 2}}; }, "NextRow is 7");
  check_refused([](std::int64_t) -> Result<Page> { return Page{{-1, 0}, {}}; }, "TotalCount is -1");
  check_refused([](std::int64_t) -> Result<Page> { return Page{{rows_max + 1, 0}, {1}}; }, "more than");
  check_refused(
      [](std::int64_t start) -> Result<Page> {
        return start == 1 ? Page{{3, 3}, {1, 2}} : Page{{3, 0}, {}};
      },
      "Only 2 of 3");
}

TEST_CASE("a page that cannot be read ends the listing with its own error") {
  const auto rows = listed([](std::int64_t) -> Result<Page> { return Error{ErrorKind::refused, "No.", ""}; });
  REQUIRE_FALSE(rows.has_value());
  CHECK(rows.error().message == "No.");
}

TEST_CASE("one row a page stops at the cap of pages") {
  ListingProgress progress;
  std::optional<std::string> trouble;
  for (std::int64_t row = 1; row <= pages_max && !trouble; ++row)
    trouble = progress.accept({rows_max, std::nullopt}, {std::to_string(row)});
  REQUIRE(trouble.has_value());
  CHECK(progress.pages() == pages_max);
}

TEST_CASE("a frame needs its TotalCount") {
  const auto json = read_json(R"({"NextRow":null})").value();
  CHECK_FALSE(read_frame(JsonView(json, "")).has_value());
  const auto good = read_json(R"({"TotalCount":5.0,"NextRow":6})").value();
  CHECK(read_frame(JsonView(good, "")).value().total == 5);
}
