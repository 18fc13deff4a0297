#pragma once

#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "adapters/business_hub/codec.hpp"
#include "base/instant.hpp"
#include "sandbox/http_message.hpp"
#include "sandbox/world.hpp"

namespace tariff::sandbox {

/// Business Hub over a small world.
///
/// Shape: the routes of adapters/business_hub/codec.hpp, JSON both ways. 401 for a wrong sign-in or no good
/// token, 404 for what does not exist: another path or method, a company or an integration that is not there,
/// a parameter of another form, the usage of a day that has not begun; 429 with Retry-After over the world's
/// requests a minute. A one-time code is good for its half minute, the one before and the one after. The
/// world has no past: the usage of every day is what it counts now. ASSUMED, all of it. Source:
/// business-hub.md section 5.
class BusinessHubService {
 public:
  /// Requires: `world` and `world_lock` outlive this; `clock` may be called from any thread.
  BusinessHubService(const World& world, std::mutex& world_lock, std::function<Instant()> clock);
  HttpReply handle(const HttpRequest& request);
  /// Lets every token expire.
  void forget_tokens();

 private:
  HttpReply answer(const BusinessHub& hub, const HttpRequest& request, Instant now);
  HttpReply sign_in(const BusinessHub& hub, const HttpRequest& request, Instant now);
  bool may_read(const HttpRequest& request, Instant now) const;
  /// Seconds until the next request is let in; nullopt where this one is.
  std::optional<std::int64_t> wait_seconds(const BusinessHub& hub, Instant now);

  const World& world_;
  std::mutex& world_lock_;
  std::function<Instant()> clock_;
  std::map<std::string, Instant, std::less<>> good_until_;  ///< by token
  std::deque<Instant> let_in_;                              ///< the requests of the last minute
};

}  // namespace tariff::sandbox
