#include <filesystem>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "bench/timing.hpp"
#include "support/process.hpp"
#include "support/temp_folder.hpp"

/// Files that are made to cost time or memory: `tariff` refuses each under a second and in little memory.
namespace tariff {
namespace {

std::string times(std::size_t count, const std::string& text) {
  std::string out;
  out.reserve(count * text.size());
  for (std::size_t i = 0; i < count; ++i) out += text;
  return out;
}

struct Hostile {
  std::string what;
  std::string text;
  int exit_code = 3;
  std::string says;
};

/// What a program said and took. Shape: `peak_kib` of resident memory, processor time in ms.
struct Cost {
  test::Ending ending;
  std::int64_t peak_kib = 0;
  std::int64_t ms = 0;
};

Cost cost_of(const std::filesystem::path& folder, std::vector<std::string> words) {
  words.insert(words.begin(),
               {"python3", TARIFF_SOURCE_DIR "/tests/support/measured.py", test::program("tariff").string()});
  Cost cost;
  cost.ending = test::run({std::move(words), {}, folder, "", std::chrono::seconds(60)});
  const std::string& err = cost.ending.err;
  const auto last = err.rfind('\n', err.size() - 2);
  std::istringstream figures(err.substr(last == std::string::npos ? 0 : last + 1));
  figures >> cost.peak_kib >> cost.ms;
  return cost;
}

void check_cost(const std::filesystem::path& folder, const std::vector<std::string>& words,
                const Hostile& one, std::int64_t mib_max) {
  CAPTURE(one.what);
  std::int64_t mib = 0, ms = 1'000'000;
  for (int tries = 0; tries < 10 && (tries < 2 || ms > 1000); ++tries) {
    const Cost cost = cost_of(folder, words);
    CHECK(cost.ending.exit_code == one.exit_code);
    CHECK(cost.ending.err.find(one.says) != std::string::npos);
    ms = std::min(ms, cost.ms);
    mib = std::max(mib, cost.peak_kib / 1024);
  }
  std::printf("%s: %lld ms, %lld MiB\n", one.what.c_str(), static_cast<long long>(ms),
              static_cast<long long>(mib));
  CHECK(ms > 0);
  CHECK(ms <= 1000);
  CHECK(mib > 0);
  CHECK(mib <= mib_max);
}

}  // namespace

TEST_CASE("a hostile tariff.toml is refused under a second and in 64 MiB") {
  const test::TempFolder folder;
  const std::vector<Hostile> all{
      {"a key of 29,101 parts", times(29'100, "a.") + "a = 1\n", 3, "tariff.toml:1:18: error[too-many-dots]"},
      {"100,000 open brackets", "a = " + times(100'000, "["), 3, "tariff.toml:1:21: error[nested-too-deep]"},
      {"500,000 entries", times(500'000, "a = 1\n"), 3, "error[too-many-entries]"},
      {"16 MiB of line ends", std::string(16U << 20U, '\n'), 3, "error[too-many-lines]"},
      {"16 MiB of comments", times(4190, "#" + std::string(4000, 'x') + "\n"), 3, "error[missing-key]"},
      {"one line of 16 MiB", "a = \"" + std::string((16U << 20U) - 20, 'x') + "\"", 3,
       "error[line-too-long]"},
      {"more than 16 MiB", std::string((16U << 20U) + 1, '\n'), 4, "16 MiB"},
  };
  for (const auto& one : all) {
    folder.write("tariff.toml", one.text);
    check_cost(folder.path(), {"validate"}, one, 64);
  }
}

TEST_CASE("as many bytes or entries as a tariff.toml may hold cost under a second and 96 MiB") {
  const test::TempFolder folder;
  for (const auto& one :
       {Hostile{"16 MiB of long texts", times(4190, "[[mapping]]\nx = \"" + std::string(3980, 'y') + "\"\n"),
                3, "error[unknown-key]"},
        Hostile{"74,000 empty mappings", times(74'000, "[[mapping]]\n"), 3, "error[missing-key]"},
        Hostile{"140,000 unknown keys",
                [] {
                  std::string text;
                  for (int i = 0; i < 140'000; ++i) text += "k" + std::to_string(i) + " = 1\n";
                  return text;
                }(),
                3, "error[unknown-key]"}}) {
    folder.write("tariff.toml", one.text);
    check_cost(folder.path(), {"validate"}, one, 96);
  }
}

TEST_CASE("a file that is no plan is refused under a second and in 64 MiB") {
  const test::TempFolder folder;
  for (const auto& one :
       {Hostile{"100,000 levels of JSON", std::string(100'000, '['), 3, "more than 64 levels"},
        Hostile{"a member twice", R"({"a":1,"a":2})", 3, "the member \"a\" twice"},
        Hostile{"a page", "<html>", 3, "an HTML or XML page"}, Hostile{"nothing", "", 3, "Found nothing"}}) {
    folder.write("plan.json", one.text);
    check_cost(folder.path(), {"show", "plan.json"}, one, 64);
  }
}

}  // namespace tariff
