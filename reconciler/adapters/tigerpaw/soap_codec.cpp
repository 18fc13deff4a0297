// ============================================================================================
// ASSUMED, ASSUMED, ASSUMED. Tigerpaw publishes no schema for the content of `Params` and of
// `SubmitAgreementAdditionalChargesResult`. What this file writes and reads between those two
// elements is our own invention (tigerpaw.md, section 3.3) and has never met a live server.
// When the vendor's reference arrives, this file and its header change, and nothing else does.
// The envelope, AuthHeader, the namespaces and the SOAPAction around it are documented (3.2).
// ============================================================================================
#include "adapters/tigerpaw/soap_codec.hpp"

#include <array>
#include <set>
#include <sstream>
#include <utility>

#include <pugixml.hpp>

#include "adapters/tigerpaw/xml_fields.hpp"
#include "base/inert.hpp"

namespace tariff::soap {
namespace {

using namespace tariff::xml;
using pugi::xml_document;
using pugi::xml_node;

constexpr const char* envelope_space = "http://schemas.xmlsoap.org/soap/envelope/";
constexpr const char* header_space = "http://www.tigerpawsoftware.com/";
constexpr const char* operation_space = "http://www.tigerpawsoftware.com";

constexpr std::array action_words{std::pair{"Create", LineAction::create},
                                  std::pair{"Update", LineAction::update},
                                  std::pair{"Delete", LineAction::remove}};
constexpr std::array status_words{
    std::pair{"Created", LineStatus::created}, std::pair{"Updated", LineStatus::updated},
    std::pair{"Deleted", LineStatus::deleted}, std::pair{"Failed", LineStatus::failed}};

template <class Table, class Word>
const char* spelled(const Table& table, Word word) {
  for (const auto& [text, meaning] : table)
    if (meaning == word) return text;
  return "";
}

void add(xml_node& parent, const char* name, const std::string& text) {
  parent.append_child(name).text().set(text.c_str());
}
void add_if(xml_node& parent, const char* name, const std::optional<std::int64_t>& value) {
  if (value) add(parent, name, std::to_string(*value));
}
void add_if(xml_node& parent, const char* name, const std::optional<std::string>& value) {
  if (value) add(parent, name, *value);
}
void add_if(xml_node& parent, const char* name, const std::optional<bool>& value) {
  if (value) add(parent, name, *value ? "true" : "false");
}

xml_node open_envelope(xml_document& document) {
  auto declaration = document.append_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "utf-8";
  auto envelope = document.append_child("soap:Envelope");
  envelope.append_attribute("xmlns:soap") = envelope_space;
  return envelope;
}

xml_node child_in_space(xml_node& parent, const char* name, const char* space) {
  auto child = parent.append_child(name);
  child.append_attribute("xmlns") = space;
  return child;
}

std::string printed(const xml_document& document) {
  std::ostringstream out;
  // Control characters have no spelling in XML 1.0, so they are left out.
  document.save(out, "", pugi::format_raw | pugi::format_skip_control_chars, pugi::encoding_utf8);
  return out.str();
}

// ASSUMED: schema order.
void write_line(xml_node& lines, const Line& line) {
  auto node = lines.append_child("LineItem");
  node.append_attribute("Index") = std::to_string(line.index).c_str();
  add(node, "Action", spelled(action_words, line.action));
  add_if(node, "DetailId", line.detail_id);
  add_if(node, "ItemId", line.item_id);
  add_if(node, "Description", line.description);
  add_if(node, "Quantity", line.quantity);
  add_if(node, "Price", line.price);
  add_if(node, "PriceLevelId", line.price_level_id);
  add_if(node, "PrintWhenQuantityZero", line.print_when_quantity_zero);
  add_if(node, "DeleteAfterInvoicing", line.delete_after_invoicing);
  add_if(node, "UseFlatPrice", line.use_flat_price);
}

// ASSUMED: element names and types.
Result<Line> read_line(const xml_node& node) {
  Fields fields(node);
  Line line;
  line.index = fields.index();
  line.action = fields.needed("Action", fields.word("Action", action_words));
  line.detail_id = fields.whole("DetailId");
  line.item_id = fields.text("ItemId");
  line.description = fields.text("Description");
  line.quantity = fields.whole("Quantity");
  line.price = fields.decimal("Price");
  line.price_level_id = fields.whole("PriceLevelId");
  line.print_when_quantity_zero = fields.truth("PrintWhenQuantityZero");
  line.delete_after_invoicing = fields.truth("DeleteAfterInvoicing");
  line.use_flat_price = fields.truth("UseFlatPrice");
  if (fields.error()) return *fields.error();
  return line;
}

Result<LineResult> read_line_result(const xml_node& node) {
  Fields fields(node);
  LineResult line;
  line.index = fields.index();
  line.action = fields.needed("Action", fields.word("Action", action_words));
  line.status = fields.needed("Status", fields.word("Status", status_words));
  line.detail_id = fields.whole("DetailId");
  line.message = fields.text("Message").value_or("");
  if (fields.error()) return *fields.error();
  return line;
}

/// Fails: refused: a line of another shape, two lines of one Index.
template <class Read, class Out>
Status read_lines(const xml_node& lines, Read read, Out& out) {
  std::set<std::int64_t> seen;
  for (const auto& node : lines.children()) {
    if (local_name(node) != "LineItem") continue;
    auto line = read(node);
    if (!line) return line.error();
    if (!seen.insert(line->index).second)
      return refusal("Two line items have the Index " + std::to_string(line->index) + ".");
    out.push_back(std::move(*line));
  }
  return done();
}

Status read_charges(const xml_node& charges, Request& request) {
  Fields fields(charges);
  request.agreement = fields.needed("AgreementNumber", fields.whole("AgreementNumber"));
  if (fields.error()) return *fields.error();
  const auto lines = descend(charges, {"LineItems"});
  if (!lines) return lines.error();
  return read_lines(*lines, read_line, request.lines);
}

Result<Reply> read_result(const xml_node& result) {
  Fields fields(result);
  Reply reply;
  reply.agreement = fields.needed("AgreementNumber", fields.whole("AgreementNumber"));
  reply.success = fields.needed("Success", fields.truth("Success"));
  reply.message = fields.text("Message").value_or("");
  if (fields.error()) return *fields.error();
  const auto lines = only_child(result, "LineItems");
  if (!lines) return lines.error();
  if (const auto status = read_lines(*lines, read_line_result, reply.lines); !status) return status.error();
  return reply;
}

/// The words of a fault of SOAP 1.1 or 1.2.
Error fault_error(const xml_node& fault) {
  const auto plain = descend(fault, {"faultstring"});
  const auto reason = descend(fault, {"Reason", "Text"});
  std::string text;
  if (plain) text = trimmed(text_of(*plain));
  if (text.empty() && reason) text = trimmed(text_of(*reason));
  return refusal("Tigerpaw answered with a SOAP fault: " + inert(text.empty() ? "(no text)" : text, 300));
}

Result<Reply> read_reply_body(std::string_view xml) {
  xml_document document;
  if (const auto loaded = load(xml, document); !loaded) return loaded.error();
  const auto body = descend(document, {"Envelope", "Body"});
  if (!body) return body.error();
  const auto fault = only_child(*body, "Fault");
  if (!fault) return fault.error();
  if (*fault) return fault_error(*fault);
  const auto result =
      descend(*body, {"SubmitAgreementAdditionalChargesResponse", "SubmitAgreementAdditionalChargesResult",
                      "AgreementAdditionalChargesResult"});
  if (!result) return result.error();
  return read_result(*result);
}

}  // namespace

std::string write_request(const Request& request) {
  xml_document document;
  auto envelope = open_envelope(document);
  auto header = envelope.append_child("soap:Header");
  auto auth = child_in_space(header, "AuthHeader", header_space);
  add(auth, "UserName", request.user);
  add(auth, "Password", request.password);
  auto body = envelope.append_child("soap:Body");
  auto operation = child_in_space(body, "SubmitAgreementAdditionalCharges", operation_space);
  auto params = operation.append_child("Params");
  // ASSUMED from here.
  auto charges = child_in_space(params, "AgreementAdditionalCharges", "");
  add(charges, "AgreementNumber", std::to_string(request.agreement));
  auto lines = charges.append_child("LineItems");
  for (const auto& line : request.lines) write_line(lines, line);
  return printed(document);
}

Result<Request> read_request(std::string_view xml) {
  xml_document document;
  if (const auto loaded = load(xml, document); !loaded) return loaded.error();
  const auto auth = descend(document, {"Envelope", "Header", "AuthHeader"});
  if (!auth) return auth.error();
  Fields credentials(*auth);
  Request request;
  request.user = credentials.needed("UserName", credentials.text("UserName"));
  request.password = credentials.needed("Password", credentials.text("Password"));
  if (credentials.error()) return *credentials.error();
  const auto charges = descend(document, {"Envelope", "Body", "SubmitAgreementAdditionalCharges", "Params",
                                          "AgreementAdditionalCharges"});
  if (!charges) return charges.error();
  if (const auto status = read_charges(*charges, request); !status) return status.error();
  return request;
}

std::string write_reply(const Reply& reply) {
  xml_document document;
  auto body = open_envelope(document).append_child("soap:Body");
  auto response = child_in_space(body, "SubmitAgreementAdditionalChargesResponse", operation_space);
  auto outer = response.append_child("SubmitAgreementAdditionalChargesResult");
  // ASSUMED from here.
  auto result = child_in_space(outer, "AgreementAdditionalChargesResult", "");
  add(result, "AgreementNumber", std::to_string(reply.agreement));
  add(result, "Success", reply.success ? "true" : "false");
  add(result, "Message", reply.message);
  if (reply.lines.empty()) return printed(document);
  auto lines = result.append_child("LineItems");
  for (const auto& line : reply.lines) {
    auto node = lines.append_child("LineItem");
    node.append_attribute("Index") = std::to_string(line.index).c_str();
    add(node, "Action", spelled(action_words, line.action));
    add(node, "Status", spelled(status_words, line.status));
    add_if(node, "DetailId", line.detail_id);
    add(node, "Message", line.message);
  }
  return printed(document);
}

std::string write_fault(std::string_view code, std::string_view text) {
  xml_document document;
  auto body = open_envelope(document).append_child("soap:Body");
  auto fault = body.append_child("soap:Fault");
  add(fault, "faultcode", std::string(code));
  add(fault, "faultstring", std::string(text));
  return printed(document);
}

Result<Reply> read_reply(std::string_view xml) {
  auto reply = read_reply_body(xml);
  if (reply) return reply;
  // The server may have acted before it said something that we cannot read.
  return Error{ErrorKind::outcome_unknown, reply.error().message, ""};
}

}  // namespace tariff::soap
