#include "report/csv.hpp"

#include <doctest/doctest.h>

#include "base/inert.hpp"
#include "support/tiny_world.hpp"

namespace tariff::report {
namespace {

std::string csv_of(std::vector<Cell> cells) {
  Table table{"a", "A", {}, {std::move(cells)}, {}};
  for (std::size_t i = 0; i < table.rows[0].size(); ++i)
    table.columns.push_back({"c" + std::to_string(i), "C", ColumnKind::text});
  const std::string text = table_csv(table);
  return text.substr(text.find("\r\n") + 2);
}

std::string csv_of_text(const std::string& text) { return csv_of({text}); }

}  // namespace

TEST_CASE("a file for spreadsheets begins with the columns' keys, and each line ends with CR LF") {
  const Table table{"tenants",
                    "Tenants",
                    {{"id", "ID", ColumnKind::number}, {"name", "NAME", ColumnKind::text}},
                    {{std::int64_t{3}, std::string("Müller & Söhne")}, {Cell(), std::string()}},
                    {}};
  CHECK(table_csv(table) == "id,name\r\n3,Müller & Söhne\r\n,\r\n");
}

TEST_CASE("commas, quotes and semicolons stay in their cell") {
  CHECK(csv_of({std::string("a,b"), std::string("say \"no\""), std::string("a;b")}) ==
        "\"a,b\",\"say \"\"no\"\"\",\"a;b\"\r\n");
}

TEST_CASE("text from outside is never a formula, and never a second line") {
  CHECK(csv_of_text("=cmd|'/C calc'!A0") == "'=cmd|'/C calc'!A0\r\n");
  CHECK(csv_of_text("+1") == "'+1\r\n");
  CHECK(csv_of_text("-1") == "'-1\r\n");
  CHECK(csv_of_text("@SUM(A1)") == "'@SUM(A1)\r\n");
  CHECK(csv_of_text("  =1") == "'  =1\r\n");
  CHECK(csv_of_text("＝1") == "'＝1\r\n");
  CHECK(csv_of_text("\t=1") == "\\u{9}=1\r\n");
  CHECK(csv_of_text("a\r\n=1") == "a\\u{D}\\u{A}=1\r\n");
}

TEST_CASE("where the semicolon separates cells, the middle of a name does not become a formula either") {
  CHECK(csv_of_text("Contoso;=1+1;b") == "\"Contoso;'=1+1;b\"\r\n");
}

TEST_CASE("a negative amount of ours stays a number, so that a spreadsheet can add it up") {
  CHECK(csv_of({tiny::money("-1234.50"), std::int64_t{-3}, true}) == "-1234.50,-3,yes\r\n");
}

TEST_CASE("bytes that are no UTF-8 are written as what they are") {
  const std::string text = csv_of_text("a\xFF b\xE2\x80\xAE");
  CHECK(text == "a\\xFF b\\u{202E}\r\n");
  CHECK(is_utf8(text));
}

}  // namespace tariff::report
