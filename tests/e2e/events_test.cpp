
#include <doctest/doctest.h>

#include "e2e/story.hpp"

/// The ordinary events of a customer's year, each told once: what happens, what the file says, what the plan
/// shows, what Tigerpaw holds afterwards. Each is a row of examples/events/README.md, word by word.
namespace tariff::e2e {
namespace {

const std::string contoso_ends = "price_level    = \"Gold\"\nbilling        = true";
const std::string fabrikam =
    "[[mapping]]                          # the first apply also links this account to the External Product\n"
    "virtual_server = \"Fabrikam\"\naccount        = 10020\naccount_name   = \"Fabrikam GmbH\"\n"
    "agreement      = 50002\nprice_level    = \"Silver\"\nbilling        = true\n";
const std::string old_uid = "V0C0A7050000000000000000000000001";
const std::string new_uid = "V0C0A7050000000000000000000000009";

std::string in_cell(std::string_view text) {
  std::string cell;
  for (const char c : text) {
    if (c == '\n') cell += "<br>";
    if (c != '\n') cell += c == '|' ? '/' : c;
  }
  while (cell.ends_with("<br>")) cell.erase(cell.size() - 4);
  return cell.empty() ? "nothing" : cell;
}

/// One row of the table.
struct Told {
  std::string event;
  std::string file;
  std::string plan;
  std::string after;
};

void expect_in_table(const Told& told) {
  const std::string row = "| " + told.event + " | " + in_cell(told.file) + " | " + in_cell(told.plan) +
                          " | " + in_cell(told.after) + " |\n";
  const auto table = test::read_file(std::filesystem::path(TARIFF_SOURCE_DIR) / "examples/events/README.md");
  INFO("the row that examples/events/README.md needs: " << row);
  CHECK(contains(table, row));
}

std::string night(const Story& story, int days) { return story.minutes_later(days * 24 * 60); }

/// A nightly run so many days from now.
Ending nightly(const Story& story, int days = 0) {
  return story.run({"apply", "--auto-approve", "--keep-going", "--now", night(story, days)});
}

Ending reviewed(const Story& story) {
  return story.run({"apply", "--allow-config", "--auto-approve", "--now", night(story, 1)});
}

void bill(const Story& story, std::int64_t number) {
  story.change([&](auto& world) { agreement(world, number).last_billed = "2099-01-01T00:00:00"; });
}

std::string day_of(const Story& story, int days) { return night(story, days).substr(0, 10); }

TEST_CASE("events: a customer leaves now, and the lines are deleted") {
  const Story story(Start::billed);
  const std::string block =
      "[[removed]]\nvirtual_server = \"Fabrikam\"\nreason = \"went to a competitor\"\nstop = \"now\"\nline = "
      "\"delete\"\n";
  story.edit(fabrikam, block);
  const std::string plan = story.rows();
  CHECK(nightly(story).exit_code == 7);
  CHECK(story.writes() == 0);
  CHECK(reviewed(story).exit_code == 0);
  CHECK(story.lines(50002).empty());
  CHECK(story.rows().empty());
  expect_in_table({"A customer leaves, now", block, plan, story.lines(50002)});
}

TEST_CASE("events: a customer leaves after the invoice") {
  const Story story(Start::billed);
  const std::string block =
      "[[removed]]\nvirtual_server = \"Fabrikam\"\nreason = \"end of contract\"\nstop = \"after-invoice\"\n";
  story.edit(fabrikam, block);
  const std::string plan = story.rows();
  CHECK(reviewed(story).exit_code == 0);
  CHECK(story.writes() == 0);
  bill(story, 50002);
  CHECK(reviewed(story).exit_code == 0);
  CHECK(story.rows().empty());
  expect_in_table({"A customer leaves after the invoice", block, plan, story.lines(50002)});
}

TEST_CASE("events: a customer leaves on a day") {
  const Story story(Start::billed);
  const std::string block =
      "[[removed]]\nvirtual_server = \"Fabrikam\"\nreason = \"end of contract\"\nstop = ";
  story.edit(fabrikam, block + day_of(story, 3) + "\n");
  const std::string plan = story.rows();
  CHECK(contains(plan, ", held"));
  CHECK(reviewed(story).exit_code == 0);
  CHECK(story.writes() == 0);
  CHECK(story.run({"apply", "--allow-config", "--now", night(story, 4)}).exit_code == 0);
  expect_in_table({"A customer leaves on a day", block + "2026-12-31\n", plan, story.lines(50002)});
}

TEST_CASE("events: a mapping that leaves the file without a word goes on billing, and says so") {
  const Story story(Start::billed);
  story.edit(fabrikam, "");
  const auto plan = story.run({"plan"});
  CHECK(contains(plan.err, "[mapping-missing]"));
  CHECK(contains(plan.err, "[[removed]]"));
  CHECK(plan.exit_code == 3);
  CHECK(nightly(story).exit_code == 7);
  expect_in_table({"A mapping leaves the file without a word", "the mapping is deleted", "mapping-missing",
                   story.lines(50002)});
}

TEST_CASE("events: a virtual server is renamed") {
  const Story story(Start::billed);
  story.change([](auto& world) {
    server(world, "Contoso").name = "Contoso Group";
    add_device(world, "Contoso Group", "CONTOSO-WS-09");
  });
  CHECK(contains(story.run({"plan"}).err, "warning[tenant-name-differs]"));
  const std::string plan = story.rows();
  CHECK(nightly(story).exit_code == 0);
  expect_in_table({"A virtual server is renamed, and a device joins", "", "tenant-name-differs\n" + plan,
                   story.lines(50001)});
}

TEST_CASE("events: a virtual server is replaced by a new one of the same name") {
  const Story story(Start::billed);
  story.change([](auto& world) {
    server(world, "Contoso").uid = new_uid;
    add_device(world, "Contoso", "CONTOSO-WS-09");
  });
  CHECK(contains(story.run({"plan"}).err, "error[tenant-replaced]"));
  CHECK(nightly(story).exit_code == 7);
  CHECK(story.writes() == 0);
  const std::string block =
      "[[moved]]\nvirtual_server = \"Contoso\"\nfrom = \"" + old_uid + "\"\nto = \"" + new_uid + "\"\n";
  story.edit("# Tailspin Toys is not mapped", block + "# Tailspin Toys is not mapped");
  const std::string plan = story.rows();
  CHECK(reviewed(story).exit_code == 0);
  CHECK(story.rows().empty());
  expect_in_table({"A virtual server is replaced by a new one, and a device joins", block,
                   "tenant-replaced until [[moved]]; then\n" + plan, story.lines(50001)});
}

TEST_CASE("events: a mapping moves to another virtual server in mid-month") {
  const Story story(Start::billed);
  const std::string block = "[[moved]]\nvirtual_server = \"Tailspin Toys\"\nfrom = \"" + old_uid +
                            "\"\nto = \"V0C0A7050000000000000000000000005\"\n";
  story.edit("virtual_server = \"Contoso\"", "virtual_server = \"Tailspin Toys\"");
  CHECK(contains(story.run({"plan"}).err, "error[tenant-replaced]"));
  story.edit("# Tailspin Toys is not mapped", block + "# Tailspin Toys is not mapped");
  const std::string plan = story.rows();
  CHECK(nightly(story).exit_code == 7);
  CHECK(story.writes() == 0);
  CHECK(reviewed(story).exit_code == 0);
  expect_in_table({"A mapping moves to another virtual server",
                   "virtual_server = \"Tailspin Toys\"\n" + block, plan, story.lines(50001)});
}

TEST_CASE("events: an agreement is renewed under a new number, and hands over after the invoice") {
  const Story story(Start::billed);
  story.change([](auto& world) {
    agreement(world, 50005).account = 10010;
    add_device(world, "Contoso", "CONTOSO-WS-09");
  });
  const std::string said = "agreement      = 50005\nhandover       = \"after-invoice\"";
  story.edit("agreement      = 50001", said);
  const std::string plan = story.rows();
  CHECK(reviewed(story).exit_code == 0);
  CHECK(story.writes() == 0);
  bill(story, 50001);
  CHECK(reviewed(story).exit_code == 0);
  CHECK(story.rows().empty());
  expect_in_table({"An agreement is renewed under a new number; the old one is invoiced once more", said,
                   plan, "50001: " + story.lines(50001) + "50005: " + story.lines(50005)});
}

TEST_CASE("events: an agreement is renewed under a new number, now") {
  const Story story(Start::billed);
  story.change([](auto& world) { agreement(world, 50005).account = 10010; });
  const std::string said = "agreement      = 50005\nhandover       = \"now\"";
  story.edit("agreement      = 50001", said);
  const std::string plan = story.rows();
  CHECK(reviewed(story).exit_code == 0);
  expect_in_table({"An agreement is renewed under a new number, now", said, plan,
                   "50001: " + story.lines(50001) + "50005: " + story.lines(50005)});
}

TEST_CASE("events: an item is changed") {
  const Story story(Start::billed);
  story.edit("item  = \"KES-SELECT\"", "item  = \"KES-ADV-NW\"");
  const std::string plan = story.rows();
  CHECK(reviewed(story).exit_code == 0);
  expect_in_table({"A product is billed as another item", "item = \"KES-ADV-NW\"", plan, story.lines(50001)});
}

TEST_CASE("events: a product is split by category, and joined again") {
  const Story story(Start::billed);
  const std::string split =
      "items = { workstation = \"KES-SELECT\", server = \"KES-ADV-NW\", other = \"KES-SELECT\" }";
  story.edit("item  = \"KES-SELECT\"", split);
  const std::string on = story.rows();
  CHECK(reviewed(story).exit_code == 0);
  expect_in_table({"A product is split by category", split, on, story.lines(50001)});
  story.edit(split, "item  = \"KES-SELECT\"");
  const std::string off = story.rows();
  CHECK(story.run({"apply", "--allow-config", "--now", night(story, 2)}).exit_code == 0);
  expect_in_table({"The split is taken back", "item = \"KES-SELECT\"", off, story.lines(50001)});
}

TEST_CASE("events: a product has another name after its licence is renewed") {
  const Story story(Start::billed);
  story.change([](auto& world) {
    server(world, "Contoso").keys.front().product_name = "Kaspersky Next EDR Foundations";
  });
  CHECK(contains(story.run({"plan"}).err, "[product-unpriced]"));
  const std::string plan = story.rows();
  CHECK(nightly(story).exit_code == 7);
  CHECK(story.writes() == 0);
  const std::string match =
      "match = [\"Kaspersky Endpoint Security for Business - Select*\", \"Kaspersky Next EDR F*\"]";
  story.edit("match = [\"Kaspersky Endpoint Security for Business - Select*\"]", match);
  CHECK(story.rows().empty());
  expect_in_table({"A licence is renewed under another product name", match,
                   "product-unpriced, and the fall waits:\n" + plan + "with the new name in `match`: nothing",
                   story.lines(50001)});
}

TEST_CASE("events: a key expires and is renewed two days later") {
  const Story story(Start::billed);
  std::string until;
  story.change([&](auto& world) {
    auto& limit = server(world, "Contoso").keys.front().limit_date;
    until = std::exchange(limit, "2026-01-01T00:00:00Z");
  });
  CHECK(
      contains(story.run({"plan", "--json"}).out, "expired on 2026-01-01, 3 devices still run the product"));
  const std::string rows = story.rows();
  CHECK(nightly(story, 1).exit_code == 7);
  CHECK(nightly(story, 2).exit_code == 7);
  story.change([&](auto& world) { server(world, "Contoso").keys.front().limit_date = until; });
  CHECK(nightly(story, 3).exit_code == 0);
  CHECK(story.writes() == 0);
  expect_in_table({"A key expires, and is renewed two days later", "", rows, story.lines(50001)});
}

TEST_CASE("events: a key expires for good, and the third night believes it") {
  const Story story(Start::billed);
  story.change(
      [&](auto& world) { server(world, "Contoso").keys.front().limit_date = "2026-01-01T00:00:00Z"; });
  const std::string rows = story.rows();
  CHECK(nightly(story, 1).exit_code == 7);
  CHECK(nightly(story, 2).exit_code == 7);
  CHECK(story.writes() == 0);
  CHECK(nightly(story, 3).exit_code == 0);
  expect_in_table({"A key expires for good", "", rows + "applied in the third night", story.lines(50001)});
}

TEST_CASE("events: the device count falls by half, and somebody who knows consents") {
  const Story story(Start::billed);
  story.change([](auto& world) {
    for (int i = 10; i < 19; ++i) {
      add_device(world, "Contoso", "CONTOSO-WS-" + std::to_string(i));
      auto& id = server(world, "Contoso").hosts.back().id;
      id.replace(id.size() - 2, 2, std::to_string(60 + i));
    }
  });
  CHECK(nightly(story, 1).exit_code == 0);
  story.change([](auto& world) {
    auto& hosts = server(world, "Contoso").hosts;
    hosts.erase(hosts.end() - 9, hosts.end());
  });
  const std::string rows = story.rows();
  CHECK(nightly(story, 2).exit_code == 7);
  CHECK(story.lines(50001) == "KES-SELECT 12 x 3.50 L2\n");
  CHECK(story.run({"apply", "--allow-config", "--auto-approve", "--now", night(story, 2)}).exit_code == 0);
  expect_in_table({"The device count falls by half, and somebody consents", "", rows, story.lines(50001)});
}

TEST_CASE("events: the price book is raised, and the file follows or pins") {
  const Story story(Start::billed);
  story.change([](auto& world) { item(world, "KES-SELECT").prices[2] = "3.75"; });
  const std::string follow = story.rows();
  CHECK(nightly(story).exit_code == 7);
  CHECK(story.writes() == 0);
  story.edit("currency = \"USD\"", "price = \"pin\"\ncurrency = \"USD\"");
  CHECK(story.rows().empty());
  expect_in_table(
      {"The price book is raised; prices are pinned", "price = \"pin\"", story.rows(), story.lines(50001)});
  story.edit("price = \"pin\"", "price = \"follow\"");
  CHECK(story.run({"apply", "--allow-price-change", "--now", night(story, 1)}).exit_code == 0);
  expect_in_table({"The price book is raised; prices follow, with --allow-price-change", "price = \"follow\"",
                   follow, story.lines(50001)});
}

TEST_CASE("events: the price level is changed") {
  const Story story(Start::billed);
  story.edit(contoso_ends, "price_level    = \"Silver\"\nbilling        = true");
  const std::string plan = story.rows();
  CHECK(reviewed(story).exit_code == 0);
  expect_in_table({"The price level is changed", "price_level = \"Silver\"", plan, story.lines(50001)});
}

TEST_CASE("events: two accounts are merged, and the agreement goes along") {
  const Story story(Start::billed);
  story.change([](auto& world) {
    agreement(world, 50001).account = 10050;
    world.tigerpaw.accounts.back().cross_references = {{799, 5, old_uid}};
  });
  CHECK(nightly(story).exit_code == 7);
  CHECK(story.writes() == 0);
  story.edit("account        = 10010\naccount_name   = \"Contoso Ltd\"",
             "account        = 10050\naccount_name   = \"Tailspin Toys Inc\"");
  const std::string plan = story.rows();
  const auto merged = story.run({"apply", "--allow-config", "--allow-adopt", "--now", night(story, 1)});
  INFO(merged.out << merged.err);
  CHECK(merged.exit_code == 0);
  CHECK(story.writes() == 0);
  story.change([](auto& world) { add_device(world, "Contoso", "CONTOSO-WS-09"); });
  CHECK(story.run({"apply", "--auto-approve", "--now", night(story, 2)}).exit_code == 0);
  expect_in_table(
      {"Two accounts are merged, and the agreement goes along", "account = 10050", plan, story.lines(50001)});
}

TEST_CASE("events: somebody edits a line by hand, and the file says what holds") {
  const Story story(Start::billed);
  story.change([](auto& world) { line(world, 50001, "KES-SELECT").quantity = 9; });
  const std::string held = story.rows();
  CHECK(nightly(story).exit_code == 7);
  expect_in_table({"A line is edited by hand", "", held, story.lines(50001)});
  const std::string block =
      "[[override]]\naccount = 10010\nitem = \"KES-SELECT\"\nquantity = 9\nreason = \"spare devices\"\nuntil "
      "= ";
  story.edit("# Tailspin Toys is not mapped", block + day_of(story, 5) + "\n# Tailspin Toys is not mapped");
  CHECK(story.rows().empty());
  CHECK(nightly(story, 1).exit_code == 0);
  expect_in_table({"A line is edited by hand, and the file agrees until a day", block + "2026-12-31", "",
                   story.lines(50001)});
  const auto ended = story.run({"plan", "--now", night(story, 6)});
  CHECK(ended.exit_code == 3);
  CHECK(contains(ended.err, "error[override-ended]"));
  CHECK(story.run({"apply", "--auto-approve", "--keep-going", "--now", night(story, 6)}).exit_code == 7);
  CHECK(story.writes() == 0);
}

TEST_CASE("events: what a person wrote is restored, or kept, where the policy says so") {
  const Story story(Start::billed);
  story.change([](auto& world) { line(world, 50001, "KES-SELECT").quantity = 9; });
  story.edit("[defaults]", "[policy]\nhand_edit = \"keep\"\n\n[defaults]");
  CHECK(nightly(story).exit_code == 0);
  expect_in_table({"A line is edited by hand, and people's values are kept", "hand_edit = \"keep\"",
                   story.rows(), story.lines(50001)});
  story.edit("hand_edit = \"keep\"", "hand_edit = \"restore\"");
  const std::string restored = story.rows();
  CHECK(nightly(story, 1).exit_code == 0);
  expect_in_table({"A line is edited by hand, and ours is restored", "hand_edit = \"restore\"", restored,
                   story.lines(50001)});
}

TEST_CASE("events: a line of ours is deleted by hand") {
  const Story story(Start::billed);
  story.change([](auto& world) { agreement(world, 50001).charges.clear(); });
  const std::string rows = story.rows();
  CHECK(nightly(story).exit_code == 7);
  CHECK(story.lines(50001).empty());
  CHECK(story
            .run({"resolve", "charge/50001/KES-SELECT", "--as", "absent", "--reason", "deleted by mistake",
                  "--now", night(story, 1)})
            .exit_code == 0);
  CHECK(story.run({"apply", "--auto-approve", "--allow-config", "--now", night(story, 2)}).exit_code == 0);
  expect_in_table({"A line is deleted by hand; `tariff resolve --as absent`", "", rows, story.lines(50001)});
}

TEST_CASE("events: a line of ours is copied by hand") {
  const Story story(Start::billed);
  story.change([](auto& world) {
    auto copy = line(world, 50001, "KES-SELECT");
    copy.detail_id = 7777;
    agreement(world, 50001).charges.push_back(copy);
    add_device(world, "Contoso", "CONTOSO-WS-09");
  });
  const std::string rows = story.rows();
  CHECK(nightly(story).exit_code == 7);
  CHECK(story.writes() == 0);
  story.change([](auto& world) { agreement(world, 50001).charges.pop_back(); });
  CHECK(nightly(story, 1).exit_code == 0);
  expect_in_table({"A line is copied by hand; a person deletes the copy", "", rows, story.lines(50001)});
}

TEST_CASE("events: a second agreement bills the same item") {
  const Story story(Start::healthy);
  story.change([](auto& world) {
    agreement(world, 50005).account = 10010;
    agreement(world, 50005).charges = {a_foreign_line("KES-SELECT", 3, "3.50")};
  });
  const auto plan = story.run({"plan"});
  CHECK(plan.exit_code == 3);
  CHECK(contains(plan.err, "[item-billed-elsewhere]"));
  CHECK(story.run({"apply", "--auto-approve", "--allow-config", "--keep-going"}).exit_code == 7);
  expect_in_table({"A second agreement of the account bills the item already", "", "item-billed-elsewhere",
                   "50001: " + story.lines(50001) + "\n50005: " + story.lines(50005)});
}

TEST_CASE("events: a mapping begins and ends on its days") {
  const Story story(Start::healthy);
  const std::string dates = "from = " + day_of(story, 2) + "\nuntil = " + day_of(story, 4) + "\n";
  story.edit(contoso_ends, contoso_ends + "\n" + dates);
  const auto run = [&](int days) {
    return story.run({"apply", "--auto-approve", "--allow-config", "--now", night(story, days)}).exit_code;
  };
  CHECK(run(0) == 0);
  CHECK(story.lines(50001).empty());
  CHECK(run(3) == 0);
  CHECK(story.lines(50001) == "KES-SELECT 3 x 3.50 L2\n");
  CHECK(run(6) == 0);
  expect_in_table({"A mapping begins and ends on its days", "from = 2026-12-01\nuntil = 2026-12-31",
                   "create on the first day, retire after the last", story.lines(50001)});
}

TEST_CASE("events: Security Center is down for a night") {
  const Story story(Start::billed);
  const std::string connections = story.connections();
  const std::string tonight = night(story, 0);
  const auto port = connections.find(":", connections.find("https://") + 8);
  story.set_connections(connections.substr(0, port) + ":9" + connections.substr(connections.find('"', port)));
  CHECK(story.run({"plan"}).exit_code == 9);
  CHECK(story.run({"apply", "--auto-approve", "--keep-going", "--now", tonight}).exit_code == 9);
  CHECK(story.writes() == 0);
  expect_in_table(
      {"Security Center is down for a night", "", "exit 9, nothing is planned", story.lines(50001)});
}

TEST_CASE("events: a line that somebody else made is adopted, with whose values the file says") {
  const Story story(Start::healthy);
  story.change(
      [](auto& world) { agreement(world, 50001).charges = {a_foreign_line("KES-SELECT", 5, "3.00")}; });
  const std::string held = story.rows();
  CHECK(contains(held, "adopt charge/50001/KES-SELECT adoption 5 x 3.00 L2 -> 3 x 3.50 L2, held\n"));
  const std::string block = "[[adopt]]\naccount = 10010\nitem = \"KES-SELECT\"\ntake = ";
  story.edit("# Tailspin Toys is not mapped", block + "\"theirs\"\n# Tailspin Toys is not mapped");
  const std::string theirs = story.rows();
  CHECK(story.run({"apply", "--auto-approve", "--allow-config"}).exit_code == 0);
  CHECK(story.lines(50001) == "KES-SELECT 5 x 3.00 L2\n");
  CHECK(nightly(story, 1).exit_code == 0);
  CHECK(contains(theirs, "adopt charge/50001/KES-SELECT adoption 5 x 3.00 L2 -> 5 x 3.00 L2\n"));
  expect_in_table({"A line of others is adopted with its price", block + "\"theirs\"",
                   "adopt charge/50001/KES-SELECT adoption 5 x 3.00 L2", story.lines(50001)});
}

TEST_CASE("events: a line that somebody else made is adopted, with our values") {
  const Story story(Start::healthy);
  story.change(
      [](auto& world) { agreement(world, 50001).charges = {a_foreign_line("KES-SELECT", 5, "3.00")}; });
  const std::string block = "[[adopt]]\naccount = 10010\nitem = \"KES-SELECT\"\ntake = \"ours\"";
  story.edit("# Tailspin Toys is not mapped", block + "\n# Tailspin Toys is not mapped");
  CHECK(story.run({"apply", "--auto-approve", "--allow-config"}).exit_code == 0);
  expect_in_table({"A line of others is adopted with our values", block,
                   "adopt charge/50001/KES-SELECT adoption 5 x 3.00 L2 -> 3 x 3.50 L2", story.lines(50001)});
}

TEST_CASE("events: on its billing day an agreement is written to once its invoice run has come") {
  const Story story(Start::billed);
  const std::string today = day_of(story, 1);
  story.change([&](auto& world) {
    agreement(world, 50001).day_to_bill = std::stoi(today.substr(8));
    agreement(world, 50001).next_period.clear();
    add_device(world, "Contoso", "CONTOSO-WS-09");
  });
  const auto plan = story.run({"plan", "--now", night(story, 1)});
  CHECK(contains(plan.out, "nothing is written until its LastBilledDate moves"));
  CHECK(nightly(story, 1).exit_code == 7);
  CHECK(story.writes() == 0);
  bill(story, 50001);
  CHECK(nightly(story, 1).exit_code == 0);
  expect_in_table(
      {"An invoice run is awaited, and a device joins", "",
       "update charge/50001/KES-SELECT usage 3 x 3.50 L2 -> 4 x 3.50 L2, held\nuntil LastBilledDate moves",
       story.lines(50001)});
}

}  // namespace
}  // namespace tariff::e2e
