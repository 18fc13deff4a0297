#include "cli/review_files.hpp"

#include <algorithm>
#include <filesystem>

#include "base/inert.hpp"
#include "cli/out_files.hpp"
#include "cli/wiring.hpp"
#include "report/csv.hpp"
#include "report/finance.hpp"
#include "report/markdown.hpp"
#include "report/plan_html.hpp"

namespace tariff::cli {
namespace {

plan::Exit refuse(const std::string& path, plan::Exit code, Terminal& terminal) {
  terminal.error({ErrorKind::refused,
                  "What nobody may miss in this plan has no room in " + inert(path, 200) +
                      "; the file says so, and gives the totals.",
                  "Review the saved plan with `tariff show`, or split the change."});
  return plan::graver(code, plan::Exit::refused);
}

plan::Exit write_markdown(const plan::Plan& plan, const std::string& path, plan::Exit code,
                          Terminal& terminal) {
  if (path.empty()) return code;
  const auto markdown = report::plan_markdown(plan);
  code = write_files({{path, [&] { return markdown.text; }}}, code, terminal);
  return markdown.fits ? code : refuse(path, code, terminal);
}

/// What other programs of the step have left of the summary's room.
std::size_t room_in_summary(const std::string& path) {
  std::error_code ignored;
  const auto taken = std::filesystem::file_size(path, ignored);
  if (ignored) return report::step_summary_bytes_max;
  return report::step_summary_bytes_max - std::min<std::uintmax_t>(taken, report::step_summary_bytes_max);
}

plan::Exit append_summary(const plan::Plan& plan, const std::string& path, plan::Exit code,
                          Terminal& terminal) {
  if (path.empty()) return code;
  const auto markdown = report::plan_markdown(plan, room_in_summary(path));
  if (const auto written = append_text_file(path, markdown.text); !written) {
    terminal.error(written.error());
    return plan::graver(code, plan::Exit::error);
  }
  return markdown.fits ? code : refuse(path, code, terminal);
}

}  // namespace

plan::Exit write_review_files(const plan::Plan& plan, const ReviewFiles& files, plan::Exit code,
                              Terminal& terminal) {
  code = write_markdown(plan, files.markdown, code, terminal);
  code = append_summary(plan, files.step_summary, code, terminal);
  return write_files({{files.html, [&] { return report::plan_html(plan); }},
                      {files.finance_csv, [&] { return report::table_csv(report::finance_table(plan)); }}},
                     code, terminal);
}

}  // namespace tariff::cli
