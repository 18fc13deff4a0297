#include "adapters/tigerpaw/api.hpp"

#include "base/inert.hpp"
#include "text/crypto.hpp"
#include "text/match.hpp"
#include "text/time.hpp"

namespace tariff::tigerpaw {
namespace {

Error unusable(const std::string& call, const std::string& found, const std::string& hint) {
  return {ErrorKind::refused, "Tigerpaw answered " + call + " with " + found + ".", hint};
}

/// The API's own words, where the body has them: ": No such thing".
std::string words_of(const std::string& body) {
  const auto json = read_json(body);
  if (!json) return "";
  auto message = JsonView(*json, "").string("Message");
  if (!message) return "";
  // The sentence around it ends with a full stop of its own.
  if (message->ends_with('.')) message->pop_back();
  return ": " + inert(*message, 300);
}

Error status_error(const http::Reply& reply, const std::string& call) {
  const auto found = "status " + std::to_string(reply.status) + words_of(reply.body);
  if (reply.status == 401)
    return unusable(call, found,
                    "Check TARIFF_TIGERPAW_PUBLIC_KEY and TARIFF_TIGERPAW_PRIVATE_KEY: transposed keys give "
                    "this answer, and so may a clock that is off.");
  if (reply.status == 403)
    return unusable(call, found, "Give the security role of the keys' rep the right to read this.");
  if (reply.status == 404)
    return {ErrorKind::not_found, "Tigerpaw answered " + call + " with " + found + ".", ""};
  if (reply.status >= 300 && reply.status < 400)
    return unusable(call, found, "A redirect is never followed; write the final address as [tigerpaw] url.");
  if (reply.status == 429 || reply.status >= 500)
    return {ErrorKind::unavailable, "Tigerpaw answered " + call + " with " + found + ".", "Try again later."};
  return unusable(call, found, "");
}

}  // namespace

std::string authorization(const TigerpawConnection& keys, const std::string& method, const std::string& path,
                          const std::string& stamp) {
  const auto text = lower_ascii(method + "|" + path + "|" + stamp);
  const auto signature = base64(hmac_sha256(keys.private_key.reveal(), text));
  return "TSI " + base64(keys.public_key.reveal() + ":" + signature);
}

Headers signed_headers(const TigerpawConnection& keys, const std::string& method, const std::string& path,
                       Instant now) {
  const auto stamp = write_rfc1123(now);
  return {{"Accept", "application/json"},
          {"Authorization", authorization(keys, method, path, stamp)},
          {"X-TSI-Date", stamp}};
}

Result<http::Service> service_of(const TigerpawConnection& connection) {
  return http::Service::make(connection.url, {connection.trust.pins, connection.trust.ca_file});
}

Result<Json> read_answer(const http::Answer& answer, const std::string& call) {
  if (const auto* failure = http::failure_of(answer)) return http::read_error(*failure);
  const auto& reply = *http::reply_of(answer);
  if (reply.status < 200 || reply.status >= 300) return status_error(reply, call);
  if (reply.body.empty())
    return Error{ErrorKind::not_found, "Tigerpaw answered " + call + " with an empty body.", ""};
  auto json = read_json(reply.body);
  if (!json)
    return unusable(call, "something else than JSON: " + json.error().message,
                    "Check [tigerpaw] url; a proxy or a sign-in page may stand before it.");
  if (json->is_null()) return Error{ErrorKind::not_found, "Tigerpaw answered " + call + " with null.", ""};
  const JsonView view(*json, "");
  const auto success = view.boolean_or("Success", true);
  if (!success) return unusable(call, "another shape: " + success.error().message, "");
  if (!*success) return unusable(call, "Success false" + words_of(reply.body), "");
  return json;
}

Api::Api(http::Service service, TigerpawConnection connection, SigningClock clock, http::Waiting waiting)
    : connection_(std::move(connection)),
      clock_(std::move(clock)),
      waiting_(std::move(waiting)),
      reader_(std::move(service), connection_.max_parallel) {}

Result<Json> Api::get(const std::string& path, const std::string& query) {
  return ask(http::Request{}, path, query);
}

Result<Json> Api::search(const std::string& path, const Json& body) {
  http::Request request;
  request.method = "POST";
  request.body = body.text();
  request.content_type = "application/json";
  return ask(std::move(request), path, "");
}

Result<Json> Api::ask(http::Request request, const std::string& path, const std::string& query) {
  const auto full_path = reader_.service().base_path() + path;
  request.target = full_path + query;
  request.headers = signed_headers(connection_, request.method, full_path, clock_());
  const auto call = request.method + " " + full_path;
  return read_answer(http::read_patiently(reader_, request, budget_, waiting_), call);
}

}  // namespace tariff::tigerpaw
