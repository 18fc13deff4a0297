#include "bench/served_fleet.hpp"

#include <algorithm>
#include <stdexcept>

#include "sandbox/generate.hpp"
#include "text/json.hpp"

namespace tariff::bench {
namespace {

constexpr std::uint64_t seed = 7;
constexpr std::int64_t first_reference = 700;
constexpr std::chrono::minutes run_max{20};

std::string item_name(std::int64_t line) { return "FLEET-" + std::to_string(line); }
std::string product_name(std::int64_t line) { return "Fleet product " + std::to_string(line); }

std::string digits(std::int64_t number, std::size_t width) {
  const std::string text = std::to_string(number);
  return std::string(width - std::min(width, text.size()), '0') + text;
}

std::string products_text(std::int64_t lines) {
  std::string out;
  for (std::int64_t line = 1; line <= lines; ++line)
    out += "\n[[product]]\nname = \"" + product_name(line) + "\"\nmatch = [\"" + product_name(line) +
           "\"]\nitem = \"" + item_name(line) + "\"\n";
  return out;
}

void add_items(sandbox::Tigerpaw& tigerpaw, std::int64_t lines) {
  for (std::int64_t line = 1; line <= lines; ++line) {
    sandbox::Item item;
    item.number = 400 + line;
    item.id = item_name(line);
    item.description = product_name(line) + ", per device";
    for (const auto& level : tigerpaw.levels) item.prices[level.id] = "3.50";
    tigerpaw.items.push_back(std::move(item));
  }
}

/// One more device, which uses every key of its server.
void add_device(sandbox::VirtualServer& server) {
  sandbox::Host host;
  const auto number = static_cast<std::int64_t>(server.hosts.size()) + 1;
  host.id = "f1ee0000-0000-4000-" + digits(number, 4) + "-" + digits(server.id, 12);
  host.name = "ws-" + digits(number, 3);
  host.os_name = "Microsoft Windows 11";
  for (const auto& key : server.keys) host.keys.push_back({.serial = key.serial});
  server.hosts.push_back(std::move(host));
}

/// Puts a key for each of our products in the place of those that were generated.
void license(sandbox::VirtualServer& server, std::int64_t lines) {
  const sandbox::LicenceKey like = server.keys.front();
  server.keys.clear();
  for (std::int64_t line = 1; line <= lines; ++line) {
    sandbox::LicenceKey key = like;
    key.serial = "2B7A-" + digits(server.id, 6) + "-202020-" + std::to_string(line) + "-1234";
    key.product_name = product_name(line);
    server.keys.push_back(std::move(key));
  }
  add_device(server);
}

sandbox::GeneratedWorld a_world(FleetSize size) {
  auto made = sandbox::generate({size.customers, seed, 0});
  made.tariff_toml += products_text(size.lines);
  auto& tigerpaw = made.world.tigerpaw;
  add_items(tigerpaw, size.lines);
  for (auto& server : made.world.kaspersky.servers) license(server, size.lines);
  std::int64_t reference = first_reference;
  for (auto& account : tigerpaw.accounts)
    account.cross_references.push_back(
        {reference++, tigerpaw.external_products.front().id, "fleet-" + std::to_string(account.number)});
  tigerpaw.next_cross_reference_id = reference;
  return made;
}

/// Writes what is to be served, and says with which arguments.
test::SandboxOptions served(FleetSize size, const test::TempFolder& folder,
                            const test::GitRepository& repository) {
  const auto made = a_world(size);
  repository.commit_file("tariff.toml", made.tariff_toml, "Bill the fleet");
  test::SandboxOptions options;
  options.world = folder.write("world.json", sandbox::write_world(made.world));
  return options;
}

}  // namespace

ServedFleet::ServedFleet(FleetSize size)
    : size_(size),
      repository_(folder_ / "customers"),
      sandbox_(served(size, folder_, repository_), folder_ / "sandbox") {}

std::chrono::milliseconds ServedFleet::run(const std::vector<std::string>& words) const {
  test::Command command;
  command.words = {test::program("tariff").string()};
  command.words.insert(command.words.end(), words.begin(), words.end());
  command.environment = sandbox_.environment();
  command.folder = repository_.path();
  command.timeout_max = run_max;
  const auto start = std::chrono::steady_clock::now();
  const auto ending = test::run(command);
  const auto time = std::chrono::steady_clock::now() - start;
  if (ending.exit_code != 0)
    throw std::runtime_error("tariff " + words.front() + " ended with " + std::to_string(ending.exit_code) +
                             ": " + ending.out + ending.err);
  return std::chrono::duration_cast<std::chrono::milliseconds>(time);
}

Requests ServedFleet::requests() const {
  const auto log = read_json(sandbox_.requests());
  if (!log) throw std::runtime_error(log.error().message);
  const JsonView view(*log, "");
  const auto total = view.whole("total"), writes = view.whole("writes");
  if (!total || !writes) throw std::runtime_error("the sandbox counts in another shape: " + log->pretty());
  return {*total - *writes, *writes};
}

Applied ServedFleet::apply() const {
  Applied done;
  done.size = size_;
  sandbox_.reset_requests();
  // Every line of a small fleet changes at once, which no guard would let through.
  done.plan_time = run({"plan", "--allow-guard", "amount"});
  done.planning = requests();
  sandbox_.reset_requests();
  done.apply_time = run({"apply", "--auto-approve", "--allow-config", "--allow-guard", "amount"});
  const Requests all = requests();
  done.own = {all.reads - done.planning.reads, all.writes - done.planning.writes};
  return done;
}

void ServedFleet::raise_every_count() const {
  auto now = world();
  for (auto& server : now.kaspersky.servers) add_device(server);
  sandbox_.set_world(sandbox::write_world(now));
}

std::int64_t ServedFleet::lines_at(std::int64_t quantity) const {
  std::int64_t count = 0;
  const auto now = world();
  for (const auto& agreement : now.tigerpaw.agreements)
    count += std::count_if(agreement.charges.begin(), agreement.charges.end(),
                           [&](const sandbox::Charge& line) { return line.quantity == quantity; });
  return count;
}

sandbox::World ServedFleet::world() const {
  auto world = sandbox::read_world(sandbox_.world(), Instant{});
  if (!world) throw std::runtime_error(world.error().message);
  return std::move(world).value();
}

}  // namespace tariff::bench
