#include "adapters/usage_file/tenant_rows.hpp"

#include <algorithm>

#include "base/inert.hpp"
#include "text/time.hpp"

namespace tariff::usage_file {
namespace {

constexpr std::chrono::hours ahead_max{24};

std::string quoted(std::string_view text) { return "\"" + inert(text, 60) + "\""; }

void add_problem(TenantRows& tenant, std::string problem) {
  if (tenant.problem_count++ == 0) tenant.problem = std::move(problem);
}

/// Counts add up only where they are all of one unit, and devices all split or all together.
bool stand_together(UseKind left, UseKind right) {
  return left == right || (category_of(left) && category_of(right));
}

std::string shown(UseKind kind) {
  if (kind == UseKind::devices) return "devices without a category";
  return std::string(word_of(kind)) + (category_of(kind) ? " devices" : "");
}

void add_use(TenantRows& tenant, const Use& use, const std::string& place) {
  auto& rows = tenant.products[use.product];
  const auto same = rows.find(use.kind);
  if (same != rows.end())
    return add_problem(tenant, capital(place) + " counts " + shown(use.kind) + " of " + quoted(use.product) +
                                   " once more: so does " + same->second.place + ".");
  if (const auto other = rows.begin(); other != rows.end() && !stand_together(other->first, use.kind))
    return add_problem(tenant, capital(place) + " counts " + shown(use.kind) + " of " + quoted(use.product) +
                                   ", and " + other->second.place + " counts " + shown(other->first) +
                                   ": they do not add up to one count.");
  rows.emplace(use.kind, Counted{use.count, place});
}

void add_date(TenantRows& tenant, const AsOf& as_of, const std::string& place) {
  if (!tenant.oldest || as_of.until < tenant.oldest->as_of.until) tenant.oldest = Dated{as_of, place};
  if (!tenant.newest || as_of.from > tenant.newest->as_of.from) tenant.newest = Dated{as_of, place};
}

Error unread(std::string message) { return {ErrorKind::unavailable, std::move(message), ""}; }

Error stale(const Dated& date, const Freshness& freshness, const std::string& expected) {
  return unread(capital(date.place) + ", column " + quoted(freshness.as_of_column) + ": found \"" +
                date.as_of.text + "\", expected " + expected + ".");
}

Status check_dates(const TenantRows& rows, const Freshness& freshness) {
  const Instant earliest = freshness.now - freshness.max_age;
  const Instant latest = freshness.now + ahead_max;
  if (rows.oldest && rows.oldest->as_of.until < earliest)
    return stale(*rows.oldest, freshness, write_instant(earliest) + " or later: the count is stale");
  if (rows.newest && rows.newest->as_of.from > latest)
    return stale(*rows.newest, freshness, write_instant(latest) + " or earlier: the count is of the future");
  return done();
}

LicenceUse to_licence(const std::string& product, const ProductRows& rows) {
  LicenceUse licence{LicenceSerial("file:" + product), product, std::nullopt, {}};
  UseFigures figures;
  licence.unit = unit_of(rows.begin()->first);
  for (const auto& [kind, counted] : rows) {
    if (kind == UseKind::users) figures.users = counted.count;
    if (kind == UseKind::mailboxes) figures.mailboxes = counted.count;
    if (unit_of(kind) == LicenceUnit::device) figures.devices += counted.count;
    if (const auto category = category_of(kind)) figures.by_category[*category] = counted.count;
  }
  licence.figures = std::move(figures);
  return licence;
}

}  // namespace

Status Gathering::add(const Row& row) {
  if (++rows_ > rows_max)
    return Error{ErrorKind::refused, "It has more than " + std::to_string(rows_max) + " rows.",
                 "Is it the right file?"};
  const auto& name = row.at(Column::tenant);
  if (!name || name->empty()) return bad_value(row, names_, Column::tenant, "a tenant's name");
  const bool has_ids = !names_.tenant_id.empty();
  const auto& id = has_ids ? row.at(Column::tenant_id) : name;
  if (!id || id->empty()) return bad_value(row, names_, Column::tenant_id, "a tenant's id");
  auto& tenant = tenants_.try_emplace(*id, TenantRows{*name}).first->second;
  if (tenant.name != *name)
    add_problem(tenant, capital(row.place) + " calls the tenant " + quoted(*id) + " " + quoted(*name) +
                            ", and an earlier one " + quoted(tenant.name) + ".");
  const auto use = read_use(row, names_);
  if (!use) {
    add_problem(tenant, use.error().message);
    return done();
  }
  add_use(tenant, *use, row.place);
  add_date(tenant, use->as_of, row.place);
  return done();
}

Result<TenantUsage> to_usage(const Tenant& tenant, const TenantRows& rows, const Freshness& freshness) {
  if (rows.problem) {
    const auto more = rows.problem_count - 1;
    return unread(*rows.problem +
                  (more == 0 ? "" : " " + std::to_string(more) + " more of its rows are bad."));
  }
  if (const auto dated = check_dates(rows, freshness); !dated) return dated.error();
  TenantUsage usage{tenant, {}, {}, {}};
  for (const auto& [product, counts] : rows.products) usage.licences.push_back(to_licence(product, counts));
  return usage;
}

}  // namespace tariff::usage_file
