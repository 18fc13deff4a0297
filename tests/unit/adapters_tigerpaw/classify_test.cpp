#include "adapters/tigerpaw/classify.hpp"

#include <functional>
#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace {

using namespace tariff;
using namespace tariff::tigerpaw;

const WriterProfile built_in{};

http::Answer reply(int status, const std::string& body) {
  http::Reply made;
  made.status = status;
  made.body = body;
  return made;
}

http::Answer failure(http::Cause cause) { return http::HttpFailure{cause, "It failed.", ""}; }

const std::string api_error = R"({"Message":"The agreement is locked."})";
const std::string page = "<html><body>Oops</body></html>";

/// One answer and what it must mean.
struct Case {
  std::string what;
  http::Answer answer;
  WriteClass expected;
};

/// Every row of the table that does not depend on the body of a 200.
std::vector<Case> rows_by_status() {
  std::vector<Case> cases{
      {"name not resolved", failure(http::Cause::not_resolved), WriteClass::not_sent},
      {"connection refused", failure(http::Cause::not_connected), WriteClass::not_sent},
      {"certificate or pin", failure(http::Cause::not_trusted), WriteClass::not_sent},
      {"not sendable", failure(http::Cause::bad_request), WriteClass::not_sent},
      {"timeout", failure(http::Cause::timed_out), WriteClass::unknown},
      {"reset, end of file, truncated", failure(http::Cause::broken_off), WriteClass::unknown},
      {"too large", failure(http::Cause::too_large), WriteClass::unknown},
      {"401", reply(401, api_error), WriteClass::unauthorized},
      {"403", reply(403, page), WriteClass::unauthorized},
      {"429", reply(429, ""), WriteClass::busy},
      {"503", reply(503, page), WriteClass::busy}};
  for (const int status : {400, 404, 409, 422}) {
    cases.push_back({"API error", reply(status, api_error), WriteClass::refused});
    cases.push_back({"HTML with 4xx", reply(status, page), WriteClass::unknown});
    cases.push_back({"empty 4xx", reply(status, ""), WriteClass::unknown});
  }
  for (const int status : {201, 204, 301, 302, 307, 405, 408, 500, 502, 504})
    cases.push_back({"status " + std::to_string(status), reply(status, api_error), WriteClass::unknown});
  cases.push_back({"empty 200", reply(200, ""), WriteClass::unknown});
  cases.push_back({"HTML 200", reply(200, page), WriteClass::unknown});
  cases.push_back({"null 200", reply(200, "null"), WriteClass::unknown});
  return cases;
}

void check_all(const std::vector<Case>& cases,
               const std::function<WriteAnswer(const http::Answer&)>& classify) {
  for (const auto& one : cases) {
    CAPTURE(one.what);
    const auto answer = classify(one.answer);
    CHECK(answer.kind == one.expected);
    CHECK(answer.message.empty() == (one.expected == WriteClass::done));
    CHECK_FALSE((answer.detail && answer.kind != WriteClass::done));
  }
}

soap::Request sent(soap::LineAction action) {
  soap::Line line;
  line.index = 1;
  line.action = action;
  if (action == soap::LineAction::update) line.detail_id = 9001;
  line.item_id = "KES";
  return {"user", "password", 50, {line}};
}

soap::Reply good(soap::LineAction action) {
  const bool creates = action == soap::LineAction::create;
  return {
      50, true, "", {{1, action, creates ? soap::LineStatus::created : soap::LineStatus::updated, 9001, ""}}};
}

/// A good reply with one thing changed.
http::Answer changed(soap::LineAction action, const std::function<void(soap::Reply&)>& change) {
  auto made = good(action);
  change(made);
  return reply(200, soap::write_reply(made, built_in));
}

}  // namespace

TEST_CASE("every row of the table holds for charges and for links") {
  check_all(rows_by_status(), [](const http::Answer& answer) {
    return classify_charge(answer, sent(soap::LineAction::create), built_in);
  });
  check_all(rows_by_status(), [](const http::Answer& answer) { return classify_link(answer, {31, "uid"}); });
}

TEST_CASE("a create is done when the echo is right, and brings its DetailId") {
  const auto answer = classify_charge(reply(200, soap::write_reply(good(soap::LineAction::create), built_in)),
                                      sent(soap::LineAction::create), built_in);
  CHECK(answer.kind == WriteClass::done);
  CHECK(answer.detail == DetailId(9001));
}

TEST_CASE("a set is done when the echo is right") {
  const auto answer = classify_charge(reply(200, soap::write_reply(good(soap::LineAction::update), built_in)),
                                      sent(soap::LineAction::update), built_in);
  CHECK(answer.kind == WriteClass::done);
  CHECK_FALSE(answer.detail.has_value());
}

TEST_CASE("any other echo of a charge is unknown") {
  using soap::LineAction;
  using soap::LineStatus;
  using soap::Reply;
  const std::vector<std::function<void(Reply&)>> changes{
      [](Reply& r) { r.agreement = 51; },
      [](Reply& r) { r.lines[0].index = 2; },
      [](Reply& r) { r.lines[0].action = LineAction::remove; },
      [](Reply& r) { r.lines[0].status = LineStatus::deleted; },
      [](Reply& r) { r.lines[0].status = LineStatus::failed; },
      [](Reply& r) { r.success = false; },
      [](Reply& r) { r.lines[0].detail_id.reset(); },
      [](Reply& r) { r.lines[0].detail_id = 0; },
      [](Reply& r) { r.lines.clear(); },
      [](Reply& r) {
        r.lines.push_back({2, LineAction::create, LineStatus::created, 9002, ""});
      }};
  for (std::size_t i = 0; i < changes.size(); ++i) {
    CAPTURE(i);
    for (const auto action : {LineAction::create, LineAction::update})
      CHECK(classify_charge(changed(action, changes[i]), sent(action), built_in).kind == WriteClass::unknown);
  }
}

TEST_CASE("a set that answers about another DetailId is unknown") {
  const auto answer = changed(soap::LineAction::update, [](soap::Reply& r) { r.lines[0].detail_id = 9002; });
  CHECK(classify_charge(answer, sent(soap::LineAction::update), built_in).kind == WriteClass::unknown);
}

TEST_CASE("Tigerpaw's own failures are refused in its words") {
  const auto whole = changed(soap::LineAction::create, [](soap::Reply& r) {
    r.success = false;
    r.message = "The account is not cross-referenced.";
    r.lines.clear();
  });
  const auto refused_whole = classify_charge(whole, sent(soap::LineAction::create), built_in);
  CHECK(refused_whole.kind == WriteClass::refused);
  CHECK(refused_whole.message.find("not cross-referenced") != std::string::npos);
  const auto line = changed(soap::LineAction::update, [](soap::Reply& r) {
    r.success = false;
    r.lines[0].status = soap::LineStatus::failed;
    r.lines[0].message = "Line item not found.";
  });
  const auto refused_line = classify_charge(line, sent(soap::LineAction::update), built_in);
  CHECK(refused_line.kind == WriteClass::refused);
  CHECK(refused_line.message.find("Line item not found.") != std::string::npos);
}

TEST_CASE("a refusal of another agreement proves nothing about ours") {
  const auto answer = changed(soap::LineAction::create, [](soap::Reply& r) {
    r.agreement = 51;
    r.success = false;
    r.lines.clear();
  });
  CHECK(classify_charge(answer, sent(soap::LineAction::create), built_in).kind == WriteClass::unknown);
}

TEST_CASE("a SOAP fault is unknown with any status, and its words are kept") {
  for (const int status : {200, 400, 500}) {
    const auto answer = classify_charge(reply(status, soap::write_fault("soap:Server", "Locked.")),
                                        sent(soap::LineAction::create), built_in);
    CHECK(answer.kind == WriteClass::unknown);
  }
  const auto fault = classify_charge(reply(200, soap::write_fault("soap:Server", "Locked.")),
                                     sent(soap::LineAction::create), built_in);
  CHECK(fault.message.find("Locked.") != std::string::npos);
}

TEST_CASE("a truncated SOAP reply is unknown at every length") {
  const auto whole = soap::write_reply(good(soap::LineAction::create), built_in);
  for (std::size_t length = 0; length + 1 < whole.size(); ++length)
    CHECK(
        classify_charge(reply(200, whole.substr(0, length)), sent(soap::LineAction::create), built_in).kind ==
        WriteClass::unknown);
}

TEST_CASE("a link is done only when its echo is whole") {
  const LinkSent link{31, "uid"};
  const auto judged = [&](const std::string& body) { return classify_link(reply(200, body), link).kind; };
  CHECK(
      judged(
          R"({"ExternalProduct":{"AccountExternalProductId":701,"ExternalProductId":31,"ExternalId":"uid"},)"
          R"("Success":true,"Message":""})") == WriteClass::done);
  CHECK(judged(R"({"Success":false,"Message":"No."})") == WriteClass::refused);
  for (
      const auto* body :
      {R"({"Success":true})", R"({"Success":false})", "{}", "[]",
       R"({"ExternalProduct":{"AccountExternalProductId":701,"ExternalProductId":31,"ExternalId":"uid"}})",
       R"({"ExternalProduct":{"AccountExternalProductId":701,"ExternalProductId":32,"ExternalId":"uid"},"Success":true})",
       R"({"ExternalProduct":{"AccountExternalProductId":701,"ExternalProductId":31,"ExternalId":"other"},"Success":true})",
       R"({"ExternalProduct":{"AccountExternalProductId":0,"ExternalProductId":31,"ExternalId":"uid"},"Success":true})",
       R"({"ExternalProduct":{"AccountExternalProductId":701,"ExternalProductId":31,"ExternalId":"ui)"}) {
    CAPTURE(body);
    CHECK(judged(body) == WriteClass::unknown);
  }
}
