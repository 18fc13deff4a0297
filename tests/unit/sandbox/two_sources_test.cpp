#include <algorithm>

#include "sandbox/kept_file.hpp"
#include "unit/sandbox/support.hpp"

using namespace tariff;
using namespace tariff::sandbox;

// The example's README works its counts out by hand. Here they are worked out once more, from the world
// alone, with nothing of the program's own counting.
namespace {

std::string example(const std::string& name) {
  const auto text = read_file(std::string(TARIFF_SOURCE_DIR) + "/examples/two-sources/" + name);
  REQUIRE(text.has_value());
  return *text;
}

bool counts(const HubLicence& licence) {
  return licence.type != business_hub::LicenceType::trial &&
         licence.status == business_hub::LicenceStatus::active && licence.expires_at > noon;
}

std::int64_t quantity_of(const HubLicence& licence) {
  const auto& usage = licence.usage;
  if (!counts(licence)) return 0;
  if (licence.unit == business_hub::LicenceUnit::mailbox) return usage.mailboxes;
  if (licence.unit == business_hub::LicenceUnit::device) return usage.computers + usage.mobiles;
  return std::max(usage.computers, usage.mobiles / 2 + usage.mobiles % 2);
}

std::string told(std::int64_t number) { return number == 0 ? "" : std::to_string(number) + " "; }

/// How the README's row of that licence begins.
std::string row_of(const HubCompany& company, const HubLicence& licence) {
  const auto& usage = licence.usage;
  return "\n| " + company.name + " | " + licence.product_name + " | " +
         std::string(business_hub::word_of(business_hub::licence_units, licence.unit)) + " | " +
         told(usage.computers) + "| " + told(usage.mobiles) + "| " + told(usage.mailboxes) + "| " +
         std::to_string(quantity_of(licence)) + " | ";
}

}  // namespace

TEST_CASE("the counts of the example with two sources, worked out by hand, are what its world gives") {
  const World world = world_of(example("world.json"));
  const auto readme = example("README.md");
  REQUIRE(world.business_hub.has_value());
  std::size_t licences = 0;
  for (const auto& company : world.business_hub->companies)
    for (const auto& licence : company.licences) {
      ++licences;
      const auto row = row_of(company, licence);
      CAPTURE(row);
      CHECK(readme.find(row) != std::string::npos);
    }
  CHECK(licences == 8);
  for (const auto& server : world.kaspersky.servers) {
    const auto row = "| device | | | | " + std::to_string(server.hosts.size()) + " |";
    const auto line =
        readme.find("\n| " + server.name + (server.id == 1 ? ", virtual server |" : " | Endpoint"));
    REQUIRE(line != std::string::npos);
    CHECK(readme.find(row, line) < readme.find('\n', line + 1));
  }
}

TEST_CASE("the example with two sources shows what its README says") {
  const World world = world_of(example("world.json"));
  CHECK(world.kaspersky.servers.size() == 3);
  const auto& companies = world.business_hub->companies;
  REQUIRE(companies.size() == 4);
  CHECK(world.business_hub->page_limit_max == 3);
  CHECK(companies[3].licences.empty());
  CHECK(companies[1].licences[0].id == companies[2].licences[0].id);
  CHECK(companies[1].licences[0].limit == 50);
}
