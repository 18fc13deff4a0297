#include "adapters/tigerpaw/soap_codec.hpp"

#include <algorithm>
#include <regex>
#include <string>

#include <doctest/doctest.h>

namespace {

using namespace tariff;
using namespace tariff::soap;

const WriterProfile built_in{};

const std::string request_example = R"(<?xml version="1.0" encoding="utf-8"?>
<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">
  <soap:Header>
    <AuthHeader xmlns="http://www.tigerpawsoftware.com/">
      <UserName>user</UserName>
      <Password>password</Password>
    </AuthHeader>
  </soap:Header>
  <soap:Body>
    <SubmitAgreementAdditionalCharges xmlns="http://www.tigerpawsoftware.com">
      <Params>
        <!-- ASSUMED from here -->
        <AgreementAdditionalCharges xmlns="">
          <AgreementNumber>12345</AgreementNumber>
          <LineItems>
            <LineItem Index="1">
              <Action>Create</Action>
              <ItemId>KES-WKS</ItemId>
              <Description>Kaspersky Endpoint Security, workstations</Description>
              <Quantity>19</Quantity>
              <PriceLevelId>2</PriceLevelId>
              <PrintWhenQuantityZero>false</PrintWhenQuantityZero>
              <DeleteAfterInvoicing>false</DeleteAfterInvoicing>
              <UseFlatPrice>false</UseFlatPrice>
            </LineItem>
            <LineItem Index="2">
              <Action>Update</Action>
              <DetailId>9001</DetailId>
              <ItemId>KES-SRV</ItemId>
              <Quantity>4</Quantity>
              <Price>3.5000</Price>
            </LineItem>
            <LineItem Index="3">
              <Action>Delete</Action>
              <DetailId>9002</DetailId>
            </LineItem>
          </LineItems>
        </AgreementAdditionalCharges>
        <!-- ASSUMED to here -->
      </Params>
    </SubmitAgreementAdditionalCharges>
  </soap:Body>
</soap:Envelope>)";

const std::string reply_example = R"(<?xml version="1.0" encoding="utf-8"?>
<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">
  <soap:Body>
    <SubmitAgreementAdditionalChargesResponse xmlns="http://www.tigerpawsoftware.com">
      <SubmitAgreementAdditionalChargesResult>
        <!-- ASSUMED from here -->
        <AgreementAdditionalChargesResult xmlns="">
          <AgreementNumber>12345</AgreementNumber>
          <Success>false</Success>
          <Message>1 of 3 line items failed.</Message>
          <LineItems>
            <LineItem Index="1">
              <Action>Create</Action><Status>Created</Status><DetailId>9003</DetailId><Message></Message>
            </LineItem>
            <LineItem Index="2">
              <Action>Update</Action><Status>Updated</Status><DetailId>9001</DetailId><Message></Message>
            </LineItem>
            <LineItem Index="3">
              <Action>Delete</Action><Status>Failed</Status><DetailId>9002</DetailId>
              <Message>Line item not found.</Message>
            </LineItem>
          </LineItems>
        </AgreementAdditionalChargesResult>
        <!-- ASSUMED to here -->
      </SubmitAgreementAdditionalChargesResult>
    </SubmitAgreementAdditionalChargesResponse>
  </soap:Body>
</soap:Envelope>)";

Request example_request() {
  Line create;
  create.index = 1;
  create.item_id = "KES-WKS";
  create.description = "Kaspersky Endpoint Security, workstations";
  create.quantity = 19;
  create.price_level_id = 2;
  create.print_when_quantity_zero = false;
  create.delete_after_invoicing = false;
  create.use_flat_price = false;
  Line update;
  update.index = 2;
  update.action = LineAction::update;
  update.detail_id = 9001;
  update.item_id = "KES-SRV";
  update.quantity = 4;
  update.price = "3.5000";
  Line remove;
  remove.index = 3;
  remove.action = LineAction::remove;
  remove.detail_id = 9002;
  return {"user", "password", 12345, {create, update, remove}};
}

Reply example_reply() {
  return {12345,
          false,
          "1 of 3 line items failed.",
          {{1, LineAction::create, LineStatus::created, 9003, ""},
           {2, LineAction::update, LineStatus::updated, 9001, ""},
           {3, LineAction::remove, LineStatus::failed, 9002, "Line item not found."}}};
}

/// Without what stands there for people: comments, line ends and indents.
std::string packed(const std::string& text) {
  static const std::regex layout("<!--[^>]*-->|\\n *");
  return std::regex_replace(text, layout, "");
}

/// Other names, another order and other words wherever a profile can have them.
WriterProfile another_profile() {
  WriterProfile profile;
  const auto change = [](auto& content) {
    const auto rename = [](auto& elements) {
      for (auto& element : elements) element.name = "x" + element.name;
      std::reverse(elements.begin(), elements.end());
    };
    content.element = "Charges";
    content.line = "Position";
    content.index = "No";
    rename(content.parts);
    rename(content.line_parts);
  };
  change(profile.request);
  change(profile.result);
  profile.words = {"Add", "Change", "Drop", "Added", "Changed", "Dropped", "Refused", "Y", "N"};
  return profile;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("the request example of the fact sheet is read whole") {
  const auto read = read_request(request_example, built_in);
  REQUIRE(read.has_value());
  CHECK(*read == example_request());
}

TEST_CASE("the reply example of the fact sheet is read whole") {
  const auto read = read_reply(reply_example, built_in);
  REQUIRE(read.has_value());
  CHECK(*read == example_reply());
}

TEST_CASE("what is written is read back as it was") {
  CHECK(read_request(write_request(example_request(), built_in), built_in).value() == example_request());
  CHECK(read_reply(write_reply(example_reply(), built_in), built_in).value() == example_reply());
}

TEST_CASE("the built-in profile writes the fact sheet's examples, byte for byte") {
  CHECK(write_request(example_request(), built_in) == packed(request_example));
  CHECK(write_reply(example_reply(), built_in) == packed(reply_example));
}

TEST_CASE("another profile names and orders everything inside, and nothing around it") {
  const auto profile = another_profile();
  const auto request = write_request(example_request(), profile);
  CHECK(request.find(
            "<Params><Charges xmlns=\"\"><xLineItems><Position No=\"1\"><xUseFlatPrice>N</xUseFlatPrice>"
            "<xDeleteAfterInvoicing>N</xDeleteAfterInvoicing>") != std::string::npos);
  CHECK(request.find("<xItemId>KES-WKS</xItemId><xAction>Add</xAction></Position>") != std::string::npos);
  CHECK(request.find("</xLineItems><xAgreementNumber>12345</xAgreementNumber></Charges></Params>") !=
        std::string::npos);
  CHECK(request.find("<UserName>user</UserName><Password>password</Password>") != std::string::npos);
  const auto reply = write_reply(example_reply(), profile);
  CHECK(reply.find("<Charges xmlns=\"\"><xLineItems><Position "
                   "No=\"1\"><xMessage></xMessage><xDetailId>9003</xDetailId>"
                   "<xStatus>Added</xStatus><xAction>Add</xAction></Position>") != std::string::npos);
  CHECK(reply.find("<xSuccess>N</xSuccess><xAgreementNumber>12345</xAgreementNumber></Charges>") !=
        std::string::npos);
  CHECK(read_request(request, profile).value() == example_request());
  CHECK(read_reply(reply, profile).value() == example_reply());
}

TEST_CASE("who speaks another profile is not understood, either way") {
  const auto profile = another_profile();
  CHECK(read_request(write_request(example_request(), built_in), profile).error().kind == ErrorKind::refused);
  CHECK(read_request(write_request(example_request(), profile), built_in).error().kind == ErrorKind::refused);
  CHECK(read_reply(write_reply(example_reply(), built_in), profile).error().kind ==
        ErrorKind::outcome_unknown);
  CHECK(read_reply(write_reply(example_reply(), profile), built_in).error().kind ==
        ErrorKind::outcome_unknown);
}

TEST_CASE("1 and 0 are truths only beside the words of XML Schema") {
  auto profile = built_in;
  const auto text = replaced(reply_example, "<Success>false", "<Success>0");
  CHECK(read_reply(text, profile).value() == example_reply());
  profile.words.yes = "1";
  profile.words.no = "0";
  CHECK(read_reply(reply_example, profile).value() == example_reply());
  profile.words.yes = "Y";
  profile.words.no = "N";
  CHECK(read_reply(text, profile).error().message == "Success is '0', not one of Y, N.");
}

TEST_CASE("elements are written in the order of the schema") {
  auto request = example_request();
  request.lines[0].detail_id = 7;
  request.lines[0].price = "1.5";
  const auto text = write_request(request, built_in);
  std::size_t last = 0;
  for (const auto* name :
       {"<soap:Header>", "<UserName>", "<Password>", "<AgreementNumber>", "Index=\"1\"", "<Action>",
        "<DetailId>", "<ItemId>", "<Description>", "<Quantity>", "<Price>", "<PriceLevelId>",
        "<PrintWhenQuantityZero>", "<DeleteAfterInvoicing>", "<UseFlatPrice>"}) {
    const auto at = text.find(name);
    CAPTURE(name);
    REQUIRE(at != std::string::npos);
    CHECK(at > last);
    last = at;
  }
}

TEST_CASE("the two vendor namespaces differ by their slash") {
  const auto text = write_request(example_request(), built_in);
  CHECK(text.find("<AuthHeader xmlns=\"http://www.tigerpawsoftware.com/\">") != std::string::npos);
  CHECK(text.find("<SubmitAgreementAdditionalCharges xmlns=\"http://www.tigerpawsoftware.com\">") !=
        std::string::npos);
}

TEST_CASE("markup in a description stays text") {
  auto request = example_request();
  request.lines[0].description = "<script>alert(1)</script> & \"A\" 'b' ]]> \xC3\xA4";
  request.user = "o'brien & <sons>";
  const auto text = write_request(request, built_in);
  CHECK(text.find("<script>") == std::string::npos);
  CHECK(read_request(text, built_in).value() == request);
}

TEST_CASE("control characters are left out because XML cannot spell them") {
  auto request = example_request();
  request.lines[0].description = std::string("a\x1b[2J\x01z");
  const auto text = write_request(request, built_in);
  CHECK(read_request(text, built_in).value().lines[0].description == "a[2Jz");
}

TEST_CASE("whole numbers may carry a zero fraction and blanks around them") {
  auto text = replaced(request_example, "<Quantity>19<", "<Quantity> 19.0000 <");
  text = replaced(text, "<PriceLevelId>2<", "<PriceLevelId>2.0<");
  CHECK(read_request(text, built_in).value() == example_request());
}

TEST_CASE("a quantity with a fraction is refused") {
  const auto read = read_request(replaced(request_example, "<Quantity>19<", "<Quantity>19.5<"), built_in);
  REQUIRE_FALSE(read.has_value());
  CHECK(read.error().kind == ErrorKind::refused);
  CHECK(read.error().message.find("19.5") != std::string::npos);
}

TEST_CASE("prefixes, namespaces and unknown elements do not matter to the reader") {
  auto text = replaced(reply_example, "<AgreementAdditionalChargesResult xmlns=\"\">",
                       "<t:AgreementAdditionalChargesResult xmlns:t=\"urn:x\"><t:Surprise>1</t:Surprise>");
  text = replaced(text, "</AgreementAdditionalChargesResult>", "</t:AgreementAdditionalChargesResult>");
  CHECK(read_reply(text, built_in).value() == example_reply());
}

TEST_CASE("a comment inside a number does not split it") {
  const auto text = replaced(reply_example, "<DetailId>9003<", "<DetailId>90<!-- x -->03<");
  CHECK(read_reply(text, built_in).value() == example_reply());
}

TEST_CASE("a SOAP fault is an unknown outcome that carries the fault's text") {
  const auto read = read_reply(write_fault("soap:Server", "The record is locked."), built_in);
  REQUIRE_FALSE(read.has_value());
  CHECK(read.error().kind == ErrorKind::outcome_unknown);
  CHECK(read.error().message.find("The record is locked.") != std::string::npos);
}

TEST_CASE("a failure of the whole request has no lines") {
  const Reply refused{12345, false, "The agreement is unknown.", {}};
  const auto text = write_reply(refused, built_in);
  CHECK(text.find("LineItems") == std::string::npos);
  CHECK(read_reply(text, built_in).value() == refused);
}

TEST_CASE("replies that are no replies are unknown outcomes") {
  for (const std::string& text :
       {std::string(), std::string("<html><body>Service</body></html>"),
        std::string("<!DOCTYPE html><html></html>"), std::string("<!doctype HTML><p>x</p>"),
        reply_example.substr(0, reply_example.size() / 2), std::string("{\"Success\":true}"),
        std::string("<a/>"), std::string("\xFF\xFE<\0a", 5),
        replaced(reply_example, "<Success>false", "<Success>perhaps"),
        replaced(reply_example, "<Success>false</Success>", ""),
        replaced(reply_example, "Index=\"2\"", "Index=\"1\""),
        replaced(reply_example, "<Status>Created", "<Status>Invented"),
        replaced(reply_example, "<DetailId>9003", "<DetailId>99999999999999999999"),
        replaced(reply_example, "<AgreementNumber>12345</AgreementNumber>",
                 "<AgreementNumber>12345</AgreementNumber><AgreementNumber>12346</AgreementNumber>")}) {
    CAPTURE(text);
    const auto read = read_reply(text, built_in);
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().kind == ErrorKind::outcome_unknown);
    CHECK_FALSE(read.error().message.empty());
  }
}

TEST_CASE("every prefix of a reply is refused without a crash") {
  for (std::size_t length = 0; length < reply_example.size() - 1; ++length)
    CHECK_FALSE(read_reply(reply_example.substr(0, length), built_in).has_value());
}

TEST_CASE("entity bombs, deep nesting and huge texts are refused") {
  const std::string bomb = "<!DOCTYPE a [<!ENTITY b \"" + std::string(1000, 'x') + "\">]><a>&b;&b;</a>";
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<a>";
  std::string closed;
  for (int i = 0; i < 100; ++i) closed = "<a>" + closed + "</a>";
  for (const auto& text : {bomb, deep, closed, std::string(2U << 20U, ' ')}) {
    CHECK_FALSE(read_reply(text, built_in).has_value());
    CHECK_FALSE(read_request(text, built_in).has_value());
  }
}

TEST_CASE("a request without credentials or of another operation is refused") {
  auto text = replaced(request_example, "<UserName>user</UserName>", "");
  REQUIRE_FALSE(read_request(text, built_in).has_value());
  CHECK(read_request(text, built_in).error().kind == ErrorKind::refused);
  text = replaced(request_example, "<SubmitAgreementAdditionalCharges ", "<DeleteEverything ");
  text = replaced(text, "</SubmitAgreementAdditionalCharges>", "</DeleteEverything>");
  CHECK_FALSE(read_request(text, built_in).has_value());
}

TEST_CASE("no message about a bad request repeats the password") {
  const auto read = read_request(replaced(request_example, "<Quantity>19<", "<Quantity>x<"), built_in);
  REQUIRE_FALSE(read.has_value());
  CHECK(read.error().message.find("password") == std::string::npos);
}
