#include <algorithm>

#include "year/events.hpp"
#include "year/year.hpp"

/// What customers do with their devices and servers, and how they come and go.
namespace tariff::year {
namespace {

using std::chrono::days;

void halve_devices(Year& year) {
  const Deal* deal = year.some_deal();
  if (deal == nullptr) return;
  auto& machines = year.world.tenants[deal->tenant].machines;
  machines.resize(machines.size() / 2);
}

void add_many_devices(Year& year) {
  const Deal* deal = year.some_deal();
  if (deal == nullptr) return;
  Tenant& tenant = year.world.tenants[deal->tenant];
  for (std::int64_t i = year.dice().between(5, 20); i > 0; --i) year.world.add_machine(tenant);
}

/// Some begin at once, for some the file says from when.
void welcome_customer(Year& year) {
  const std::size_t tenant = year.world.add_customer();
  const AccountNumber account(10'010 + static_cast<std::int64_t>(tenant));
  const PriceLevelId level = year.dice().chance(500) ? gold : standard;
  year.within(10, [tenant, account, level](Year& later) {
    Deal deal{
        tenant, account, later.world.tigerpaw.only_agreement_of(account), level, Paying::yes, {}, {}, {},
        {},     true};
    std::string more;
    if (later.dice().chance(400)) {
      deal.first_day = later.world.today + days(later.dice().between(2, 15));
      more = "from = " + day_text(*deal.first_day) + "\n";
    }
    later.world.deals.push_back(deal);
    later.write_mapping(deal, more);
    later.free_later(30, account);
    merged(later);
  });
}

/// Takes the customer off the bill in that way, and back on some weeks later.
void pause(Year& year, Paying paying, const std::string& billing) {
  Deal* deal = year.some_free_deal();
  if (deal == nullptr) return;
  const AccountNumber account = deal->account;
  const std::int64_t back = year.dice().between(10, 45);
  year.later(1, [account, paying, billing](Year& later) {
    later.world.deal_of(account)->paying = paying;
    later.file.mapping(account).billing = billing;
    merged(later);
  });
  year.later(back, [account](Year& later) {
    later.world.deal_of(account)->paying = Paying::yes;
    later.file.mapping(account).billing = "true";
    merged(later);
  });
  year.free_later(back + 20, account);
}

void stop_billing(Year& year) { pause(year, Paying::no, "false"); }
/// Whoever keeps the lines meanwhile is not we, so a pinned price would be anybody's.
void only_watch(Year& year) {
  if (!year.habits.pins) pause(year, Paying::watched, "\"observe\"");
}

std::string moved_to(const std::string& name) { return "[[moved]]\nvirtual_server = \"" + name + "\"\n"; }

/// Whoever takes a name out of the file takes its [[moved]] out, too.
void forget_move(Year& year, AccountNumber account) {
  year.file.remove_blocks(moved_to(year.file.mapping(account).tenant));
}

/// [[removed]] with one of the three stops, and either end of the lines.
void leave(Year& year, AccountNumber account) {
  Deal& deal = *year.world.deal_of(account);
  const auto kind = year.dice().between(1, 3);
  std::string stop = "\"now\"";
  deal.paying = Paying::leaves;
  if (kind == 1) {
    deal.paying = Paying::no;
  } else if (kind == 2) {
    stop = "\"after-invoice\"";
    deal.last_invoice = AwaitedInvoice{deal.agreement, year.world.tigerpaw.due(deal.agreement)};
  } else {
    deal.last_day = year.world.today + days(year.dice().between(1, 20));
    stop = day_text(*deal.last_day + days(1));
  }
  year.file.blocks.push_back("[[removed]]\nvirtual_server = \"" + year.file.mapping(account).tenant +
                             "\"\naccount = " + account.text() +
                             "\nreason = \"went to somebody else\"\nstop = " + stop +
                             "\nline = " + (year.dice().chance(500) ? "\"zero\"" : "\"delete\"") + "\n");
  forget_move(year, account);
  year.file.remove_mapping(account);
}

void say_goodbye(Year& year) {
  Deal* deal = year.some_free_deal();
  if (deal == nullptr) return;
  const AccountNumber account = deal->account;
  const std::size_t tenant = deal->tenant;
  year.later(1, [account](Year& later) {
    leave(later, account);
    merged(later);
  });
  year.within(20, [tenant](Year& later) { later.world.tenants[tenant].is_gone = true; });
  year.later(40, [account](Year& later) { end_when_empty(later, later.world.deal_of(account)->agreement); });
}

/// The same, but the mapping itself says which day is the last.
void run_out(Year& year) {
  Deal* deal = year.some_free_deal();
  if (deal == nullptr) return;
  const AccountNumber account = deal->account;
  const Date last = year.world.today + days(year.dice().between(2, 25));
  year.later(1, [account, last](Year& later) {
    later.world.deal_of(account)->last_day = last;
    later.file.mapping(account).more += "until = " + day_text(last) + "\n";
    merged(later);
  });
  year.at_dawn(last + days(1), [account](Year& then) { then.world.deal_of(account)->paying = Paying::no; });
}

void rename_server(Year& year) {
  Deal* deal = year.some_free_deal();
  if (deal == nullptr) return;
  const AccountNumber account = deal->account;
  const std::string name = year.world.tenants[deal->tenant].name += " Group";
  const std::int64_t noticed = year.dice().between(1, 15);
  year.later(noticed, [account, name](Year& later) {
    forget_move(later, account);
    later.file.mapping(account).tenant = name;
    merged(later);
  });
  year.free_later(noticed + 5, account);
}

std::string moved_block(const std::string& name, const std::string& from, const std::string& to) {
  return moved_to(name) + "from = \"" + from + "\"\nto = \"" + to + "\"\n";
}

/// Security Center was set up anew: the same name, and another server behind it.
void replace_server(Year& year) {
  Deal* deal = year.some_free_deal();
  if (deal == nullptr) return;
  Tenant& tenant = year.world.tenants[deal->tenant];
  const std::string old = tenant.uid;
  tenant.uid += "-again";
  tenant.id = TenantId(std::stoll(tenant.id.local) + 1000);
  const std::string block = moved_block(tenant.name, old, tenant.uid);
  const AccountNumber account = deal->account;
  year.within(6, [block](Year& later) {
    later.file.blocks.push_back(block);
    merged(later);
  });
  year.free_later(15, account);
}

/// The devices go to a second virtual server of the same customer; the file follows before the emptied one
/// counts for nothing.
void move_to_second_server(Year& year) {
  Deal* deal = year.some_free_deal();
  if (deal == nullptr) return;
  auto& tenants = year.world.tenants;
  Tenant second = tenants[deal->tenant];
  const std::string old = second.uid;
  second.id = TenantId(std::stoll(second.id.local) + 2000);
  second.uid += "-second";
  second.name += " Two";
  tenants[deal->tenant].machines.clear();
  tenants[deal->tenant].keys.clear();
  deal->tenant = tenants.size();
  const std::string block = moved_block(second.name, old, second.uid);
  const std::string name = second.name;
  tenants.push_back(std::move(second));
  const AccountNumber account = deal->account;
  year.later(1, [account, name, block](Year& later) {
    forget_move(later, account);
    later.file.mapping(account).tenant = name;
    later.file.blocks.push_back(block);
    merged(later);
  });
  year.free_later(15, account);
}

}  // namespace

const std::vector<EventKind>& customer_events() {
  static const std::vector<EventKind> kinds{
      {"device count halved", 10, halve_devices},
      {"many devices at once", 15, add_many_devices},
      {"new customer", 8, welcome_customer},
      {"billing switched off and on", 6, stop_billing},
      {"billing switched to observe and back", 6, only_watch},
      {"customer left, [[removed]]", 4, say_goodbye},
      {"customer left, until", 3, run_out},
      {"virtual server renamed", 8, rename_server},
      {"virtual server replaced, [[moved]]", 6, replace_server},
      {"devices moved to a second server, [[moved]]", 4, move_to_second_server},
  };
  return kinds;
}

}  // namespace tariff::year
