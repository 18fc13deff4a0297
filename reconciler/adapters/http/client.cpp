#include "adapters/http/client.hpp"

namespace tariff::http {

const std::string& Reply::header(const std::string& lower_case_name) const {
  static const std::string none;
  const auto found = headers.find(lower_case_name);
  return found == headers.end() ? none : found->second;
}

Stage HttpFailure::stage() const {
  switch (cause) {
    case Cause::bad_request:
    case Cause::not_resolved:
    case Cause::not_connected:
    case Cause::not_trusted:
      return Stage::not_sent;
    case Cause::timed_out:
    case Cause::broken_off:
    case Cause::too_large:
      return Stage::unknown;
  }
  return Stage::unknown;
}

Answer without_secrets(Answer answer, const Redactor& hide) {
  if (auto* reply = std::get_if<Reply>(&answer)) reply->body = hide(std::move(reply->body));
  return answer;
}

Error read_error(const HttpFailure& failure) {
  switch (failure.cause) {
    case Cause::bad_request:
      return {ErrorKind::invalid, failure.message, failure.hint};
    case Cause::not_trusted:
      return {ErrorKind::refused, failure.message, failure.hint};
    case Cause::not_resolved:
    case Cause::not_connected:
    case Cause::timed_out:
    case Cause::broken_off:
    case Cause::too_large:
      break;
  }
  return {ErrorKind::unavailable, failure.message, failure.hint};
}

}  // namespace tariff::http
