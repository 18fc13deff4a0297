#include "unit/report/review_plan.hpp"

#include "support/tiny_world.hpp"

namespace tariff::report {
namespace {

const PriceLevelId gold{2};

LineValue at(std::int64_t quantity, const char* price) { return {quantity, tiny::money(price), gold}; }

ChargeKey key(std::int64_t agreement, const char* item) { return {AgreementNumber(agreement), ItemId(item)}; }

plan::Row a_row(const std::string& address, plan::Action action, plan::Cause cause, const char* delta) {
  plan::Row row;
  row.address = address;
  row.action = std::move(action);
  row.cause = cause;
  row.tenant = "Contoso";
  row.account = AccountNumber(10010);
  row.account_name = "Contoso Ltd";
  row.period = "Monthly";
  row.amount_delta = tiny::money(delta);
  row.origin = {"tariff.toml", 12, 1, "[[mapping]]"};
  row.commit = plan::RowCommit{"1a2b3c4d5e6f7a8b9c0d1a2b3c4d5e6f7a8b9c0d", "Ann", {}, "PR-12"};
  return row;
}

std::vector<plan::Row> all_rows() {
  const plan::Move taken{
      plan::MoveKind::retire, key(50003, "KES-OLD"), DetailId(9), "", at(4, "5"), at(0, "5"), {}, "Monthly"};
  const plan::Move given{
      plan::MoveKind::create, key(50004, "KES-NEW"), {}, "", at(0, "60"), at(4, "60"), {}, "Yearly"};
  std::vector<plan::Row> rows{
      a_row("link/10010", plan::LinkAccount{ExternalProductId(5), "Kaspersky", "UID-CONTOSO"},
            plan::Cause::config, "0"),
      a_row("charge/50001/KES-SELECT",
            plan::CreateCharge{key(50001, "KES-SELECT"), "", at(3, "3.50"), {}, {}}, plan::Cause::config,
            "10.50"),
      a_row("charge/50001/KES-ADV",
            plan::UpdateCharge{key(50001, "KES-ADV"), DetailId(1), at(5, "3.50"), at(7, "3.50"), {}, {}},
            plan::Cause::usage, "7"),
      a_row("charge/50001/KES-SRV",
            plan::UpdateCharge{key(50001, "KES-SRV"), DetailId(2), at(2, "3.50"), at(1, "3.50"), {}, {}},
            plan::Cause::usage, "-3.50"),
      a_row("charge/50002/KES-SELECT",
            plan::RetireCharge{key(50002, "KES-SELECT"), DetailId(3), at(15, "3.50"), {}},
            plan::Cause::config, "-52.50"),
      a_row("replace/10010/1", plan::ReplaceCharges{{taken, given}}, plan::Cause::config, "0"),
      a_row("charge/50005/KES-SELECT",
            plan::ObserveCharge{key(50005, "KES-SELECT"), at(5, "3.50"), at(3, "3.50")}, plan::Cause::usage,
            "-7"),
  };
  rows[3].hold = plan::Hold::suspect;
  rows[3].hold_reason = "The count fell by half.";
  rows[5].period = "";
  rows[4].reason = "The mapping has left the file.";
  return rows;
}

void make_hostile(plan::Row& row, const std::string& name) {
  row.tenant = row.account_name = row.reason = row.hold_reason = row.period = row.address = name;
  row.commit = plan::RowCommit{name, name, {}, name};
  row.origin.file = name;
  if (auto* create = std::get_if<plan::CreateCharge>(&row.action)) create->key.item = ItemId(name);
  if (auto* update = std::get_if<plan::UpdateCharge>(&row.action)) update->key.item = ItemId(name);
  auto* replace = std::get_if<plan::ReplaceCharges>(&row.action);
  if (replace == nullptr) return;
  for (auto& move : replace->moves) {
    move.key.item = ItemId(name);
    move.period = name;
  }
}

}  // namespace

plan::Plan review_plan() {
  plan::Plan plan;
  plan.installation = InstallationId("k7q2m9d4xw");
  plan.currency = "USD";
  plan.config = {"tariff.toml", "5f1d9c0b7a3e4d2c8b6a1f0e9d8c7b6a5f4e3d2c", false, ""};
  plan.rows = all_rows();
  plan.guards = {
      {"account:10010", plan::GuardScope::account, "50.00", "100.00", "50.0 %", "25 %", false,
       "Account 10010 would rise."},
      {"creates", plan::GuardScope::run, "6", "10", "60.0 %", "5 %", true, "6 lines would be created."}};
  plan.set_aside = {
      {"Fabrikam", AccountNumber(10020), "agreement-ended", false, {{"Monthly", tiny::money("45.60")}}, 3}};
  plan.problems = {
      {{"tariff.toml", 41, 15, "agreement = 50009"},
       "agreement-ended",
       Severity::error,
       Scope::mapping,
       0,
       "Agreement 50009 has ended.",
       "Name the one that runs."},
      {{"tariff.toml", 50, 1, ""}, "mixed-scripts", Severity::warning, Scope::mapping, 1, "Look twice.", ""}};
  plan.background = plan::Background{2, {{"Monthly", tiny::money("12")}}};
  plan.coverage.sources = {{"kaspersky"}};
  plan.coverage.sources[0].unmapped = {"Tailspin Toys"};
  plan.coverage.unmapped_accounts = {"10050 Tailspin Toys Inc"};
  return plan;
}

plan::Row ordinary_row(std::int64_t number) {
  plan::Row row = all_rows()[1];
  row.account = AccountNumber(number);
  row.tenant = "Customer " + std::to_string(number);
  row.account_name = row.tenant + " Ltd";
  row.action = plan::CreateCharge{key(number, "KES-SELECT"), "", at(1, "3.50"), {}, {}};
  row.address = "charge/" + std::to_string(number) + "/KES-SELECT";
  row.amount_delta = tiny::money("3.50");
  row.cause = plan::Cause::usage;
  return row;
}

plan::Plan hostile_plan(const std::string& name) {
  plan::Plan plan = review_plan();
  for (auto& row : plan.rows) make_hostile(row, name);
  plan.installation = InstallationId(name);
  plan.currency = plan.config.file = plan.config.commit = plan.config.base_commit = name;
  for (auto& hit : plan.guards) hit.name = hit.found = hit.total = hit.share = hit.limit = hit.message = name;
  plan.set_aside.front().tenant = plan.set_aside.front().rule = name;
  plan.set_aside.front().still_bills = {{name, tiny::money("45.60")}};
  for (auto& problem : plan.problems) {
    problem.place.file = problem.rule = problem.message = problem.hint = name;
    problem.place.line = 100;
  }
  plan.background->delta = {{name, tiny::money("1")}};
  plan.narrowed = plan::Narrowed{name, 1};
  plan.reverts = RunId(name);
  plan.observed = {{name, 2, 1, {}, {}}};
  plan.coverage.unmapped_accounts = {name, name};
  plan.coverage.sources = {{"kaspersky"}};
  plan.coverage.sources[0].unmapped = {name, name};
  plan.new_licences = {{name, name, false, 1, 1}};
  return plan;
}

const std::vector<std::string>& hostile_names() {
  static const std::vector<std::string> names{"<script>alert(1)</script>",
                                              "=cmd|'/C calc'!A0",
                                              "::error::x",
                                              "Contoso ::error::x and ::add-mask::y",
                                              "##vso[task.setvariable variable=a]b",
                                              std::string(10'000, '`'),
                                              "@everyone",
                                              "](javascript:x)",
                                              "a|b",
                                              "a\\|b\\",
                                              "\xE2\x80\xAEtxet",
                                              "\x1b[2J",
                                              "two\nlines\r\nand\ttab",
                                              "a\n\n```\n# b\n<!-- c",
                                              "\xFF\xFE no text",
                                              std::string(1'000'000, 'A'),
                                              "\xD0\xA1ontoso",
                                              "![x](https://evil.example/x.png) <img src=x onerror=y>",
                                              "https://evil.example www.evil.example mailto:a@evil.example",
                                              "ann@evil.example #12 GH-12 a/b#3 :tada: !4 $x$ ~label %5 &6",
                                              "--> <b>*x*</b> __y__ ~~z~~ &lt;i&gt; &#64;x",
                                              "\"'></td></table><script>document.title='taken'</script>"};
  return names;
}

}  // namespace tariff::report
