#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "ledger/log.hpp"

namespace tariff {

/// What the log knows of one charge at one moment.
///
/// Shape: `counted` are the devices of the last complete count that a set or a read-back carried, nullopt
/// where none did; `written` is what was last read back, nullopt where nothing was yet. `is_unproven` where a
/// set was on its way whose outcome nobody knew.
struct ChargeStanding {
  AccountNumber account;
  std::optional<std::int64_t> counted;
  Instant counted_at;
  std::optional<LineValue> written;
  Instant written_at;
  bool is_unproven = false;
  bool operator==(const ChargeStanding&) const = default;
};

/// An invoice of an agreement as far as Tigerpaw tells it: its LastBilledDate has moved to that day.
/// `standing` is what the log knew right before, nullopt where it knew nothing of the charge.
struct InvoicedCharge {
  Day day;
  std::optional<ChargeStanding> standing;
  bool operator==(const InvoicedCharge&) const = default;
};

/// One charge over a month: how it stood at the month's end, and what its last invoice of the month found.
struct ChargeMonth {
  ChargeStanding end;
  std::optional<InvoicedCharge> invoiced;
  bool was_touched = false;  ///< an event of this month names it
  bool operator==(const ChargeMonth&) const = default;
};

/// Folds a log into what it says of one calendar month of a time zone.
///
/// An invoice is told by the stamps of agreements: the first stamp of a new LastBilledDate says that what the
/// log knew up to that day, and before that stamp was read, is what was invoiced. The stamp is read before
/// and after each write, so a later value is never taken for an invoiced one. Cost: one entry at a time; of
/// each charge, its standings within the month. Source: charge-protocol.md section 6.
class MonthFold {
 public:
  /// Requires: `zone` is known.
  MonthFold(std::chrono::year_month month, std::string zone);

  /// Fails: refused: the log is damaged there.
  Status take(const LedgerEntry& entry);
  /// An agreement's stamp as Tigerpaw shows it now, behind the end of the log.
  void take_live(AgreementNumber agreement, const BillingStamp& stamp);

  /// What the charges come to. Shape: charges that were released before the month's end, or that nothing is
  /// known of until then, are not among them.
  std::map<ChargeKey, ChargeMonth> charges() const;

  std::int64_t entries_in_month() const { return entries_in_month_; }
  /// The last entry's day before the month, and the first entry's day behind it.
  std::optional<Day> last_day_before() const { return last_before_; }
  std::optional<Day> first_day_behind() const { return first_behind_; }
  const LedgerHead& head() const { return fold_.snapshot().head; }
  const LedgerState& state() const { return fold_.snapshot().state; }

 private:
  struct Known {
    Day day;
    std::optional<ChargeStanding> standing;  ///< nullopt: released
  };

  void take_event(const Event& event, Day day);
  void note_counted(const Event& event);
  void note_standing(const ChargeKey& key, Day day);
  void note_stamp(AgreementNumber agreement, const BillingStamp& stamp);
  std::optional<ChargeStanding> standing_of(const ChargeKey& key) const;
  static std::optional<ChargeStanding> latest(const std::vector<Known>& known, Day until);

  Day first_;
  Day last_;
  std::string zone_;
  LogFold fold_;
  std::map<ChargeKey, std::vector<Known>> known_;  ///< in the log's order; before the month only the last
  std::map<ChargeKey, std::pair<std::int64_t, Instant>> counted_;
  std::map<ChargeKey, bool> touched_;
  std::map<AgreementNumber, Day> billed_day_;
  std::map<ChargeKey, InvoicedCharge> invoiced_;
  std::map<AgreementNumber, Day> invoices_;  ///< the last of the month
  std::int64_t entries_in_month_ = 0;
  std::optional<Day> last_before_;
  std::optional<Day> first_behind_;
};

}  // namespace tariff
