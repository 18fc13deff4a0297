#include <functional>

#include "adapters/tigerpaw/soap_codec.hpp"
#include "contract/tigerpaw/running_tigerpaw.hpp"
#include "support/fault_server.hpp"
#include "text/crypto.hpp"
#include "text/json.hpp"

namespace tariff {
namespace {

using testing::Act;
using testing::Arrived;
using testing::connection_to;
using testing::FaultServer;
using testing::reader_of;
using testing::writer_of;

FaultServer::Behaviour always(const Act& act) {
  return [act](const Arrived&, std::size_t) { return act; };
}

using Write = std::function<WriteAnswer(TigerpawWriter&)>;

/// Every kind of write there is.
std::vector<Write> every_write() {
  const auto price = Money::of_ten_thousandths(30'000);
  return {[=](TigerpawWriter& writer) {
            return writer.create(AgreementNumber(12345), {ItemId("KES-WKS"), "d", PriceLevelId(2), price});
          },
          [=](TigerpawWriter& writer) {
            return writer.set(AgreementNumber(12345),
                              {DetailId(8001), ItemId("KES-SRV"), 5, PriceLevelId(2), price});
          },
          [](TigerpawWriter& writer) {
            return writer.link(AccountNumber(105), ExternalProductId(31), "Kaspersky", "uid");
          }};
}

/// What each write makes of a server that always acts so. Each write arrives exactly once.
void check_each_write(const Act& act, WriteClass expected) {
  for (const auto& write : every_write()) {
    FaultServer server(always(act));
    const auto writer = writer_of(connection_to(server.url()));
    const auto answer = write(*writer);
    CHECK(answer.kind == expected);
    CHECK_FALSE(answer.message.empty());
    CHECK(answer.message.find("open sesame") == std::string::npos);
    CHECK(server.arrived().size() == 1);
  }
}

Error error_of(const auto& result) {
  REQUIRE_FALSE(result.has_value());
  return result.error();
}

std::string accounts_page(const std::string& rows, const std::string& total, const std::string& next) {
  return R"({"Accounts":[)" + rows + R"(],"TotalCount":)" + total + R"(,"NextRow":)" + next +
         R"(,"PageSize":2,"Success":true})";
}

const std::string two_rows =
    R"({"AccountNumber":1,"Account":{"Name":"A"}},{"AccountNumber":2,"Account":{"Name":"B"}})";

TEST_CASE("a write that was executed and whose answer was lost is unknown and was executed once") {
  check_each_write(testing::close_silently(), WriteClass::unknown);
  check_each_write(testing::reset_silently(), WriteClass::unknown);
}

TEST_CASE("a fault that quotes the request does not bring the password into a message") {
  const auto fault = soap::write_fault("soap:Client", "Bad request: <Password>open sesame</Password>");
  for (const int status : {200, 500}) {
    FaultServer server(always(testing::reply_with(status, fault, "", "text/xml")));
    const auto answer = every_write().front()(*writer_of(connection_to(server.url())));
    CHECK(answer.kind == WriteClass::unknown);
    CHECK(answer.message.find("Bad request") != std::string::npos);
    CHECK(answer.message.find("open sesame") == std::string::npos);
  }
}

TEST_CASE("nor does a refusal, in whatever form and wherever it is cut") {
  for (const std::string& quoted : {std::string("open sesame"), base64("open sesame"), hex("open sesame")}) {
    for (std::size_t before = 285; before < 300; ++before) {
      const Json body = Json::object({{"Message", Json::string(std::string(before, '-') + quoted)}});
      FaultServer server(always(testing::reply_with(400, body.text())));
      const auto answer = every_write().front()(*writer_of(connection_to(server.url())));
      CHECK(answer.kind == WriteClass::refused);
      CHECK(answer.message.find(quoted.substr(0, 3)) == std::string::npos);
    }
  }
}

TEST_CASE("two writes of one writer never share a connection") {
  FaultServer server(always(testing::reply_with(503, "")));
  const auto writer = writer_of(connection_to(server.url()));
  for (const auto& write : every_write()) CHECK(write(*writer).kind == WriteClass::busy);
  const auto arrived = server.arrived();
  REQUIRE(arrived.size() == 3);
  CHECK(server.connections() == 3);
}

TEST_CASE("no redirect is followed, and no credential reaches another origin") {
  FaultServer elsewhere(always(testing::reply_with(200, "{}")));
  const auto redirect = testing::reply_with(302, "", "Location: " + elsewhere.url() + "/stolen\r\n");
  check_each_write(redirect, WriteClass::unknown);
  FaultServer server(always(redirect));
  CHECK(error_of(reader_of(connection_to(server.url()))->price_levels()).kind == ErrorKind::refused);
  CHECK(elsewhere.arrived().empty());
  CHECK(elsewhere.connections() == 0);
}

TEST_CASE("an HTML page with status 200 is no answer") {
  const auto page = testing::reply_with(200, "<html><body>Sign in</body></html>", "", "text/html");
  check_each_write(page, WriteClass::unknown);
  FaultServer server(always(page));
  const auto error = error_of(reader_of(connection_to(server.url()))->account(AccountNumber(105)));
  CHECK(error.kind == ErrorKind::refused);
  CHECK(error.message.find("/api/accounts/105/details") != std::string::npos);
}

TEST_CASE("a truncated reply is no answer") {
  const auto truncated = testing::bytes_then_close(
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
      "400\r\n\r\n[{\"PriceLevelId\":1,");
  check_each_write(truncated, WriteClass::unknown);
  FaultServer server(always(truncated));
  CHECK(error_of(reader_of(connection_to(server.url()))->price_levels()).kind == ErrorKind::unavailable);
}

TEST_CASE("a reply that ends early but says its own length is refused") {
  FaultServer server(always(testing::reply_with(200, "[{\"PriceLevelId\":1,")));
  CHECK(error_of(reader_of(connection_to(server.url()))->price_levels()).kind == ErrorKind::refused);
}

TEST_CASE("a service that is down was sent nothing") {
  const auto url = "http://127.0.0.1:" + std::to_string(testing::closed_port());
  for (const auto& write : every_write())
    CHECK(write(*writer_of(connection_to(url))).kind == WriteClass::not_sent);
}

TEST_CASE("rights that are missing stop the writes") {
  check_each_write(testing::reply_with(401, R"({"Message":"No."})"), WriteClass::unauthorized);
  check_each_write(testing::reply_with(403, ""), WriteClass::unauthorized);
}

TEST_CASE("the same page for ever ends the listing") {
  FaultServer server(always(testing::reply_with(200, accounts_page(two_rows, "9", "3"))));
  const auto error = error_of(reader_of(connection_to(server.url()))->accounts());
  CHECK(error.kind == ErrorKind::unavailable);
  CHECK(error.message.find("came twice") != std::string::npos);
  CHECK(server.arrived().size() == 4);
}

TEST_CASE("a listing of another shape is refused") {
  for (const auto* body : {R"({"Accounts":[]})", R"({"TotalCount":0})", "[]",
                           R"({"Accounts":[{"AccountNumber":1}],"TotalCount":1})"}) {
    FaultServer server(always(testing::reply_with(200, body)));
    CHECK(error_of(reader_of(connection_to(server.url()))->accounts()).kind == ErrorKind::refused);
  }
}

TEST_CASE("a reply about another thing than was asked is never believed") {
  const auto reading = [](const std::string& body, const auto& read) {
    FaultServer server(always(testing::reply_with(200, body)));
    return error_of(read(*reader_of(connection_to(server.url())))).kind;
  };
  CHECK(reading(R"({"AccountNumber":1050,"Account":"F"})", [](TigerpawReader& reader) {
          return reader.account(AccountNumber(105));
        }) == ErrorKind::refused);
  CHECK(reading(R"({"AgreementNumber":2,"AccountNumber":5})", [](TigerpawReader& reader) {
          return reader.agreement(AgreementNumber(1));
        }) == ErrorKind::refused);
  CHECK(reading(R"({"Agreements":[{"AgreementNumber":2,"AccountNumber":1050}],"TotalCount":1})",
                [](TigerpawReader& reader) { return reader.agreements_of(AccountNumber(105)); }) ==
        ErrorKind::refused);
  CHECK(reading(R"({"ItemId":"KES-WKS"})",
                [](TigerpawReader& reader) { return reader.item(ItemId("KES")); }) == ErrorKind::not_found);
}

TEST_CASE("an account's agreements that do not come at all are unread, not none") {
  for (const auto& act : {testing::reply_with(200, ""), testing::reply_with(200, "null"),
                          testing::reply_with(404, R"({"Message":"gone"})")}) {
    FaultServer server(always(act));
    CHECK(error_of(reader_of(connection_to(server.url()))->agreements_of(AccountNumber(105))).kind ==
          ErrorKind::refused);
  }
}

TEST_CASE("agreements that the envelope counts and does not list are unread") {
  FaultServer server(always(testing::reply_with(
      200, R"({"Agreements":[{"AgreementNumber":2,"AccountNumber":105}],"TotalCount":2})")));
  const auto error = error_of(reader_of(connection_to(server.url()))->agreements_of(AccountNumber(105)));
  CHECK(error.kind == ErrorKind::unavailable);
  CHECK(error.message.find("unread") != std::string::npos);
}

TEST_CASE("a read is repeated after a 503 and a write is not") {
  FaultServer server([](const Arrived&, std::size_t number) {
    return number == 1 ? testing::reply_with(503, "", "Retry-After: 1\r\n")
                       : testing::reply_with(200, R"([{"PriceLevelId":2,"Description":"Gold"}])");
  });
  CHECK(reader_of(connection_to(server.url()))->price_levels().value().size() == 1);
  CHECK(server.arrived().size() == 2);
  check_each_write(testing::reply_with(503, "", "Retry-After: 1\r\n"), WriteClass::busy);
}

}  // namespace
}  // namespace tariff
