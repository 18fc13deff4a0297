#include "sandbox/business_hub_service.hpp"

#include <utility>

#include "sandbox/business_hub_answer.hpp"
#include "text/crypto.hpp"
#include "text/one_time_code.hpp"

namespace tariff::sandbox {
namespace {

using business_hub::Refusal;
using business_hub::Resource;
using std::chrono::seconds;

constexpr seconds minute{60};
constexpr seconds code_step{30};

bool is_good_code(const std::string& secret, const std::string& code, Instant now) {
  if (secret.empty()) return true;
  for (const auto moment : {now - code_step, now, now + code_step})
    if (one_time_code(secret, moment) == code) return true;
  return false;
}

bool may_sign_in(const BusinessHub& hub, const std::string& body, Instant now) {
  const auto json = read_json(body);
  if (!json) return false;
  const auto given = business_hub::read_sign_in(*json);
  return given && given->email == hub.email && given->password == hub.password &&
         is_good_code(hub.otp_secret, given->code, now);
}

}  // namespace

BusinessHubService::BusinessHubService(const World& world, std::mutex& world_lock,
                                       std::function<Instant()> clock)
    : world_(world), world_lock_(world_lock), clock_(std::move(clock)) {}

HttpReply BusinessHubService::handle(const HttpRequest& request) {
  const std::lock_guard guard(world_lock_);
  if (!world_.business_hub) return hub_refusal(Refusal::not_found, "There is no Business Hub in this world.");
  const Instant now = clock_();
  if (const auto wait = wait_seconds(*world_.business_hub, now)) {
    auto reply = hub_refusal(Refusal::rate_limited, "Too many requests.");
    reply.headers["retry-after"] = std::to_string(*wait);
    return reply;
  }
  return answer(*world_.business_hub, request, now);
}

HttpReply BusinessHubService::answer(const BusinessHub& hub, const HttpRequest& request, Instant now) {
  const auto route = business_hub::read_route(request.method, request.path);
  if (route && route->resource == Resource::token) return sign_in(hub, request, now);
  if (!may_read(request, now)) return hub_refusal(Refusal::unauthorized, "There is no good token.");
  if (!route) return hub_refusal(Refusal::not_found, "There is no such resource.");
  return hub_answer({hub, request, route->company, now}, route->resource);
}

HttpReply BusinessHubService::sign_in(const BusinessHub& hub, const HttpRequest& request, Instant now) {
  if (!may_sign_in(hub, request.body, now))
    return hub_refusal(Refusal::unauthorized, "The e-mail, the password or the one-time code is wrong.");
  const auto token = random_token(40);
  good_until_[token] = now + seconds(hub.token_seconds);
  return hub_json(business_hub::write_token(token, seconds(hub.token_seconds)));
}

bool BusinessHubService::may_read(const HttpRequest& request, Instant now) const {
  const auto found = good_until_.find(business_hub::token_of(request.header("authorization")));
  return found != good_until_.end() && now < found->second;
}

std::optional<std::int64_t> BusinessHubService::wait_seconds(const BusinessHub& hub, Instant now) {
  if (hub.requests_per_minute <= 0) return std::nullopt;
  while (!let_in_.empty() && now - let_in_.front() >= minute) let_in_.pop_front();
  if (static_cast<std::int64_t>(let_in_.size()) >= hub.requests_per_minute)
    return (let_in_.front() + minute - now).count();
  let_in_.push_back(now);
  return std::nullopt;
}

void BusinessHubService::forget_tokens() {
  const std::lock_guard guard(world_lock_);
  good_until_.clear();
}

}  // namespace tariff::sandbox
