#include "report/drift_text.hpp"

#include <map>

#include "base/inert.hpp"
#include "report/history_text.hpp"
#include "report/plan_text.hpp"
#include "text/time.hpp"

namespace tariff::report {
namespace {

using plan::Drift;
using plan::DriftKind;

std::string head_text(const plan::Plan& plan, const Style& style) {
  std::string out = "Drift of " + inert(plan.config.file, 200);
  if (!plan.config.commit.empty()) out += " at commit " + plan.config.commit.substr(0, 12);
  out += ", " + write_instant(plan.now) + ", amounts in " + inert(plan.currency, 20);
  return toned(wrapped(out, 0, style), Tone::strong, style);
}

std::string customer_text(const Drift& drift, const Style& style) {
  std::string name = "account " + drift.account.text();
  if (!drift.account_name.empty()) name += " " + inert(drift.account_name, 80);
  if (!drift.tenant.empty()) name = inert(drift.tenant, 80) + " -> " + name;
  return "\n" + toned(name, Tone::strong, style) + "\n";
}

std::string symbol_of(const Drift& drift) {
  if (drift.ignored) return "i";
  return plan::is_behind_our_back(drift.kind) ? "!" : "~";
}

std::string field_text(plan::Field field, const LineValue& value) {
  switch (field) {
    case plan::Field::quantity:
      return std::to_string(value.quantity);
    case plan::Field::price:
      return value.price.grouped();
    case plan::Field::level:
      return value.level.text();
  }
  return "";
}

std::string fields_text(const Drift& drift, const LineValue& from, const LineValue& to) {
  std::string out;
  for (const auto field : drift.fields)
    out += (out.empty() ? "" : ", ") + std::string(plan::field_name(field)) + " " + field_text(field, from) +
           " -> " + field_text(field, to);
  return out;
}

std::string what_text(const Drift& drift) {
  const LineValue written = drift.written.value_or(LineValue{}), live = drift.live.value_or(LineValue{});
  switch (drift.kind) {
    case DriftKind::edited:
      return fields_text(drift, written, live);
    case DriftKind::vanished:
      return "it held " + value_text(written, false);
    case DriftKind::second_line:
    case DriftKind::foreign_line:
      return "line " + (drift.detail ? drift.detail->text() : "") + " holds " + value_text(live, false);
    case DriftKind::catalogue:
    case DriftKind::usage:
    case DriftKind::config:
      break;
  }
  const LineValue wanted = drift.wanted.value_or(LineValue{});
  if (!drift.fields.empty()) return fields_text(drift, live, wanted);
  return std::to_string(live.quantity) + " -> " + value_text(wanted, false);
}

std::string source_text(const Drift& drift) {
  const bool is_other = drift.kind == DriftKind::second_line || drift.kind == DriftKind::foreign_line;
  if (is_other)
    return drift.reason.empty() ? "nobody says who made it" : "its source: " + inert(drift.reason, 80);
  if (!plan::is_behind_our_back(drift.kind)) return inert(drift.reason, 500);
  if (!drift.written || !drift.written_at) return "";
  return "we last wrote " + value_text(*drift.written, false) + " on " +
         write_instant(*drift.written_at).substr(0, 10) + ", run " + inert(drift.written_by.value(), 60);
}

std::string ignore_text(const Drift& drift, const Style& style) {
  if (drift.ignored)
    return wrapped(
        "ignored until " + write_day(drift.ignored->until) + ": " + inert(drift.ignored->reason, 500), 6,
        style);
  if (!drift.ended || !plan::is_behind_our_back(drift.kind)) return "";
  return wrapped(
      "its [[ignore]] ended on " + write_day(drift.ended->until) + ": " + inert(drift.ended->reason, 500), 6,
      style);
}

Tone tone_of(const Drift& drift) {
  if (drift.counts()) return Tone::careful;
  return drift.ignored ? Tone::quiet : Tone::plain;
}

std::string drift_line(const Drift& drift, const Style& style) {
  std::string line = symbol_of(drift) + " " + inert(drift.key.item.value(), 60) + " on " +
                     drift.key.agreement.text() + ": " + std::string(plan::drift_kind_words(drift.kind)) +
                     ", " + what_text(drift);
  if (!drift.amount_delta.is_zero())
    line += "; " + drift.amount_delta.signed_grouped() +
            (drift.period.empty() ? "" : " " + inert(drift.period, 40));
  std::string out = toned(wrapped(line, 2, style), tone_of(drift), style);
  if (const std::string source = source_text(drift); !source.empty()) out += wrapped(source, 6, style);
  return out + ignore_text(drift, style);
}

std::string plural(std::int64_t count, const char* noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

std::string coverage_text(const plan::DriftReport& report, const plan::Plan& plan, const Style& style) {
  std::string out = "\nCompared: " + plural(report.lines_compared, "line") + " of ours on " +
                    plural(plan.coverage.agreements_read, "agreement") + ".\n";
  if (!plan.ownership_known)
    out += wrapped("Ownership unknown: the ledger was not read, so nobody can say what we last wrote.", 0,
                   style);
  if (report.lines_unwatched > 0)
    out += wrapped("Not looked at: " + plural(report.lines_unwatched, "line") +
                       " of ours that bill customers whom the file does not name.",
                   0, style);
  for (const auto& entry : plan.set_aside)
    out += wrapped((entry.unread ? "Unread: " : "Set aside: ") + inert(entry.tenant, 80) + " -> account " +
                       entry.account.text() + (entry.rule.empty() ? "" : " [" + entry.rule + "]") + ".",
                   0, style);
  return out;
}

std::string last_text(const plan::DriftReport& report) {
  std::map<DriftKind, std::int64_t> kinds;
  std::map<std::string, Money> delta;
  std::int64_t ignored = 0, followed = 0;
  for (const auto& drift : report.drifts) {
    if (drift.counts()) {
      ++kinds[drift.kind];
      delta[drift.period] = delta[drift.period] + drift.amount_delta;
    } else {
      ++(plan::is_behind_our_back(drift.kind) ? ignored : followed);
    }
  }
  std::string out;
  for (const auto& [kind, count] : kinds)
    out += (out.empty() ? "Drift: " : ", ") + std::to_string(count) + " " +
           std::string(plan::drift_kind_words(kind));
  if (out.empty()) out = "No drift";
  out += "; " + std::to_string(ignored) + " ignored, " + std::to_string(followed) + " for the next run";
  if (!kinds.empty()) out += "; " + delta_text(delta);
  return out + ".\n";
}

}  // namespace

std::string drift_text(const plan::DriftReport& report, const plan::Plan& plan, const Style& style) {
  std::string out = head_text(plan, style);
  const Drift* before = nullptr;
  for (const auto& drift : report.drifts) {
    if (before == nullptr || before->account != drift.account) out += customer_text(drift, style);
    out += drift_line(drift, style);
    before = &drift;
  }
  return out + coverage_text(report, plan, style) + last_text(report);
}

}  // namespace tariff::report
