#include "e2e/story.hpp"

#include <algorithm>
#include <stdexcept>

#include <doctest/doctest.h>

#include "domain/money.hpp"
#include "text/crypto.hpp"
#include "text/time.hpp"

namespace tariff::e2e {
namespace {

/// What a first apply leaves: made once, and put back for every story that begins after it.
struct Applied {
  std::string world;
  std::string ledger;
};

std::string healthy_file() {
  const std::string text = quickstart("tariff.toml");
  const auto from = text.find("[[mapping]]                          # a problem on purpose");
  const auto to = text.find("# Tailspin Toys");
  if (from == std::string::npos || to == std::string::npos)
    throw std::runtime_error("the quickstart has another shape");
  return text.substr(0, from) + text.substr(to);
}

std::string connections_with(const std::string& sandbox_text, const std::string& ledger) {
  const auto from = sandbox_text.find("url = \"sqlite:");
  const auto to = sandbox_text.find('\n', from);
  return sandbox_text.substr(0, from) + "url = \"sqlite:" + ledger + "\"" + sandbox_text.substr(to);
}

const Applied& applied_once() {
  static const Applied applied = [] {
    const Story story(Start::healthy);
    const auto end = story.run({"apply", "--auto-approve", "--allow-config"});
    if (end.exit_code != 0) throw std::runtime_error("the first apply failed: " + end.out + end.err);
    return Applied{story.sandbox().world(), test::read_file(story.folder() / "ledger.db")};
  }();
  return applied;
}

std::string member_text(const Json& json, std::string_view name) {
  const Json* found = json.find(name);
  return found == nullptr ? "" : found->raw();
}

std::string value_text(const Json* value) {
  if (value == nullptr || value->is_null()) return "nothing";
  return member_text(*value, "quantity") + " x " + member_text(*value, "price") + " L" +
         member_text(*value, "level");
}

std::string move_text(const Json& move) {
  return "    " + member_text(move, "kind") + " " + member_text(move, "agreement") + "/" +
         member_text(move, "item") + " " + value_text(move.find("before")) + " -> " +
         value_text(move.find("after")) + "\n";
}

std::string row_text(const Json& row) {
  std::string out =
      member_text(row, "action") + " " + member_text(row, "address") + " " + member_text(row, "cause");
  const Json* after = row.find("after");
  if (after != nullptr && !after->is_null())
    out += " " + value_text(row.find("before")) + " -> " + value_text(after);
  if (!member_text(row, "hold").empty()) out += ", held";
  out += "\n";
  for (const auto& move : row.find("moves")->items()) out += move_text(move);
  return out;
}

std::string line_text(const sandbox::Charge& line) {
  return line.item_id + " " + std::to_string(line.quantity) + " x " + Money::parse(line.price)->text() +
         " L" + std::to_string(line.level) + "\n";
}

std::string lines_text(const sandbox::Agreement& agreement, const std::string& before) {
  std::vector<std::string> texts;
  for (const auto& charge : agreement.charges) texts.push_back(before + line_text(charge));
  std::sort(texts.begin(), texts.end());
  std::string out;
  for (const auto& text : texts) out += text;
  return out;
}

template <class List, class Wanted>
auto& found_in(List& list, Wanted wanted) {
  const auto found = std::find_if(list.begin(), list.end(), wanted);
  if (found == list.end()) throw std::out_of_range("the world has no such thing");
  return *found;
}

}  // namespace

test::SandboxProcess& the_sandbox() {
  static const test::TempFolder folder;
  static test::SandboxProcess sandbox(
      {.world = std::filesystem::path(TARIFF_SOURCE_DIR) / "examples/quickstart/world.json",
       .state = {},
       .more = {}},
      folder.path());
  return sandbox;
}

std::string quickstart(std::string_view file) {
  return test::read_file(std::filesystem::path(TARIFF_SOURCE_DIR) / "examples/quickstart" / file);
}

Story::Story(Start start, test::SandboxProcess& sandbox)
    : sandbox_(sandbox), repository_(folder_ / "customers") {
  const Applied* applied = start == Start::billed ? &applied_once() : nullptr;
  repository_.commit_file("tariff.toml",
                          start == Start::quickstart ? quickstart("tariff.toml") : healthy_file(),
                          "Bill our customers");
  folder_.write("connections.toml",
                connections_with(test::read_file(sandbox_.connections()), (folder_ / "ledger.db").string()));
  sandbox_.set_world(applied == nullptr ? quickstart("world.json") : applied->world);
  if (applied != nullptr) {
    folder_.write("ledger.db", applied->ledger);
    std::filesystem::permissions(folder_ / "ledger.db", std::filesystem::perms(0600));
  }
  sandbox_.reset_requests();
}

test::Command Story::command(const Words& words) const {
  test::Command command;
  command.words = {test::program("tariff").string()};
  command.words.insert(command.words.end(), words.begin(), words.end());
  command.environment = sandbox_.environment();
  command.environment["TARIFF_CONNECTIONS"] = (folder_ / "connections.toml").string();
  command.folder = repository_.path();
  return command;
}

Ending Story::run(const Words& words, const std::map<std::string, std::string>& environment) const {
  test::Command wanted = command(words);
  for (const auto& [name, value] : environment) wanted.environment[name] = value;
  return run_without_leak(wanted);
}

int Story::run_beside(const Words& words, const std::function<void(test::BackgroundProcess&)>& look) const {
  test::BackgroundProcess beside(command(words), folder_ / "beside.log");
  while (beside.is_running()) look(beside);
  return beside.wait(std::chrono::seconds(60));
}

Ending run_in(const test::GitRepository& repository, const test::SandboxProcess& sandbox,
              const Words& words) {
  test::Command command;
  command.words = {test::program("tariff").string()};
  command.words.insert(command.words.end(), words.begin(), words.end());
  command.environment = sandbox.environment();
  command.folder = repository.path();
  return run_without_leak(command);
}

Ending run_without_leak(const test::Command& command) {
  Ending end = test::run(command);
  CHECK_FALSE(end.timed_out);
  std::map<std::string, std::string> secrets = the_sandbox().environment();
  for (const auto& [name, value] : command.environment) secrets[name + " of this run"] = value;
  for (const auto& secret : secrets) {
    const auto& [name, value] = secret;
    if (!name.starts_with("TARIFF_") || name.starts_with("TARIFF_CONNECTIONS") || value.empty()) continue;
    INFO("looking for the secret " << secret.first);
    for (const auto* stream : {&end.out, &end.err}) {
      CHECK_FALSE(contains(*stream, value));
      CHECK_FALSE(contains(*stream, base64(value)));
    }
  }
  return end;
}

sandbox::World Story::world() const {
  auto world = sandbox::read_world(sandbox_.world(), Instant{});
  REQUIRE(world.has_value());
  return std::move(world).value();
}

void Story::change(const std::function<void(sandbox::World&)>& edit) const {
  auto changed = world();
  edit(changed);
  sandbox_.set_world(sandbox::write_world(changed));
}

void Story::edit(std::string_view from, std::string_view to) const {
  repository_.commit_file("tariff.toml", replaced(repository_.read("tariff.toml"), from, to),
                          "Change what is billed");
}

std::string Story::rows() const {
  const Json plan = json_of(run({"plan", "--json"}).out);
  const Json* changes = plan.find("changes");
  if (changes == nullptr) return "no plan";
  std::string out;
  for (const auto& row : changes->items())
    if (member_text(row, "action") != "observe") out += row_text(row);
  return out;
}

std::string Story::lines(std::int64_t number) const {
  auto now = world();
  return lines_text(agreement(now, number), "");
}

std::string Story::all_lines() const {
  std::string out;
  const auto now = world();
  for (const auto& one : now.tigerpaw.agreements) out += lines_text(one, std::to_string(one.number) + " ");
  return out;
}

std::string Story::links() const {
  std::string out;
  const auto now = world();
  for (const auto& account : now.tigerpaw.accounts)
    for (const auto& link : account.cross_references)
      out += std::to_string(account.number) + " " + link.external_id + "\n";
  return out;
}

std::int64_t Story::writes() const {
  const auto writes = whole_number(member_text(json_of(sandbox_.requests()), "writes"));
  REQUIRE(writes.has_value());
  return *writes;
}

std::string Story::minutes_later(int minutes) const {
  const auto now = read_instant(member_text(json_of(run({"plan", "--json"}).out), "now"));
  REQUIRE(now.has_value());
  return write_instant(*now + std::chrono::minutes(minutes));
}

sandbox::Agreement& agreement(sandbox::World& world, std::int64_t number) {
  return found_in(world.tigerpaw.agreements, [&](const auto& one) { return one.number == number; });
}

sandbox::Charge& line(sandbox::World& world, std::int64_t number, std::string_view item) {
  return found_in(agreement(world, number).charges, [&](const auto& one) { return one.item_id == item; });
}

sandbox::Item& item(sandbox::World& world, std::string_view id) {
  return found_in(world.tigerpaw.items, [&](const auto& one) { return one.id == id; });
}

sandbox::VirtualServer& server(sandbox::World& world, std::string_view name) {
  return found_in(world.kaspersky.servers, [&](const auto& one) { return one.name == name; });
}

sandbox::Host& host(sandbox::World& world, std::string_view name) {
  for (auto& one : world.kaspersky.servers)
    for (auto& device : one.hosts)
      if (device.name == name) return device;
  throw std::out_of_range("the world has no such device");
}

sandbox::Charge a_foreign_line(std::string_view item, std::int64_t quantity, std::string_view price) {
  sandbox::Charge line;
  line.detail_id = 8100;
  line.item_id = std::string(item);
  line.description = "made by hand";
  line.quantity = quantity;
  line.price = std::string(price);
  line.level = 2;
  return line;
}

void add_device(sandbox::World& world, std::string_view server_name, std::string_view device) {
  auto& at = server(world, server_name);
  sandbox::Host added = at.hosts.back();
  const auto is_taken = [&](const std::string& id) {
    return std::any_of(at.hosts.begin(), at.hosts.end(), [&](const auto& host) { return host.id == id; });
  };
  for (const char last : std::string_view("fedcba9876543210"))
    if (is_taken(added.id)) added.id.back() = last;
  added.name = std::string(device);
  added.keys = {{.serial = at.keys.front().serial}};
  at.hosts.push_back(added);
}

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

std::string last_line(std::string_view text) {
  while (text.ends_with('\n')) text.remove_suffix(1);
  return std::string(text.substr(text.rfind('\n') + 1));
}

std::string replaced(std::string_view text, std::string_view from, std::string_view to) {
  const auto at = text.find(from);
  if (at == std::string_view::npos || text.find(from, at + 1) != std::string_view::npos)
    throw std::runtime_error("not exactly once in the text: " + std::string(from));
  return std::string(text.substr(0, at)) + std::string(to) + std::string(text.substr(at + from.size()));
}

Json json_of(std::string_view text) {
  auto json = read_json(text);
  INFO(text);
  CHECK(json.has_value());
  return json ? std::move(json).value() : Json{};
}

std::int64_t exit_code_in(std::string_view text) {
  const Json json = json_of(text);
  const Json* exit = json.find("exit");
  return exit == nullptr ? -1 : whole_number(member_text(*exit, "code")).value_or(-1);
}

}  // namespace tariff::e2e
