#include "cli/terminal.hpp"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iostream>

#include <sys/ioctl.h>
#include <unistd.h>

#include "plan/write_row.hpp"
#include "report/annotations.hpp"
#include "report/diagnostic_text.hpp"
#include "text/json.hpp"

namespace tariff::cli {
namespace {

constexpr std::size_t width_without_terminal = 100;
constexpr auto redraw_every = std::chrono::milliseconds(100);

bool is_set(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0';
}

bool wants_colour(ColourWish wish, int descriptor) {
  if (wish != ColourWish::automatic) return wish == ColourWish::always;
  if (is_set("NO_COLOR")) return false;
  if (is_set("CLICOLOR_FORCE") && std::string_view(std::getenv("CLICOLOR_FORCE")) != "0") return true;
  const char* term = std::getenv("TERM");
  return isatty(descriptor) == 1 && (term == nullptr || std::string_view(term) != "dumb");
}

std::size_t width_of(int descriptor) {
  winsize size{};
  if (isatty(descriptor) == 1 && ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40)
    return size.ws_col;
  return width_without_terminal;
}

Json exit_json(plan::Exit code) {
  return Json::object(
      {{"code", Json::number(static_cast<int>(code))}, {"class", Json::string(plan::exit_class(code))}});
}

Json failure_json(plan::Exit code) {
  return Json::object({{"format_version", Json::number(1)}, {"exit", exit_json(code)}});
}

std::string progress_line(const app::ReadProgress& p, std::chrono::duration<double> elapsed) {
  const auto done = static_cast<double>(p.tenants_done + p.tigerpaw_done);
  const auto total = static_cast<double>(p.tenants_total + p.tigerpaw_total);
  std::string line = "Reading: " + std::to_string(p.tenants_done) + "/" + std::to_string(p.tenants_total) +
                     " virtual servers, " + std::to_string(p.tigerpaw_done) + "/" +
                     std::to_string(p.tigerpaw_total) + " Tigerpaw requests";
  if (elapsed.count() < 1 || done < 1) return line;
  const double rate = done / elapsed.count();
  return line + ", " + std::to_string(static_cast<long>(rate)) + "/s, " +
         std::to_string(static_cast<long>((total - done) / rate)) + " s left";
}

}  // namespace

Json ok_json() {
  return Json::object({{"format_version", Json::number(1)},
                       {"exit", Json::object({{"code", Json::number(0)},
                                              {"class", Json::string(plan::exit_class(plan::Exit::ok))}})}});
}

Terminal::Terminal(ColourWish wish, bool json)
    : json_(json),
      out_{wants_colour(wish, STDOUT_FILENO), width_of(STDOUT_FILENO)},
      err_{wants_colour(wish, STDERR_FILENO), width_of(STDERR_FILENO)},
      shows_progress_(isatty(STDERR_FILENO) == 1 && !is_set("CI")) {}

void Terminal::result(std::string_view text) { std::cout << text; }

void Terminal::diagnostics(const Diagnostics& problems) {
  std::cerr << report::diagnostics_text(problems, err_);
}

void Terminal::annotate(const Diagnostics& problems) {
  if (annotates_) std::cerr << report::github_annotations(problems);
}

void Terminal::error(const Error& error) { std::cerr << report::error_text(error, err_); }

void Terminal::note(std::string_view line) { std::cerr << line << "\n"; }

plan::Exit Terminal::fail(const Error& failure, plan::Exit code) {
  end_progress();
  error(failure);
  if (json_)
    result(failure_json(code)
               .set("error", Json::object({{"kind", Json::string(kind_name(failure.kind))},
                                           {"message", Json::string(failure.message)},
                                           {"hint", Json::string(failure.hint)}}))
               .pretty());
  return code;
}

plan::Exit Terminal::reject(const Diagnostics& problems, plan::Exit code) {
  end_progress();
  diagnostics(problems);
  annotate(problems);
  if (!json_) return code;
  Json list = Json::array();
  for (const auto& problem : problems) list.push(plan::problem_json(problem));
  result(failure_json(code).set("problems", std::move(list)).pretty());
  return code;
}

std::function<void(const app::ReadProgress&)> Terminal::progress() {
  if (!shows_progress_) return {};
  using Clock = std::chrono::steady_clock;
  return [this, start = Clock::now(), drawn = Clock::time_point{}](const app::ReadProgress& p) mutable {
    const auto now = Clock::now();
    if (now - drawn < redraw_every) return;
    drawn = now;
    progress_drawn_ = true;
    std::cerr << "\r\033[K" << progress_line(p, now - start) << std::flush;
  };
}

void Terminal::end_progress() {
  if (progress_drawn_) std::cerr << "\r\033[K" << std::flush;
  progress_drawn_ = false;
}

bool Terminal::can_ask() const { return isatty(STDIN_FILENO) == 1 && !is_set("CI") && !json_; }

bool Terminal::agrees(std::string_view question) {
  if (!can_ask()) return false;
  std::cerr << question << " Only `yes` is accepted: " << std::flush;
  std::string answer;
  return std::getline(std::cin, answer) && answer == "yes";
}

bool Terminal::flush() { return static_cast<bool>(std::cout.flush()); }

}  // namespace tariff::cli
