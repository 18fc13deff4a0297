#include "discovery/file_text.hpp"

#include <doctest/doctest.h>

#include "discovery/toml_text.hpp"
#include "text/time.hpp"
#include "unit/discovery/town.hpp"

namespace tariff::discovery {
namespace {

std::string file_of(const Observed& town) {
  return tariff_file(found_in(town), InstallationId("k7q2m9d4xw"), town.today);
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// The block of that line and all behind it that is one commented block, without its marks.
std::string uncommented_block(const std::string& text, const std::string& line) {
  std::string out;
  auto at = text.rfind("# [[mapping]]", text.find(line));
  while (text.compare(at, 2, "# ") == 0 && text.compare(at, 3, "#  ") != 0) {
    const auto end = text.find('\n', at);
    out += text.substr(at + 2, end - at - 1);
    at = end + 1;
  }
  return out;
}

}  // namespace

TEST_CASE("the file of the findings has no error, and every mapping in it observes") {
  const auto parsed = config::parse(file_of(a_town(5)), "tariff.toml");
  CHECK(parsed.problems.empty());
  CHECK(parsed.desired.observes_only());
  CHECK(parsed.desired.installation == InstallationId("k7q2m9d4xw"));
  REQUIRE(parsed.desired.mappings.size() == 6);
  const Mapping& mapping = parsed.desired.mappings[2];
  CHECK(mapping.tenant == "Customer 2");
  CHECK(mapping.account == AccountNumber(10012));
  CHECK(mapping.account_name == "Customer 2 Ltd");
  CHECK(mapping.agreement == AgreementNumber(50003));
  CHECK(mapping.price_level == "Gold");
  REQUIRE(parsed.desired.products.size() == 1);
  CHECK(parsed.desired.products.front().item == ItemId("KES-SELECT"));
}

TEST_CASE("what is doubtful stands in comments, a block for each candidate that can be uncommented") {
  Observed town = a_town(5);
  rename_account(town, 10015, "Customer 2 GmbH");
  const std::string text = file_of(town);
  auto parsed = config::parse(text, "tariff.toml");
  CHECK(parsed.desired.mappings.size() == 4);
  CHECK(contains(text,
                 "# DECIDE: the virtual server \"Customer 2\" (id 5, 7 licensed devices). Two accounts are"));
  const std::string one = uncommented_block(text, "# account = 10012");
  const std::string other = uncommented_block(text, "# account = 10015");
  parsed = config::parse(text + "\n" + one, "tariff.toml");
  CHECK(parsed.problems.empty());
  CHECK(parsed.desired.mappings.size() == 5);
  CHECK(parsed.desired.mappings.back().account == AccountNumber(10012));
  CHECK(has_errors(config::parse(text + "\n" + one + other, "tariff.toml").problems));
}

TEST_CASE("a licence without a certain item stands in comments with what speaks for it") {
  const std::string text = file_of(a_town(2));
  CHECK(config::parse(text, "tariff.toml").desired.products.empty());
  CHECK(contains(text, "# DECIDE: nobody can tell which item bills"));
  CHECK(contains(text, "# item = \"KES-SELECT\"\n"));
}

TEST_CASE("a virtual server whose name another one has is named by its id too") {
  Observed town = a_town(5);
  rename_tenant(town, 6, "Customer 2");
  tiny::account_of(town, 10012).cross_references = {
      {CrossReferenceId(1), ExternalProductId(5), "Kaspersky", "UID-2"}};
  const auto parsed = config::parse(file_of(town), "tariff.toml");
  CHECK(parsed.problems.empty());
  bool is_named_by_id = false;
  for (const auto& mapping : parsed.desired.mappings)
    is_named_by_id = is_named_by_id || mapping.tenant_id == "5";
  CHECK(is_named_by_id);
}

TEST_CASE("names of a service stay texts, whatever they hold") {
  Observed town = a_town(5);
  const std::string hostile = "Customer 2 Ltd\"\nbilling = true\n#\x1b[31m\u202e";
  rename_account(town, 10012, hostile);
  rename_account(town, 10013, "Customer \\u0033 \"quoted\" Ltd");
  rename_tenant(town, 6, "Customer \\u0033 \"quoted\"");
  rename_tenant(town, 7, " Customer 4");
  const std::string text = file_of(town);
  const auto parsed = config::parse(text, "tariff.toml");
  CHECK_FALSE(has_errors(parsed.problems));
  CHECK(parsed.desired.observes_only());
  CHECK(text.find('\x1b') == std::string::npos);
  CHECK(contains(text,
                 "# DECIDE: the virtual server \" Customer 4\" (id 7, 9 licensed devices). Its name holds"));
  bool is_kept = false;
  for (const auto& mapping : parsed.desired.mappings)
    is_kept = is_kept || mapping.account_name == "Customer \\u0033 \"quoted\" Ltd";
  CHECK(is_kept);
}

TEST_CASE("a price level whose name another one has is named by its id") {
  Observed town = a_town(5);
  town.levels.push_back({PriceLevelId(7), "Gold"});
  CHECK(contains(file_of(town), "price_level = 2\n"));
}

TEST_CASE("the same findings give the same text") { CHECK(file_of(a_town(5)) == file_of(a_town(5))); }

TEST_CASE("TOML text escapes what nobody sees") {
  CHECK(toml_string("a\"b\\c") == "\"a\\\"b\\\\c\"");
  CHECK(toml_string("\x7f\n\u200b\u202e") == "\"\\u007F\\u000A\\u200B\\u202E\"");
  CHECK(toml_string("Möbel 家") == "\"Möbel 家\"");
  CHECK(toml_string("\xff") == "\"\\uFFFD\"");
}

}  // namespace tariff::discovery
