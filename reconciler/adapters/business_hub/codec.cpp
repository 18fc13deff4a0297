// ============================================================================================
// ASSUMED, ASSUMED, ASSUMED. Kaspersky publishes no wire interface of Business Hub. Every path,
// parameter, member name and word that this file writes and reads is our own invention
// (business-hub.md, section 5) and has never met a live service. When a reference arrives, this
// file and its header change, and nothing else does.
// What the figures mean is documented in the help of the portal (sections 2.2 and 2.3).
// ============================================================================================
#include "adapters/business_hub/codec.hpp"

#include <algorithm>
#include <set>

#include "base/inert.hpp"
#include "domain/ids.hpp"
#include "text/field_reader.hpp"
#include "text/match.hpp"
#include "text/percent.hpp"
#include "text/time.hpp"

namespace tariff::business_hub {
namespace {

constexpr std::string_view token_path = "/v1/auth/token";
constexpr std::string_view integrations_path = "/v1/integrations";
constexpr std::string_view companies_path = "/v1/companies";
constexpr std::string_view licences_segment = "/licences";
constexpr std::string_view usage_segment = "/usage";
constexpr std::string_view bearer_scheme = "Bearer ";
constexpr std::string_view token_type = "Bearer";
constexpr std::size_t token_bytes_max = 8192;

std::string found_text(const JsonView& found) {
  const auto& json = found.json();
  if (json.is_string()) return "the text \"" + inert(json.raw(), 60) + "\"";
  return json.is_object() || json.is_array() || json.is_null() ? "no such value" : inert(json.raw(), 40);
}

Error wrong(const JsonView& found, const std::string& expected) {
  return {ErrorKind::refused,
          "Found " + found_text(found) + " at " + inert(found.path(), 200) + ", expected " + expected + ".",
          ""};
}

/// Reads the members of one object; keeps the first thing that is wrong.
class Reader {
 public:
  explicit Reader(JsonView view) : view_(view), fields_(std::move(view)) {
    if (!view_.json().is_object()) fields_.fail(wrong(view_, "an object"));
  }

  std::string id(std::string_view name) {
    auto found = fields_.text(name);
    if (found.empty()) fields_.fail(wrong(view_.at(name), "a text that is not empty"));
    return found;
  }
  std::string text(std::string_view name) { return fields_.text(name); }
  std::string text_or_empty(std::string_view name) { return fields_.text_or_empty(name); }
  std::int64_t count(std::string_view name) {
    const auto found = view_.at(name);
    const auto number = found.json().is_number() ? whole_number(found.json().raw()) : std::nullopt;
    if (number && *number >= 0 && *number <= count_max) return *number;
    fields_.fail(wrong(found, "a whole number from 0 to " + std::to_string(count_max)));
    return 0;
  }
  Instant moment(std::string_view name) {
    const auto found = view_.at(name);
    const auto instant = found.json().is_string() ? read_instant(found.json().raw()) : std::nullopt;
    if (!instant) fields_.fail(wrong(found, "a moment with its zone, as 2026-01-31T02:00:00Z"));
    return instant.value_or(Instant{});
  }
  template <class Value, std::size_t count>
  Value word(std::string_view name, const Words<Value, count>& words) {
    const auto found = view_.at(name);
    const auto value = found.json().is_string() ? value_of(words, found.json().raw()) : std::nullopt;
    if (!value) fields_.fail(wrong(found, all_of(words)));
    return value.value_or(words[0].first);
  }
  Reader part(std::string_view name) const { return Reader(view_.at(name)); }
  /// Each element of a list; `read` takes a Reader.
  template <class Read>
  auto list(std::string_view name, Read read) {
    std::vector<decltype(read(std::declval<Reader&>()))> things;
    for (const auto& element : fields_.list(name)) {
      Reader one(element);
      things.push_back(read(one));
      keep(one);
    }
    return things;
  }
  void keep(const Reader& part) { fields_.keep(part.fields_); }
  /// The value, or the first thing that was wrong on the way to it.
  template <class T>
  Result<T> result(T value) const {
    if (fields_.error()) return *fields_.error();
    return value;
  }
  void fail(std::string_view name, const std::string& expected) {
    fields_.fail(wrong(view_.at(name), expected));
  }

 private:
  JsonView view_;
  FieldReader fields_;
};

Integration integration_of(Reader& reader) { return {reader.id("integrationId"), reader.text("name")}; }
Workspace workspace_of(Reader& reader) { return {reader.id("workspaceId"), reader.text("solution")}; }

Company company_of(Reader& reader) {
  return {reader.id("companyId"), reader.text("name"), reader.moment("registeredAt"),
          reader.list("workspaces", workspace_of)};
}

Usage usage_of(Reader& reader) {
  return {reader.count("users"),   reader.count("computers"), reader.count("mobiles"),
          reader.count("devices"), reader.count("mailboxes"), reader.moment("asOf")};
}

Licence licence_of(Reader& reader) {
  Licence licence;
  licence.id = reader.id("licenceId");
  licence.product_name = reader.id("productName");
  licence.type = reader.word("type", licence_types);
  licence.status = reader.word("status", licence_statuses);
  licence.unit = reader.word("unit", licence_units);
  licence.limit = reader.count("limit");
  licence.expires_at = reader.moment("expiresAt");
  auto usage = reader.part("usage");
  licence.usage = usage_of(usage);
  reader.keep(usage);
  return licence;
}

Json text(std::string_view value) { return Json::string(value); }
Json number(std::int64_t value) { return Json::number(value); }
Json moment(Instant instant) { return Json::string(write_instant(instant)); }

template <class Thing>
Json list_of(const std::vector<Thing>& things, Json (*write)(const Thing&)) {
  Json list = Json::array();
  for (const auto& thing : things) list.push(write(thing));
  return list;
}

Json json_of(const Integration& integration) {
  return Json::object({{"integrationId", text(integration.id)}, {"name", text(integration.name)}});
}

Json json_of(const Workspace& workspace) {
  return Json::object({{"workspaceId", text(workspace.id)}, {"solution", text(workspace.solution)}});
}

Json json_of(const Company& company) {
  return Json::object({{"companyId", text(company.id)},
                       {"name", text(company.name)},
                       {"registeredAt", moment(company.registered_at)},
                       {"workspaces", list_of<Workspace>(company.workspaces, json_of)}});
}

Json json_of(const Licence& licence) {
  const auto& usage = licence.usage;
  return Json::object({{"licenceId", text(licence.id)},
                       {"productName", text(licence.product_name)},
                       {"type", text(word_of(licence_types, licence.type))},
                       {"status", text(word_of(licence_statuses, licence.status))},
                       {"unit", text(word_of(licence_units, licence.unit))},
                       {"limit", number(licence.limit)},
                       {"expiresAt", moment(licence.expires_at)},
                       {"usage", Json::object({{"users", number(usage.users)},
                                               {"computers", number(usage.computers)},
                                               {"mobiles", number(usage.mobiles)},
                                               {"devices", number(usage.devices)},
                                               {"mailboxes", number(usage.mailboxes)},
                                               {"asOf", moment(usage.as_of)}})}});
}

std::string path_with(Resource resource, const std::string& company) {
  const auto of_company = std::string(companies_path) + "/" + company;
  switch (resource) {
    case Resource::token:
      return std::string(token_path);
    case Resource::integrations:
      return std::string(integrations_path);
    case Resource::companies:
      return std::string(companies_path);
    case Resource::licences:
      return of_company + std::string(licences_segment);
    case Resource::usage:
      return of_company + std::string(usage_segment);
  }
  return "";
}

std::string parameter(const std::map<std::string, std::string>& parameters, const std::string& name) {
  const auto found = parameters.find(name);
  return found == parameters.end() ? "" : found->second;
}

std::optional<std::int64_t> count_parameter(const std::map<std::string, std::string>& parameters,
                                            const std::string& name, std::int64_t otherwise) {
  const auto written = parameter(parameters, name);
  if (written.empty()) return otherwise;
  const auto count = whole_number(written);
  return count && *count >= 0 && *count <= count_max ? count : std::nullopt;
}

}  // namespace

std::int64_t users_by_formula(const Usage& usage) {
  return std::max(usage.computers, (usage.mobiles + 1) / 2);
}

std::string path_of(const Route& route) { return path_with(route.resource, percent_encoded(route.company)); }

std::string pattern_of(Resource resource) { return path_with(resource, "{id}"); }

std::string companies_target(const CompaniesQuery& query) {
  const auto page = std::string(offset_parameter) + "=" + std::to_string(query.offset) +
                    "&limit=" + std::to_string(query.limit);
  const auto of_one =
      query.integration.empty() ? "" : "integrationId=" + percent_encoded(query.integration) + "&";
  return std::string(companies_path) + "?" + of_one + page;
}

std::string usage_target(const std::string& company, Day day) {
  return path_of({Resource::usage, company}) + "?date=" + write_day(day);
}

std::optional<Route> read_route(std::string_view method, std::string_view path) {
  if (method == "POST" && path == token_path) return Route{Resource::token, ""};
  if (method != "GET") return std::nullopt;
  if (path == integrations_path) return Route{Resource::integrations, ""};
  if (path == companies_path) return Route{Resource::companies, ""};
  if (!path.starts_with(companies_path) || path[companies_path.size()] != '/') return std::nullopt;
  path.remove_prefix(companies_path.size() + 1);
  const auto end = std::min(path.find('/'), path.size());
  const auto company = percent_decoded(path.substr(0, end), false);
  path.remove_prefix(end);
  if (company.empty()) return std::nullopt;
  if (path == licences_segment) return Route{Resource::licences, company};
  if (path == usage_segment) return Route{Resource::usage, company};
  return std::nullopt;
}

std::optional<CompaniesQuery> read_companies_query(const std::map<std::string, std::string>& parameters) {
  const auto offset = count_parameter(parameters, offset_parameter, 0);
  const auto limit = count_parameter(parameters, "limit", page_limit);
  if (!offset || !limit || *limit == 0) return std::nullopt;
  return CompaniesQuery{parameter(parameters, "integrationid"), *offset, *limit};
}

std::optional<Day> read_usage_day(const std::map<std::string, std::string>& parameters) {
  const auto written = parameter(parameters, "date");
  const auto day = read_day(written);
  return day && write_day(*day) == written ? day : std::nullopt;
}

std::string bearer(std::string_view token) { return std::string(bearer_scheme) + std::string(token); }

std::string_view token_of(std::string_view authorization) {
  if (!authorization.starts_with(bearer_scheme)) return "";
  return authorization.substr(bearer_scheme.size());
}

Json write_sign_in(const SignIn& sign_in) {
  Json json = Json::object({{"email", text(sign_in.email)}, {"password", text(sign_in.password)}});
  if (!sign_in.code.empty()) json.set("otp", text(sign_in.code));
  return json;
}

Result<SignIn> read_sign_in(const Json& json) {
  Reader reader{JsonView(json, "")};
  SignIn sign_in{reader.text("email"), reader.text("password"), reader.text_or_empty("otp")};
  return reader.result(std::move(sign_in));
}

Json write_token(std::string_view token, std::chrono::seconds lifetime) {
  return Json::object({{"access_token", text(token)},
                       {"token_type", text(token_type)},
                       {"expires_in", number(lifetime.count())}});
}

Result<std::string> read_token(const Json& json) {
  Reader reader{JsonView(json, "")};
  auto token = reader.text("access_token");
  const bool is_visible =
      std::all_of(token.begin(), token.end(), [](char c) { return c > ' ' && c < '\x7F'; });
  if (token.empty() || token.size() > token_bytes_max || !is_visible)
    return Error{ErrorKind::refused, "The member access_token is no token.", ""};
  if (!equal_ignoring_case(reader.text("token_type"), token_type))
    reader.fail("token_type", std::string(token_type));
  return reader.result(std::move(token));
}

Json write_integrations(const std::vector<Integration>& integrations) {
  return Json::object({{"items", list_of<Integration>(integrations, json_of)}});
}

Result<std::vector<Integration>> read_integrations(const Json& json) {
  Reader reader{JsonView(json, "")};
  auto integrations = reader.list("items", integration_of);
  return reader.result(std::move(integrations));
}

Json write_page(const Page& page) {
  return Json::object({{"items", list_of<Company>(page.items, json_of)},
                       {total_member, number(page.total)},
                       {"offset", number(page.offset)},
                       {"limit", number(page.limit)}});
}

Result<Page> read_page(const Json& json) {
  Reader reader{JsonView(json, "")};
  Page page{reader.list("items", company_of), reader.count(total_member), reader.count("offset"),
            reader.count("limit")};
  return reader.result(std::move(page));
}

Json write_licences(std::string_view company, const std::vector<Licence>& licences) {
  return Json::object({{"companyId", text(company)}, {"licences", list_of<Licence>(licences, json_of)}});
}

Result<std::vector<Licence>> read_licences(const Json& json, std::string_view company) {
  Reader reader{JsonView(json, "")};
  if (reader.id("companyId") != company) reader.fail("companyId", inert(company, 60));
  auto licences = reader.list("licences", licence_of);
  std::set<std::string_view> ids;
  for (const auto& licence : licences)
    if (!ids.insert(licence.id).second)
      return Error{ErrorKind::refused, "The licence " + inert(licence.id, 60) + " came twice.", ""};
  return reader.result(std::move(licences));
}

Json write_error(const ErrorBody& error) {
  return Json::object({{"error", Json::object({{"code", text(word_of(refusals, error.code))},
                                               {"message", text(error.message)}})}});
}

std::optional<ErrorBody> read_error(std::string_view body) {
  const auto json = read_json(body);
  if (!json) return std::nullopt;
  auto reader = Reader(JsonView(*json, "")).part("error");
  ErrorBody error{reader.word("code", refusals), reader.text("message")};
  const auto read = reader.result(std::move(error));
  return read ? std::optional(*read) : std::nullopt;
}

}  // namespace tariff::business_hub
