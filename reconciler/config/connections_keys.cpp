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

const Block& columns_block() {
  static const Block block{
      "columns",
      "What the file calls its columns.",
      {
          {"tenant", Form::name, optional, "The tenant's name. Without it: tenant."},
          {"tenant_id", Form::name, optional, "Its id, where names may change. Without it: the name is all."},
          {"product", Form::name, optional, "The licence's product name. Without it: product."},
          {"category", Form::name, optional,
           "workstation, server, other, users, mailboxes, or empty for devices of any. Without it: "
           "category."},
          {"count", Form::name, optional, "A whole number. Without it: count."},
          {"as_of", Form::name, optional, "The day, or time with its zone, of the count. Without it: as_of."},
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

std::vector<Key> keys_of_a_source() {
  return {
      {"kind",
       Form::choice,
       required,
       "Which service this is, or file for an export of one.",
       {"security-center", "business-hub", "file"}},
      {"url", Form::url, optional,
       "https://HOST:PORT of Kaspersky Security Center's OpenAPI, or of Business Hub."},
      {"internal_user", Form::truth, optional,
       "Whether the user is one of Kaspersky Security Center itself, not of the domain. Without it: true."},
      {"integration", Form::name, optional,
       "The id of the one Business Hub integration to read. Without it: every company of the account."},
      trust_key(),
      {"max_parallel", Form::count, optional,
       "How many virtual servers or companies are read at once. Without it: 8, or 4 of Business Hub."},
      {"path", Form::name, optional,
       "The usage file, .csv or .json, beside this file unless it is an absolute path."},
      {"columns", Form::block, optional, "What the file calls its columns.", {}, &columns_block()},
      {"max_age", Form::duration, optional,
       "How old a row's as_of may be before its tenant is unread. Without it: 48h."},
  };
}

}  // namespace

const Key& trust_key() {
  static const Key key{"trust",  Form::block,
                       optional, "Whom to believe. Without it: the system's authorities.",
                       {},       &trust_block()};
  return key;
}

const Block& kaspersky_keys() {
  static const Block block{
      "[kaspersky]",
      "Where usage is counted. Secrets come from TARIFF_KSC_USER and TARIFF_KSC_PASSWORD, or from "
      "TARIFF_HUB_EMAIL, TARIFF_HUB_PASSWORD and TARIFF_HUB_OTP_SECRET.",
      keys_of_a_source()};
  return block;
}

const Block& source_keys() {
  static const Block block = [] {
    Block source{"[[source]]",
                 "One of several places where usage is counted. Secrets come from TARIFF_<NAME>_USER and "
                 "…_PASSWORD, or from …_EMAIL, …_PASSWORD and …_OTP_SECRET.",
                 keys_of_a_source()};
    source.keys.insert(source.keys.begin(),
                       Key{"name", Form::source_name, required, "What mappings call it."});
    return source;
  }();
  return block;
}

const Block& connections_keys() {
  static const Block block{
      "connections.toml",
      "Where the services are, and whom to believe. It holds no secrets.",
      {
          {"format", Form::version, required, "The version of this file's form."},
          {"kaspersky", Form::block, required, "Where usage is counted.", {}, &kaspersky_keys()},
          {"source",
           Form::blocks,
           optional,
           "Where usage is counted, where there are several places.",
           {},
           &source_keys(),
           "kaspersky"},
          {"tigerpaw", Form::block, required, "Where charges stand.", {}, &tigerpaw_block()},
          {"ledger",
           Form::block,
           optional,
           "Where the events of all runs are kept; needed for writing.",
           {},
           &ledger_block()},
      }};
  return block;
}

}  // namespace tariff::config
