#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cli/terminal.hpp"
#include "plan/summary.hpp"

namespace tariff::cli {

/// A file that a command writes beside its result; nothing is made where `path` is empty.
struct OutFile {
  std::string path;
  std::function<std::string()> text;
};

/// Writes them one after the other. Gives `code`, or the graver of it and 1 where one could not be written;
/// the reason has been printed then.
plan::Exit write_files(const std::vector<OutFile>& files, plan::Exit code, Terminal& terminal);

}  // namespace tariff::cli
