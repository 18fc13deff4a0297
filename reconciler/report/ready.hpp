#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "domain/ids.hpp"
#include "domain/money.hpp"
#include "report/style.hpp"
#include "report/table.hpp"

namespace tariff::report {

/// What may stand between an agreement and its invoice.
enum class Doubt {
  waiting,    ///< a change of the plan has not been applied
  differs,    ///< a line that is only observed holds something else than what is counted
  held,       ///< a person decides
  suspect,    ///< a count fell too far to be believed at once
  scheduled,  ///< it waits for a day, or for an invoice, that the file names
  frozen,     ///< a count moved after the billing day began; the line stays until the invoice
  unproven,   ///< a write whose outcome nobody knows
  set_aside,  ///< the file, or what it names, has a problem
  unpriced,   ///< a product in use has no price
  unread,     ///< a service could not be read completely
  unowned,    ///< without the ledger nobody knows which lines are ours
  outdated,   ///< the last good count is too old
};
std::string_view doubt_name(Doubt doubt);

/// Shape: `what` is the line or the rule it is about; `reason` a sentence; `delta` what the bill would move
/// by if the doubt ended as the plan has it. `stops` where nobody should invoice before it is gone.
struct ReadyDoubt {
  Doubt doubt = Doubt::waiting;
  std::string what;
  std::string reason;
  Money delta;
  bool stops = true;
  bool operator==(const ReadyDoubt&) const = default;
};

/// One agreement on the day it bills.
///
/// Shape: `agreement` is nullopt where the file names none; `bills_on` where Tigerpaw tells no day, or could
/// not be read. `bills_now` is the sum of its `lines` that are ours or that the file counts.
/// `last_good_count` is when a complete count last agreed with all of them, nullopt where none is known.
struct ReadyAgreement {
  AccountNumber account;
  std::string account_name;
  std::string tenant;
  std::optional<AgreementNumber> agreement;
  std::string period;
  std::optional<Day> bills_on;
  std::int64_t lines = 0;
  Money bills_now;
  std::optional<Instant> last_good_count;
  std::vector<ReadyDoubt> doubts;
  std::string note;

  bool is_ready() const;
  Money doubtful() const;
};

/// The answer to "may I invoice on that day?"
///
/// Shape: `billing` bill then, or could not be read so far that somebody could say they do not;
/// `day_not_told` tell no day to bill, and are no part of the answer. Both by account and agreement.
struct Readiness {
  Day on{};
  Instant now{};
  std::chrono::seconds age_max{0};
  std::string currency;
  std::vector<ReadyAgreement> billing;
  std::vector<ReadyAgreement> day_not_told;
  std::int64_t on_other_days = 0;

  std::int64_t ready() const;
};

/// Everything of both lists in one row each; what the CSV file holds.
Table ready_table(const Readiness& readiness);
std::string ready_text(const Readiness& readiness, const Style& style);
/// Shape: schema/ready.schema.json; amounts are decimal text, ages whole seconds, what is not known null.
std::string ready_json(const Readiness& readiness, int exit_code, const std::string& exit_class);
std::string ready_schema();
/// One page that needs nothing else; what is not ready comes first.
std::string ready_html(const Readiness& readiness);

/// "35 minutes", "31 hours", "12 days"
std::string age_text(std::chrono::seconds age);

}  // namespace tariff::report
