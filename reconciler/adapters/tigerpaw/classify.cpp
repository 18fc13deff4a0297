#include "adapters/tigerpaw/classify.hpp"

#include <optional>
#include <utility>

#include "base/inert.hpp"
#include "text/json.hpp"

namespace tariff::tigerpaw {
namespace {

WriteAnswer unknown(std::string message) { return {WriteClass::unknown, std::nullopt, std::move(message)}; }

WriteAnswer refused(const std::string& words) {
  return {WriteClass::refused, std::nullopt,
          "Tigerpaw refused the write: " + (words.empty() ? "(no reason given)" : inert(words, 300))};
}

/// The words of the API's own error body, {"Message": "…"}; nullopt where the body is anything else.
std::optional<std::string> error_words(const std::string& body) {
  const auto json = read_json(body);
  if (!json || !json->is_object()) return std::nullopt;
  const auto message = JsonView(*json, "").string("Message");
  if (!message) return std::nullopt;
  return *message;
}

/// What failure and status alone say; nullopt for a 200, whose body has to be looked at.
std::optional<WriteAnswer> judged_by_status(const http::Answer& answer) {
  if (const auto* failure = http::failure_of(answer)) {
    const bool sent = failure->stage() != http::Stage::not_sent;
    return WriteAnswer{sent ? WriteClass::unknown : WriteClass::not_sent, std::nullopt, failure->message};
  }
  const auto& reply = *http::reply_of(answer);
  const auto status = "Tigerpaw answered the write with status " + std::to_string(reply.status) + ".";
  if (reply.status == 200) return std::nullopt;
  if (reply.status == 401 || reply.status == 403)
    return WriteAnswer{WriteClass::unauthorized, std::nullopt, status};
  if (reply.status == 429 || reply.status == 503) return WriteAnswer{WriteClass::busy, std::nullopt, status};
  const bool may_refuse =
      reply.status == 400 || reply.status == 404 || reply.status == 409 || reply.status == 422;
  const auto words = may_refuse ? error_words(reply.body) : std::nullopt;
  return words ? refused(*words) : unknown(status);
}

bool is_status_of(soap::LineAction action, soap::LineStatus status) {
  switch (action) {
    case soap::LineAction::create:
      return status == soap::LineStatus::created;
    case soap::LineAction::update:
      return status == soap::LineStatus::updated;
    case soap::LineAction::remove:
      return status == soap::LineStatus::deleted;
  }
  return false;
}

WriteAnswer judged_line(const soap::Reply& reply, const soap::Line& sent) {
  const auto& line = reply.lines.front();
  if (line.index != sent.index || line.action != sent.action)
    return unknown("Tigerpaw answered about another line than the one that was sent.");
  const bool other_id = sent.detail_id && line.detail_id && *line.detail_id != *sent.detail_id;
  if (other_id) return unknown("Tigerpaw answered about another DetailId than the one that was sent.");
  const bool failed = line.status == soap::LineStatus::failed;
  if (failed == reply.success) return unknown("Tigerpaw's reply contradicts itself about success.");
  if (failed) return refused(line.message.empty() ? reply.message : line.message);
  if (!is_status_of(sent.action, line.status))
    return unknown("Tigerpaw says that it did something else than was asked.");
  if (!line.detail_id || *line.detail_id <= 0) return unknown("Tigerpaw's reply names no DetailId.");
  WriteAnswer answer{WriteClass::done, std::nullopt, ""};
  if (sent.action == soap::LineAction::create) answer.detail = DetailId(*line.detail_id);
  return answer;
}

/// SOAP sends its faults with status 500; their words say what the number does not. Neither proves anything.
WriteAnswer with_fault_words(WriteAnswer judged, const http::Answer& answer, const WriterProfile& profile) {
  const auto* reply = http::reply_of(answer);
  if (reply == nullptr || reply->status != 500) return judged;
  if (const auto fault = soap::read_reply(reply->body, profile); !fault)
    judged.message += " " + fault.error().message;
  return judged;
}

/// Fails: refused: no success and row of that shape; the message says what is missing.
Status check_link_echo(const JsonView& reply, const LinkSent& sent) {
  const auto row = reply.at("ExternalProduct");
  const auto id = row.whole("AccountExternalProductId");
  if (!id) return id.error();
  const auto product = row.whole("ExternalProductId");
  if (!product) return product.error();
  const auto external_id = row.string("ExternalId");
  if (!external_id) return external_id.error();
  if (*id > 0 && *product == sent.product && *external_id == sent.external_id) return done();
  return Error{ErrorKind::refused, "It names another cross-reference than the one that was sent.", ""};
}

}  // namespace

WriteAnswer classify_charge(const http::Answer& answer, const soap::Request& sent,
                            const WriterProfile& profile) {
  if (auto judged = judged_by_status(answer)) return with_fault_words(*std::move(judged), answer, profile);
  const auto reply = soap::read_reply(http::reply_of(answer)->body, profile);
  if (!reply) return unknown("Tigerpaw's reply to the write could not be read. " + reply.error().message);
  if (reply->agreement != sent.agreement)
    return unknown("Tigerpaw answered about agreement " + std::to_string(reply->agreement) + ", not " +
                   std::to_string(sent.agreement) + ".");
  if (reply->lines.empty() && !reply->success) return refused(reply->message);
  if (reply->lines.size() != 1)
    return unknown("Tigerpaw answered about " + std::to_string(reply->lines.size()) +
                   " lines, one was sent.");
  return judged_line(*reply, sent.lines.front());
}

WriteAnswer classify_link(const http::Answer& answer, const LinkSent& sent) {
  if (auto judged = judged_by_status(answer)) return *judged;
  const auto& body = http::reply_of(answer)->body;
  const auto json = read_json(body);
  if (!json) return unknown("Tigerpaw's reply to the link could not be read. " + json.error().message);
  const JsonView view(*json, "");
  const auto success = view.boolean("Success");
  if (!success) return unknown("Tigerpaw's reply to the link does not say whether it succeeded.");
  if (!*success) {
    const auto words = error_words(body);
    return words ? refused(*words) : unknown("Tigerpaw's reply to the link is a failure without a message.");
  }
  const auto echo = check_link_echo(view, sent);
  if (!echo) return unknown("Tigerpaw's reply to the link is not its echo. " + echo.error().message);
  return {WriteClass::done, std::nullopt, ""};
}

}  // namespace tariff::tigerpaw
