// ============================================================================================
// ASSUMED, ASSUMED, ASSUMED. Tigerpaw publishes no schema for the content of `Params` and of
// `SubmitAgreementAdditionalChargesResult`. What is written and read between those two elements
// is our own invention (tigerpaw.md, section 3.3) and has never met a live server. How its
// elements are called, in which order they stand and how words are spelled is data, the writer
// profile; that there are line items with such values, and their types, is known here alone.
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

using Text = std::optional<std::string>;

auto action_words(const ProfileWords& words) {
  return std::array{std::pair{std::string_view(words.create), LineAction::create},
                    std::pair{std::string_view(words.update), LineAction::update},
                    std::pair{std::string_view(words.remove), LineAction::remove}};
}

auto status_words(const ProfileWords& words) {
  return std::array{std::pair{std::string_view(words.created), LineStatus::created},
                    std::pair{std::string_view(words.updated), LineStatus::updated},
                    std::pair{std::string_view(words.deleted), LineStatus::deleted},
                    std::pair{std::string_view(words.failed), LineStatus::failed}};
}

/// XML Schema spells each truth in two ways; a reader takes both where the profile's words are among them.
std::vector<std::pair<std::string_view, bool>> truth_words(const ProfileWords& words) {
  const bool is_schema_yes = words.yes == "true" || words.yes == "1";
  const bool is_schema_no = words.no == "false" || words.no == "0";
  if (is_schema_yes && is_schema_no) return {{"true", true}, {"false", false}, {"1", true}, {"0", false}};
  return {{words.yes, true}, {words.no, false}};
}

template <class Table, class Word>
std::string spelled(const Table& table, Word word) {
  for (const auto& [text, meaning] : table)
    if (meaning == word) return std::string(text);
  return "";
}

Text number_text(const std::optional<std::int64_t>& value) {
  return value ? Text(std::to_string(*value)) : std::nullopt;
}

Text truth_text(const std::optional<bool>& value, const ProfileWords& words) {
  if (!value) return std::nullopt;
  return *value ? words.yes : words.no;
}

void add(xml_node& parent, const std::string& name, const std::string& text) {
  parent.append_child(name.c_str()).text().set(text.c_str());
}

xml_node open_envelope(xml_document& document) {
  auto declaration = document.append_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "utf-8";
  auto envelope = document.append_child("soap:Envelope");
  envelope.append_attribute("xmlns:soap") = envelope_space;
  return envelope;
}

xml_node child_in_space(xml_node& parent, const std::string& name, const char* space) {
  auto child = parent.append_child(name.c_str());
  child.append_attribute("xmlns") = space;
  return child;
}

std::string printed(const xml_document& document) {
  std::ostringstream out;
  // Control characters have no spelling in XML 1.0, so they are left out.
  document.save(out, "", pugi::format_raw | pugi::format_skip_control_chars, pugi::encoding_utf8);
  return out.str();
}

/// The value of one part of a line; nothing where it is left out.
Text value_of(const Line& line, LinePart part, const ProfileWords& words) {
  switch (part) {
    case LinePart::action:
      return spelled(action_words(words), line.action);
    case LinePart::detail_id:
      return number_text(line.detail_id);
    case LinePart::item_id:
      return line.item_id;
    case LinePart::description:
      return line.description;
    case LinePart::quantity:
      return number_text(line.quantity);
    case LinePart::price:
      return line.price;
    case LinePart::price_level_id:
      return number_text(line.price_level_id);
    case LinePart::print_when_quantity_zero:
      return truth_text(line.print_when_quantity_zero, words);
    case LinePart::delete_after_invoicing:
      return truth_text(line.delete_after_invoicing, words);
    case LinePart::use_flat_price:
      return truth_text(line.use_flat_price, words);
  }
  return std::nullopt;
}

Text value_of(const LineResult& line, LineResultPart part, const ProfileWords& words) {
  switch (part) {
    case LineResultPart::action:
      return spelled(action_words(words), line.action);
    case LineResultPart::status:
      return spelled(status_words(words), line.status);
    case LineResultPart::detail_id:
      return number_text(line.detail_id);
    case LineResultPart::message:
      return line.message;
  }
  return std::nullopt;
}

/// The list of line items, as an element of that name.
template <class Lines, class Content>
void write_lines(xml_node& parent, const std::string& name, const Lines& lines, const Content& content,
                 const ProfileWords& words) {
  auto list = parent.append_child(name.c_str());
  for (const auto& line : lines) {
    auto node = list.append_child(content.line.c_str());
    node.append_attribute(content.index.c_str()) = std::to_string(line.index).c_str();
    for (const auto& part : content.line_parts)
      if (const auto value = value_of(line, part.meaning, words)) add(node, part.name, *value);
  }
}

/// The elements of one line item, found by what they mean.
template <class Part>
class LineFields {
 public:
  LineFields(const xml_node& node, const NamedElements<Part>& names, const ProfileWords& words)
      : fields_(node), names_(names), words_(words) {}

  std::int64_t index(const std::string& attribute) { return fields_.index(attribute); }
  Text text(Part part) { return fields_.text(name(part)); }
  std::optional<std::int64_t> whole(Part part) { return fields_.whole(name(part)); }
  Text decimal(Part part) { return fields_.decimal(name(part)); }
  std::optional<bool> truth(Part part) { return fields_.word(name(part), truth_words(words_)); }
  LineAction action(Part part) {
    return fields_.needed(name(part), fields_.word(name(part), action_words(words_)));
  }
  LineStatus status(Part part) {
    return fields_.needed(name(part), fields_.word(name(part), status_words(words_)));
  }
  const std::optional<Error>& error() const { return fields_.error(); }

 private:
  const std::string& name(Part part) const { return name_of(names_, part); }
  Fields fields_;
  const NamedElements<Part>& names_;
  const ProfileWords& words_;
};

// ASSUMED: the types of the values.
Result<Line> read_line(const xml_node& node, const WriterProfile& profile) {
  LineFields<LinePart> fields(node, profile.request.line_parts, profile.words);
  Line line;
  line.index = fields.index(profile.request.index);
  line.action = fields.action(LinePart::action);
  line.detail_id = fields.whole(LinePart::detail_id);
  line.item_id = fields.text(LinePart::item_id);
  line.description = fields.text(LinePart::description);
  line.quantity = fields.whole(LinePart::quantity);
  line.price = fields.decimal(LinePart::price);
  line.price_level_id = fields.whole(LinePart::price_level_id);
  line.print_when_quantity_zero = fields.truth(LinePart::print_when_quantity_zero);
  line.delete_after_invoicing = fields.truth(LinePart::delete_after_invoicing);
  line.use_flat_price = fields.truth(LinePart::use_flat_price);
  if (fields.error()) return *fields.error();
  return line;
}

Result<LineResult> read_line_result(const xml_node& node, const WriterProfile& profile) {
  LineFields<LineResultPart> fields(node, profile.result.line_parts, profile.words);
  LineResult line;
  line.index = fields.index(profile.result.index);
  line.action = fields.action(LineResultPart::action);
  line.status = fields.status(LineResultPart::status);
  line.detail_id = fields.whole(LineResultPart::detail_id);
  line.message = fields.text(LineResultPart::message).value_or("");
  if (fields.error()) return *fields.error();
  return line;
}

/// Fails: refused: a line of another shape, two lines of one index.
template <class Read, class Out>
Status read_lines(const xml_node& lines, const std::string& name, Read read, Out& out) {
  std::set<std::int64_t> seen;
  for (const auto& node : lines.children()) {
    if (local_name(node) != name) continue;
    auto line = read(node);
    if (!line) return line.error();
    if (!seen.insert(line->index).second)
      return refusal("Two line items have the Index " + std::to_string(line->index) + ".");
    out.push_back(std::move(*line));
  }
  return done();
}

Status read_charges(const xml_node& charges, const WriterProfile& profile, Request& request) {
  const auto& names = profile.request;
  const auto& agreement = name_of(names.parts, ChargesPart::agreement);
  Fields fields(charges);
  request.agreement = fields.needed(agreement, fields.whole(agreement));
  if (fields.error()) return *fields.error();
  const auto lines = descend(charges, {name_of(names.parts, ChargesPart::lines)});
  if (!lines) return lines.error();
  return read_lines(
      *lines, names.line, [&](const xml_node& node) { return read_line(node, profile); }, request.lines);
}

Result<Reply> read_result(const xml_node& result, const WriterProfile& profile) {
  const auto& names = profile.result;
  const auto& agreement = name_of(names.parts, ResultPart::agreement);
  const auto& success = name_of(names.parts, ResultPart::success);
  Fields fields(result);
  Reply reply;
  reply.agreement = fields.needed(agreement, fields.whole(agreement));
  reply.success = fields.needed(success, fields.word(success, truth_words(profile.words)));
  reply.message = fields.text(name_of(names.parts, ResultPart::message)).value_or("");
  if (fields.error()) return *fields.error();
  const auto lines = only_child(result, name_of(names.parts, ResultPart::lines));
  if (!lines) return lines.error();
  const auto read = read_lines(
      *lines, names.line, [&](const xml_node& node) { return read_line_result(node, profile); }, reply.lines);
  if (!read) return read.error();
  return reply;
}

void write_charges(xml_node& charges, const Request& request, const WriterProfile& profile) {
  for (const auto& part : profile.request.parts) {
    switch (part.meaning) {
      case ChargesPart::agreement:
        add(charges, part.name, std::to_string(request.agreement));
        break;
      case ChargesPart::lines:
        write_lines(charges, part.name, request.lines, profile.request, profile.words);
        break;
    }
  }
}

void write_result(xml_node& result, const Reply& reply, const WriterProfile& profile) {
  for (const auto& part : profile.result.parts) {
    switch (part.meaning) {
      case ResultPart::agreement:
        add(result, part.name, std::to_string(reply.agreement));
        break;
      case ResultPart::success:
        add(result, part.name, reply.success ? profile.words.yes : profile.words.no);
        break;
      case ResultPart::message:
        add(result, part.name, reply.message);
        break;
      case ResultPart::lines:
        if (!reply.lines.empty()) write_lines(result, part.name, reply.lines, profile.result, profile.words);
        break;
    }
  }
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

Result<Reply> read_reply_body(std::string_view xml, const WriterProfile& profile) {
  xml_document document;
  if (const auto loaded = load(xml, document); !loaded) return loaded.error();
  const auto body = descend(document, {"Envelope", "Body"});
  if (!body) return body.error();
  const auto fault = only_child(*body, "Fault");
  if (!fault) return fault.error();
  if (*fault) return fault_error(*fault);
  const auto result = descend(*body, {"SubmitAgreementAdditionalChargesResponse",
                                      "SubmitAgreementAdditionalChargesResult", profile.result.element});
  if (!result) return result.error();
  return read_result(*result, profile);
}

}  // namespace

std::string write_request(const Request& request, const WriterProfile& profile) {
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
  auto charges = child_in_space(params, profile.request.element, "");
  write_charges(charges, request, profile);
  return printed(document);
}

Result<Request> read_request(std::string_view xml, const WriterProfile& profile) {
  xml_document document;
  if (const auto loaded = load(xml, document); !loaded) return loaded.error();
  const auto auth = descend(document, {"Envelope", "Header", "AuthHeader"});
  if (!auth) return auth.error();
  Fields credentials(*auth);
  Request request;
  request.user = credentials.needed("UserName", credentials.text("UserName"));
  request.password = credentials.needed("Password", credentials.text("Password"));
  if (credentials.error()) return *credentials.error();
  const auto charges = descend(
      document, {"Envelope", "Body", "SubmitAgreementAdditionalCharges", "Params", profile.request.element});
  if (!charges) return charges.error();
  if (const auto status = read_charges(*charges, profile, request); !status) return status.error();
  return request;
}

std::string write_reply(const Reply& reply, const WriterProfile& profile) {
  xml_document document;
  auto body = open_envelope(document).append_child("soap:Body");
  auto response = child_in_space(body, "SubmitAgreementAdditionalChargesResponse", operation_space);
  auto outer = response.append_child("SubmitAgreementAdditionalChargesResult");
  // ASSUMED from here.
  auto result = child_in_space(outer, profile.result.element, "");
  write_result(result, reply, profile);
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

Result<Reply> read_reply(std::string_view xml, const WriterProfile& profile) {
  auto reply = read_reply_body(xml, profile);
  if (reply) return reply;
  // The server may have acted before it said something that we cannot read.
  return Error{ErrorKind::outcome_unknown, reply.error().message, ""};
}

}  // namespace tariff::soap
