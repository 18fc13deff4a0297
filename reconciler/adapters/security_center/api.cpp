#include "adapters/security_center/api.hpp"

#include <string>
#include <utility>
#include <vector>

#include "adapters/security_center/answer.hpp"
#include "adapters/security_center/values.hpp"
#include "text/crypto.hpp"

namespace tariff::security_center {
namespace {

constexpr std::chrono::seconds call_timeout{120};
constexpr std::chrono::seconds end_timeout{10};

http::Request request_for(const Center& center, std::string_view method) {
  http::Request request;
  request.method = "POST";
  request.target = center.service.base_path() + "/api/v1.0/" + std::string(method);
  request.timeout = call_timeout;
  return request;
}

std::string login_of(const Center& center) {
  return "KSCBasic user=\"" + base64(center.user.reveal()) + "\", pass=\"" +
         base64(center.password.reveal()) + "\", internal=\"" + (center.internal_user ? "1" : "0") + "\"";
}

/// A service may quote the request in its error, password and all; what the answer means is not touched.
template <class Read>
Result<Json> judged(const http::Answer& answer, const std::vector<std::string>& secrets, const Read& read) {
  auto found = read(answer);
  if (found) return found;
  Error error = std::move(found).error();
  const auto hidden = read(http::without_secrets(answer, Redactor(secrets)));
  error.message = hidden ? "Security Center refused the call." : hidden.error().message;
  return error;
}

}  // namespace

Session::Session(const Center& center, std::unique_ptr<http::HttpReader> reader)
    : center_(&center), reader_(std::move(reader)) {}
Session::Session(Session&&) noexcept = default;

Result<Session> Session::open(const Center& center, const std::string& virtual_server) {
  Session session(center, std::make_unique<http::HttpReader>(center.service, 1));
  auto started = session.start(virtual_server);
  if (!started) return std::move(started).error();
  const auto id = JsonView(*started, "Session.StartSession").string("PxgRetVal");
  if (!id) return id.error();
  session.id_ = *id;
  return session;
}

Result<Json> Session::start(const std::string& virtual_server) {
  auto request = request_for(*center_, "Session.StartSession");
  request.headers = {{"Authorization", login_of(*center_)}};
  if (!virtual_server.empty()) request.headers.emplace_back("X-KSC-VServer", base64(virtual_server));
  const auto answer = http::read_patiently(*reader_, request, *center_->budget, center_->waiting);
  return judged(answer, {center_->user.reveal(), center_->password.reveal()},
                [&](const http::Answer& one) { return read_login_answer(one, virtual_server); });
}

Session::~Session() {
  if (id_.empty() || !reader_) return;
  auto request = request_for(*center_, "Session.EndSession");
  request.headers = {{"X-KSC-Session", id_}};
  request.timeout = end_timeout;
  center_->budget->count_request();
  // Nothing hangs on the answer: a session that could not be ended ends by itself.
  reader_->read(request);
}

Result<Json> Session::call(std::string_view method, const Json& arguments, Repeat repeat) {
  auto request = request_for(*center_, method);
  request.headers = {{"X-KSC-Session", id_}};
  request.content_type = "application/json";
  request.body = arguments.text();
  const auto read = [&](const http::Answer& answer) { return read_answer(answer, method); };
  if (repeat == Repeat::yes)
    return judged(http::read_patiently(*reader_, request, *center_->budget, center_->waiting), {id_}, read);
  center_->budget->count_request();
  return judged(reader_->read(request), {id_}, read);
}

}  // namespace tariff::security_center
