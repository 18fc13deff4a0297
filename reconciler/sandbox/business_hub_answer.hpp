#pragma once

#include <string>
#include <string_view>

#include "adapters/business_hub/codec.hpp"
#include "base/instant.hpp"
#include "sandbox/http_message.hpp"
#include "sandbox/world.hpp"

/// What the sandbox's Business Hub answers to a request that may read.
namespace tariff::sandbox {

/// One routed call; the world's lock is held. `company` is "" where the route names none.
struct HubCall {
  const BusinessHub& hub;
  const HttpRequest& request;
  std::string company;
  Instant now;
};

HttpReply hub_json(const Json& json);
/// An error body with the status that belongs to it.
HttpReply hub_refusal(business_hub::Refusal refusal, std::string_view message);
/// Requires: the resource is not the token.
HttpReply hub_answer(const HubCall& call, business_hub::Resource resource);

}  // namespace tariff::sandbox
