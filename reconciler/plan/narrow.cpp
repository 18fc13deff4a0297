#include "plan/narrow.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "plan/consent.hpp"
#include "plan/intent.hpp"
#include "plan/summary.hpp"

namespace tariff::plan {
namespace {

bool is_link(const Row& row) { return std::holds_alternative<LinkAccount>(row.action); }

bool is_named(const Row& row, const std::vector<std::string>& names) {
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    return name == row.address || name == row.account.text() || name == row.tenant;
  });
}

bool has_cause(const Row& row, const std::vector<Cause>& causes) {
  const auto is_wanted = [&](Cause cause) {
    return std::find(causes.begin(), causes.end(), cause) != causes.end();
  };
  if (const auto* update = std::get_if<UpdateCharge>(&row.action))
    return std::any_of(update->causes.begin(), update->causes.end(),
                       [&](const FieldCause& field) { return is_wanted(field.cause); });
  return is_wanted(row.cause);
}

/// The addresses of the rows that move the most money; of equal ones the first.
std::set<std::string> dearest(const std::vector<Row>& rows, std::int64_t rows_max) {
  const auto size_of = [](const Row* row) {
    return row->amount_delta < Money{} ? Money{} - row->amount_delta : row->amount_delta;
  };
  std::vector<const Row*> order;
  for (const auto& row : rows)
    if (is_change(row) && !is_link(row)) order.push_back(&row);
  std::stable_sort(order.begin(), order.end(),
                   [&](const Row* left, const Row* right) { return size_of(left) > size_of(right); });
  std::set<std::string> out;
  for (const auto* row : order)
    if (static_cast<std::int64_t>(out.size()) < rows_max) out.insert(row->address);
  return out;
}

void append_words(std::string& out, const char* option, const std::vector<std::string>& values) {
  for (const auto& value : values) out += (out.empty() ? "" : " ") + std::string(option) + " " + value;
}

}  // namespace

std::string Narrowing::words() const {
  std::string out;
  append_words(out, "--target", targets);
  append_words(out, "--exclude", excludes);
  std::vector<std::string> words_of_only;
  for (const auto cause : only) words_of_only.emplace_back(cause_name(cause));
  append_words(out, "--only", words_of_only);
  if (rows_max) append_words(out, "--limit", {std::to_string(*rows_max)});
  return out;
}

std::int64_t leave_out(Plan& plan, const std::function<bool(const Row&)>& goes) {
  std::set<AccountNumber> kept;
  std::set<AccountNumber> cut;
  for (const auto& row : plan.rows)
    if (!is_link(row)) (goes(row) ? cut : kept).insert(row.account);
  const auto leaves = [&](const Row& row) {
    return goes(row) && !(is_link(row) && kept.contains(row.account));
  };
  for (const auto& row : plan.rows)
    if (leaves(row)) cut.insert(row.account);
  const auto count = std::erase_if(plan.rows, leaves);
  std::erase_if(plan.bookkeeping.tenants,
                [&](const TenantBound& tenant) { return cut.contains(tenant.account); });
  return static_cast<std::int64_t>(count);
}

void narrow(Plan& plan, const Narrowing& narrowing) {
  if (!narrowing.is_asked()) return;
  std::int64_t left_out = leave_out(plan, [&](const Row& row) {
    if (!narrowing.targets.empty() && !is_named(row, narrowing.targets)) return true;
    if (is_named(row, narrowing.excludes)) return true;
    return !narrowing.only.empty() && !has_cause(row, narrowing.only);
  });
  if (narrowing.rows_max) {
    const auto wanted = dearest(plan.rows, *narrowing.rows_max);
    left_out += leave_out(plan, [&](const Row& row) { return !wanted.contains(row.address); });
  }
  plan.narrowed = Narrowed{narrowing.words(), left_out};
}

void keep_caused(Plan& plan, const Plan& base) {
  std::map<std::string, std::string> known;
  for (const auto& row : base.rows) known.emplace(row.address, intent_json(row).text());
  const auto follows_anyway = [&](const Row& row) {
    const auto found = known.find(row.address);
    return found != known.end() && found->second == intent_json(row).text();
  };
  Background background;
  background.delta = summary_of(plan).delta;
  background.rows = leave_out(plan, follows_anyway);
  for (const auto& [period, amount] : summary_of(plan).delta)
    background.delta[period] = background.delta[period] - amount;
  std::erase_if(background.delta, [](const auto& one) { return one.second.is_zero(); });
  plan.background = std::move(background);
}

}  // namespace tariff::plan
