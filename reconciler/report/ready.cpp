#include "report/ready.hpp"

#include <algorithm>
#include <map>

#include "base/inert.hpp"
#include "report/plan_text.hpp"
#include "text/time.hpp"

namespace tariff::report {
namespace {

std::string plural(std::int64_t count, const char* noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

std::string customer_of(const ReadyAgreement& one) {
  const std::string& name = one.account_name.empty() ? one.tenant : one.account_name;
  return one.account.text() + (name.empty() ? "" : " " + name);
}

std::string good_count_text(const ReadyAgreement& one, Instant now) {
  if (!one.last_good_count) return "none is known";
  return *one.last_good_count == now ? "now" : age_text(now - *one.last_good_count) + " ago";
}

Table short_table(const Readiness& readiness) {
  using enum ColumnKind;
  Table out{"ready",
            "",
            {{"account", "ACCOUNT", number},
             {"customer", "CUSTOMER", text},
             {"agreement", "AGREEMENT", number},
             {"lines", "LINES", number},
             {"bills_now", "BILLS NOW", number},
             {"period", "PERIOD", text},
             {"age", "LAST GOOD COUNT", text},
             {"ready", "READY", text}},
            {},
            {}};
  for (const auto& one : readiness.billing)
    out.rows.push_back({one.account.value(), one.account_name.empty() ? one.tenant : one.account_name,
                        one.agreement ? Cell(one.agreement->value()) : Cell(), one.lines, one.bills_now,
                        one.period, good_count_text(one, readiness.now), one.is_ready()});
  return out;
}

std::string doubt_text(const ReadyDoubt& doubt, const std::string& period) {
  std::string out(doubt_name(doubt.doubt));
  if (!doubt.what.empty()) out += " " + doubt.what;
  if (!doubt.delta.is_zero())
    out += ", " + doubt.delta.signed_grouped() + (period.empty() ? "" : " " + period);
  return out + ": " + doubt.reason;
}

std::string why_of(const ReadyAgreement& one) {
  std::string out = one.note;
  for (const auto& doubt : one.doubts) out += (out.empty() ? "" : "; ") + doubt_text(doubt, one.period);
  return out;
}

std::string reasons_text(const ReadyAgreement& one, const Style& style) {
  if (one.doubts.empty() && one.note.empty()) return "";
  const std::string of = one.agreement ? ", agreement " + one.agreement->text() : ", no agreement";
  std::string out =
      wrapped(toned(inert(customer_of(one), 100) + of + (one.is_ready() ? ": ready" : ": not ready"),
                    one.is_ready() ? Tone::plain : Tone::bad, style),
              2, style);
  if (!one.note.empty()) out += wrapped(inert(one.note, 1000), 6, style);
  for (const auto& doubt : one.doubts) out += wrapped(inert(doubt_text(doubt, one.period), 1000), 6, style);
  return out;
}

std::string not_told_text(const Readiness& readiness, const Style& style) {
  if (readiness.day_not_told.empty()) return "";
  std::string out = "\n" + toned("Day not told", Tone::careful, style) + "\n";
  for (const auto& one : readiness.day_not_told) {
    std::string line = customer_of(one);
    line += one.agreement ? ", agreement " + one.agreement->text() + ": bills " + one.bills_now.grouped() +
                                " " + one.period
                          : ": the file names no agreement";
    out += wrapped(inert(line, 300) + (one.is_ready() ? "" : "; not ready"), 2, style);
    for (const auto& doubt : one.doubts) out += wrapped(inert(doubt_text(doubt, one.period), 1000), 6, style);
  }
  return out;
}

/// "1,056.50 Monthly, 168.20 Yearly"
std::string amounts_text(const std::map<std::string, Money>& amounts) {
  std::string out;
  for (const auto& [period, amount] : amounts)
    out += (out.empty() ? "" : ", ") + amount.grouped() + (period.empty() ? "" : " " + inert(period, 40));
  return out;
}

std::string last_line(const Readiness& readiness) {
  const auto count = static_cast<std::int64_t>(readiness.billing.size());
  const std::string day = write_day(readiness.on);
  if (count == 0)
    return "No agreement bills on " + day + "; " + std::to_string(readiness.on_other_days) +
           " bill on other days, " + std::to_string(readiness.day_not_told.size()) + " tell no day.\n";
  std::map<std::string, Money> bills, doubtful;
  for (const auto& one : readiness.billing) {
    bills[one.period] = bills[one.period] + one.bills_now;
    if (!one.is_ready()) doubtful[one.period] = doubtful[one.period] + one.doubtful();
  }
  std::string out = "Ready: " + std::to_string(readiness.ready()) + " of " + plural(count, "agreement") +
                    " that bill on " + day + "; they bill " + amounts_text(bills);
  if (!doubtful.empty()) out += "; in doubt " + delta_text(doubtful);
  return out + ". " + std::to_string(readiness.day_not_told.size()) + " tell no day.\n";
}

}  // namespace

std::string_view doubt_name(Doubt doubt) {
  switch (doubt) {
    case Doubt::waiting:
      return "waiting";
    case Doubt::differs:
      return "differs";
    case Doubt::held:
      return "held";
    case Doubt::suspect:
      return "suspect";
    case Doubt::scheduled:
      return "scheduled";
    case Doubt::frozen:
      return "frozen";
    case Doubt::unproven:
      return "unproven";
    case Doubt::set_aside:
      return "set aside";
    case Doubt::unpriced:
      return "unpriced";
    case Doubt::unread:
      return "unread";
    case Doubt::unowned:
      return "unowned";
    case Doubt::outdated:
      return "outdated";
  }
  return "";
}

bool ReadyAgreement::is_ready() const {
  return std::none_of(doubts.begin(), doubts.end(), [](const ReadyDoubt& doubt) { return doubt.stops; });
}

Money ReadyAgreement::doubtful() const {
  Money sum;
  for (const auto& doubt : doubts) sum = sum + doubt.delta;
  return sum;
}

std::int64_t Readiness::ready() const {
  return std::count_if(billing.begin(), billing.end(), [](const auto& one) { return one.is_ready(); });
}

std::string age_text(std::chrono::seconds age) {
  using namespace std::chrono;
  if (age < minutes(1)) return plural(age.count(), "second");
  if (age < hours(2)) return plural(duration_cast<minutes>(age).count(), "minute");
  if (age < days(2)) return plural(duration_cast<hours>(age).count(), "hour");
  return plural(duration_cast<days>(age).count(), "day");
}

Table ready_table(const Readiness& readiness) {
  using enum ColumnKind;
  Table out{"ready",
            "Ready for " + write_day(readiness.on),
            {{"account", "Account", number},
             {"account_name", "Name", text},
             {"virtual_server", "Virtual server", text},
             {"agreement", "Agreement", number},
             {"bills_on", "Bills on", text},
             {"lines", "Lines", number},
             {"bills_now", "Bills now", number},
             {"in_doubt", "In doubt", number},
             {"period", "Period", text},
             {"last_good_count", "Last good count", text},
             {"ready", "Ready", text},
             {"why", "Why", text}},
            {},
            {}};
  for (const auto* list : {&readiness.billing, &readiness.day_not_told})
    for (const auto& one : *list)
      out.rows.push_back({one.account.value(), one.account_name, one.tenant,
                          one.agreement ? Cell(one.agreement->value()) : Cell(),
                          one.bills_on ? write_day(*one.bills_on) : "not told", one.lines, one.bills_now,
                          one.doubtful(), one.period,
                          one.last_good_count ? Cell(write_instant(*one.last_good_count)) : Cell(),
                          one.is_ready(), why_of(one)});
  return out;
}

std::string ready_text(const Readiness& readiness, const Style& style) {
  Table table = short_table(readiness);
  table.title = "Ready for " + write_day(readiness.on) + ", as read at " + write_instant(readiness.now) +
                "; a count holds for " + age_text(readiness.age_max) + "; amounts in " +
                inert(readiness.currency, 20);
  std::string out = table_text(table, style);
  for (const auto& one : readiness.billing) out += reasons_text(one, style);
  return out + not_told_text(readiness, style) + "\n" + last_line(readiness);
}

}  // namespace tariff::report
