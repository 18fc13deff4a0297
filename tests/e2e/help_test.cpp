#include <cstdlib>
#include <filesystem>
#include <set>
#include <sstream>

#include <doctest/doctest.h>

#include "e2e/story.hpp"

/// The help of every command, kept as files, so that no option comes or goes unseen. TARIFF_ACCEPT=1 rewrites
/// the files, and fails.
namespace tariff::e2e {
namespace {

std::string help_of(Words words) {
  test::Command command;
  command.words = {test::program("tariff").string()};
  words.emplace_back("--help");
  command.words.insert(command.words.end(), words.begin(), words.end());
  const auto end = test::run(command);
  CHECK(end.exit_code == 0);
  CHECK(end.err.empty());
  return end.out;
}

std::filesystem::path golden_of(const Words& words) {
  std::string name = "tariff";
  for (const auto& word : words) name += "-" + word;
  return std::filesystem::path(TARIFF_SOURCE_DIR) / "tests/e2e/help" / (name + ".txt");
}

void check_golden(const Words& words, const std::string& help) {
  const auto file = golden_of(words);
  CAPTURE(file.string());
  if (std::getenv("TARIFF_ACCEPT") != nullptr) {
    test::write_file(file, help);
    FAIL_CHECK("the file was rewritten; look at the difference and run again without TARIFF_ACCEPT");
    return;
  }
  REQUIRE(std::filesystem::exists(file));
  CHECK(help == test::read_file(file));
}

/// The first words under "Subcommands:".
Words commands_in(const std::string& help) {
  Words commands;
  const auto start = help.find("Subcommands:\n");
  if (start == std::string::npos) return commands;
  std::istringstream lines(help.substr(help.find('\n', start) + 1));
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string first;
    if (line.size() > 2 && line[2] != ' ' && words >> first) commands.push_back(first);
  }
  return commands;
}

/// Checks a command's help and that of all below it; collects the files that were met.
void check_tree(const Words& words, std::set<std::string>& met) {
  const auto help = help_of(words);
  check_golden(words, help);
  met.insert(golden_of(words).filename());
  for (const auto& command : commands_in(help)) {
    Words below = words;
    below.push_back(command);
    check_tree(below, met);
  }
}

TEST_CASE("the help of every command is what stands in tests/e2e/help, and no file there is left over") {
  std::set<std::string> met;
  check_tree({}, met);
  CHECK(met.contains("tariff-ledger-init.txt"));
  for (const auto& entry : std::filesystem::directory_iterator(golden_of({}).parent_path())) {
    CAPTURE(entry.path().string());
    CHECK(met.contains(entry.path().filename()));
  }
}

}  // namespace
}  // namespace tariff::e2e
