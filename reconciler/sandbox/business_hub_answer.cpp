#include "sandbox/business_hub_answer.hpp"

#include <algorithm>
#include <vector>

namespace tariff::sandbox {
namespace {

using business_hub::Refusal;
using business_hub::Resource;

int status_of(Refusal refusal) {
  switch (refusal) {
    case Refusal::unauthorized:
      return 401;
    case Refusal::not_found:
      return 404;
    case Refusal::rate_limited:
      return 429;
    case Refusal::internal:
      return 500;
  }
  return 500;
}

HttpReply reply_with(int status, const Json& json) {
  return {status, {{"content-type", "application/json"}}, json.text()};
}

/// Counts that the world leaves out follow from the others. Source: business-hub.md section 5.
business_hub::Usage usage_of(const HubUsage& told, Instant as_of) {
  business_hub::Usage usage;
  usage.computers = told.computers;
  usage.mobiles = told.mobiles;
  usage.mailboxes = told.mailboxes;
  usage.users = told.users.value_or(business_hub::users_by_formula(usage));
  usage.devices = told.devices.value_or(told.computers + told.mobiles);
  usage.as_of = told.as_of.value_or(as_of);
  return usage;
}

HttpReply companies(const HubCall& call) {
  const auto query = business_hub::read_companies_query(call.request.query);
  if (!query) return hub_refusal(Refusal::not_found, "A parameter has another form.");
  const auto& known = call.hub.integrations;
  const auto is_meant = [&](const auto& integration) { return integration.id == query->integration; };
  if (!query->integration.empty() && std::none_of(known.begin(), known.end(), is_meant))
    return hub_refusal(Refusal::not_found, "There is no such integration.");
  business_hub::Page page;
  page.offset = query->offset;
  page.limit = std::clamp<std::int64_t>(query->limit, 1, std::max<std::int64_t>(call.hub.page_limit_max, 1));
  for (const auto& company : call.hub.companies) {
    if (!query->integration.empty() && company.integration != query->integration) continue;
    const auto number = page.total++;
    if (number < page.offset || number >= page.offset + page.limit) continue;
    page.items.push_back({company.id, company.name, company.registered_at, company.workspaces});
  }
  return hub_json(business_hub::write_page(page));
}

HttpReply licences(const HubCall& call, Instant as_of) {
  const auto& companies = call.hub.companies;
  const auto company = std::find_if(companies.begin(), companies.end(),
                                    [&](const auto& one) { return one.id == call.company; });
  if (company == companies.end()) return hub_refusal(Refusal::not_found, "There is no such company.");
  std::vector<business_hub::Licence> list;
  for (const auto& licence : company->licences)
    list.push_back({licence.id, licence.product_name, licence.type, licence.status, licence.unit,
                    licence.limit, licence.expires_at, usage_of(licence.usage, as_of)});
  return hub_json(business_hub::write_licences(company->id, list));
}

HttpReply usage(const HubCall& call) {
  const auto day = business_hub::read_usage_day(call.request.query);
  if (!day) return hub_refusal(Refusal::not_found, "The date has another form.");
  const Instant begins = std::chrono::sys_days{*day};
  if (begins > call.now) return hub_refusal(Refusal::not_found, "There is no usage of a day to come.");
  return licences(call, begins);
}

}  // namespace

HttpReply hub_json(const Json& json) { return reply_with(200, json); }

HttpReply hub_refusal(Refusal refusal, std::string_view message) {
  return reply_with(status_of(refusal), business_hub::write_error({refusal, std::string(message)}));
}

HttpReply hub_answer(const HubCall& call, Resource resource) {
  switch (resource) {
    case Resource::integrations:
      return hub_json(business_hub::write_integrations(call.hub.integrations));
    case Resource::companies:
      return companies(call);
    case Resource::licences:
      return licences(call, std::chrono::floor<std::chrono::days>(call.now));
    case Resource::usage:
      return usage(call);
    case Resource::token:
      break;
  }
  return hub_refusal(Refusal::internal, "The sign-in is answered elsewhere.");
}

}  // namespace tariff::sandbox
