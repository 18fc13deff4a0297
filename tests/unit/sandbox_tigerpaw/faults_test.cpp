#include <doctest/doctest.h>

#include "adapters/tigerpaw/soap_codec.hpp"
#include "sandbox/disturbed.hpp"
#include "sandbox/layers.hpp"
#include "unit/sandbox_tigerpaw/small_world.hpp"

using namespace tariff;
using namespace tariff::sandbox;
using namespace tariff::sandbox::tiny;

namespace {

const WriterProfile built_in{};

/// Tigerpaw over a small world, disturbed by rules.
struct DisturbedStage {
  WriterProfile spoken;
  SharedWorld shared;
  TigerpawService service{shared.world, shared.lock, [] {}, system_now, spoken};
  HttpHandler handler;

  explicit DisturbedStage(const std::string& rule, WriterProfile profile = built_in)
      : spoken(std::move(profile)) {
    shared.world = small_world();
    shared.profile = spoken;
    handler = with_faults(
        disturbed_tigerpaw([this](const HttpRequest& request) { return service.handle(request); }, shared),
        shared.faults, shared.late);
    auto file = read_faults("{\"rules\":[" + rule + "]}");
    REQUIRE(file.has_value());
    shared.faults.replace(*std::move(file));
  }
  HttpReply get(const std::string& path) {
    HttpRequest request;
    request.method = "GET";
    request.path = path;
    const auto stamp = write_rfc1123(system_now());
    const auto& keys = shared.world.tigerpaw;
    const auto signature = base64(hmac_sha256(keys.private_key, lower_ascii("GET|" + path + "|" + stamp)));
    request.headers["authorization"] = "TSI " + base64(keys.public_key + ":" + signature);
    request.headers["x-tsi-date"] = stamp;
    return handler(request);
  }
  Json read(const std::string& path) { return read_json(get(path).body).value(); }
  HttpReply create() {
    soap::Line line;
    line.index = 1;
    line.item_id = "KES-WKS";
    line.quantity = 0;
    HttpRequest request;
    request.method = "POST";
    request.path = soap::path;
    request.headers["content-type"] = std::string(soap::content_type);
    request.headers["soapaction"] = std::string(soap::action_header);
    request.body = soap::write_request({"billing", "open sesame", 12345, {line}}, spoken);
    return handler(request);
  }
  std::size_t lines() const { return shared.world.tigerpaw.agreements[0].charges.size(); }
};

const std::string charges_path = "/api/agreements/12345/additionalcharges";

std::string on_create(const std::string& fault, const std::string& more = "") {
  return R"({"call":"SOAP create","every":true,"fault":")" + fault + "\"" + more + "}";
}
std::string on_reads(const std::string& fault, const std::string& more = "") {
  return R"({"call":"GET *","every":true,"fault":")" + fault + "\"" + more + "}";
}

}  // namespace

TEST_CASE("a write that is lost before it is handled does nothing, and one that is lost afterwards is done") {
  for (const auto* fault : {"close_before", "reset"}) {
    DisturbedStage stage(on_create(fault));
    CHECK(stage.create().delivery.ending != Delivery::Ending::whole);
    CHECK(stage.lines() == 1);
  }
  for (const auto* fault : {"executed_then_lost", "close_during"}) {
    DisturbedStage stage(on_create(fault));
    CHECK(stage.create().delivery.ending != Delivery::Ending::whole);
    CHECK(stage.lines() == 2);
  }
}

TEST_CASE("a write that comes late is done after its reply was lost") {
  DisturbedStage stage(on_create("lost_then_late", R"(,"milliseconds":1)"));
  CHECK(stage.create().delivery.ending == Delivery::Ending::reset);
  while (stage.shared.late.pending() > 0) {
  }
  CHECK(stage.lines() == 2);
}

TEST_CASE("a late write that has not begun when the sandbox stops is dropped") {
  DisturbedStage stage(on_create("lost_then_late", R"(,"milliseconds":60000)"));
  stage.create();
  CHECK(stage.shared.late.pending() == 1);
  stage.shared.late.stop();
  CHECK(stage.lines() == 1);
}

TEST_CASE("a reply is replaced, before the service has acted or after") {
  for (const bool executed : {false, true}) {
    const std::string more = std::string(",\"executed\":") + (executed ? "true" : "false");
    for (const auto* fault : {"status", "redirect", "html", "empty", "soap_fault"}) {
      DisturbedStage stage(on_create(fault, more));
      const auto reply = stage.create();
      CHECK_FALSE(soap::read_reply(reply.body, built_in).has_value());
      CHECK(stage.lines() == (executed ? 2 : 1));
    }
  }
}

TEST_CASE("Retry-After is sent as it is written, or as a date") {
  DisturbedStage seconds(on_create("status", R"(,"status":429,"retry_after":"7")"));
  CHECK(seconds.create().headers.at("retry-after") == "7");
  DisturbedStage date(on_create("status", R"(,"status":503,"retry_after":"+7s")"));
  const auto sent = read_rfc1123(date.create().headers.at("retry-after"));
  REQUIRE(sent.has_value());
  CHECK(*sent - system_now() <= std::chrono::seconds(7));
  CHECK(*sent - system_now() >= std::chrono::seconds(5));
}

TEST_CASE("what is disturbed speaks the profile of the service") {
  WriterProfile profile;
  profile.request.element = "Charges";
  profile.result.element = "Answer";
  profile.words.failed = "Refused";
  DisturbedStage locked(on_create("locked"), profile);
  const auto reply = soap::read_reply(locked.create().body, profile).value();
  REQUIRE(reply.lines.size() == 1);
  CHECK(reply.lines[0].status == soap::LineStatus::failed);
  DisturbedStage stranger(on_create("other_echo"), profile);
  CHECK(soap::read_reply(stranger.create().body, profile).value().agreement == 12346);
}

TEST_CASE("a refusal has the shape of the call that was made, and nothing was done") {
  DisturbedStage locked(on_create("locked"));
  const auto reply = soap::read_reply(locked.create().body, built_in).value();
  CHECK_FALSE(reply.success);
  REQUIRE(reply.lines.size() == 1);
  CHECK(reply.lines[0].status == soap::LineStatus::failed);
  CHECK(locked.lines() == 1);
  DisturbedStage stranger(on_create("bad_credentials"));
  CHECK(soap::read_reply(stranger.create().body, built_in).value().lines.empty());
  DisturbedStage rest(on_reads("locked"));
  CHECK_FALSE(rest.read(charges_path).find("Success")->truth());
}

TEST_CASE("a reply can be well-formed and wrong") {
  const std::string details = "/api/agreements/12345/details";
  CHECK(DisturbedStage(on_reads("wrong_type")).read(details).find("AgreementNumber")->raw() == "many");
  CHECK(DisturbedStage(on_reads("null_fields")).read(details).find("AgreementNumber")->is_null());
  CHECK(DisturbedStage(on_reads("missing_field", R"(,"field":"AgreementNumber")"))
            .read(details)
            .find("AgreementNumber") == nullptr);
  CHECK(DisturbedStage(on_reads("empty_list")).read(charges_path).items().empty());
  CHECK(
      DisturbedStage(on_reads("total_lies")).read("/api/agreements/account/105").find("TotalCount")->raw() ==
      "3");
  CHECK(DisturbedStage(on_reads("decimals", R"(,"places":1)"))
            .read(charges_path)
            .items()[0]
            .find("Price")
            ->raw() == "7.5");
  CHECK_FALSE(read_json(DisturbedStage(on_reads("truncated")).get(details).body).has_value());
}

TEST_CASE("a SOAP reply can be well-formed and wrong") {
  CHECK_FALSE(soap::read_reply(DisturbedStage(on_create("wrong_type")).create().body, built_in).has_value());
  CHECK_FALSE(soap::read_reply(DisturbedStage(on_create("null_fields")).create().body, built_in).has_value());
  DisturbedStage missing(on_create("missing_field", R"(,"field":"DetailId")"));
  CHECK_FALSE(soap::read_reply(missing.create().body, built_in).value().lines[0].detail_id.has_value());
  CHECK(soap::read_reply(DisturbedStage(on_create("other_echo")).create().body, built_in).value().agreement ==
        12346);
}

TEST_CASE("a stale list is that of before the last write") {
  DisturbedStage stage(R"({"call":"GET *","nth":2,"fault":"stale_list"})");
  stage.create();
  CHECK(stage.read(charges_path).items().size() == 2);
  CHECK(stage.read(charges_path).items().size() == 1);
  CHECK(stage.read(charges_path).items().size() == 2);
}

TEST_CASE("the same page comes again and again") {
  DisturbedStage stage(on_reads("same_page"));
  CHECK(stage.read(charges_path).items().size() == 1);
  stage.create();
  CHECK(stage.read(charges_path).items().size() == 1);
}

TEST_CASE("a read is answered about another customer, in all its facts") {
  DisturbedStage account(on_reads("other_echo"));
  CHECK(account.read("/api/accounts/105/details").find("AccountNumber")->raw() == "1050");
  CHECK(account.read("/api/agreements/12345/details").find("AgreementNumber")->raw() == "12346");
  CHECK(account.read("/api/agreements/account/105").find("Agreements")->items().size() == 1);
}

TEST_CASE("a call that no rule picks is answered as ever") {
  DisturbedStage stage(R"({"call":"SOAP update","every":true,"fault":"reset"})");
  CHECK(soap::read_reply(stage.create().body, built_in).value().success);
  CHECK(stage.get(charges_path).delivery.ending == Delivery::Ending::whole);
  CHECK(stage.read(charges_path).items().size() == 2);
}
