#include <map>
#include <set>

#include <doctest/doctest.h>

#include "e2e/story.hpp"
#include "e2e/town.hpp"

/// From the vendor's tool to the first night of our own: import, observe, adopt, bill. The figures stand in
/// examples/vendor/README.md, word by word.
namespace tariff::e2e {
namespace {

constexpr int customers = 180;

/// One observed line that differs from ours and stands already.
struct Unequal {
  std::int64_t account = 0;
  std::string item;
};

std::vector<Unequal> unequal_lines(const Json& plan) {
  std::vector<Unequal> found;
  for (const auto& row : plan.find("changes")->items()) {
    if (row.find("action")->raw() != "observe") continue;
    if (row.find("before")->find("quantity")->raw() == "0") continue;
    found.push_back({std::stoll(row.find("account")->raw()), row.find("item")->raw()});
  }
  return found;
}

std::string adopt_blocks(const std::vector<Unequal>& lines) {
  std::string text;
  for (const auto& line : lines)
    text += "\n[[adopt]]\naccount = " + std::to_string(line.account) + "\nitem = \"" + line.item +
            "\"\ntake = \"ours\"\n";
  return text;
}

/// The accounts of the file's mappings.
std::set<std::int64_t> mapped_accounts(const std::string& file) {
  std::set<std::int64_t> found;
  for (auto at = file.find("\naccount = "); at != std::string::npos; at = file.find("\naccount = ", at + 1))
    found.insert(std::stoll(file.substr(at + 11)));
  return found;
}

std::string item_of(const sandbox::Host& host, const std::string& product_name) {
  if (contains(product_name, "EDR")) return "EDR-OPTIMUM";
  if (contains(product_name, "Select")) return "KES-SELECT";
  if (contains(host.os_name, "Windows Server")) return "KES-ADV-SRV";
  return contains(host.os_name, "Windows") ? "KES-ADV-WS" : "KES-ADV-NW";
}

std::string product_of(const sandbox::VirtualServer& server, const std::string& serial) {
  for (const auto& key : server.keys)
    if (key.serial == serial) return key.product_name;
  return "";
}

/// What a virtual server's devices ask for, counted from the world and by nobody's code but this.
std::map<std::string, std::int64_t> tally(const sandbox::VirtualServer& server) {
  std::map<std::string, std::int64_t> counts;
  for (const auto& host : server.hosts)
    for (const auto& use : host.keys) ++counts[item_of(host, product_of(server, use.serial))];
  return counts;
}

/// What an account's lines bill of these items, over all its agreements.
std::map<std::string, std::int64_t> billed(const sandbox::World& world, std::int64_t account) {
  std::map<std::string, std::int64_t> counts;
  for (const auto& agreement : world.tigerpaw.agreements) {
    if (agreement.account != account) continue;
    for (const auto& line : agreement.charges)
      if (line.quantity > 0 && (line.item_id.starts_with("KES-") || line.item_id == "EDR-OPTIMUM"))
        counts[line.item_id] += line.quantity;
  }
  return counts;
}

/// Customers whose lines bill what their devices ask for.
std::int64_t billed_rightly(const sandbox::World& world, const std::set<std::int64_t>& accounts) {
  constexpr std::int64_t first_account = 10'001;
  std::int64_t right = 0;
  for (const auto& server : world.kaspersky.servers) {
    const std::int64_t account = first_account + server.id - 1;
    if (accounts.contains(account) && tally(server) == billed(world, account)) ++right;
  }
  return right;
}

std::int64_t held_customers(const Json& plan) {
  std::set<std::string> held;
  for (const auto& row : plan.find("changes")->items()) {
    if (row.find("hold")->is_null()) continue;
    held.insert(row.find("account")->raw());
  }
  return static_cast<std::int64_t>(held.size());
}

void expect_in_readme(const std::string& sentence) {
  const auto readme = test::read_file(std::filesystem::path(TARIFF_SOURCE_DIR) / "examples/vendor/README.md");
  INFO("the line that examples/vendor/README.md needs: " << sentence);
  CHECK(contains(readme, sentence + "\n"));
}

std::string figure(const Json& json, std::string_view name) { return json.find(name)->raw(); }

/// Nothing is due to be invoiced, so that no night is frozen.
void invoice_everybody(const Town& town) {
  auto world = town.world();
  for (auto& agreement : world.tigerpaw.agreements) agreement.last_billed = "2099-01-01T00:00:00";
  town.set_world(world);
}

/// Every fifth customer gets a device more that its first device's key covers.
void grow(const Town& town) {
  auto world = town.world();
  for (std::size_t i = 0; i < world.kaspersky.servers.size(); i += 5) {
    auto& hosts = world.kaspersky.servers[i].hosts;
    hosts.push_back(hosts.front());
    hosts.back().id = "00000000-0000-0000-0000-0000000" + std::to_string(10'000 + i);
    hosts.back().name = "new";
  }
  town.set_world(world);
}

TEST_CASE("180 customers of the vendor's tool: import, observe, adopt, the first own night") {
  const Town town(customers, 1);
  invoice_everybody(town);
  const auto made = town.run({"import", "--json"});
  REQUIRE(made.exit_code == 0);
  const Json imported = json_of(made.out);
  const std::string file = town.file();
  town.repository().commit("Import what the vendor's tool bills");
  expect_in_readme("| import | " + figure(imported, "certain") + " of 180 customers certain, " +
                   figure(imported, "decisions") + " decisions left to people | 0 |");

  const auto report = town.run({"plan"});
  CHECK(report.exit_code == 0);
  const Json watched = json_of(town.run({"plan", "--json"}).out);
  const auto unequal = unequal_lines(watched);
  const auto observed = report.out.find("\nObserved: ") + 1;
  expect_in_readme("| observe | " + report.out.substr(observed, report.out.find(".\n", observed) - observed) +
                   " | 0 |");
  CHECK(town.writes() == 0);

  // One word turns all certain customers on; each line that differs needs a person's word.
  town.repository().write(
      "tariff.toml", replaced(file, "[defaults]\nbilling = \"observe\" ", "[defaults]\nbilling = true ") +
                         adopt_blocks(unequal));
  CHECK(town.run({"apply", "--auto-approve", "--allow-adopt", "--keep-going"}).exit_code == 4);
  CHECK(town.writes() == 0);
  town.repository().commit("Bill them from here");
  CHECK(town.writes() == 0);

  const Json turned_on = json_of(town.run({"plan", "--json"}).out);
  const auto links = std::stoll(figure(*turned_on.find("summary"), "link"));
  const auto taken = town.run({"apply", "--auto-approve", "--allow-adopt", "--allow-config", "--keep-going"});
  // Lines that are still to be created wait until no create of a lost ledger can be under way.
  CHECK(taken.exit_code == 8);
  const auto writes_of_adoption = town.writes();
  CHECK(writes_of_adoption - links <= static_cast<std::int64_t>(unequal.size()));
  expect_in_readme("| adopt | one word for `billing`, " + std::to_string(unequal.size()) +
                   " `[[adopt]]` for lines that differ | " + std::to_string(links) + " links, " +
                   std::to_string(writes_of_adoption - links) + " lines set |");

  grow(town);
  const auto accounts = mapped_accounts(file);
  const auto night =
      town.run({"apply", "--auto-approve", "--allow-config", "--keep-going", "--now", town.hours_later(24)});
  CHECK(night.exit_code == 7);
  const Json after = json_of(town.run({"plan", "--json", "--now", town.hours_later(25)}).out);
  const auto right = billed_rightly(town.world(), accounts);
  const auto held = held_customers(after);
  CHECK(right + held == static_cast<std::int64_t>(accounts.size()));
  expect_in_readme("| the first own night | " + std::to_string(right) + " of " +
                   std::to_string(accounts.size()) + " customers billed to the device, " +
                   std::to_string(held) + " held for a person | " +
                   std::to_string(town.writes() - writes_of_adoption) + " |");
  CHECK(held == 3);
  MESSAGE("human decisions: ", figure(imported, "decisions"), " of import, ", unequal.size(),
          " lines that differ, 1 to turn them on, ", held, " held");
}

}  // namespace
}  // namespace tariff::e2e
