#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "app/observe.hpp"
#include "base/diagnostic.hpp"
#include "base/result.hpp"
#include "plan/summary.hpp"
#include "report/style.hpp"
#include "text/json.hpp"

namespace tariff::cli {

/// When to colour. Source: interface.md section 4, "Colour".
enum class ColourWish { automatic, always, never };

/// The head of every JSON document of a command that went well.
Json ok_json();

/// The two streams of the process and what they can show. Results go to stdout, everything else to stderr.
class Terminal {
 public:
  Terminal(ColourWish wish, bool json);

  /// Text of the result; whole lines.
  void result(std::string_view text);
  void diagnostics(const Diagnostics& problems);
  /// From now on problems are told to GitHub too, in stderr, so that stdout stays the result.
  void begin_annotations() { annotates_ = true; }
  /// The same problems, and others that only a reviewer is told of, as annotations; nothing before
  /// begin_annotations(). Once a run: a service shows only the first few of a step.
  void annotate(const Diagnostics& problems);
  void error(const Error& error);
  void note(std::string_view line);
  /// A failed command: the error on stderr, and with --json a JSON document on stdout.
  plan::Exit fail(const Error& error, plan::Exit code);
  plan::Exit reject(const Diagnostics& problems, plan::Exit code);

  /// A line that is drawn again while both services are read; empty where stderr is no terminal or CI is set.
  std::function<void(const app::ReadProgress&)> progress();
  void end_progress();
  /// Asks a question of which only `yes` is an agreement; false without a terminal.
  bool agrees(std::string_view question);
  bool can_ask() const;

  bool json() const { return json_; }
  const report::Style& out_style() const { return out_; }
  /// False once stdout could not take everything.
  bool flush();

 private:
  bool json_;
  report::Style out_;
  report::Style err_;
  bool shows_progress_ = false;
  bool progress_drawn_ = false;
  bool annotates_ = false;
};

}  // namespace tariff::cli
