#include "config/keys.hpp"

namespace tariff::config {
namespace {

constexpr auto required = Presence::required;
constexpr auto optional = Presence::optional;

const Block& trust_block() {
  static const Block block{"trust",
                           "Whom to believe: pins or a CA file. Without it: the system's authorities.",
                           {
                               {"pins", Form::pins, optional,
                                "SHA-256 digests of acceptable public keys; a pin is trusted whatever name "
                                "the certificate carries."},
                               {"ca_file", Form::name, optional,
                                "A file of authorities, beside this file unless it is an absolute path; the "
                                "name is checked as well."},
                           }};
  return block;
}

const Key& trust_key() {
  static const Key key{
      "trust", Form::block, optional,    "Whom to believe. Without it: the system's authorities.",
      {},      {},          Scope::file, &trust_block()};
  return key;
}

const Block& kaspersky_block() {
  static const Block block{
      "[kaspersky]",
      "Where usage is counted. User and password come from TARIFF_KSC_USER and TARIFF_KSC_PASSWORD.",
      {
          {"kind",
           Form::choice,
           required,
           "Which service this is.",
           {"security-center"},
           {"business-hub", "file"}},
          {"url", Form::url, required, "https://HOST:PORT of Kaspersky Security Center's OpenAPI."},
          {"internal_user", Form::truth, optional,
           "Whether the user is one of Kaspersky Security Center itself, not of the domain. Without it: "
           "true."},
          trust_key(),
          {"max_parallel", Form::count, optional,
           "How many virtual servers are read at once. Without it: 8."},
      }};
  return block;
}

const Block& tigerpaw_block() {
  static const Block block{
      "[tigerpaw]",
      "Where charges stand. Keys and users come from TARIFF_TIGERPAW_… variables.",
      {
          {"url", Form::url, required, "https://HOST[:PORT] of Tigerpaw's API."},
          trust_key(),
          {"time_zone", Form::zone, required, "The IANA zone in which Tigerpaw's dates are meant."},
          {"writer",
           Form::choice,
           optional,
           "How charges are written; none makes the whole installation observe. Without it: soap.",
           {"soap", "none"}},
          {"writer_profile", Form::name, optional,
           "A file that says how the content of Tigerpaw's SOAP operation is spelled, beside this file "
           "unless it is an absolute path. Without it: the built-in spelling, which is assumed."},
          {"max_parallel", Form::count, optional, "How many requests are under way at once. Without it: 2."},
          {"quiet_period", Form::duration, optional,
           "How long an unproven create is left alone. Without it: 15m."},
      }};
  return block;
}

const Block& ledger_block() {
  static const Block block{"[ledger]",
                           "Where the events of all runs are kept.",
                           {{"url", Form::ledger_url, required,
                             "sqlite:PATH, beside this file unless it is an absolute path; git:REMOTE, the "
                             "name of a remote of the "
                             "configuration's repository, a URL, or a path that begins with / or ./; "
                             "postgresql://[USER@]HOST/DATABASE."}}};
  return block;
}

}  // namespace

const Block& connections_keys() {
  static const Block block{
      "connections.toml",
      "Where the services are, and whom to believe. It holds no secrets.",
      {
          {"format", Form::version, required, "The version of this file's form."},
          {"kaspersky",
           Form::block,
           required,
           "Where usage is counted.",
           {},
           {},
           Scope::file,
           &kaspersky_block()},
          {"tigerpaw", Form::block, required, "Where charges stand.", {}, {}, Scope::file, &tigerpaw_block()},
          {"ledger",
           Form::block,
           optional,
           "Where the events of all runs are kept; needed for writing.",
           {},
           {},
           Scope::file,
           &ledger_block()},
      },
      {{"source", "kaspersky"}}};
  return block;
}

}  // namespace tariff::config
