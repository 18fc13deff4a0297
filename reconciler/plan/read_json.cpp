#include <array>

#include "domain/parts_json.hpp"
#include "plan/json.hpp"
#include "text/field_reader.hpp"
#include "text/time.hpp"

namespace tariff::plan {
namespace {

/// The fields that the parts of a plan share.
class Reader : public FieldReader {
 public:
  using FieldReader::FieldReader;

  Money money(std::string_view name) { return take(Money::parse(text(name))); }
  Instant instant(std::string_view name) {
    const auto instant = read_instant(text(name));
    if (!instant) fail({ErrorKind::refused, "Found no time at " + std::string(name) + ".", ""});
    return instant.value_or(Instant{});
  }
  LineValue value(std::string_view name) {
    Reader inner(at(name));
    LineValue value{inner.whole("quantity"), inner.money("price"), PriceLevelId(inner.whole("level"))};
    keep(inner);
    return value;
  }
  ChargeKey key() { return {AgreementNumber(whole("agreement")), ItemId(text("item"))}; }
  std::optional<DetailId> detail() {
    if (!has("detail")) return std::nullopt;
    return DetailId(whole("detail"));
  }
  DetailId sure_detail() { return DetailId(whole("detail")); }
  std::vector<std::string> names(std::string_view name) {
    std::vector<std::string> names;
    for (const auto& view : list(name)) names.push_back(view.json().raw());
    return names;
  }
};

/// The enum value whose name stands there.
template <class Enum, class Name, std::size_t N>
Enum named(Reader& r, std::string_view member, const std::array<Enum, N>& values, Name name_of) {
  const std::string text = r.text(member);
  for (const Enum value : values)
    if (name_of(value) == text) return value;
  r.fail({ErrorKind::refused,
          "Found \"" + text + "\" at " + std::string(member) + ", which is no word of this version.", ""});
  return values[0];
}

constexpr std::array move_kinds{MoveKind::create, MoveKind::set, MoveKind::retire};
constexpr std::array takes{Take::ours, Take::theirs};
constexpr std::array holds{Hold::human,  Hold::unknown,   Hold::suspect,
                           Hold::frozen, Hold::scheduled, Hold::guarded};
constexpr std::array guard_scopes{GuardScope::account, GuardScope::source, GuardScope::run};
constexpr std::array fields{Field::quantity, Field::price, Field::level};

std::vector<FieldCause> field_causes(Reader& r) {
  std::vector<FieldCause> out;
  for (const auto& view : r.list("fields")) {
    Reader inner(view);
    out.push_back({named(inner, "field", fields, field_name), named(inner, "cause", causes, cause_name)});
    r.keep(inner);
  }
  return out;
}

LinkAccount read_link(Reader& r) {
  Reader inner(r.at("link"));
  LinkAccount link{ExternalProductId(inner.whole("product")), inner.text("product_name"),
                   inner.text("external_id")};
  r.keep(inner);
  return link;
}

ReplaceCharges read_moves(Reader& r) {
  ReplaceCharges replace;
  for (const auto& view : r.list("moves")) {
    Reader inner(view);
    replace.moves.push_back({named(inner, "kind", move_kinds, move_kind_name), inner.key(), inner.detail(),
                             inner.text_or_empty("description"), inner.value("before"), inner.value("after"),
                             read_parts(inner), inner.text_or_empty("period")});
    r.keep(inner);
  }
  replace.waiting = field_causes(r);
  return replace;
}

AdoptCharge read_adopt(Reader& r) {
  AdoptCharge adopt{r.key(), r.sure_detail(), r.value("before"), r.value("after"), read_parts(r)};
  if (r.has("take")) adopt.take = named(r, "take", takes, take_name);
  return adopt;
}

Action read_action(Reader& r) {
  const std::string name = r.text("action");
  if (name == "link") return read_link(r);
  if (name == "create")
    return CreateCharge{r.key(), r.text_or_empty("description"), r.value("after"), read_parts(r), r.detail()};
  if (name == "update")
    return UpdateCharge{r.key(),          r.sure_detail(), r.value("before"),
                        r.value("after"), field_causes(r), read_parts(r)};
  if (name == "retire")
    return RetireCharge{r.key(), r.sure_detail(), r.value("before"),
                        r.has("after") ? LineEnd::zero : LineEnd::removed};
  if (name == "replace") return read_moves(r);
  if (name == "adopt") return read_adopt(r);
  if (name == "release") return ReleaseCharge{r.key(), r.sure_detail()};
  if (name == "observe") return ObserveCharge{r.key(), r.value("before"), r.value("after")};
  r.fail({ErrorKind::refused, "Found the action \"" + name + "\", which is no word of this version.", ""});
  return LinkAccount{};
}

Money row_amount(Reader& r) {
  if (!r.has("money")) return {};
  Reader inner(r.at("money"));
  const Money amount = inner.money("amount_delta");
  r.keep(inner);
  return amount;
}

Row read_row(Reader& r) {
  Row row;
  row.address = r.text("address");
  row.action = read_action(r);
  row.cause = named(r, "cause", causes, cause_name);
  row.reason = r.text("reason");
  if (r.has("hold")) row.hold = named(r, "hold", holds, hold_name);
  row.hold_reason = r.text_or_empty("hold_reason");
  row.tenant = r.text("tenant");
  row.account = AccountNumber(r.whole("account"));
  row.account_name = r.text("account_name");
  row.amount_delta = row_amount(r);
  if (r.has("money")) row.period = r.at("money").string_or("period", "").value_or("");
  Reader origin(r.at("origin"));
  row.origin.file = origin.text("file");
  row.origin.line = static_cast<std::int32_t>(origin.whole("line"));
  row.origin.column = static_cast<std::int32_t>(origin.whole("column"));
  if (origin.has("author"))
    row.commit = RowCommit{origin.text_or_empty("commit"), origin.text("author"), origin.instant("at"),
                           origin.text_or_empty("ticket")};
  r.keep(origin);
  return row;
}

Diagnostic read_problem(Reader& r) {
  constexpr std::array<std::string_view, 4> scopes{"file", "source", "mapping", "product"};
  Diagnostic problem;
  problem.rule = r.text("rule");
  problem.severity = r.text("severity") == "warning" ? Severity::warning : Severity::error;
  const std::string scope = r.text("scope");
  for (std::size_t i = 0; i < scopes.size(); ++i)
    if (scopes[i] == scope) problem.scope = static_cast<Scope>(i);
  problem.mapping = r.has("mapping") ? static_cast<std::int32_t>(r.whole("mapping")) : -1;
  problem.message = r.text("message");
  problem.hint = r.text("hint");
  problem.place = {r.text("file"), static_cast<std::int32_t>(r.whole("line")),
                   static_cast<std::int32_t>(r.whole("column")), r.text("source_line")};
  return problem;
}

/// Amounts by billing period.
std::map<std::string, Money> read_amounts(Reader& r, std::string_view list, std::string_view name) {
  std::map<std::string, Money> out;
  for (const auto& view : r.list(list)) {
    Reader one(view);
    const std::string period = one.text("period");
    out[period] = one.money(name);
    r.keep(one);
  }
  return out;
}

SetAside read_set_aside(Reader& r) {
  SetAside entry{r.text("tenant"),  AccountNumber(r.whole("account")),        r.text("rule"),
                 r.truth("unread"), read_amounts(r, "still_bills", "amount"), {}};
  if (r.has("days")) entry.days = r.whole("days");
  return entry;
}

ObservedTotal read_observed(Reader& r) {
  return {r.text("period"), r.whole("lines"), r.whole("agree"), r.money("under"), r.money("over")};
}

template <class T>
std::vector<T> read_all(Reader& r, std::string_view name, T (*read)(Reader&)) {
  std::vector<T> out;
  for (const auto& view : r.list(name)) {
    Reader inner(view);
    out.push_back(read(inner));
    r.keep(inner);
  }
  return out;
}

GuardLimit read_limit(const Reader& r, std::string_view name) {
  const Json& value = r.at(name).json();
  return value.is_number() ? whole_number(value.raw()) : std::nullopt;
}

Guards read_limits(Reader& r) {
  Guards limits;
  limits.suspect_drop_percent = r.whole("suspect_drop");
  limits.suspect_days = r.whole("suspect_days");
  limits.account_increase = read_limit(r, "account_increase");
  limits.creates = read_limit(r, "creates");
  limits.retirements = read_limit(r, "retirements");
  limits.run_amount = read_limit(r, "run_amount");
  limits.amount_least = r.money("amount_least");
  limits.tenants_drop = read_limit(r, "tenants_drop");
  limits.devices_drop = read_limit(r, "devices_drop");
  limits.usage_drift_percent = r.whole("usage_drift");
  limits.usage_drift_least = r.whole("usage_drift_least");
  return limits;
}

GuardHit read_guard(Reader& r) {
  return {r.text("guard"),          named(r, "scope", guard_scopes, guard_scope_name),
          r.text("found"),          r.text("total"),
          r.text_or_empty("share"), r.text_or_empty("limit"),
          r.truth("allowed"),       r.text("message")};
}

/// What was left out of the plan, and what follows anyway.
void read_scope(Reader& r, Plan& plan) {
  if (r.has("narrowed")) {
    Reader one(r.at("narrowed"));
    plan.narrowed = Narrowed{one.text("words"), one.whole("left_out")};
    r.keep(one);
  }
  if (!r.has("background")) return;
  Reader one(r.at("background"));
  plan.background = Background{one.whole("rows"), read_amounts(one, "delta", "amount_delta")};
  r.keep(one);
}

void read_coverage(Reader& r, Coverage& coverage) {
  coverage.mappings = r.whole("mappings");
  coverage.observed_mappings = r.whole("observed_mappings");
  const auto sources = r.list("sources");
  if (sources.size() < 2) return r.fail({ErrorKind::refused, "Found no source beside Tigerpaw.", ""});
  for (std::size_t i = 0; i + 1 < sources.size(); ++i) {
    Reader one(sources[i]);
    const auto kind = source_kind_named(one.text("kind"));
    if (!kind) one.fail({ErrorKind::refused, "Found an unknown kind of source.", ""});
    coverage.sources.push_back({one.text("name"), kind.value_or(SourceKind::security_center),
                                one.truth("is_listed"), one.whole("listed"), one.whole("expected"),
                                one.whole("read"), one.names("unmapped")});
    r.keep(one);
  }
  Reader tigerpaw(sources.back());
  coverage.agreements_read = tigerpaw.whole("agreements");
  coverage.lines_read = tigerpaw.whole("lines");
  coverage.unmapped_accounts = tigerpaw.names("unmapped");
  r.keep(tigerpaw);
}

}  // namespace

Result<Plan> read_plan(std::string_view text) {
  const auto json =
      read_json(text, {.bytes_max = std::size_t{256} << 20U, .depth_max = 64, .values_max = 20'000'000});
  if (!json) return json.error();
  Reader r(JsonView(*json, ""));
  if (r.whole("format_version") != 1 && !r.error())
    return Error{ErrorKind::refused, "Found a plan of another format_version, expected 1.",
                 "Use the version of tariff that made it."};
  Plan plan;
  plan.program = r.text("program");
  plan.installation = InstallationId(r.text("installation"));
  plan.currency = r.text("currency");
  plan.now = r.instant("now");
  Reader config(r.at("config"));
  plan.config = {config.text("file"), config.text_or_empty("commit"), config.truth("dirty"),
                 config.text_or_empty("base_commit")};
  r.keep(config);
  plan.complete = r.truth("complete");
  plan.applyable = r.truth("applyable");
  plan.ownership_known = r.truth("ownership_known");
  plan.epoch = r.text_or_empty("epoch");
  plan.restores_hand_edits = r.truth("restores_hand_edits");
  if (r.has("reverts")) plan.reverts = RunId(r.text("reverts"));
  if (r.has("snapshot")) {
    Reader snapshot(r.at("snapshot"));
    plan.snapshot = FromSnapshot{snapshot.instant("taken"), snapshot.text("digest")};
    r.keep(snapshot);
  }
  read_coverage(r, plan.coverage);
  Reader limits(r.at("limits"));
  plan.limits = read_limits(limits);
  r.keep(limits);
  read_scope(r, plan);
  plan.guards = read_all(r, "guards", read_guard);
  plan.problems = read_all(r, "problems", read_problem);
  plan.set_aside = read_all(r, "set_aside", read_set_aside);
  plan.observed = read_all(r, "observed", read_observed);
  if (r.has("observing")) plan.observing = r.take(read_observing(r.at("observing")));
  if (r.has("new_licences"))
    plan.new_licences = read_all(
        r, "new_licences", +[](Reader& one) { return read_new_licence(one); });
  plan.rows = read_all(r, "changes", read_row);
  if (r.error()) return *r.error();
  return plan;
}

}  // namespace tariff::plan
