#include <string>

#include "text/time.hpp"
#include "unit/adapters_security_center/rows.hpp"

namespace tariff::security_center {
namespace {

TEST_CASE("wrapped values come out bare, at any depth, and bare ones stay") {
  CHECK(plain(R"({"a":{"type":"long","value":5},"b":6})").text() == R"({"a":5,"b":6})");
  CHECK(plain(R"({"a":{"type":"params","value":{"b":{"type":"datetime","value":"2021-02-23T10:14:33Z"}}}})")
            .text() == R"({"a":{"b":"2021-02-23T10:14:33Z"}})");
  CHECK(plain(R"([{"type":"params","value":{"a":[{"type":"long","value":1},null]}}])").text() ==
        R"([{"a":[1,null]}])");
}

TEST_CASE("an object that merely has members named type and value is no wrapper") {
  CHECK(plain(R"({"type":"laptop","value":3})").text() == R"({"type":"laptop","value":3})");
  CHECK(plain(R"({"type":1,"value":3})").text() == R"({"type":1,"value":3})");
  CHECK(plain(R"({"type":"long","value":3,"more":1})").text() == R"({"type":"long","value":3,"more":1})");
}

TEST_CASE("a datetime may be wrapped, bare, empty or absent, and nothing else") {
  const auto read = [](std::string_view text) {
    const auto row = plain(text);
    return optional_instant(view_of(row), "d");
  };
  const auto moment = read_instant("2027-01-31T00:00:00Z");
  CHECK(*read(R"({"d":{"type":"datetime","value":"2027-01-31T00:00:00Z"}})") == moment);
  CHECK(*read(R"({"d":"2027-01-31T00:00:00Z"})") == moment);
  CHECK_FALSE(read(R"({"d":{"type":"datetime","value":""}})")->has_value());
  CHECK_FALSE(read("{}")->has_value());
  CHECK_FALSE(read(R"({"d":null})")->has_value());
  const auto wrong = read(R"({"d":"31.01.2027"})");
  REQUIRE_FALSE(wrong.has_value());
  CHECK(wrong.error().message.find("row.d") != std::string::npos);
  CHECK_FALSE(read(R"({"d":20270131})").has_value());
}

TEST_CASE("the rows of a chunk are objects, or the chunk is refused") {
  const auto rows = [](std::string_view text) {
    const auto chunk = plain(text);
    const auto found = rows_of(view_of(chunk));
    return found ? static_cast<int>(found->size()) : -1;
  };
  CHECK(rows(R"({"KLCSP_ITERATOR_ARRAY":[{"type":"params","value":{"a":1}},{"a":2}]})") == 2);
  CHECK(rows(R"({"KLCSP_ITERATOR_ARRAY":[]})") == 0);
  CHECK(rows(R"({"KLCSP_ITERATOR_ARRAY":[null]})") == -1);
  CHECK(rows(R"({"KLCSP_ITERATOR_ARRAY":{}})") == -1);
  CHECK(rows("{}") == -1);
}

}  // namespace
}  // namespace tariff::security_center
