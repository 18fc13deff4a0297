#include "config/forms.hpp"

#include <algorithm>
#include <optional>

#include "base/inert.hpp"
#include "config/element_forms.hpp"
#include "config/names.hpp"
#include "config/url.hpp"
#include "domain/money.hpp"
#include "text/crypto.hpp"
#include "text/match.hpp"
#include "text/time.hpp"

namespace tariff::config {
namespace {

/// The key and the value under question, and the words for both.
struct Question {
  const Key& key;
  const Node& value;
  const SourceText& source;

  std::string name() const { return std::string(key.name); }
  Faults fault(std::string rule, const std::string& expected, std::string hint) const {
    return {{value.spot, std::move(rule),
             name() + " is " + kind_phrase(value, source) + "; expected " + expected + ".", std::move(hint)}};
  }
  Faults wrong_type(const std::string& expected) const {
    if (value.kind == NodeKind::decimal)
      return fault("wrong-type", expected,
                   "Numbers with a point are not used here; money is always quoted text, such as \"19.99\".");
    return fault("wrong-type", expected, "");
  }
};

bool only(std::string_view text, std::string_view extra) {
  return std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || extra.find(c) != std::string_view::npos;
  });
}

bool is_source_name(std::string_view text) {
  return only(text, "-") && !text.empty() && text.size() <= 32 && text.front() >= 'a' && text.front() <= 'z';
}

bool is_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

Faults text_faults(const Question& q, const std::string& expected) {
  if (q.value.kind != NodeKind::text) return q.wrong_type(expected);
  return name_faults(q.name(), q.value);
}

/// Faults of a number that must stand in plain digits.
Faults digit_faults(const Question& q, const std::string& expected) {
  if (q.value.kind == NodeKind::text && is_digits(q.value.text))
    return q.fault("wrong-type", expected, "Write it without quotes.");
  if (q.value.kind != NodeKind::whole) return q.wrong_type(expected);
  if (q.source.word_at(q.value.spot).find_first_not_of("-0123456789") != std::string::npos)
    return q.fault("number-form", expected + " in plain digits",
                   "Write " + std::to_string(q.value.whole) + ", without prefix, sign or underscore.");
  return {};
}

Faults id_faults(const Question& q) {
  const std::string expected = "a positive whole number";
  auto faults = digit_faults(q, expected);
  if (faults.empty() && q.value.whole < 1) return q.fault("number-range", expected, "");
  return faults;
}

Faults range_faults(const Question& q, std::int64_t least, std::int64_t most) {
  const std::string expected = "a whole number from " + std::to_string(least) + " to " + std::to_string(most);
  auto faults = digit_faults(q, expected);
  if (faults.empty() && (q.value.whole < least || q.value.whole > most))
    return q.fault("number-range", expected, "");
  return faults;
}

constexpr std::int64_t quantity_max = 1'000'000'000;

Faults share_faults(const Question& q) {
  if (q.value.kind == NodeKind::text && q.value.text == "off") return {};
  if (q.value.kind != NodeKind::whole) return q.wrong_type("a whole number from 1 to 1000, or \"off\"");
  return range_faults(q, 1, 1000);
}

Faults day_faults(const Question& q, const std::string& expected) {
  if (day_of(q.value)) return {};
  if (q.value.kind != NodeKind::text && q.value.kind != NodeKind::moment) return q.wrong_type(expected);
  return q.fault("day-form", expected, "A day has no time of day.");
}

Faults stop_faults(const Question& q) {
  if (q.value.kind == NodeKind::text && (q.value.text == "now" || q.value.text == "after-invoice")) return {};
  return day_faults(q, "\"now\", \"after-invoice\" or a day such as 2026-12-31");
}

Faults money_faults(const Question& q) {
  const std::string expected = "a decimal number in quotes, such as \"19.99\"";
  if (q.value.kind != NodeKind::text) return q.wrong_type(expected);
  const auto amount = Money::parse(q.value.text);
  if (!amount || *amount < Money{}) return q.fault("money-form", expected, "At most four decimal places.");
  return {};
}

Faults version_faults(const Question& q) {
  auto faults = digit_faults(q, "1");
  if (faults.empty() && q.value.whole != 1)
    return q.fault("format-unknown", "1",
                   "This version of tariff reads format 1; a newer one may be needed.");
  return faults;
}

Faults name_or_id_faults(const Question& q) {
  if (q.value.kind == NodeKind::whole) return id_faults(q);
  return text_faults(q, "a name in quotes or an id");
}

std::string quoted_list(const std::vector<std::string_view>& words) {
  std::string out;
  for (const auto word : words) out += (out.empty() ? "\"" : " or \"") + std::string(word) + "\"";
  return out;
}

Faults choice_faults(const Question& q) {
  const auto& choices = q.key.choices;
  const std::string expected = quoted_list(choices);
  if (q.value.kind != NodeKind::text) return q.wrong_type(expected);
  if (std::find(choices.begin(), choices.end(), q.value.text) != choices.end()) return {};
  const auto near = nearest(q.value.text, {choices.begin(), choices.end()});
  return q.fault("unknown-choice", expected, near.empty() ? "" : "Did you mean \"" + near + "\"?");
}

Faults billing_faults(const Question& q) {
  const std::string expected = "true, \"observe\" or false";
  if (q.value.kind == NodeKind::truth) return {};
  if (q.value.kind != NodeKind::text) return q.wrong_type(expected);
  if (q.value.text == "observe") return {};
  const bool quoted_truth = q.value.text == "true" || q.value.text == "false";
  return q.fault("unknown-choice", expected,
                 quoted_truth ? "Write it without quotes." : "\"observe\" reports and never writes.");
}

Faults shaped_text_faults(const Question& q, bool fits, const std::string& rule,
                          const std::string& expected) {
  auto faults = text_faults(q, expected);
  if (fits || has_errors(faults)) return faults;
  return q.fault(rule, expected, "");
}

Faults names_faults(const Question& q) {
  const std::string expected = "a list of texts";
  if (q.value.kind == NodeKind::text) return q.fault("wrong-type", expected, "Put it in brackets: [\"…\"].");
  if (q.value.kind != NodeKind::list) return q.wrong_type(expected);
  if (q.value.items.empty())
    return {{q.value.spot, "list-empty", q.name() + " is an empty list.", "Put a text in."}};
  Faults faults;
  for (const auto& item : q.value.items) {
    auto more = text_faults({q.key, item, q.source}, "a text in quotes");
    faults.insert(faults.end(), more.begin(), more.end());
    if (has_errors(faults)) return faults;
  }
  return faults;
}

bool is_pin(std::string_view text) {
  constexpr std::string_view prefix = "sha256/";
  if (!text.starts_with(prefix)) return false;
  const auto digest = from_base64(text.substr(prefix.size()));
  return digest && digest->size() == 32;
}

Faults pins_faults(const Question& q) {
  auto faults = names_faults(q);
  if (has_errors(faults)) return faults;
  for (const auto& item : q.value.items) {
    if (is_pin(item.text)) continue;
    faults.push_back(
        {item.spot, "pin-form",
         "A pin is " + kind_phrase(item, q.source) + "; expected sha256/ and 44 characters of base64.",
         "It is the SHA-256 of the certificate's public key, not of the certificate."});
  }
  return faults;
}

/// Never repeats the value: a user and password may stand in it.
Faults url_faults(const Question& q) {
  if (q.value.kind != NodeKind::text) return q.wrong_type("https://host[:port]");
  const auto url = read_service_url(q.value.text);
  if (!url)
    return {{q.value.spot, "url-form", q.name() + " is not of the form https://host[:port].",
             "Leave out user, path, query and closing slash."}};
  if (url->scheme == "http" && !is_loopback(*url))
    return {{q.value.spot, "url-not-encrypted",
             q.name() + " is plain http to " + url->host + "; expected https.",
             "Plain http is for loopback only: credentials would travel in the open."}};
  return {};
}

/// A user may stand in a URL, a password may not.
bool holds_password(std::string_view url) {
  const auto start = url.find("://");
  if (start == std::string_view::npos) return false;
  const auto authority = url.substr(start + 3, url.find('/', start + 3) - start - 3);
  const auto at = authority.rfind('@');
  return at != std::string_view::npos && authority.substr(0, at).find(':') != std::string_view::npos;
}

/// Never repeats the value either.
Faults ledger_url_faults(const Question& q) {
  constexpr std::string_view forms = "sqlite:PATH, git:REMOTE or postgresql://HOST/DATABASE";
  if (q.value.kind != NodeKind::text) return q.wrong_type(std::string(forms));
  const std::string_view text = q.value.text;
  if (holds_password(text))
    return {{q.value.spot, "ledger-url-password", q.name() + " holds a password.",
             "Passwords come from TARIFF_LEDGER_TOKEN (git), or PGPASSWORD and PGPASSFILE (postgresql)."}};
  bool fits = text.starts_with("postgresql://") && text.size() > std::string_view("postgresql://").size();
  for (const std::string_view scheme : {"sqlite:", "git:"})
    fits = fits ||
           (text.starts_with(scheme) && text.size() > scheme.size() && text.substr(scheme.size(), 2) != "//");
  if (fits && !has_errors(name_faults(q.name(), q.value))) return {};
  return {{q.value.spot, "ledger-url-form", q.name() + " is not of the form " + std::string(forms) + ".",
           "For example sqlite:/var/lib/tariff/ledger.db, or git:origin."}};
}

Faults duration_faults(const Question& q) {
  const auto duration = read_duration(q.value.text);
  return shaped_text_faults(q, duration && *duration > std::chrono::seconds{0}, "duration-form",
                            "a whole number and s, m, h or d, such as \"15m\"");
}

Faults zone_faults(const Question& q) {
  auto faults = text_faults(q, "an IANA time zone");
  if (has_errors(faults) || is_known_zone(q.value.text)) return faults;
  return q.fault("zone-unknown", "an IANA time zone",
                 "For example \"America/New_York\" or \"Europe/Berlin\".");
}

Faults block_faults(const Question& q) {
  if (q.value.kind == NodeKind::table) return {};
  if (q.value.kind == NodeKind::list)
    return q.fault("wrong-type", "one table", "Write " + std::string(q.key.block->title) + " once.");
  return q.wrong_type("a table");
}

Faults blocks_faults(const Question& q) {
  const std::string title(q.key.block->title);
  if (q.value.kind == NodeKind::table)
    return q.fault("wrong-type", "a list of tables", "Write " + title + ", with two brackets.");
  if (q.value.kind != NodeKind::list) return q.wrong_type("tables under " + title);
  Faults faults;
  for (const auto& item : q.value.items)
    if (item.kind != NodeKind::table)
      faults.push_back({item.spot, "wrong-type",
                        "One of " + title + " is " + kind_phrase(item, q.source) + "; expected a table.",
                        ""});
  return faults;
}

}  // namespace

Faults value_faults(const Key& key, const Node& value, const SourceText& source) {
  const Question q{key, value, source};
  switch (key.form) {
    case Form::version:
      return version_faults(q);
    case Form::name:
      return text_faults(q, "a text in quotes");
    case Form::names:
      return names_faults(q);
    case Form::id:
      return id_faults(q);
    case Form::name_or_id:
      return name_or_id_faults(q);
    case Form::truth:
      return value.kind == NodeKind::truth ? Faults{} : q.wrong_type("true or false");
    case Form::choice:
      return choice_faults(q);
    case Form::billing:
      return billing_faults(q);
    case Form::installation:
      return shaped_text_faults(q, only(value.text, "") && value.text.size() >= 8 && value.text.size() <= 32,
                                "installation-form", "8 to 32 characters of a-z and 0-9");
    case Form::ledger_id:
      return shaped_text_faults(q, only(value.text, "-") && value.text.size() <= 64, "ledger-form",
                                "up to 64 characters of a-z, 0-9 and -");
    case Form::source_name:
      return shaped_text_faults(q, is_source_name(value.text), "source-name-form",
                                "up to 32 characters of a-z, 0-9 and -, the first a letter");
    case Form::url:
      return url_faults(q);
    case Form::ledger_url:
      return ledger_url_faults(q);
    case Form::pins:
      return pins_faults(q);
    case Form::count:
      return range_faults(q, 1, 64);
    case Form::day:
      return day_faults(q, "a day such as 2026-12-31");
    case Form::stop:
      return stop_faults(q);
    case Form::money:
      return money_faults(q);
    case Form::quantity:
      return range_faults(q, 0, quantity_max);
    case Form::positive:
      return range_faults(q, 1, quantity_max);
    case Form::percent:
      return range_faults(q, 1, 100);
    case Form::share:
      return share_faults(q);
    case Form::days:
      return range_faults(q, 1, 31);
    case Form::duration:
      return duration_faults(q);
    case Form::zone:
      return zone_faults(q);
    case Form::xml_name:
      return xml_name_faults(key, value, source);
    case Form::order:
      return order_faults(key, value, source);
    case Form::block:
      return block_faults(q);
    case Form::blocks:
      return blocks_faults(q);
  }
  return {};
}

std::optional<Day> day_of(const Node& value) {
  constexpr std::size_t day_characters = 10;
  const bool is_day =
      (value.kind == NodeKind::text || value.kind == NodeKind::moment) && value.text.size() == day_characters;
  return is_day ? read_day(value.text) : std::nullopt;
}

std::vector<std::string> texts_of(const Node& list) {
  std::vector<std::string> texts;
  for (const auto& item : list.items) texts.push_back(item.text);
  return texts;
}

}  // namespace tariff::config
