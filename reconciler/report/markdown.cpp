#include "report/markdown.hpp"

#include <array>
#include <map>
#include <optional>
#include <vector>

#include "report/markdown_parts.hpp"
#include "report/markdown_text.hpp"
#include "report/plan_lines.hpp"
#include "report/plan_text.hpp"

namespace tariff::report {
namespace {

constexpr std::size_t totals_bytes_max = 600;

/// An installation's id is letters and digits; a plan file that says otherwise must not end the comment.
std::string marker(const plan::Plan& plan) {
  std::string id;
  for (const char c : plan.installation.text().substr(0, 40))
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) id += c;
  return "<!-- tariff-plan installation=" + id + " -->\n";
}

using Rows = std::vector<const plan::Row*>;

Rows rows_that(const plan::Plan& plan, bool must_be_seen_wanted) {
  Rows out;
  for (const auto& row : plan.rows)
    if (must_be_seen(row) == must_be_seen_wanted) out.push_back(&row);
  return out;
}

std::string table_of(const Rows& rows) {
  std::string out;
  const plan::Row* before = nullptr;
  for (const auto* row : rows) {
    out += markdown_row(*row, before);
    before = row;
  }
  return out;
}

std::string grave_rows(const Rows& rows) {
  if (rows.empty()) return "";
  return "\n### Decreases, retirements and replacements (" + std::to_string(rows.size()) + ")\n\n" +
         markdown_rows_header() + table_of(rows);
}

/// What is not shown row by row: how many rows of each cause, and their money by period.
class Tail {
 public:
  void add(const plan::Row& row) { count(row, 1); }
  void take_away(const plan::Row& row) { count(row, -1); }

  std::string text() const {
    std::string out;
    for (const auto cause : plan::causes) {
      const Part& part = parts_[static_cast<std::size_t>(cause)];
      if (part.rows == 0) continue;
      std::map<std::string, Money> money;
      for (const auto& [period, share] : part.shares) money[period] = share.money;
      out += "- " + std::to_string(part.rows) + " more " + std::string(plan::cause_name(cause)) +
             (part.rows == 1 ? " row, " : " rows, ") + markdown_money(money) + "\n";
    }
    return out.empty() ? "" : "\n" + out;
  }

 private:
  struct Share {
    std::int64_t rows = 0;
    Money money;
  };
  struct Part {
    std::int64_t rows = 0;
    std::map<std::string, Share> shares;
  };

  void count(const plan::Row& row, std::int64_t sign) {
    Part& part = parts_[static_cast<std::size_t>(row.cause)];
    part.rows += sign;
    for (const auto& [period, amount] : plan::delta_of(row.action, row.period)) {
      Share& share = part.shares[period];
      share.rows += sign;
      share.money = share.money + amount * sign;
      if (share.rows == 0) part.shares.erase(period);
    }
  }

  std::array<Part, plan::causes.size()> parts_;
};

/// The other rows, in at most `bytes_max`: all of them, or as many from the front as leave room for the line
/// of each cause that tells the rest; nullopt where not even those lines have room.
std::optional<std::string> other_rows(const Rows& rows, std::size_t bytes_max) {
  if (rows.empty()) return std::string{};
  Tail tail;
  for (const auto* row : rows) tail.add(*row);
  const std::string title = "\n### Other rows (" + std::to_string(rows.size()) + ")\n";
  if (title.size() + tail.text().size() > bytes_max) return std::nullopt;
  std::string shown = title;
  std::size_t kept = shown.size();
  std::string rest = tail.text();
  shown += "\n" + markdown_rows_header();
  const plan::Row* before = nullptr;
  for (const auto* row : rows) {
    shown += markdown_row(*row, before);
    if (shown.size() > bytes_max) break;
    tail.take_away(*row);
    before = row;
    std::string left = tail.text();
    if (shown.size() + left.size() > bytes_max) continue;
    kept = shown.size();
    rest = std::move(left);
  }
  return shown.substr(0, kept) + rest;
}

Markdown not_reviewable(const plan::Plan& plan, std::size_t bytes) {
  return {marker(plan) + "## " + markdown_text(last_line(plan), totals_bytes_max) +
              "\n\n**Not reviewable here: " + counted(plan.rows.size(), "row") + ", " +
              counted(bytes, "byte") + "; look at the saved plan with `tariff show`.**\n",
          false};
}

}  // namespace

Markdown plan_markdown(const plan::Plan& plan, std::size_t bytes_max) {
  const std::string head = marker(plan) + markdown_head(plan) + markdown_guards(plan) +
                           grave_rows(rows_that(plan, true)) + markdown_set_aside(plan) +
                           markdown_problems(plan, Severity::error);
  const std::string notes = markdown_notes(plan);
  const std::size_t taken = head.size() + notes.size();
  const Rows others = rows_that(plan, false);
  const auto rows = taken > bytes_max ? std::nullopt : other_rows(others, bytes_max - taken);
  if (!rows) return not_reviewable(plan, taken);
  std::string text = head + *rows;
  for (const auto& more :
       {markdown_new_licences(plan), markdown_problems(plan, Severity::warning), markdown_unmapped(plan)})
    if (text.size() + more.size() + notes.size() <= bytes_max) text += more;
  return {text + notes, true};
}

}  // namespace tariff::report
