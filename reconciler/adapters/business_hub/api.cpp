#include "adapters/business_hub/api.hpp"

#include <algorithm>
#include <utility>

#include "adapters/business_hub/listing.hpp"
#include "base/inert.hpp"
#include "text/one_time_code.hpp"
#include "text/redact.hpp"

namespace tariff::business_hub {
namespace {

constexpr std::size_t call_bytes_max = 200;

/// What was asked, without its parameters.
std::string call_of(const std::string& target) {
  return "GET " + inert(target.substr(0, target.find('?')), call_bytes_max);
}

Error unusable(const std::string& call, const std::string& found, const std::string& hint) {
  return {ErrorKind::refused, "Business Hub answered " + call + " with " + found + ".", hint};
}

/// The service's own words, where the body has them: ": No such company".
std::string words_of(const std::optional<ErrorBody>& error) {
  if (!error || error->message.empty()) return "";
  // The sentence around it ends with a full stop of its own.
  const std::string_view message = error->message;
  return ": " + inert(message.ends_with('.') ? message.substr(0, message.size() - 1) : message, 300);
}

Error status_error(const http::Reply& reply, const std::string& call) {
  const auto error = read_error(reply.body);
  const auto found = "status " + std::to_string(reply.status) + words_of(error);
  if (reply.status == 401 || reply.status == 403)
    return unusable(call, found,
                    "See whether the account may administer this integration and its companies.");
  if (reply.status == 404 && error && error->code == Refusal::not_found)
    return {ErrorKind::not_found, "Business Hub answered " + call + " with " + found + ".", ""};
  if (reply.status == 429 || reply.status >= 500)
    return {ErrorKind::unavailable, "Business Hub answered " + call + " with " + found + ".",
            "Try again later."};
  if (reply.status >= 300 && reply.status < 400)
    return unusable(call, found,
                    "A redirect is never followed; write the final address as the source's url.");
  return unusable(call, found, "Check the source's url in connections.toml.");
}

/// The JSON of a good reply. `call` is what was asked, for messages: "GET /v1/companies".
Result<Json> read_answer(const http::Answer& answer, const std::string& call) {
  if (const auto* failure = http::failure_of(answer)) return http::read_error(*failure);
  const auto& reply = *http::reply_of(answer);
  if (reply.status != 200) return status_error(reply, call);
  auto json = read_json(reply.body);
  if (!json)
    return unusable(
        call, "something else than JSON: " + json.error().message,
        "Check the source's url in connections.toml; a proxy or a sign-in page may stand before it.");
  return json;
}

/// What `read` makes of the JSON of a good reply.
template <class T>
Result<T> understood(const http::Answer& answer, const std::string& call, const Reading<T>& read) {
  const auto json = read_answer(answer, call);
  if (!json) return json.error();
  auto value = read(*json);
  if (value) return value;
  return Error{ErrorKind::refused,
               "Business Hub's reply to " + call + " cannot be used. " + value.error().message,
               "What Business Hub sends is assumed, not documented; nothing is counted from this reply."};
}

/// The same, with an error that quotes none of the secrets: a service may quote the request that it complains
/// of. What the answer means is not touched.
template <class T>
Result<T> judged(const http::Answer& answer, const std::string& call, const Reading<T>& read,
                 const std::vector<std::string>& secrets) {
  auto found = understood<T>(answer, call, read);
  if (found) return found;
  Error error = std::move(found).error();
  const auto hidden = understood<T>(http::without_secrets(answer, Redactor(secrets)), call, read);
  error.message = hidden ? "Business Hub's reply to " + call + " cannot be used." : hidden.error().message;
  return error;
}

/// One message for every way in which the credentials were not accepted; the service's words stay out of it.
Error not_signed_in(int status, bool with_code) {
  return {ErrorKind::refused,
          std::string("Business Hub did not accept the e-mail and password") +
              (with_code ? " with the one-time code" : "") + " (status " + std::to_string(status) + ").",
          with_code
              ? "Check the source's e-mail, password and OTP secret, and this machine's clock."
              : "Check the source's e-mail and password; an account with two-step verification also needs "
                "its OTP secret."};
}

}  // namespace

Result<std::unique_ptr<Api>> Api::make(BusinessHubConnection connection, http::Waiting waiting) {
  auto service = http::Service::make(connection.url, {connection.trust.pins, connection.trust.ca_file});
  if (!service) return service.error();
  if (connection.email.empty() || connection.password.empty())
    return Error{ErrorKind::invalid, "There is no e-mail or no password for Business Hub.",
                 "Set the secrets of this source."};
  if (!connection.otp_secret.empty() && !one_time_code(connection.otp_secret.reveal(), waiting.now()))
    return Error{ErrorKind::invalid, "The OTP secret for Business Hub is no base32 text.",
                 "Take it from the set-up of two-step verification: letters A to Z and digits 2 to 7."};
  return std::make_unique<Api>(*std::move(service), std::move(connection), std::move(waiting));
}

Api::Api(http::Service service, BusinessHubConnection connection, http::Waiting waiting)
    : connection_(std::move(connection)),
      waiting_(std::move(waiting)),
      reader_(std::move(service), std::max<std::size_t>(connection_.max_parallel, 1)) {}

Status Api::sign_in() {
  const auto token = token_other_than("");
  return token ? done() : token.error();
}

Result<std::vector<Integration>> Api::integrations() {
  return get<std::vector<Integration>>(path_of({Resource::integrations, ""}), read_integrations);
}

Result<std::vector<Company>> Api::companies(const std::string& integration) {
  return read_companies([&](std::int64_t offset) {
    return get<Page>(companies_target({integration, offset, page_limit}), read_page);
  });
}

Result<std::vector<Licence>> Api::licences(const std::string& company) {
  return get<std::vector<Licence>>(path_of({Resource::licences, company}),
                                   [&](const Json& json) { return read_licences(json, company); });
}

Result<std::vector<Licence>> Api::usage(const std::string& company, Day day) {
  return get<std::vector<Licence>>(usage_target(company, day),
                                   [&](const Json& json) { return read_licences(json, company); });
}

template <class T>
Result<T> Api::get(const std::string& target, const Reading<T>& read) {
  auto token = token_other_than("");
  if (!token) return token.error();
  auto answer = ask(target, *token);
  if (const auto* reply = http::reply_of(answer); reply != nullptr && reply->status == 401) {
    token = token_other_than(*token);
    if (!token) return token.error();
    answer = ask(target, *token);
  }
  return judged<T>(answer, call_of(target), read, secrets_and(*token));
}

std::vector<std::string> Api::secrets_and(const std::string& passing) const {
  return {connection_.email.reveal(), connection_.password.reveal(), connection_.otp_secret.reveal(),
          passing};
}

http::Answer Api::ask(const std::string& target, const std::string& token) {
  http::Request request;
  request.target = reader_.service().base_path() + target;
  request.headers = {{"Accept", "application/json"}, {"Authorization", bearer(token)}};
  return http::read_patiently(reader_, request, budget_, waiting_);
}

Result<std::string> Api::token_other_than(const std::string& expired) {
  const std::lock_guard lock(signing_in_);
  if (refusal_) return *refusal_;
  // Another thread may have signed in since this one saw its token expire.
  if (token_ != expired) return token_;
  auto token = new_token();
  if (token) token_ = *token;
  if (!token && token.error().kind == ErrorKind::refused) refusal_ = token.error();
  return token;
}

Result<std::string> Api::new_token() {
  const auto& secret = connection_.otp_secret;
  SignIn sign_in{connection_.email.reveal(), connection_.password.reveal(), ""};
  if (!secret.empty()) sign_in.code = one_time_code(secret.reveal(), waiting_.now()).value_or("");
  http::Request request;
  request.method = "POST";
  request.target = reader_.service().base_path() + path_of({Resource::token, ""});
  request.headers = {{"Accept", "application/json"}};
  request.content_type = "application/json";
  request.body = write_sign_in(sign_in).text();
  const auto answer = http::read_patiently(reader_, request, budget_, waiting_);
  const auto* reply = http::reply_of(answer);
  if (reply != nullptr && (reply->status == 401 || reply->status == 403))
    return not_signed_in(reply->status, !secret.empty());
  return judged<std::string>(answer, "the sign-in", read_token, secrets_and(sign_in.code));
}

}  // namespace tariff::business_hub
