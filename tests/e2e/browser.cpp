#include "e2e/browser.hpp"

#include <stdexcept>

#include "e2e/story.hpp"

namespace tariff::e2e {

std::string seen_in_browser(const test::TempFolder& folder, const std::filesystem::path& page) {
  for (const char* name : {"/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"}) {
    if (!std::filesystem::exists(name)) continue;
    test::Command command;
    command.words = {name,
                     "--headless",
                     "--no-sandbox",
                     "--disable-gpu",
                     "--disable-quic",
                     "--no-first-run",
                     "--disable-background-networking",
                     "--disable-component-update",
                     "--disable-sync",
                     "--user-data-dir=" + (folder / "browser").string(),
                     "--virtual-time-budget=2000",
                     "--dump-dom",
                     "file://" + page.string()};
    command.environment["HOME"] = folder.path().string();
    return test::run(command).out;
  }
  return "";
}

std::string with_deed(std::string page, const std::string& deed) {
  const auto policy = page.find("script-src 'sha256-");
  if (policy == std::string::npos) throw std::runtime_error("the page allows no script");
  page.replace(policy, page.find(';', policy) - policy, "script-src 'unsafe-inline'");
  return replaced(page, "</body>",
                  "<script>const at = (id) => document.getElementById(id); " + deed +
                      "; at(\"search\").dispatchEvent(new Event(\"input\"));</script></body>");
}

}  // namespace tariff::e2e
