#include "app/statement.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "app/parallel.hpp"
#include "app/purchased.hpp"
#include "app/reading.hpp"
#include "base/inert.hpp"
#include "domain/resolution.hpp"
#include "ledger/month.hpp"
#include "text/time.hpp"

namespace tariff::app {
namespace {

/// What Tigerpaw tells beside the ledger.
struct Live {
  std::map<AccountNumber, std::string> names;
  std::map<AgreementNumber, Agreement> agreements;
  std::vector<std::string> unread;
};

std::set<AgreementNumber> agreements_in(const MonthFold& fold) {
  std::set<AgreementNumber> numbers;
  for (const auto& [key, month] : fold.charges()) numbers.insert(key.agreement);
  return numbers;
}

Result<Live> read_live(TigerpawReader& tigerpaw, const MonthFold& fold) {
  Live live;
  const auto accounts = tigerpaw.accounts();
  if (!accounts)
    return Error{ErrorKind::unavailable, "Tigerpaw could not be read. " + accounts.error().message,
                 "With --offline the ledger alone is asked."};
  for (const auto& account : *accounts) live.names[account.number] = account.name;
  const auto wanted = agreements_in(fold);
  const std::vector<AgreementNumber> numbers(wanted.begin(), wanted.end());
  std::vector<std::optional<Result<Agreement>>> read(numbers.size());
  for_each_index(numbers.size(), tigerpaw.parallel_max(),
                 [&](std::size_t i) { read[i] = tigerpaw.agreement(numbers[i]); });
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (*read[i])
      live.agreements.emplace(numbers[i], std::move(*read[i]).value());
    else
      live.unread.push_back("agreement " + numbers[i].text() + ": " + read[i]->error().message);
  }
  return live;
}

Error no_entries(const StatementWish& wish, const MonthFold& fold) {
  const std::string month = report::month_text(wish.month);
  std::string message = "The ledger holds no entry of " + month + ", so there is nothing to state.";
  if (const auto before = fold.last_day_before())
    message += " The last one before is of " + write_day(*before) + ".";
  if (const auto behind = fold.first_day_behind())
    message += " The first one behind is of " + write_day(*behind) + ".";
  if (fold.head().sequence == 0) message += " It is empty.";
  return {ErrorKind::refused, message, "Name a month with --month in which `tariff apply` has run."};
}

Status check_identity(const Desired* desired, const LedgerId& ledger) {
  if (desired == nullptr || !desired->ledger || *desired->ledger == ledger) return done();
  return Error{ErrorKind::refused,
               "The ledger is " + ledger.text() + ", the file names " + desired->ledger->text() + ".",
               "Mend [ledger] url in connections.toml, or `ledger` in the file."};
}

void add_note(report::StatementLine& line, const std::string& sentence) {
  if (!sentence.empty()) line.note += (line.note.empty() ? "" : "; ") + sentence;
}

/// Puts one line together from what each source knows.
class Lines {
 public:
  Lines(const MonthFold& fold, const Desired* desired, const Live& live, const std::string& zone)
      : live_(live), zone_(zone) {
    for (const auto& [uid, tenant] : fold.state().tenants) tenants_[tenant.account] = tenant.name;
    if (desired == nullptr) return;
    for (const auto& mapping : desired->mappings) {
      tenants_[mapping.account] = mapping.tenant;
      if (mapping.account_name) pinned_[mapping.account] = *mapping.account_name;
    }
  }

  report::StatementLine line(const ChargeKey& key, const ChargeMonth& month) const {
    report::StatementLine out;
    out.account = month.end.account;
    out.account_name = name_in(live_.names, out.account);
    if (out.account_name.empty()) out.account_name = name_in(pinned_, out.account);
    out.tenant = name_in(tenants_, out.account);
    out.key = key;
    if (const auto found = live_.agreements.find(key.agreement); found != live_.agreements.end())
      out.period = found->second.summary.period;
    out.counted = month.end.counted;
    if (out.counted) out.counted_on = day_in_zone(month.end.counted_at, zone_);
    out.written = month.end.written;
    if (out.written) out.written_on = day_in_zone(month.end.written_at, zone_);
    add_note(out, month.end.is_unproven ? "a set was on its way at the end whose outcome nobody knew" : "");
    if (!month.end.counted) add_note(out, "no count is known: the line was bound as it stood");
    if (month.invoiced) add_invoice(*month.invoiced, out);
    return out;
  }

 private:
  template <class Key>
  static std::string name_in(const std::map<Key, std::string>& names, const Key& key) {
    const auto found = names.find(key);
    return found == names.end() ? "" : found->second;
  }
  static void add_invoice(const InvoicedCharge& invoice, report::StatementLine& line) {
    line.billed_on = invoice.day;
    const bool is_known = invoice.standing && invoice.standing->written && !invoice.standing->is_unproven;
    if (is_known) line.billed = invoice.standing->written;
    if (!invoice.standing) add_note(line, "the line was not ours yet when the invoice was made");
    if (invoice.standing && invoice.standing->is_unproven)
      add_note(line, "a set was on its way when the invoice was made; look which value it holds");
  }

  const Live& live_;
  const std::string& zone_;
  std::map<AccountNumber, std::string> tenants_;
  std::map<AccountNumber, std::string> pinned_;
};

/// The usage of the virtual servers that are mapped to these accounts. What could not be read goes to
/// `unread`.
Observed read_keys(UsageSource& kaspersky, const Desired& desired, const std::set<AccountNumber>& accounts,
                   Instant now, std::vector<std::string>& unread) {
  Observed observed;
  auto listed = kaspersky.tenants();
  if (!listed) {
    unread.push_back("Kaspersky, so nothing is said of purchases: " + listed.error().message);
    return observed;
  }
  observed.tenants = std::move(listed->tenants);
  observed.sources = std::move(listed->sources);
  for (const auto& source : observed.sources)
    if (source.failure) unread.push_back(source.failure->message);
  std::map<TenantId, const Tenant*> wanted;
  const Resolver resolver(desired, observed);
  for (std::size_t i = 0; i < desired.mappings.size(); ++i)
    if (accounts.contains(desired.mappings[i].account))
      for (const auto* server : resolver.resolve(i).tenant_candidates) wanted.emplace(server->id, server);
  std::vector<const Tenant*> servers;
  for (const auto& [id, server] : wanted) servers.push_back(server);
  const std::function<void(const ReadProgress&)> silent;
  Meter meter(silent);
  read_usage(kaspersky, servers, now, meter, observed.usage);
  for (const auto& [id, usage] : observed.usage)
    if (!usage) unread.push_back("tenant " + inert(wanted.at(id)->name, 60) + ": " + usage.error().message);
  return observed;
}

bool stands(const report::StatementLine& line) { return line.written && line.written->quantity != 0; }

/// Keys belong to a customer's item, so the one line that bills it bears their figure.
void add_purchased(report::Statement& statement, const PurchasedItems& items) {
  std::map<std::pair<AccountNumber, ItemId>, std::int64_t> standing;
  for (const auto& line : statement.lines) standing[{line.account, line.key.item}] += stands(line) ? 1 : 0;
  for (auto& line : statement.lines) {
    const std::pair of{line.account, line.key.item};
    const auto found = items.find(of);
    if (found == items.end() || (standing.at(of) > 0 && !stands(line))) continue;
    const bool is_only_one = standing.at(of) <= 1;
    if (is_only_one) line.purchased = found->second.licences;
    add_note(line, is_only_one ? found->second.note : "its keys were bought for several lines together");
  }
}

/// A line that was empty before the month, and stayed so, is no part of it.
bool is_worth_a_line(const ChargeMonth& month) {
  const bool stands = month.end.written && month.end.written->quantity != 0;
  const bool was_billed = month.invoiced && month.invoiced->standing && month.invoiced->standing->written &&
                          month.invoiced->standing->written->quantity != 0;
  return stands || was_billed || month.was_touched || month.end.counted.value_or(0) != 0;
}

report::Statement statement_of(const MonthFold& fold, const StatementSources& sources,
                               const StatementWish& wish, Live live) {
  report::Statement out;
  out.month = wish.month;
  out.entries = fold.entries_in_month();
  out.currency = sources.desired == nullptr ? "" : sources.desired->currency;
  out.asked_tigerpaw = sources.tigerpaw != nullptr;
  const auto today = day_in_zone(wish.now, wish.time_zone);
  if (today && *today <= Day{wish.month / std::chrono::last}) out.until = wish.now;
  const Lines lines(fold, sources.desired, live, wish.time_zone);
  for (const auto& [key, month] : fold.charges())
    if (is_worth_a_line(month)) out.lines.push_back(lines.line(key, month));
  std::stable_sort(out.lines.begin(), out.lines.end(),
                   [](const auto& left, const auto& right) { return left.account < right.account; });
  out.unread = std::move(live.unread);
  if (sources.kaspersky == nullptr || sources.desired == nullptr) return out;
  std::set<AccountNumber> accounts;
  for (const auto& line : out.lines) accounts.insert(line.account);
  const auto keys = read_keys(*sources.kaspersky, *sources.desired, accounts, wish.now, out.unread);
  add_purchased(out, purchased(*sources.desired, keys));
  return out;
}

}  // namespace

std::optional<std::chrono::year_month> read_month(std::string_view text) {
  if (text.size() != 7) return std::nullopt;
  const auto first = read_day(std::string(text) + "-01");
  if (!first) return std::nullopt;
  return first->year() / first->month();
}

Result<report::Statement> make_statement(const StatementSources& sources, const StatementWish& wish) {
  const auto snapshot = sources.ledger.read();
  if (!snapshot) return snapshot.error();
  if (const auto same = check_identity(sources.desired, snapshot->id); !same) return same.error();
  MonthFold fold(wish.month, wish.time_zone);
  const auto whole = sources.ledger.each_entry([&](const LedgerEntry& entry) { return fold.take(entry); });
  if (!whole) return whole.error();
  if (fold.entries_in_month() == 0) return no_entries(wish, fold);
  Live live;
  if (sources.tigerpaw != nullptr) {
    auto read = read_live(*sources.tigerpaw, fold);
    if (!read) return read.error();
    live = std::move(read).value();
  }
  for (const auto& [number, agreement] : live.agreements)
    fold.take_live(number, {agreement.last_billed, agreement.next_period});
  auto out = statement_of(fold, sources, wish, std::move(live));
  out.ledger = "ledger " + snapshot->id.text() + " at entry " + std::to_string(fold.head().sequence);
  return out;
}

}  // namespace tariff::app
