#include <doctest/doctest.h>

#include "unit/adapters_usage_file/export.hpp"

namespace tariff::usage_file {
namespace {

const UsageFileColumns portal_columns{"Customer", "Customer ID", "License", "Type", "Devices", "Date"};

}  // namespace

TEST_CASE("a licence has the sum of its categories, and a tenant its licences by name") {
  Export file(
      csv("Fabrikam,Endpoint Security Advanced,workstation,12,2026-11-28\n"
          "Contoso,Endpoint Security Select,,7,2026-11-28\n"
          "Fabrikam,Endpoint Security Advanced,Server,3,2026-11-28\n"
          "Fabrikam,Cloud Plus,users,19,2026-11-28\n"
          "Fabrikam,Mail,MAILBOXES,22,2026-11-28\n"));
  CHECK(file.tenants() == "Contoso (Contoso), Fabrikam (Fabrikam)");
  CHECK(file.usage("Contoso") == "Endpoint Security Select 7 device\n");
  CHECK(file.usage("Fabrikam") ==
        "Cloud Plus 19 user\nEndpoint Security Advanced 15 device\nMail 22 mailbox\n");
  const auto usage = file.read("Fabrikam");
  REQUIRE(usage.has_value());
  const UseFigures split{15, {{Category::workstation, 12}, {Category::server, 3}}, {}, {}};
  CHECK(usage->licences[1].figures == split);
  CHECK(usage->licences[1].serial == LicenceSerial("file:Endpoint Security Advanced"));
  CHECK(usage->licences[0].figures == UseFigures{0, {}, 19, {}});
  CHECK(usage->licences[2].figures == UseFigures{0, {}, {}, 22});
  CHECK(file.read("Contoso")->licences[0].figures == UseFigures{7, {}, {}, {}});
}

TEST_CASE("a tenant is known for good by its id, where the file has ids, else by its name") {
  Export by_id(
      "Date,Devices,Type,License,Customer,Customer ID,Remark\n2026-11-28,4,,Select,Contoso,c-1,extra\n",
      "usage.csv", portal_columns);
  CHECK(by_id.tenants() == "Contoso (c-1)");
  CHECK(by_id.source().tenants()->tenants[0].uid == TenantUid("file:c-1"));
  CHECK(by_id.usage("c-1") == "Select 4 device\n");
  Export by_name(csv("Contoso,Select,,4,2026-11-28\n"));
  CHECK(by_name.source().tenants()->tenants[0].uid == TenantUid("file:Contoso"));
}

TEST_CASE("separator, byte order mark, line ends, blanks and quotes do not matter") {
  const std::string expected = "Select 4 device\n";
  CHECK(Export("\xEF\xBB\xBFtenant;product;category;count;as_of\r\nContoso;Select;;4;2026-11-28\r\n")
            .usage("Contoso") == expected);
  CHECK(Export("tenant\tproduct\tcategory\tcount\tas_of\nContoso\tSelect\t\t4\t2026-11-28\n")
            .usage("Contoso") == expected);
  CHECK(Export(" tenant , product ,category, count,as_of\n\n Contoso ,Select ,\t, 4 ,2026-11-28 \n\n")
            .usage("Contoso") == expected);
  CHECK(Export("\"tenant\";\"product\";\"category\";\"count\";\"as_of\"\n"
               "\"Contoso\";\"Select\";\"\";\"4\";\"2026-11-28\"\n")
            .usage("Contoso") == expected);
  CHECK(Export("tenant;product;category;count;as_of;devices, in all\nContoso;Select;;4;2026-11-28;9\n")
            .usage("Contoso") == expected);
}

TEST_CASE("a name may hold separators, quotes and line ends, and hostile ones stay text") {
  const std::string name = "Contoso, \"Ltd\"\nand \x1B[2J\xE2\x80\xAE::error";
  Export file(csv("\"Contoso, \"\"Ltd\"\"\nand \x1B[2J\xE2\x80\xAE::error\",Select,,4,2026-11-28\n"));
  REQUIRE(file.source().tenants().has_value());
  CHECK(file.source().tenants()->tenants[0].name == name);
  CHECK(file.usage(name) == "Select 4 device\n");
  Export bad(csv("Contoso,\x1B[2J,,4,2026-11-28\nContoso,\x1B[2J,,4,2026-11-28\n"));
  CHECK(bad.usage("Contoso") ==
        "Line 3 counts devices without a category of \"\\u{1B}[2J\" once more: so does line 2.");
}

TEST_CASE("JSON rows are an array, or the one array of an object; counts are numbers or text") {
  const std::string rows =
      R"([{"tenant":"Contoso","product":"Select","category":"server","count":4,"as_of":"2026-11-28","x":[1]},)"
      R"({"tenant":"Contoso","product":"Cloud","category":"users","count":"5","as_of":"2026-11-28"}])";
  const std::string expected = "Cloud 5 user\nSelect 4 device\n";
  CHECK(Export(rows, "usage.json").usage("Contoso") == expected);
  CHECK(Export("\xEF\xBB\xBF{\"made\":\"today\",\"rows\":" + rows + "}", "usage.json").usage("Contoso") ==
        expected);
  CHECK(Export("[]", "usage.json").tenants().empty());
}

TEST_CASE("the file is read once, and a tenant that it does not name is not there") {
  const test::TempFolder folder;
  const auto path = folder.write("usage.csv", csv("Contoso,Select,,4,2026-11-28\n"));
  const auto source = make_usage_source({path.string()});
  REQUIRE(source->tenants().has_value());
  folder.write("usage.csv", "");
  const auto contoso = source->usage({TenantId(std::string("Contoso")), {}, "Contoso", true}, now);
  REQUIRE(contoso.has_value());
  CHECK(contoso->licences[0].used() == 4);
  const auto other = source->usage({TenantId(std::string("Other")), {}, "Other", true}, now);
  REQUIRE_FALSE(other.has_value());
  CHECK(other.error().kind == ErrorKind::not_found);
}

TEST_CASE("the example reads as the README says") {
  Export file(test::read_file(std::filesystem::path(TARIFF_SOURCE_DIR) / "examples/usage.csv"));
  CHECK(file.tenants() ==
        "Contoso Cloud (Contoso Cloud), Tailspin Toys (Tailspin Toys), Adventure Works (Adventure Works)");
  CHECK(file.usage("Adventure Works") == "Kaspersky Endpoint Security Cloud 9 device\n");
  CHECK(file.usage("Contoso Cloud") ==
        "Kaspersky Endpoint Security Cloud Plus, User 19 user\n"
        "Kaspersky Security for Microsoft Office 365 22 mailbox\n");
  CHECK(file.usage("Tailspin Toys") == "Kaspersky Endpoint Security Cloud 5 device\n");
}

}  // namespace tariff::usage_file
