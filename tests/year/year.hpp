#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "year/figures.hpp"
#include "year/office.hpp"

namespace tariff::year {

/// One year of forty customers: the world, the file, the office that bills, and people.
class Year {
 public:
  Year(std::uint64_t seed, std::int64_t customers, bool keeps_trace);
  Year(const Year&) = delete;
  Year& operator=(const Year&) = delete;

  void live();

  World world;
  Habits habits;
  File file = first_file();
  Tally tally;
  Office office{world, file, tally};
  Figures figures;
  Date fleet_is_busy_until;  ///< a change of every customer's lines is under way
  std::vector<std::string> trace;
  /// What somebody does right before an invoice, where no run can see it any more. May be empty.
  std::function<void(Year&, AgreementNumber)> before_invoice;

  Dice& dice() { return world.dice; }
  /// Somebody does it on the morning so many days from now.
  void later(std::int64_t days, std::function<void(Year&)> task);
  /// The same, at some morning within so many days.
  void within(std::int64_t days_max, std::function<void(Year&)> task) {
    later(dice().between(1, days_max), std::move(task));
  }
  void say(const std::string& words);
  /// The same before the night's run, since then it is so.
  void at_dawn(Date date, std::function<void(Year&)> task);
  /// A deal that pays, chosen by the dice; nullptr where they find none.
  Deal* some_deal();
  /// A deal about which nothing else is under way; now something is.
  Deal* some_free_deal();
  /// It is free again, that many days from now.
  void free_later(std::int64_t days, AccountNumber account);
  /// Brings tenant and deal into the file.
  void write_mapping(const Deal& deal, const std::string& more);

 private:
  void live_one_day();
  void night();
  void morning();
  void send_invoices();
  void judge(const Invoice& invoice);
  const Told* told_of(const ChargeKey& key, AccountNumber account, bool is_under) const;
  void judge_freeze();
  void break_promise(const std::string& words);
  void say_rows_of(AccountNumber account);

  bool keeps_trace_;
  using Diary = std::multimap<Date, std::function<void(Year&)>>;
  void do_tasks(Diary& diary);

  Diary diary_;
  Diary dawns_;
  std::map<AgreementNumber, std::int64_t> delays_;  ///< days by which its next invoice is late
};

}  // namespace tariff::year
