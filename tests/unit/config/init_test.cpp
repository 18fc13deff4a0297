#include "config/init.hpp"

#include <doctest/doctest.h>

#include "unit/config/tariff_text.hpp"

namespace tariff::config {
namespace {

/// The example blocks of the starter, as a user would turn them on.
std::string uncommented(std::string text) {
  for (const std::string start :
       {"\n# [[", "\n# name", "\n# match", "\n# item", "\n# bill ", "\n# reason", "\n# virtual_server",
        "\n# account", "\n# agreement", "\n# price ", "\n# price_level    ", "\n# billing "})
    for (auto at = text.find(start); at != std::string::npos; at = text.find(start)) text.erase(at + 1, 2);
  return text;
}

}  // namespace

TEST_CASE("the starter file has no problems and puts everything on observe") {
  const auto text = starter_file(InstallationId("k7q2m9d4xw"));
  const auto parsed = parse(text, "tariff.toml");
  CHECK(outline(parsed.problems) == "");
  CHECK(parsed.desired.installation == InstallationId("k7q2m9d4xw"));
  CHECK(parsed.desired.mappings.empty());
  CHECK(text.find("billing = \"observe\"") != std::string::npos);
}

TEST_CASE("the examples in the starter file are right as they stand") {
  const auto parsed = parse(uncommented(starter_file(InstallationId("k7q2m9d4xw"))), "tariff.toml");
  CHECK(outline(parsed.problems) == "");
  CHECK(parsed.desired.products.size() == 3);
  REQUIRE(parsed.desired.mappings.size() == 1);
  CHECK(parsed.desired.mappings[0].billing == Billing::on);
  CHECK(parsed.desired.mappings[0].products.size() == 1);
}

}  // namespace tariff::config
