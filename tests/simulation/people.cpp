#include "simulation/people.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "domain/own_terms.hpp"
#include "support/tiny_world.hpp"

namespace tariff::simulation {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

constexpr std::int64_t day_seconds = 86'400;

AccountNumber some_account(Site& site) {
  return AccountNumber(10010 + site.dice.between(0, site.customers - 1));
}

std::string text_of(const ChargeLine& line) {
  return "line " + line.id.text() + " of " + line.item.value() + " with " + std::to_string(line.quantity);
}

/// A line of ours somewhere, chosen by the dice; no line where that customer has none.
struct Found {
  AgreementNumber agreement;
  AccountNumber account;
  std::optional<DetailId> line;
};

Found some_line_of_ours(Site& site) {
  const AccountNumber account = some_account(site);
  std::vector<Found> lines;
  for (const auto& [number, agreement] : site.tigerpaw.world().agreements) {
    if (agreement->summary.account != account) continue;
    for (const auto& line : agreement->lines)
      if (site.oracle.is_ours(line.id)) lines.push_back({number, account, line.id});
  }
  return lines.empty() ? Found{} : site.dice.one_of(lines);
}

ChargeLine& changing(Site& site, const Found& found) {
  auto& lines = site.tigerpaw.changing(found.agreement).lines;
  return *std::find_if(lines.begin(), lines.end(),
                       [&](const ChargeLine& line) { return line.id == *found.line; });
}

void edit_quantity(Site& site) {
  const Found found = some_line_of_ours(site);
  if (!found.line) return;
  ChargeLine& line = changing(site, found);
  line.quantity = std::max<std::int64_t>(0, line.quantity + site.dice.between(-3, 3));
  site.oracle.edited(line.id, line.quantity);
  site.oracle.touched(found.account, Touch::quantity);
  site.say([&] { return "somebody edits " + text_of(line); });
}

void edit_price(Site& site) {
  const Found found = some_line_of_ours(site);
  if (!found.line) return;
  ChargeLine& line = changing(site, found);
  line.price = line.price + Money::of_ten_thousandths(site.dice.between(1, 9) * 1000);
  site.oracle.touched(found.account, Touch::price);
  site.say([&] { return "somebody edits the price of " + text_of(line); });
}

void edit_item(Site& site) {
  const Found found = some_line_of_ours(site);
  if (!found.line) return;
  ChargeLine& line = changing(site, found);
  line.item = ItemId("KES-OTHER");
  site.oracle.touched(found.account, Touch::lines);
  site.oracle.edited(line.id, line.quantity);
  site.say([&] { return "somebody gives another item to " + text_of(line); });
}

void delete_line(Site& site) {
  const Found found = some_line_of_ours(site);
  if (!found.line) return;
  const ChargeLine& line = changing(site, found);
  if (line.quantity != 0) site.oracle.deleted({found.agreement, line.item});
  auto& lines = site.tigerpaw.changing(found.agreement).lines;
  std::erase_if(lines, [&](const ChargeLine& one) { return one.id == *found.line; });
  site.tigerpaw.count_charges(found.agreement);
  site.oracle.touched(found.account, Touch::lines);
  site.say([&] { return "somebody deletes line " + found.line->text(); });
}

void copy_line(Site& site) {
  const Found found = some_line_of_ours(site);
  if (!found.line) return;
  ChargeLine copy = changing(site, found);
  copy.id = site.tigerpaw.next_detail();
  copy.source = "by hand";
  site.tigerpaw.changing(found.agreement).lines.push_back(copy);
  site.tigerpaw.count_charges(found.agreement);
  site.oracle.touched(found.account, Touch::lines);
  site.say([&] { return "somebody copies line " + found.line->text() + " to " + text_of(copy); });
}

void add_foreign_line(Site& site) {
  constexpr std::array items{"KES-SELECT", "KES-ADV-WS", "KES-ADV-SRV"};
  const AccountNumber account = some_account(site);
  const AgreementNumber agreement(50001 + account.value() - 10010);
  ChargeLine line;
  line.id = site.tigerpaw.next_detail();
  line.item = ItemId(site.dice.one_of(items));
  line.quantity = site.dice.between(0, 6);
  line.price = tiny::money("3.5000");
  line.level = PriceLevelId(2);
  line.source = "by hand";
  site.tigerpaw.changing(agreement).lines.push_back(line);
  site.tigerpaw.count_charges(agreement);
  site.oracle.touched(site.tigerpaw.agreement(agreement).summary.account, Touch::lines);
  site.say([&] { return "somebody makes " + text_of(line) + " on " + agreement.text(); });
}

AgreementNumber agreement_in_file(const Site& site, AccountNumber account) {
  for (const auto& mapping : site.file->mappings)
    if (mapping.account == account) return *mapping.agreement;
  return {};
}

void end_agreement(Site& site) {
  const AccountNumber account = some_account(site);
  const AgreementNumber number = agreement_in_file(site, account);
  auto& agreement = site.tigerpaw.changing(number);
  const auto today = std::chrono::floor<std::chrono::days>(site.timeline.now());
  agreement.summary.end = Day{today - std::chrono::days(1)};
  site.tigerpaw.count_charges(number);
  site.oracle.touched(account, Touch::place);
  site.say([&] { return "agreement " + number.text() + " ends"; });
}

void sell_agreement(Site& site) {
  const AccountNumber account = some_account(site);
  const AccountNumber buyer = some_account(site);
  const AgreementNumber number = agreement_in_file(site, account);
  auto& agreement = site.tigerpaw.changing(number);
  if (buyer == account || agreement.summary.account != account) return;
  auto& world = site.tigerpaw.world_now();
  std::erase_if(world.agreements_of.at(account).value(),
                [&](const AgreementSummary& summary) { return summary.number == number; });
  agreement.summary.account = buyer;
  world.agreements_of.at(buyer)->push_back(agreement.summary);
  site.oracle.touched(account, Touch::place);
  site.oracle.touched(buyer, Touch::place);
  site.sold.emplace(number, account);
  site.say([&] { return "agreement " + number.text() + " goes to account " + buyer.text(); });
}

Mapping& some_mapping(Site& site, Desired& file) { return site.dice.one_of(file.mappings); }

void make_agreement(Site& site, std::int64_t number, AccountNumber account) {
  Observed& world = site.tigerpaw.world_now();
  if (!world.agreements.contains(AgreementNumber(number)))
    tiny::add_agreement(world, number, account.value()).summary.period =
        site.dice.chance(500) ? "Monthly" : "Yearly";
}

/// Products that share an item share its terms, or no file would be read: two-terms-for-one-line.
void keep_terms_apart(Desired& file) {
  for (auto& mapping : file.mappings) {
    std::set<ItemId> items;
    std::size_t named = 0;
    for (const auto& product : products_of(mapping, file.products)) {
      const auto own = items_of(product);
      named += own.size();
      items.insert(own.begin(), own.end());
    }
    if (items.size() < named) mapping.products.clear();
  }
}

void move_to_agreement(Site& site) {
  Desired file = *site.file;
  Mapping& mapping = some_mapping(site, file);
  const std::int64_t number = 60'000 + 10 * mapping.account.value() + site.dice.between(0, 2);
  make_agreement(site, number, mapping.account);
  mapping.agreement = AgreementNumber(number);
  mapping.handover = Handover::now;
  site.say(
      [&] { return "the file moves " + mapping.account.text() + " to agreement " + std::to_string(number); });
  site.commit(std::move(file));
}

void change_level(Site& site) {
  Desired file = *site.file;
  Mapping& mapping = some_mapping(site, file);
  mapping.price_level = mapping.price_level == "Gold" ? "Standard" : "Gold";
  site.say([&] { return "the file gives " + mapping.account.text() + " the level " + *mapping.price_level; });
  site.commit(std::move(file));
}

void change_items(Site& site) {
  Desired file = *site.file;
  Product& select = file.products.front();
  select.item.reset();
  select.items.clear();
  if (site.dice.chance(600)) {
    select.item = ItemId(site.dice.chance(500) ? "KES-SELECT" : "KES-ADV-WS");
  } else {
    select.items = {{Category::workstation, ItemId("KES-SELECT")},
                    {Category::server, ItemId(site.dice.chance(500) ? "KES-ADV-SRV" : "KES-SELECT")},
                    {Category::other, ItemId("KES-ADV-NW")}};
  }
  site.say([] { return "the file sends products to other items"; });
  keep_terms_apart(file);
  site.commit(std::move(file));
}

void change_own_terms(Site& site) {
  Desired file = *site.file;
  Mapping& mapping = some_mapping(site, file);
  MappingProduct own;
  own.name = file.products[static_cast<std::size_t>(site.dice.between(0, 1))].name;
  const std::int64_t number = 60'000 + 10 * mapping.account.value() + 3;
  const auto what = site.dice.between(0, 3);
  if (what == 0) {
    own.agreement = AgreementNumber(number);
    make_agreement(site, number, mapping.account);
  } else if (what == 1) {
    own.price = Money::of_ten_thousandths(site.dice.between(2, 9) * 5000);
  } else if (what == 2) {
    own.billed = false;
    own.reason = "part of the service";
  }
  mapping.products.clear();
  if (what != 3) mapping.products.push_back(own);
  mapping.handover = Handover::now;
  site.say([&] {
    constexpr std::array words{"another agreement", "a fixed price", "no billing", "no own terms"};
    return "the file gives " + mapping.account.text() + " " + words.at(static_cast<std::size_t>(what)) +
           " for " + own.name;
  });
  keep_terms_apart(file);
  site.commit(std::move(file));
}

void change_rules(Site& site) {
  constexpr std::array words{"hold", "keep", "restore"};
  Desired file = *site.file;
  file.on_zero = site.dice.chance(500) ? ZeroRule::keep : ZeroRule::zero;
  file.hand_edit = static_cast<HandEditRule>(site.dice.between(0, 2));
  site.say([&] {
    return "the file says on_zero = " + std::string(file.on_zero == ZeroRule::keep ? "keep" : "zero") +
           ", hand_edit = " + words.at(static_cast<std::size_t>(file.hand_edit));
  });
  site.commit(std::move(file));
}

void change_billing(Site& site) {
  constexpr std::array words{"true", "observe", "false"};
  Desired file = *site.file;
  Mapping& mapping = some_mapping(site, file);
  mapping.billing = static_cast<Billing>(site.dice.between(0, 2));
  site.say([&] {
    return "the file says billing = " + std::string(words.at(static_cast<std::size_t>(mapping.billing))) +
           " for " + mapping.account.text();
  });
  site.commit(std::move(file));
}

void add_customer(Site& site) {
  if (site.customers < 60) site.add_customer();
}

void raise_price(Site& site) {
  constexpr std::array items{"KES-SELECT", "KES-ADV-WS", "KES-ADV-SRV", "KES-ADV-NW"};
  const char* item = site.dice.one_of(items);
  auto& price =
      tiny::item_of(site.tigerpaw.world_now(), item).prices.at(PriceLevelId(site.dice.between(1, 2)));
  price.selling_price = price.selling_price + Money::of_ten_thousandths(site.dice.between(1, 5) * 500);
  site.say([&] { return "the price book changes " + std::string(item); });
}

/// Whoever had something in the part of the ledger that is gone may have to wait for a person.
void go_back(Site& site, std::size_t entries) {
  const LedgerState before = site.book.state();
  site.book.restore(entries);
  const LedgerState& after = site.book.state();
  for (const auto& [key, charge] : before.charges) {
    const auto found = after.charges.find(key);
    if (found == after.charges.end() || found->second != charge)
      site.oracle.touched(charge.account, Touch::forgotten);
  }
  for (const auto& [key, charge] : after.charges)
    if (!before.charges.contains(key)) site.oracle.touched(charge.account, Touch::forgotten);
  site.oracle.forgot();
  site.say([&] { return "the ledger has only its first " + std::to_string(entries) + " entries"; });
}

void restore_ledger(Site& site) {
  const auto entries = static_cast<std::int64_t>(site.book.entries().size());
  go_back(site, static_cast<std::size_t>(site.dice.between(entries / 2, entries)));
}

Usage& some_usage(Site& site) { return site.usage[TenantId(3 + site.dice.between(0, site.customers - 1))]; }

void leap(Site& site) {
  Usage& usage = some_usage(site);
  const bool vanishes = site.dice.chance(500);
  for (auto& [source, count] : usage) count = vanishes ? 0 : std::min<std::int64_t>(count * 2, 30);
}

void invoice(Site& site, AgreementNumber number) {
  ++site.figures.invoices;
  Agreement& agreement = site.tigerpaw.changing(number);
  agreement.last_billed = std::to_string(site.timeline.now().time_since_epoch().count());
  agreement.next_period = "after " + agreement.last_billed;
  site.oracle.invoiced(agreement);
}

/// Each agreement has its day of the week.
void invoice_some(Site& site, std::int64_t weekday) {
  for (const auto& [number, agreement] : site.tigerpaw.world().agreements)
    if (number.value() % 7 == weekday) invoice(site, number);
}

struct Habit {
  Trouble trouble;
  void (*act)(Site& site);
};
constexpr std::array habits{
    Habit{Trouble::quantity_edited, edit_quantity},
    Habit{Trouble::price_edited, edit_price},
    Habit{Trouble::item_edited, edit_item},
    Habit{Trouble::line_deleted, delete_line},
    Habit{Trouble::line_copied, copy_line},
    Habit{Trouble::foreign_line, add_foreign_line},
    Habit{Trouble::agreement_ended, end_agreement},
    Habit{Trouble::agreement_sold, sell_agreement},
    Habit{Trouble::file_agreement, move_to_agreement},
    Habit{Trouble::file_level, change_level},
    Habit{Trouble::file_items, change_items},
    Habit{Trouble::file_billing, change_billing},
    Habit{Trouble::file_customer, add_customer},
    Habit{Trouble::file_rules, change_rules},
    Habit{Trouble::file_own_terms, change_own_terms},
    Habit{Trouble::ledger_lost, [](Site& site) { go_back(site, 0); }},
    Habit{Trouble::ledger_restored, restore_ledger},
    Habit{Trouble::price_book_rise, raise_price},
    Habit{Trouble::usage_leap, leap},
};

}  // namespace

void lose_ledger(Site& site) {
  ++site.figures.of(Trouble::ledger_lost);
  go_back(site, 0);
}

void move_usage(Site& site) {
  for (auto& [server, usage] : site.usage) {
    if (!site.dice.chance(300)) continue;
    const Source source{static_cast<std::size_t>(site.dice.between(0, 1)), site.dice.one_of(categories)};
    usage[source] = std::max<std::int64_t>(0, usage[source] + site.dice.between(-2, 3));
  }
}

void live_one_day(Site& site, Instant midnight) {
  // Often right while the nightly run works.
  const auto some_time = [&] {
    if (site.dice.chance(300)) return midnight + hours(2) + seconds(site.dice.between(0, 90));
    return midnight + seconds(site.dice.between(0, day_seconds - 1));
  };
  for (const auto& habit : habits)
    if (site.strikes(habit.trouble)) site.timeline.at(some_time(), [&site, habit] { habit.act(site); });
  site.timeline.at(some_time(), [&site] { move_usage(site); });
  const std::int64_t weekday = midnight.time_since_epoch().count() / day_seconds % 7;
  site.timeline.at(some_time(), [&site, weekday] { invoice_some(site, weekday); });
}

}  // namespace tariff::simulation
