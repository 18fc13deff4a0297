#include <doctest/doctest.h>

#include "e2e/story.hpp"

/// Security Center is one source, an export of the portal the other.
namespace tariff::e2e {
namespace {

const std::string customers = R"(format = 1
installation = "quickstart01"
[billing]
external_product = "Kaspersky"
currency = "USD"
[[product]]
name = "Endpoint Security Select"
match = ["Kaspersky Endpoint Security for Business - Select*"]
item = "KES-SELECT"
[[product]]
name = "Cloud"
match = ["Kaspersky Endpoint Security Cloud"]
items = { workstation = "KES-ADV-WS", server = "KES-ADV-SRV" }
[[product]]
name = "Cloud Plus"
match = ["Kaspersky Endpoint Security Cloud Plus"]
item = "KES-ADV-NW"
count = "users"
[[mapping]]
virtual_server = "Contoso"
source = "center"
account = 10010
agreement = 50001
price_level = "Gold"
billing = true
[[mapping]]
tenant = "Contoso Cloud"
source = "portal"
account = 10010
agreement = 50001
price_level = "Gold"
billing = true
[[mapping]]
tenant = "Tailspin Toys"
source = "portal"
account = 10050
agreement = 50005
price_level = "Silver"
billing = true
)";

/// The quickstart's world with its Security Center as one of two sources.
class TwoSources {
 public:
  TwoSources() : story_(Start::healthy), day_(story_.minutes_later(0)) {
    story_.set_connections(replaced(story_.connections(), "[kaspersky]", "[[source]]\nname = \"center\"") +
                           "\n[[source]]\nname = \"portal\"\nkind = \"file\"\npath = \"usage.csv\"\n");
    story_.repository().commit_file("tariff.toml", customers, "Bill two sources");
  }

  /// Exports these rows, without their date, which is now.
  void export_rows(const Words& rows) const { write(rows, ""); }
  /// The same, broken off in the middle of another row.
  void export_half(const Words& rows) const { write(rows, "Tailspin Toys,Kaspersky Endpoint Sec"); }

  Ending run(const Words& words) const {
    const auto& secrets = story_.sandbox().environment();
    return story_.run(words, {{"TARIFF_CENTER_USER", secrets.at("TARIFF_KSC_USER")},
                              {"TARIFF_CENTER_PASSWORD", secrets.at("TARIFF_KSC_PASSWORD")}});
  }
  const Story& story() const { return story_; }

 private:
  void write(const Words& rows, const std::string& rest) const {
    std::string text = "tenant,product,category,count,as_of\n";
    for (const auto& row : rows) text += row + "," + day_ + "\n";
    story_.folder().write("usage.csv", text + rest);
  }

  Story story_;
  std::string day_;
};

const std::string contoso = "Contoso Cloud,Kaspersky Endpoint Security Cloud Plus,users,19";
const std::string tailspin_servers = "Tailspin Toys,Kaspersky Endpoint Security Cloud,server,2";
const std::string tailspin = "Tailspin Toys,Kaspersky Endpoint Security Cloud,workstation,12";

}  // namespace

TEST_CASE(
    "an export is billed beside Security Center, and only the tenant of a broken row is left as it is") {
  const TwoSources two;
  two.export_rows({contoso, tailspin, tailspin_servers});
  CHECK(two.run({"plan"}).exit_code == 0);
  const auto applied = two.run({"apply", "--auto-approve", "--allow-config"});
  CHECK(applied.exit_code == 0);
  CHECK(two.story().lines(50001) == "KES-ADV-NW 19 x 4.40 L2\nKES-SELECT 3 x 3.50 L2\n");
  CHECK(two.story().lines(50005) == "KES-ADV-SRV 2 x 9.75 L1\nKES-ADV-WS 12 x 5.20 L1\n");
  CHECK(last_line(two.run({"plan"}).out) == "No changes. 3 mappings, 4 lines read; 0 set aside, 0 observed.");

  two.export_rows({replaced(contoso, "19", "20 users"), replaced(tailspin, "12", "14"), tailspin_servers});
  const auto broken = two.run({"plan"});
  CHECK(broken.exit_code == 9);
  CHECK(
      contains(broken.err,
               "The usage of the tenant \"Contoso Cloud\" was not read: Line 2, column \"count\": found \"20 "
               "users\", expected a whole number from 0 to 10000000."));
  CHECK(two.run({"apply", "--auto-approve", "--keep-going"}).exit_code == 7);
  CHECK(two.story().lines(50001) == "KES-ADV-NW 19 x 4.40 L2\nKES-SELECT 3 x 3.50 L2\n");
  CHECK(two.story().lines(50005) == "KES-ADV-SRV 2 x 9.75 L1\nKES-ADV-WS 14 x 5.20 L1\n");
}

TEST_CASE("half an export, or none, leaves its tenants as they are, and Security Center's are billed") {
  const TwoSources two;
  two.export_rows({contoso, tailspin, tailspin_servers});
  REQUIRE(two.run({"apply", "--auto-approve", "--allow-config"}).exit_code == 0);
  const std::string before = two.story().lines(50005);
  two.story().change([](sandbox::World& world) { add_device(world, "Contoso", "CONTOSO-WS-09"); });
  two.export_half({contoso, replaced(tailspin, "12", "14")});
  const auto half = two.run({"plan"});
  CHECK(half.exit_code == 9);
  CHECK(contains(half.err, "usage.csv: Line 4 has no line end: the text breaks off there."));
  CHECK(two.run({"apply", "--auto-approve", "--keep-going"}).exit_code == 7);
  CHECK(two.story().lines(50005) == before);
  CHECK(two.story().lines(50001) == "KES-ADV-NW 19 x 4.40 L2\nKES-SELECT 4 x 3.50 L2\n");
  std::filesystem::remove(two.story().folder() / "usage.csv");
  const auto gone = two.run({"plan"});
  CHECK(gone.exit_code == 9);
  CHECK(contains(gone.err, "usage.csv: No such file or directory."));
}

}  // namespace tariff::e2e
