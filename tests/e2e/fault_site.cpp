#include "e2e/fault_site.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <stdexcept>
#include <thread>

#include "domain/money.hpp"
#include "text/crypto.hpp"
#include "text/match.hpp"
#include "text/time.hpp"

namespace tariff::e2e {
namespace {

constexpr std::chrono::milliseconds look{5};
constexpr std::chrono::seconds late_max{20};

constexpr auto intent = R"(format = 1
installation = "disturbed01"

[billing]
external_product = "Kaspersky"
currency = "USD"

[[product]]
name  = "Select"
match = ["Kaspersky Endpoint Security for Business - Select*"]
item  = "KES-SELECT"

[[product]]
name  = "Advanced"
match = ["Kaspersky Endpoint Security for Business - Advanced*"]
item  = "KES-ADV-SRV"

[[mapping]]
virtual_server = "Contoso"
account        = 10010
agreement      = 50001
price_level    = "Gold"
billing        = true
)";

constexpr auto new_customer = R"(
[[mapping]]
virtual_server = "Fabrikam"
account        = 10020
agreement      = 50002
price_level    = "Silver"
billing        = true
)";

sandbox::World small_world() {
  auto world = sandbox::read_world(quickstart("world.json"), system_now());
  if (!world) throw std::runtime_error(world.error().message);
  auto& kaspersky = world->kaspersky;
  kaspersky.servers.resize(2);
  std::erase_if(kaspersky.servers[1].hosts,
                [](const auto& device) { return device.name.find("-WS-") != std::string::npos; });
  kaspersky.chunk_rows_max = 2;
  world->tigerpaw.page_size_max = 2;
  return *std::move(world);
}

/// What every site begins with, made once.
struct Beginning {
  test::TempFolder folder;
  test::GitRepository yesterday{folder / "yesterday"};
  test::GitRepository repository{folder / "customers"};
  std::string world;  ///< after yesterday's apply, and one device more
  Instant now = system_now();
};

std::string connections_text(const test::SandboxProcess& sandbox, const std::string& ledger) {
  const std::string text = test::read_file(sandbox.connections());
  const auto from = text.find("url = \"sqlite:");
  const auto to = text.find('\n', from);
  return text.substr(0, from) + "url = \"" + ledger + "\"" + text.substr(to);
}

std::unique_ptr<test::SandboxProcess> started(const test::TempFolder& folder) {
  const auto world = folder.write("world.json", sandbox::write_world(small_world()));
  return std::make_unique<test::SandboxProcess>(test::SandboxOptions{.world = world, .state = {}, .more = {}},
                                                folder / "sandbox");
}

test::Command command_for(const test::SandboxProcess& sandbox, const std::filesystem::path& folder,
                          const std::filesystem::path& repository, const Words& words) {
  test::Command command;
  command.words = {test::program("tariff").string()};
  command.words.insert(command.words.end(), words.begin(), words.end());
  command.environment = sandbox.environment();
  command.environment["TARIFF_CONNECTIONS"] = (folder / "connections.toml").string();
  command.environment["XDG_CACHE_HOME"] = (folder / cache_folder).string();
  command.folder = repository;
  return command;
}

Words apply_words(Instant now, const Words& more) {
  Words words{"apply", "--auto-approve", "--allow-config", "--json", "--now", write_instant(now)};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

/// Yesterday's apply on that ledger. Shape: the world that it leaves.
std::string apply_yesterday(const Beginning& made, const std::string& ledger) {
  const test::TempFolder folder;
  const auto sandbox = started(folder);
  folder.write("connections.toml", connections_text(*sandbox, ledger));
  const auto ended = test::run(command_for(*sandbox, folder.path(), made.yesterday.path(),
                                           apply_words(made.now - std::chrono::hours(24), {})));
  if (ended.exit_code != 0) throw std::runtime_error("the first apply failed: " + ended.out + ended.err);
  auto world = sandbox::read_world(sandbox->world(), Instant{});
  if (!world) throw std::runtime_error(world.error().message);
  add_device(*world, "Contoso", "CONTOSO-WS-05");
  return sandbox::write_world(*world);
}

void prepare(Beginning& made) {
  made.yesterday.commit_file("tariff.toml", intent, "Bill Contoso");
  made.repository.commit_file("tariff.toml", std::string(intent) + new_customer, "Bill Fabrikam");
  const test::TempFolder folder;
  made.world = apply_yesterday(made, "sqlite:" + (folder / "ledger.db").string());
}

const Beginning& beginning() {
  static const std::unique_ptr<const Beginning> made = [] {
    auto fresh = std::make_unique<Beginning>();
    prepare(*fresh);
    return fresh;
  }();
  return *made;
}

/// The world that it leaves is that of the beginning, but for the times in it.
void apply_first(const std::string& ledger) {
  [[maybe_unused]] const auto world = apply_yesterday(beginning(), ledger);
}

std::string text_of(const Json& json, std::string_view name) {
  const Json* found = json.find(name);
  return found == nullptr ? "" : found->raw();
}

std::string line_text(const sandbox::Charge& line) {
  return line.item_id + " " + std::to_string(line.quantity) + " x " + Money::parse(line.price)->text() +
         " L" + std::to_string(line.level);
}

/// The lines of an agreement, one after the other.
std::string lines_of(const sandbox::Agreement& agreement) {
  std::string out;
  for (const auto& line : agreement.charges) out += (out.empty() ? "" : "; ") + line_text(line);
  return out;
}

std::string links_of(const sandbox::Account& account) {
  std::string out;
  for (const auto& link : account.cross_references) out += (out.empty() ? "" : "; ") + link.external_id;
  return out;
}

/// Everything that an agreement's lines, or an account's links, may ever be; the last is what is wanted.
using Allowed = std::map<std::int64_t, std::vector<std::string>>;

const Allowed& allowed_lines() {
  static const Allowed allowed{{50001, {"KES-SELECT 3 x 3.50 L2", "KES-SELECT 4 x 3.50 L2"}},
                               {50002, {"", "KES-ADV-SRV 0 x 9.75 L1", "KES-ADV-SRV 2 x 9.75 L1"}},
                               {50003, {"KES-SELECT 5 x 3.50 L2"}},
                               {50004, {""}},
                               {50005, {""}}};
  return allowed;
}

const Allowed& allowed_links() {
  static const Allowed allowed{{10010, {"contoso-ltd"}},
                               {10020, {"", "V0C0A7050000000000000000000000002"}},
                               {10030, {""}},
                               {10040, {""}},
                               {10050, {""}}};
  return allowed;
}

void expect_one_of(const Allowed& allowed, std::int64_t number, const std::string& found,
                   std::vector<std::string>& out) {
  const auto& known = allowed.at(number);
  if (std::find(known.begin(), known.end(), found) == known.end())
    out.push_back(std::to_string(number) + " holds \"" + found + "\"");
}

}  // namespace

FaultSite::FaultSite(LedgerKind kind)
    : sandbox_(started(folder_)), ledger_(make_site_ledger(kind, folder_.path(), apply_first)) {
  folder_.write("connections.toml", connections_text(*sandbox_, ledger_->url()));
}

void FaultSite::begin() {
  disturb("");
  sandbox_->set_world(beginning().world);
  ledger_->begin();
  sandbox_->reset_requests();
}

void FaultSite::disturb(std::string_view rules) const {
  const auto answer =
      sandbox_->control("POST", "/sandbox/faults", "{\"seed\":1,\"rules\":[" + std::string(rules) + "]}");
  if (answer.status != 200) throw std::runtime_error("the rules were refused: " + answer.body);
}

test::Command FaultSite::apply_command(int minutes, const Words& more) const {
  return command_for(*sandbox_, folder_.path(), beginning().repository.path(),
                     apply_words(beginning().now + std::chrono::minutes(minutes), more));
}

Ran FaultSite::apply(int minutes, const Words& more) const {
  return ran_of(test::run(apply_command(minutes, more)));
}

Ran ran_of(const test::Ending& ended) {
  Ran ran{ended.exit_code, false, {}, {}, ended.out + ended.err};
  if (ended.timed_out) ran.text += "\ntimed out";
  const auto json = read_json(ended.out);
  const Json* rows = json ? json->find("rows") : nullptr;
  if (rows == nullptr) return ran;
  ran.has_rows = true;
  for (const auto& row : rows->items()) {
    ran.ends[text_of(row, "address")] = text_of(row, "end");
    ran.messages[text_of(row, "address")] = text_of(row, "message");
  }
  return ran;
}

void FaultSite::wait_for_late() const {
  const auto is_over = [this] {
    try {
      return text_of(*read_json(sandbox_->control("GET", "/sandbox/faults").body), "late") == "0";
    } catch (const std::runtime_error&) {
      return false;  // it refuses connections for a while
    }
  };
  const auto end = std::chrono::steady_clock::now() + late_max;
  while (!is_over()) {
    if (std::chrono::steady_clock::now() > end) throw std::runtime_error("what is late does not come");
    std::this_thread::sleep_for(look);
  }
}

std::int64_t FaultSite::fired() const {
  std::int64_t sum = 0;
  const auto state = read_json(sandbox_->control("GET", "/sandbox/faults").body);
  for (const auto& rule : state->find("rules")->items())
    sum += whole_number(text_of(rule, "fired")).value_or(0);
  return sum;
}

std::int64_t FaultSite::writes() const {
  return whole_number(text_of(*read_json(sandbox_->requests()), "writes")).value_or(-1);
}

std::map<std::string, std::int64_t> FaultSite::calls() const {
  std::map<std::string, std::int64_t> calls;
  const auto both = read_json(sandbox_->control("GET", "/sandbox/requests/both").body);
  for (const auto& [service, summary] : both->members())
    for (const auto& [name, count] : summary.find("requests")->members())
      calls[name] = whole_number(count.raw()).value_or(0);
  return calls;
}

sandbox::World FaultSite::world() const {
  auto world = sandbox::read_world(sandbox_->world(), Instant{});
  if (!world) throw std::runtime_error(world.error().message);
  return *std::move(world);
}

std::vector<std::string> trespasses(const sandbox::World& world) {
  std::vector<std::string> out;
  for (const auto& agreement : world.tigerpaw.agreements)
    expect_one_of(allowed_lines(), agreement.number, lines_of(agreement), out);
  for (const auto& account : world.tigerpaw.accounts)
    expect_one_of(allowed_links(), account.number, links_of(account), out);
  return out;
}

bool is_as_wanted(const sandbox::World& world) {
  const auto& lines = allowed_lines();
  const auto& links = allowed_links();
  return std::all_of(world.tigerpaw.agreements.begin(), world.tigerpaw.agreements.end(),
                     [&](const auto& one) { return lines_of(one) == lines.at(one.number).back(); }) &&
         std::all_of(world.tigerpaw.accounts.begin(), world.tigerpaw.accounts.end(),
                     [&](const auto& one) { return links_of(one) == links.at(one.number).back(); });
}

std::vector<std::string> told_secrets(const FaultSite& site, const Ran& ran) {
  std::vector<std::string> out;
  for (const auto& [name, value] : site.sandbox().environment()) {
    if (!name.starts_with("TARIFF_") || name == "TARIFF_CONNECTIONS") continue;
    if (contains(ran.text, value) || contains(ran.text, base64(value))) out.push_back("it tells " + name);
  }
  return out;
}

bool says_why(const Ran& ran) {
  constexpr std::array names{"tigerpaw", "security center", "virtual server", "price book"};
  const std::string text = lower_ascii(ran.text);
  const bool names_service =
      std::any_of(names.begin(), names.end(), [&](const char* name) { return contains(text, name); });
  return (ran.exit_code == 0 || names_service) &&
         std::all_of(ran.ends.begin(), ran.ends.end(), [&](const auto& row) {
           const auto& message = ran.messages.at(row.first);
           const bool has_failed = row.second == "failed" || row.second == "unknown";
           return !has_failed || (!message.empty() && message.front() != ' ');
         });
}

}  // namespace tariff::e2e
