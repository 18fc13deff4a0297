#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/instant.hpp"
#include "base/result.hpp"
#include "domain/usage.hpp"
#include "text/json.hpp"

/// Business Hub's partner interface, both ways; client and sandbox share it.
///
/// ASSUMED: Kaspersky publishes no wire interface of Business Hub. Every path, parameter, member name and
/// word here is our own invention, made to fit the help texts, and is known in this file and its source
/// alone. Source: business-hub.md sections 2 (documented behaviour) and 5 (assumed).
///
/// Reading is strict where money hangs on it: a count is a whole JSON number from 0 to `count_max`, a word is
/// one of its list, a moment has a zone, an id is not empty. Members that nobody knows are let be. Fails,
/// each reader: refused; the message names the member.
namespace tariff::business_hub {

inline constexpr std::int64_t count_max = 10'000'000;
/// How many companies the client asks for at once.
inline constexpr std::int64_t page_limit = 100;
/// What faults of the sandbox look for in pages.
inline constexpr const char* total_member = "total";
inline constexpr const char* offset_parameter = "offset";

using tariff::LicenceUnit;

enum class LicenceType { commercial, subscription, trial };
enum class LicenceStatus { active, expired, paused, cancelled };

template <class Value, std::size_t count>
using Words = std::array<std::pair<Value, std::string_view>, count>;

inline constexpr Words<LicenceType, 3> licence_types{{{LicenceType::commercial, "commercial"},
                                                      {LicenceType::subscription, "subscription"},
                                                      {LicenceType::trial, "trial"}}};
inline constexpr Words<LicenceStatus, 4> licence_statuses{{{LicenceStatus::active, "active"},
                                                           {LicenceStatus::expired, "expired"},
                                                           {LicenceStatus::paused, "paused"},
                                                           {LicenceStatus::cancelled, "cancelled"}}};
inline constexpr Words<LicenceUnit, 3> licence_units{
    {{LicenceUnit::user, "user"}, {LicenceUnit::device, "device"}, {LicenceUnit::mailbox, "mailbox"}}};

/// The word of a value. Requires: the list names it.
template <class Value, std::size_t count>
constexpr std::string_view word_of(const Words<Value, count>& words, Value value) {
  for (const auto& [known, word] : words)
    if (known == value) return word;
  return "";
}
/// Nullopt where the list has no such word.
template <class Value, std::size_t count>
constexpr std::optional<Value> value_of(const Words<Value, count>& words, std::string_view word) {
  for (const auto& [value, known] : words)
    if (known == word) return value;
  return std::nullopt;
}

/// "commercial or subscription or trial", for messages.
template <class Value, std::size_t count>
std::string all_of(const Words<Value, count>& words) {
  std::string all;
  for (const auto& [value, word] : words) all += (all.empty() ? "" : " or ") + std::string(word);
  return all;
}

struct Integration {
  std::string id;
  std::string name;
  bool operator==(const Integration&) const = default;
};

/// Shape: `solution` as KESC or KS_O365; not a closed list.
struct Workspace {
  std::string id;
  std::string solution;
  bool operator==(const Workspace&) const = default;
};

/// Shape: `name` may be empty, and two companies may share one; `id` is never empty.
struct Company {
  std::string id;
  std::string name;
  Instant registered_at;
  std::vector<Workspace> workspaces;
  bool operator==(const Company&) const = default;
};

/// One page of the list of companies; `total` is that of the whole list.
struct Page {
  std::vector<Company> items;
  std::int64_t total = 0;
  std::int64_t offset = 0;
  std::int64_t limit = 0;
  bool operator==(const Page&) const = default;
};

/// What one company uses of a licence, as Business Hub tells it.
struct Usage {
  std::int64_t users = 0;
  std::int64_t computers = 0;
  std::int64_t mobiles = 0;
  std::int64_t devices = 0;
  std::int64_t mailboxes = 0;
  Instant as_of;
  bool operator==(const Usage&) const = default;
};

/// max(computers, mobiles / 2). Source: business-hub.md section 2.2; that a half is rounded up is assumed.
std::int64_t users_by_formula(const Usage& usage);

/// A licence of one company. One licence may stand under several companies, each with its own usage.
struct Licence {
  std::string id;
  std::string product_name;
  LicenceType type = LicenceType::commercial;
  LicenceStatus status = LicenceStatus::active;
  LicenceUnit unit = LicenceUnit::device;
  std::int64_t limit = 0;
  Instant expires_at;
  Usage usage;
  bool operator==(const Licence&) const = default;
};

/// `code` is the six-digit one-time code, "" where the account has none.
struct SignIn {
  std::string email;
  std::string password;
  std::string code;
};

/// `integration` "" is every integration.
struct CompaniesQuery {
  std::string integration;
  std::int64_t offset = 0;
  std::int64_t limit = page_limit;
};

enum class Resource { token, integrations, companies, licences, usage };

/// What a method and a path ask for; `company` is decoded and "" where the resource has none.
struct Route {
  Resource resource = Resource::token;
  std::string company;
};

enum class Refusal { unauthorized, not_found, rate_limited, internal };
inline constexpr Words<Refusal, 4> refusals{{{Refusal::unauthorized, "unauthorized"},
                                             {Refusal::not_found, "not_found"},
                                             {Refusal::rate_limited, "rate_limited"},
                                             {Refusal::internal, "internal"}}};
struct ErrorBody {
  Refusal code = Refusal::internal;
  std::string message;
};

/// Percent-encoded, without parameters.
std::string path_of(const Route& route);
/// The same with {id} for the company.
std::string pattern_of(Resource resource);
/// Path and query, percent-encoded.
std::string companies_target(const CompaniesQuery& query);
std::string usage_target(const std::string& company, Day day);
/// `path` without the query, percent-encoded. Nullopt where there is no such resource.
std::optional<Route> read_route(std::string_view method, std::string_view path);
/// Parameters decoded, their names in lower case. Nullopt where one has another form.
std::optional<CompaniesQuery> read_companies_query(const std::map<std::string, std::string>& parameters);
std::optional<Day> read_usage_day(const std::map<std::string, std::string>& parameters);

std::string bearer(std::string_view token);
/// The token of an Authorization header; "" where it holds none.
std::string_view token_of(std::string_view authorization);

Json write_sign_in(const SignIn& sign_in);
Result<SignIn> read_sign_in(const Json& json);
Json write_token(std::string_view token, std::chrono::seconds lifetime);
/// Fails also: another kind of token, or one that no header can carry.
Result<std::string> read_token(const Json& json);
Json write_integrations(const std::vector<Integration>& integrations);
Result<std::vector<Integration>> read_integrations(const Json& json);
Json write_page(const Page& page);
Result<Page> read_page(const Json& json);
Json write_licences(std::string_view company, const std::vector<Licence>& licences);
/// Fails also: the reply speaks of another company, or has one licence twice.
Result<std::vector<Licence>> read_licences(const Json& json, std::string_view company);
Json write_error(const ErrorBody& error);
/// Nullopt where the body is no error of Business Hub, as what a gateway says.
std::optional<ErrorBody> read_error(std::string_view body);

}  // namespace tariff::business_hub
