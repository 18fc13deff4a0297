#include "report/table.hpp"

#include <doctest/doctest.h>

#include "unit/report/widest_line.hpp"

namespace tariff::report {
namespace {

Table two_tenants() {
  return {"tenants",
          "Virtual servers",
          {{"id", "ID", ColumnKind::number},
           {"name", "NAME", ColumnKind::text},
           {"enabled", "ENABLED", ColumnKind::text},
           {"devices", "DEVICES", ColumnKind::number}},
          {{std::int64_t{3}, std::string("Contoso"), true, std::int64_t{1204}},
           {std::int64_t{12}, std::string("Müller & Söhne"), false, Cell()}},
          {}};
}

std::string in_columns(const Table& table, std::size_t width) {
  Style style;
  style.width = width;
  return table_text(table, style);
}

}  // namespace

TEST_CASE("columns are aligned on what people see, numbers to the right") {
  CHECK(in_columns(two_tenants(), 80) ==
        "Virtual servers\n"
        "\n"
        "  ID  NAME            ENABLED  DEVICES\n"
        "   3  Contoso         yes         1204\n"
        "  12  Müller & Söhne  no             -\n"
        "\n"
        "2 rows.\n");
}

TEST_CASE("text is cut only where the width forces it, and numbers never") {
  Table table = two_tenants();
  table.rows[0][1] = std::string(60, 'x');
  CHECK(in_columns(table, 200).find(std::string(60, 'x')) != std::string::npos);
  CHECK(widest_line(in_columns(table, 80)) == 80);
  const std::string narrow = in_columns(table, 40);
  CHECK(widest_line(narrow) == 40);
  CHECK(narrow.find("x…  yes") != std::string::npos);
  CHECK(narrow.find("1204") != std::string::npos);
}

TEST_CASE("a table that cannot be narrow enough stays readable") {
  Table table = two_tenants();
  table.rows[0][1] = std::string(60, 'x');
  CHECK(in_columns(table, 5).find("  xxxxxxx…  ") != std::string::npos);
}

TEST_CASE("wide characters take two columns and combining marks none, also where a name is cut") {
  Table table = two_tenants();
  table.rows[0][1] = std::string("日本語日本語日本語");
  table.rows[1][1] = std::string("Cafe\u0301");
  const std::string text = in_columns(table, 80);
  CHECK(text.find("   3  日本語日本語日本語  yes ") != std::string::npos);
  CHECK(text.find("  12  Cafe\u0301                no ") != std::string::npos);
  CHECK(in_columns(table, 36).find("   3  日本語日本…   yes ") != std::string::npos);
}

TEST_CASE("hostile names cannot write to the terminal or begin a line") {
  Table table = two_tenants();
  table.rows[0][1] = std::string("\x1b[2J\r::error::x");
  table.rows[1][1] = std::string("a\u202Eb\n##vso[task.setvariable]c");
  const std::string text = in_columns(table, 200);
  CHECK(text.find('\x1b') == std::string::npos);
  CHECK(text.find('\r') == std::string::npos);
  CHECK(text.find("\u202E") == std::string::npos);
  CHECK(text.find("##vso[") == std::string::npos);
  CHECK(text.find("\n::") == std::string::npos);
  CHECK(text.find("\\u{1B}[2J") != std::string::npos);
}

TEST_CASE("what is unread stands below the rows") {
  Table table = two_tenants();
  table.rows.pop_back();
  table.unread = {"The virtual server \"Fabrikam\": reset."};
  const std::string text = in_columns(table, 80);
  CHECK(text.substr(text.find("1 row.")) == "1 row.\nUnread: The virtual server \"Fabrikam\": reset.\n");
}

TEST_CASE("an empty table has its header and says that there are no rows") {
  Table table = two_tenants();
  table.rows.clear();
  CHECK(in_columns(table, 80) == "Virtual servers\n\n  ID  NAME  ENABLED  DEVICES\n\n0 rows.\n");
}

TEST_CASE("a table as JSON has the exit code, a kind, keys in snake case, and null for what is not known") {
  CHECK(table_json(two_tenants(), 9, "unread") ==
        "{\"format_version\":1,\"exit\":{\"code\":9,\"class\":\"unread\"},\"kind\":\"tenants\",\"rows\":["
        "{\"id\":3,\"name\":\"Contoso\",\"enabled\":true,\"devices\":1204},"
        "{\"id\":12,\"name\":\"Müller & Söhne\",\"enabled\":false,\"devices\":null}],\"unread\":[]}\n");
}

TEST_CASE("ill-formed UTF-8 does not make ill-formed JSON") {
  Table table = two_tenants();
  table.rows[0][1] = std::string("\xFF");
  CHECK(table_json(table, 0, "ok").find("\"\\\\xFF\"") != std::string::npos);
}

}  // namespace tariff::report
