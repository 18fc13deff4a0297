#include <doctest/doctest.h>

#include "config/connections.hpp"
#include "unit/config/tariff_text.hpp"

namespace tariff::config {
namespace {

const std::string tigerpaw = "[tigerpaw]\nurl = \"https://api.example\"\ntime_zone = \"UTC\"\n";

ParsedConnections parsed(const std::string& sources, Secrets needed = Secrets::none,
                         const std::map<std::string, std::string>& variables = {}) {
  const Environment environment{[variables](const std::string& name) -> std::optional<std::string> {
                                  const auto found = variables.find(name);
                                  if (found == variables.end()) return std::nullopt;
                                  return found->second;
                                },
                                [](const std::string&) -> Result<std::string> {
                                  return Error{ErrorKind::not_found, "There is no such file.", ""};
                                }};
  return parse_connections("format = 1\n" + sources + tigerpaw, "conf/connections.toml", environment, needed);
}

const std::string center =
    "[[source]]\nname = \"center-2\"\nkind = \"security-center\"\nurl = \"https://ksc.example\"\n";
const std::string hub =
    "[[source]]\nname = \"hub\"\nkind = \"business-hub\"\nurl = \"https://hub.example\"\n";
const std::string portal = "[[source]]\nname = \"portal\"\nkind = \"file\"\npath = \"usage.csv\"\n";

}  // namespace

TEST_CASE("each source of several is read as its kind says, with secrets under its name") {
  const auto found = parsed(center + hub + "integration = \"i-7\"\n" + portal +
                                "columns = { count = \"Seats\" }\nmax_age = \"12h\"\n",
                            Secrets::reads,
                            {{"TARIFF_CENTER_2_USER", "u"},
                             {"TARIFF_CENTER_2_PASSWORD", "p"},
                             {"TARIFF_HUB_EMAIL", "e"},
                             {"TARIFF_HUB_PASSWORD", "q"},
                             {"TARIFF_HUB_OTP_SECRET", "s"},
                             {"TARIFF_TIGERPAW_PUBLIC_KEY", "k"},
                             {"TARIFF_TIGERPAW_PRIVATE_KEY", "l"}});
  REQUIRE(outline(found.problems) == "");
  const auto& sources = found.connections.sources;
  REQUIRE(sources.size() == 3);
  CHECK(sources[0].name == SourceName("center-2"));
  CHECK(std::get<SecurityCenterConnection>(sources[0].at).user.reveal() == "u");
  CHECK(sources[1].kind() == SourceKind::business_hub);
  const auto& of_hub = std::get<BusinessHubConnection>(sources[1].at);
  CHECK(of_hub.email.reveal() == "e");
  CHECK(of_hub.otp_secret.reveal() == "s");
  CHECK(of_hub.integration == "i-7");
  const auto& file = std::get<UsageFileConnection>(sources[2].at);
  CHECK(file.path == "conf/usage.csv");
  CHECK(file.columns.count == "Seats");
  CHECK(file.columns.tenant == "tenant");
  CHECK(file.max_age == std::chrono::hours(12));
}

TEST_CASE("a one-time-code secret may be missing, e-mail and password may not") {
  CHECK(outline(parsed(hub, Secrets::reads,
                       {{"TARIFF_TIGERPAW_PUBLIC_KEY", "k"}, {"TARIFF_TIGERPAW_PRIVATE_KEY", "l"}})
                    .problems) == "secret-missing 2:1 secret-missing 2:1");
}

TEST_CASE("the only source may be [kaspersky], of any kind") {
  const auto found = parsed("[kaspersky]\nkind = \"business-hub\"\nurl = \"https://hub.example\"\n");
  REQUIRE(outline(found.problems) == "");
  CHECK(found.connections.sources.at(0).kind() == SourceKind::business_hub);
  CHECK(found.connections.sources.at(0).name.value().empty());
}

TEST_CASE("what is wrong with sources is told where it stands") {
  CHECK(outline(parsed("").problems) == "missing-key 1:1");
  CHECK(parsed("").problems[0].message == "kaspersky or source is missing in connections.toml.");
  CHECK(outline(parsed("source = []\n").problems) == "list-empty 2:10");
  CHECK(outline(parsed("[kaspersky]\nkind = \"file\"\npath = \"u.csv\"\n" + hub).problems) ==
        "said-twice 5:1");
  CHECK(outline(parsed(hub + hub).problems) == "source-twice 7:8");
  CHECK(outline(parsed("[[source]]\nname = \"Hub\"\nkind = \"file\"\npath = \"u.csv\"\n").problems) ==
        "source-name-form 3:8");
  CHECK(outline(parsed("[[source]]\nname = \"hub\"\nkind = \"file\"\n").problems) == "missing-key 2:1");
  CHECK(outline(parsed(portal + "url = \"https://x.example\"\n").problems) == "key-of-another-kind 6:1");
  CHECK(outline(parsed("[[source]]\nname = \"hub\"\nkind = \"file\"\npath = \"u.xlsx\"\n").problems) ==
        "usage-file-form 5:8");
}

TEST_CASE("a mapping names a virtual server, a company or a tenant, and one of them") {
  const auto found =
      parse(with_head("[[mapping]]\ncompany = \"Contoso\"\ncompany_id = 5\nsource = \"hub\"\naccount = 1\n"
                      "[[mapping]]\ntenant = \"Fabrikam\"\ntenant_id = \"f-1\"\naccount = 2\n"),
            "tariff.toml");
  REQUIRE(outline(found.problems) == "");
  const auto& mappings = found.desired.mappings;
  CHECK(mappings[0].kind == SourceKind::business_hub);
  CHECK(mappings[0].tenant == "Contoso");
  CHECK(mappings[0].tenant_id == "5");
  CHECK(mappings[0].source == SourceName("hub"));
  CHECK(mappings[0].places.at("tenant").line == 8);
  CHECK(mappings[0].places.at("tenant_id").line == 9);
  CHECK(mappings[1].kind == SourceKind::file);
  CHECK(mappings[1].tenant_id == "f-1");
  CHECK(outline(problems_of(with_head("[[mapping]]\naccount = 1\n"))) == "missing-key 7:1");
  CHECK(problems_of(with_head("[[mapping]]\naccount = 1\n"))[0].message ==
        "virtual_server, company or tenant is missing in [[mapping]].");
  CHECK(outline(problems_of(with_head(
            "[[mapping]]\ncompany = \"A\"\nvirtual_server = \"B\"\naccount = 1\n"))) == "said-twice 8:11");
  CHECK(
      outline(problems_of(with_head("[[mapping]]\ncompany = \"A\"\nvirtual_server_id = 3\naccount = 1\n"))) ==
      "tenant-id-of-another-kind 9:21");
}

TEST_CASE("names and accounts are one-to-one within a source") {
  const auto two = [](const std::string& first, const std::string& second) {
    return outline(problems_of(with_head("[[mapping]]\n" + first + "[[mapping]]\n" + second)));
  };
  CHECK(two("company = \"A\"\nsource = \"hub\"\naccount = 1\n",
            "virtual_server = \"A\"\nsource = \"center\"\naccount = 1\n") == "");
  CHECK(two("company = \"A\"\nsource = \"hub\"\naccount = 1\n",
            "company = \"A\"\nsource = \"other\"\naccount = 2\n") == "");
  CHECK(two("company = \"A\"\nsource = \"hub\"\naccount = 1\n",
            "company = \"A\"\nsource = \"hub\"\naccount = 2\n") ==
        "tenant-mapped-twice 8:11 tenant-mapped-twice 12:11");
  CHECK(two("company = \"A\"\nsource = \"hub\"\naccount = 1\n",
            "company = \"B\"\nsource = \"hub\"\naccount = 1\n") ==
        "account-mapped-twice 10:11 account-mapped-twice 14:11");
}

TEST_CASE("what is licensed per user or mailbox has no category") {
  for (const std::string count : {"users", "mailboxes"})
    CHECK(outline(problems_of(
              with_head("[[product]]\nname = \"C\"\nmatch = [\"C*\"]\nitems = { server = \"S\" }\n"
                        "count = \"" +
                        count + "\"\n"))) == "no-category-of-" + count + " 11:9");
}

}  // namespace tariff::config
