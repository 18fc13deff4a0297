#include "sandbox/fault_kinds.hpp"

#include <charconv>
#include <thread>
#include <utility>

#include "adapters/business_hub/codec.hpp"
#include "adapters/tigerpaw/soap_codec.hpp"
#include "sandbox/fault_content.hpp"
#include "sandbox/faults.hpp"
#include "sandbox/security_center_answer.hpp"
#include "text/match.hpp"
#include "text/time.hpp"

namespace tariff::sandbox {
namespace {

using std::chrono::milliseconds;

HttpReply asked(const FaultCall& call) { return call.service.handle(call.request); }

/// No reply: the connection ends in that way.
HttpReply lost(Delivery::Ending ending) {
  HttpReply reply;
  reply.delivery.ending = ending;
  return reply;
}

/// Acts first where the rule says so; then another reply takes the place of the good one.
HttpReply instead(const FaultCall& call, HttpReply reply) {
  if (call.settings.executed) asked(call);
  return reply;
}

HttpReply close_before(const FaultCall&) { return lost(Delivery::Ending::close); }

HttpReply reset(const FaultCall&) { return lost(Delivery::Ending::reset); }

HttpReply close_during(const FaultCall& call) {
  HttpReply reply = asked(call);
  reply.delivery.ending = Delivery::Ending::half_then_close;
  return reply;
}

HttpReply executed_then_lost(const FaultCall& call) {
  asked(call);
  return lost(Delivery::Ending::reset);
}

HttpReply lost_then_late(const FaultCall& call) {
  call.late.after(milliseconds(call.settings.milliseconds),
                  [handle = call.service.handle, request = call.request] { handle(request); });
  return lost(Delivery::Ending::reset);
}

HttpReply silence(const FaultCall& call) { return instead(call, lost(Delivery::Ending::hold)); }

HttpReply refuse_next(const FaultCall& call) {
  HttpReply reply = asked(call);
  reply.delivery.refuse_next = milliseconds(call.settings.milliseconds);
  return reply;
}

HttpReply drip(const FaultCall& call) {
  HttpReply reply = asked(call);
  reply.delivery.pause = milliseconds(call.settings.milliseconds);
  return reply;
}

HttpReply delay(const FaultCall& call) {
  HttpReply reply = asked(call);
  std::this_thread::sleep_for(milliseconds(call.settings.milliseconds));
  return reply;
}

HttpReply other_date(const FaultCall& call) {
  HttpReply reply = asked(call);
  reply.headers["date"] = write_rfc1123(system_now() + std::chrono::seconds(call.settings.seconds));
  return reply;
}

std::string html_page(std::string_view title) {
  return "<html><head><title>" + std::string(title) + "</title></head><body>" + std::string(title) +
         "</body></html>";
}

/// `+2s` as the date two seconds from now; anything else as it is.
std::string retry_after_text(const std::string& text) {
  std::int64_t seconds = 0;
  const auto* end = text.data() + text.size();
  if (!text.starts_with('+') || std::from_chars(text.data() + 1, end, seconds).ptr != end - 1) return text;
  return write_rfc1123(system_now() + std::chrono::seconds(seconds));
}

/// A refusal has the API's own error body; what a gateway says comes as a page.
HttpReply status(const FaultCall& call) {
  const auto number = static_cast<int>(call.settings.status);
  HttpReply reply{number, {{"content-type", "application/json"}}, R"({"Message":"Not this time."})"};
  if (number >= 500) reply = {number, {{"content-type", "text/html"}}, html_page("Bad gateway")};
  if (!call.settings.retry_after.empty())
    reply.headers["retry-after"] = retry_after_text(call.settings.retry_after);
  return instead(call, std::move(reply));
}

HttpReply redirect(const FaultCall& call) {
  return instead(call, {302, {{"location", call.settings.to}}, ""});
}

HttpReply html(const FaultCall& call) {
  return instead(call, {200, {{"content-type", "text/html"}}, html_page("Please sign in")});
}

HttpReply empty(const FaultCall& call) { return instead(call, {200, {}, ""}); }

HttpReply xml_reply(std::string body, int number) {
  return {number, {{"content-type", std::string(soap::content_type)}}, std::move(body)};
}

HttpReply soap_fault(const FaultCall& call) {
  return instead(call,
                 xml_reply(soap::write_fault("soap:Server", "Server was unable to process request."), 500));
}

/// The API's own failure shape, for the call that was made.
HttpReply refused_in_words(const FaultCall& call, const std::string& words, bool names_the_line) {
  const auto sent = soap::read_request(call.request.body, call.service.profile);
  if (!sent)
    return {200,
            {{"content-type", "application/json"}},
            Json::object({{"Success", Json::boolean(false)}, {"Message", Json::string(words)}}).text()};
  soap::Reply reply{sent->agreement, false, words, {}};
  if (names_the_line)
    for (const auto& line : sent->lines)
      reply.lines.push_back({line.index, line.action, soap::LineStatus::failed, line.detail_id, words});
  return xml_reply(soap::write_reply(reply, call.service.profile), 200);
}

HttpReply locked(const FaultCall& call) {
  return refused_in_words(call, "The record is open in another user's client.", true);
}

HttpReply bad_credentials(const FaultCall& call) {
  return refused_in_words(call, "The user name or the password is wrong.", false);
}

HttpReply pxg_error(const FaultCall& call) {
  const PxgError error{call.settings.code, "KLSTD", "Injected failure", 0};
  return instead(call, {200, {{"content-type", "application/json"}}, answer_text(error)});
}

HttpReply session_expires(const FaultCall& call) {
  call.service.end_session(call.request);
  return asked(call);
}

HttpReply wrong_type(const FaultCall& call) { return with_wrong_types(asked(call)); }
HttpReply null_fields(const FaultCall& call) { return with_nulls(asked(call)); }
HttpReply missing_field(const FaultCall& call) { return without_field(asked(call), call.settings.field); }
HttpReply truncated(const FaultCall& call) { return cut_in_half(asked(call)); }
HttpReply total_lies(const FaultCall& call) { return with_other_totals(asked(call)); }
HttpReply empty_list(const FaultCall& call) { return with_empty_lists(asked(call)); }

HttpReply stale_list(const FaultCall& call) {
  return call.service.kind(call.request).is_write ? asked(call)
                                                  : call.service.before_last_write(call.request);
}

HttpReply decimals(const FaultCall& call) { return with_decimal_places(asked(call), call.settings.places); }

/// What was asked, but for the place in the list.
std::string question_of(const HttpRequest& request) {
  std::string asked_for = request.path;
  for (const auto& [name, value] : request.query)
    if (name != business_hub::offset_parameter) asked_for += "&" + name + "=" + value;
  auto body = read_json(request.body);
  if (!body) return asked_for + "\n" + request.body;
  std::erase_if(body->members(),
                [](const auto& member) { return member.first == "StartRow" || member.first == "nStart"; });
  return asked_for + "\n" + body->text();
}

HttpReply same_page(const FaultCall& call) {
  return call.faults.first_reply(question_of(call.request), [&] { return asked(call); });
}

/// A write is carried out as asked, and the answer speaks of somebody else; a read is answered about somebody
/// else.
HttpReply other_echo(const FaultCall& call) {
  if (call.service.kind(call.request).is_write)
    return about_another_customer(asked(call), call.service.profile);
  return call.service.about_another(call.request);
}

constexpr std::array kinds{
    FaultKind{"close_before", "closed before it is handled", {}, close_before},
    FaultKind{"close_during", "done, closed after half of the reply", {}, close_during},
    FaultKind{"reset", "reset before it is handled", {}, reset},
    FaultKind{"executed_then_lost", "done, then reset", {}, executed_then_lost},
    FaultKind{
        "lost_then_late", "reset, and done so many milliseconds later", {"milliseconds"}, lost_then_late},
    FaultKind{"silence", "no reply, as long as the client waits", {"executed"}, silence},
    FaultKind{"refuse_next", "answered, then nobody can connect for a while", {"milliseconds"}, refuse_next},
    FaultKind{"drip", "in twenty pieces with pauses", {"milliseconds"}, drip},
    FaultKind{"delay", "done, and the reply held back", {"milliseconds"}, delay},
    FaultKind{"other_date", "done, by a clock so many seconds ahead", {"seconds"}, other_date},
    FaultKind{"status", "another status", {"status", "executed", "retry_after"}, status},
    FaultKind{"redirect", "302 to another place", {"to", "executed"}, redirect},
    FaultKind{"html", "200 with a page", {"executed"}, html},
    FaultKind{"empty", "200 with nothing", {"executed"}, empty},
    FaultKind{"soap_fault", "500 with a SOAP fault", {"executed"}, soap_fault},
    FaultKind{"locked", "refused: the record is open elsewhere", {}, locked},
    FaultKind{"bad_credentials", "refused: wrong password", {}, bad_credentials},
    FaultKind{"pxg_error", "200 with Security Center's error", {"code", "executed"}, pxg_error},
    FaultKind{"session_expires", "the session has ended", {}, session_expires},
    FaultKind{"wrong_type", "numbers are texts", {}, wrong_type},
    FaultKind{"null_fields", "every value is null", {}, null_fields},
    FaultKind{"missing_field", "one field is missing", {"field"}, missing_field},
    FaultKind{"truncated", "half of the body as if it were all", {}, truncated},
    FaultKind{"decimals", "decimals with other places", {"places"}, decimals},
    FaultKind{"total_lies", "totals are one too many", {}, total_lies},
    FaultKind{"empty_list", "lists are empty, totals 0, with success", {}, empty_list},
    FaultKind{"stale_list", "as before the last write", {}, stale_list},
    FaultKind{"same_page", "the first page again and again", {}, same_page},
    FaultKind{"other_echo", "about another customer", {}, other_echo},
};

}  // namespace

std::span<const FaultKind> fault_kinds() { return kinds; }

}  // namespace tariff::sandbox
