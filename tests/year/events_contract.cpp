#include <algorithm>

#include "support/tiny_world.hpp"
#include "year/events.hpp"
#include "year/year.hpp"

/// What is agreed anew with a customer: levels, agreements, special prices.
namespace tariff::year {
namespace {

using std::chrono::days;

PriceLevelId other_level(PriceLevelId level) { return level == gold ? standard : gold; }
std::string name_of(PriceLevelId level) { return level == gold ? "Gold" : "Standard"; }

void change_level(Year& year) {
  Deal* deal = year.some_free_deal();
  if (deal == nullptr) return;
  const AccountNumber account = deal->account;
  year.within(3, [account](Year& later) {
    Deal& then = *later.world.deal_of(account);
    then.level = other_level(then.level);
    later.file.mapping(account).price_level = name_of(then.level);
    merged(later);
  });
  year.free_later(25, account);
}

/// Two mappings of one customer, the second from the day behind the first one's last.
void change_level_on_a_day(Year& year) {
  Deal* deal = year.some_free_deal();
  if (deal == nullptr) return;
  const AccountNumber account = deal->account;
  const PriceLevelId level = other_level(deal->level);
  const Date first = year.world.today + days(year.dice().between(3, 20));
  year.later(1, [account, level, first](Year& later) {
    WrittenMapping& old = later.file.mapping(account);
    WrittenMapping fresh = old;
    old.more += "until = " + day_text(first - days(1)) + "\n";
    fresh.price_level = name_of(level);
    fresh.more += "from = " + day_text(first) + "\n";
    later.file.mappings.push_back(fresh);
    merged(later);
  });
  year.at_dawn(first, [account, level](Year& then) { then.world.deal_of(account)->level = level; });
  const std::int64_t tidied = (first - year.world.today).count() + 3;
  year.later(tidied, [account, level](Year& later) {
    WrittenMapping kept = later.file.mapping(account);
    kept.price_level = name_of(level);
    kept.more = kept.more.substr(0, kept.more.find("until"));
    later.file.remove_mapping(account);
    later.file.mappings.push_back(kept);
    merged(later);
  });
  year.free_later(tidied + 20, account);
}

struct Renewal {
  AccountNumber account;
  AgreementNumber old;
  AgreementNumber fresh;
  std::string handover;
};

void hand_over(Year& year, const Renewal& renewal) {
  Deal& deal = *year.world.deal_of(renewal.account);
  deal.agreement = renewal.fresh;
  if (renewal.handover == "after-invoice")
    deal.last_invoice = AwaitedInvoice{renewal.old, year.world.tigerpaw.due(renewal.old)};
  else
    deal.last_invoice.reset();  // an earlier renewal that still waited does so no more
  WrittenMapping& mapping = year.file.mapping(renewal.account);
  mapping.agreement = renewal.fresh;
  mapping.more = "handover = \"" + renewal.handover + "\"\n";
  merged(year);
  if (!year.world.tigerpaw.agreements.at(renewal.old).summary.end) end_when_empty(year, renewal.old);
}

/// A new number in Tigerpaw today; the file follows some days later. The old one ends at its own time, or as
/// soon as nothing stands on it any more.
void renew(Year& year, const std::string& handover) {
  Deal* deal = year.some_free_deal();
  if (deal == nullptr) return;
  const AccountNumber account = deal->account;
  const AgreementNumber old = deal->agreement;
  const AgreementNumber fresh =
      year.world.add_agreement(account, year.world.tigerpaw.agreements.at(old).summary.period);
  if (handover == "now" && year.dice().chance(300))
    year.world.tigerpaw.agreements.at(old).summary.end = Day{year.world.today + days(2)};
  year.within(4, [account, old, fresh, handover](Year& later) {
    hand_over(later, {account, old, fresh, handover});
  });
  year.free_later(handover == "now" ? 30 : 60, account);
}

void renew_now(Year& year) { renew(year, "now"); }
void renew_after_invoice(Year& year) { renew(year, "after-invoice"); }

std::optional<ChargeLine> some_line_of(Year& year, AgreementNumber agreement) {
  for (const auto& line : year.world.tigerpaw.agreements.at(agreement).lines)
    if (line.quantity > 0) return line;
  return std::nullopt;
}

/// [[override]] with an end; some days later somebody takes it out of the file.
void agree_on_special(Year& year, bool is_price) {
  Deal* deal = year.some_free_deal();
  if (deal == nullptr) return;
  const AccountNumber account = deal->account;
  const auto line = some_line_of(year, deal->agreement);
  const Date until = year.world.today + days(year.dice().between(5, 60));
  const std::int64_t over = (until - year.world.today).count() + 5;
  year.free_later(over + 25, account);
  if (!line) return;
  Special special{line->item, {}, {}, until};
  if (is_price) {
    special.price = line->price - Money::of_ten_thousandths(year.dice().between(1, 40) * 100);
  } else {
    special.quantity = std::max<std::int64_t>(1, line->quantity + year.dice().between(-3, 10));
  }
  const std::string block = "[[override]]\naccount = " + account.text() + "\nitem = \"" + line->item.value() +
                            "\"\n" +
                            (is_price ? "price = \"" + special.price->text() + "\"\n"
                                      : "quantity = " + std::to_string(*special.quantity) + "\n") +
                            "reason = \"as the director said\"\nuntil = " + day_text(until) + "\n";
  year.later(1, [account, special, block](Year& later) {
    later.world.deal_of(account)->specials.push_back(special);
    later.file.blocks.push_back(block);
    merged(later);
  });
  year.later(over, [account, block](Year& later) {
    later.world.deal_of(account)->specials.clear();
    later.file.remove_block(block);
    merged(later);
  });
}

/// Two accounts of one customer become one, which takes the agreements along; the file follows the next day.
void merge_accounts(Year& year) {
  Deal* deal = year.some_free_deal();
  if (deal == nullptr) return;
  const AccountNumber gone = deal->account;
  const AccountNumber into(gone.value() + 5000);
  auto& tigerpaw = year.world.tigerpaw;
  if (tigerpaw.accounts_by_number.contains(into)) return year.free_later(1, gone);
  Account account = tigerpaw.accounts_by_number.at(gone);
  account.number = into;
  account.name += " Holding";
  account.cross_references.clear();
  tigerpaw.accounts_by_number.emplace(into, std::move(account));
  for (auto& [number, agreement] : tigerpaw.agreements)
    if (agreement.summary.account == gone) agreement.summary.account = into;
  deal->account = into;
  // The new account's agreed prices are those that stand.
  if (year.habits.pins)
    for (const auto& line : tigerpaw.agreements.at(deal->agreement).lines) {
      const std::string block = "[[adopt]]\naccount = " + into.text() + "\nitem = \"" + line.item.value() +
                                "\"\ntake = \"theirs\"\n";
      year.later(1, [block](Year& later) { later.file.blocks.push_back(block); });
      year.later(19, [block](Year& later) { later.file.remove_block(block); });
    }
  year.later(1, [gone, into](Year& later) {
    later.file.mapping(gone).account = into;
    later.file.rename_account(gone, into);
    later.office.run({true, true, false, true});
  });
  year.free_later(20, into);
}

void special_price(Year& year) { agree_on_special(year, true); }
void special_quantity(Year& year) { agree_on_special(year, false); }

}  // namespace

void end_when_empty(Year& year, AgreementNumber number) {
  Agreement& agreement = year.world.tigerpaw.agreements.at(number);
  const bool is_empty = std::all_of(agreement.lines.begin(), agreement.lines.end(),
                                    [](const ChargeLine& line) { return line.quantity == 0; });
  if (is_empty) {
    agreement.summary.end = Day{year.world.today};
  } else {
    year.later(2, [number](Year& later) { end_when_empty(later, number); });
  }
}

const std::vector<EventKind>& contract_events() {
  static const std::vector<EventKind> kinds{
      {"price level changed", 10, change_level},
      {"price level changed on a day, from and until", 5, change_level_on_a_day},
      {"agreement renewed, handover now", 12, renew_now},
      {"agreement renewed, handover after-invoice", 8, renew_after_invoice},
      {"two accounts merged", 4, merge_accounts},
      {"special price, [[override]]", 5, special_price},
      {"special quantity, [[override]]", 5, special_quantity},
  };
  return kinds;
}

}  // namespace tariff::year
