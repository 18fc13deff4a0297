#include "report/explain_text.hpp"

#include "base/inert.hpp"
#include "plan/lines.hpp"
#include "report/history_text.hpp"
#include "report/plan_lines.hpp"
#include "report/row_text.hpp"
#include "text/time.hpp"

namespace tariff::report {
namespace {

using plan::ExplainedKey;
using plan::ExplainedLine;
using plan::ExplainedMapping;

std::string count_text(std::int64_t count, const char* noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

std::string day_text(Instant at) { return write_instant(at).substr(0, 10); }

std::string billing_text(Billing billing) {
  switch (billing) {
    case Billing::on:
      return "billed";
    case Billing::observe:
      return "only observed";
    case Billing::off:
      return "not billed";
  }
  return "";
}

std::string mapping_text(const ExplainedMapping& mapping, const Style& style) {
  std::string head = inert(mapping.tenant, 80) + " -> account " + mapping.account.text();
  if (!mapping.account_name.empty()) head += " " + inert(mapping.account_name, 80);
  std::string where = billing_text(mapping.billing);
  if (mapping.agreement) where += " on agreement " + mapping.agreement->text();
  if (!mapping.level_name.empty()) where += " at level " + inert(mapping.level_name, 60);
  where += "; " + inert(mapping.place.file, 120) + ":" + std::to_string(mapping.place.line);
  if (mapping.commit) where += ", " + commit_text(*mapping.commit);
  return toned(wrapped(head, 0, style), Tone::strong, style) + wrapped(where, 2, style);
}

std::string products_text(const ExplainedKey& key) {
  if (key.products.empty()) return "no product of the file";
  std::string out;
  for (const auto& product : key.products) out += (out.empty() ? "" : " and ") + inert(product, 80);
  return key.products.size() == 1 ? out : out + ", which nobody can tell apart";
}

std::string units_text(std::int64_t count, LicenceUnit unit) {
  if (unit == LicenceUnit::mailbox) return std::to_string(count) + (count == 1 ? " mailbox" : " mailboxes");
  return count_text(count, "user");
}

std::string key_text(const ExplainedKey& key, const Style& style) {
  std::string what = "key " + inert(key.serial.value(), 60) + ": " + inert(key.licence_name, 200) + " = " +
                     products_text(key);
  std::string how = "active on " + count_text(key.devices, "device");
  if (key.unit != LicenceUnit::device) how = "used by " + units_text(key.devices, key.unit);
  if (key.unseen > 0)
    how +=
        " (" + std::to_string(key.unseen) + " not seen for " + std::to_string(plan::unseen_days) + " days)";
  if (key.bought) how += ", bought for " + std::to_string(*key.bought);
  if (key.expires) how += (key.has_lapsed ? ", expired on " : ", until ") + day_text(*key.expires);
  if (key.has_lapsed) how += "; it counts no more";
  if (key.in_grace) how += "; in grace or soft-cancelled, counts with count_grace = true";
  std::string out = wrapped(what, 4, style) + wrapped(how, 6, style);
  for (const auto& device : key.named)
    out +=
        wrapped(inert(device.name, 80) + " (" + std::string(category_name(device.category)) + ")", 8, style);
  return out;
}

std::string unpriced_text(const UnpricedUse& use, const Style& style) {
  const std::string what = use.product.empty() ? inert(use.licence_name, 200) + " is no product of the file"
                                               : inert(use.product, 80) + " has no item for " +
                                                     std::string(category_name(use.category)) + " devices";
  return wrapped(count_text(use.devices, "device") + " billed by nobody: " + what, 4, style);
}

std::string not_billed_text(const plan::ExplainedExclusion& exclusion, const Style& style) {
  const std::string until = exclusion.until ? " until " + write_day(*exclusion.until) : "";
  return wrapped(
      inert(exclusion.product, 80) + " is not billed here" + until + ": " + inert(exclusion.reason, 80), 4,
      style);
}

std::string categories_text(const std::vector<Part>& parts) {
  std::string out;
  for (const auto& part : parts)
    if (part.count > 0)
      out += (out.empty() ? "" : ", ") + std::to_string(part.count) + " " +
             std::string(category_name(part.category));
  return out;
}

/// "Select 12, billed 15: in packs of 5 (10 workstation, 2 server)"
std::string counted_text(const ExplainedLine& line) {
  std::string out = inert(plan::parts_text(line.parts), 500);
  const auto shares = shares_of(line.parts);
  const auto basis = shares.empty() ? CountBasis::in_use : shares.front().rule.basis;
  const bool is_told = shares.size() == 1 && (shares.front().category.has_value() ||
                                              basis == CountBasis::users || basis == CountBasis::mailboxes);
  if (const std::string split = categories_text(line.parts); !split.empty() && !is_told)
    out += " (" + split + ")";
  if (!line.note.empty()) out += "; " + inert(line.note, 200);
  return out;
}

std::string wanted_text(const ExplainedLine& line) {
  if (!line.wanted) return "the file wants no such line any more";
  const std::string period = line.period.empty() ? "" : " " + inert(line.period, 40);
  return value_text(*line.wanted, false) + " = " + line.wanted->amount().grouped() + period + " at level " +
         (line.level_name.empty() ? line.wanted->level.text() : inert(line.level_name, 60));
}

std::string standing_text(const ExplainedLine& line) {
  if (!line.live)
    return line.detail ? "line " + line.detail->text() + " is gone from Tigerpaw" : "no line stands";
  return (line.detail ? "line " + line.detail->text() + " of ours" : std::string("a line that is not ours")) +
         " bills " + value_text(*line.live, false);
}

std::string written_text(const ExplainedLine& line) {
  if (!line.written || !line.written_at) return "";
  return "we last proved " + value_text(*line.written, false) + " on " + write_instant(*line.written_at) +
         ", run " + inert(line.written_by.value(), 60);
}

std::string row_told(const ExplainedLine& line) {
  if (!line.row) return "nothing to do";
  std::string out = "next: " + std::string(plan::action_name(line.row->action)) + " because of " +
                    std::string(plan::cause_name(line.row->cause));
  if (!line.row->hold_reason.empty()) out += "; held: " + inert(line.row->hold_reason, 500);
  return out;
}

std::string line_text(const ExplainedLine& line, const Style& style) {
  std::string head = inert(line.key.item.value(), 60) + " on " + line.key.agreement.text();
  if (!line.item_description.empty()) head += ", " + inert(line.item_description, 120);
  std::string out = wrapped(head, 4, style);
  if (!line.parts.empty()) out += wrapped("counted: " + counted_text(line), 6, style);
  out += wrapped("wanted:  " + wanted_text(line), 6, style);
  out += wrapped("stands:  " + standing_text(line), 6, style);
  if (const std::string written = written_text(line); !written.empty())
    out += wrapped("written: " + written, 6, style);
  return out + wrapped(row_told(line), 6, style);
}

}  // namespace

std::string explain_text(const std::vector<ExplainedMapping>& mappings, const plan::Plan& plan,
                         const Style& style) {
  std::string out;
  for (const auto& mapping : mappings) {
    out += (out.empty() ? "" : "\n") + mapping_text(mapping, style);
    out += toned("  Keys\n", Tone::quiet, style);
    for (const auto& key : mapping.keys) out += key_text(key, style);
    if (mapping.keys.empty()) out += wrapped("none that was read", 4, style);
    for (const auto& use : mapping.unpriced) out += unpriced_text(use, style);
    for (const auto& one : mapping.not_billed) out += not_billed_text(one, style);
    out += toned("  Lines\n", Tone::quiet, style);
    for (const auto& line : mapping.lines) out += line_text(line, style);
    if (!mapping.left_alone.empty())
      out += wrapped("none is planned: " + inert(mapping.left_alone, 200), 4, style);
    else if (mapping.lines.empty())
      out += wrapped("none", 4, style);
  }
  return out + "\nAs read at " + write_instant(plan.now) + ", amounts in " + inert(plan.currency, 20) + ".\n";
}

}  // namespace tariff::report
