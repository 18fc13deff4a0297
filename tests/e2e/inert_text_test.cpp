#include <algorithm>
#include <filesystem>

#include <doctest/doctest.h>

#include "e2e/story.hpp"
#include "text/crypto.hpp"

/// Names that want to be more than names, and secrets that must stay where they are.
namespace tariff::e2e {
namespace {

/// Everything in one name; and in another order, since a table cuts what is long.
const Words hostile_names{
    "\x1b[2J\n##vso[task.setvariable "
    "variable=a]b\r\n::error::x\xE2\x80\xAEtxet`````<script>alert(1)</script>",
    "=cmd|'/C calc'!A0\xE2\x80\xAEtxet\n::error::x"};

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return c != '\n' && (byte < 0x20 || byte == 0x7f);
}

/// No control byte but line ends, no reordering mark, no line that a CI system would obey.
void check_inert(const std::string& text) {
  CHECK(std::none_of(text.begin(), text.end(), is_control));
  CHECK_FALSE(contains(text, "\xE2\x80\xAE"));
  CHECK_FALSE(contains(text, "\n::"));
  CHECK_FALSE(contains(text, "\n##vso"));
}

TEST_CASE(
    "names that hold commands for a terminal or a CI system are shown inert, and as JSON they stay JSON") {
  const Story story(Start::quickstart);
  for (const auto& name : hostile_names) {
    CAPTURE(name);
    story.change([&](auto& world) {
      world.tigerpaw.accounts.front().name = name;
      world.tigerpaw.accounts.back().name = name;
      world.kaspersky.servers.back().name = name;
      server(world, "Northwind Traders").keys.front().product_name = name;
      agreement(world, 50002).type = name;
    });
    for (const auto& words : {Words{"plan"}, Words{"list", "tenants"}, Words{"list", "accounts"},
                              Words{"list", "products"}, Words{"list", "agreements"}}) {
      const auto end = story.run(words);
      CHECK_FALSE(end.out.empty());
      check_inert(end.out);
      check_inert(end.err);
      auto as_json = words;
      as_json.emplace_back("--json");
      const auto json = story.run(as_json).out;
      CHECK_FALSE(json_of(json).is_null());
      check_inert(json);
    }
  }
}

TEST_CASE("no secret stands in a plan, a ledger or any other file that the program wrote") {
  const Story story(Start::quickstart);
  story.run({"plan", "--out", "saved.json", "--out-json", "also.json"});
  story.run({"apply", "--auto-approve", "--allow-config", "--keep-going"});
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(story.folder().path())) {
    if (!entry.is_regular_file()) continue;
    ++files;
    const auto text = test::read_file(entry.path());
    CAPTURE(entry.path().string());
    for (const auto& [name, secret] : story.sandbox().environment()) {
      if (name == "TARIFF_CONNECTIONS") continue;
      CHECK_FALSE(contains(text, secret));
      CHECK_FALSE(contains(text, base64(secret)));
    }
  }
  CHECK(files > 4);
  CHECK(std::filesystem::exists(story.folder() / "ledger.db"));
}

}  // namespace
}  // namespace tariff::e2e
