#include "adapters/tigerpaw/xml_fields.hpp"

#include <algorithm>

#include "base/inert.hpp"
#include "text/json.hpp"
#include "text/match.hpp"

namespace tariff::xml {
namespace {

using pugi::xml_node;

constexpr std::size_t bytes_max = 1U << 20U;
constexpr int depth_max = 32;

class DepthGuard : public pugi::xml_tree_walker {
 public:
  bool for_each(xml_node&) override { return depth() < depth_max; }
};

std::string place_of(std::string_view xml, std::ptrdiff_t offset) {
  const auto before = xml.substr(0, static_cast<std::size_t>(std::max<std::ptrdiff_t>(offset, 0)));
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const auto column = before.size() - (before.rfind('\n') + 1) + 1;
  return std::to_string(line) + ":" + std::to_string(column);
}

bool is_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_decimal(std::string_view text) {
  if (!text.empty() && text.front() == '-') text.remove_prefix(1);
  const auto dot = text.find('.');
  if (dot == std::string_view::npos) return is_digits(text);
  const auto places = text.substr(dot + 1);
  return is_digits(text.substr(0, dot)) && is_digits(places) && places.size() <= 4;
}

}  // namespace

Error refusal(std::string message) { return {ErrorKind::refused, std::move(message), ""}; }

std::string_view local_name(const xml_node& node) {
  const std::string_view name = node.name();
  return name.substr(name.rfind(':') + 1);
}

std::string text_of(const xml_node& node) {
  std::string text;
  for (const auto& part : node.children())
    if (part.type() == pugi::node_pcdata || part.type() == pugi::node_cdata) text += part.value();
  return text;
}

std::string trimmed(const std::string& text) {
  constexpr const char* blanks = " \t\r\n";
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string::npos) return "";
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

Result<xml_node> only_child(const xml_node& parent, std::string_view name) {
  xml_node found;
  for (const auto& child : parent.children()) {
    if (local_name(child) != name) continue;
    if (found) return refusal("The element " + std::string(name) + " stands twice in " + parent.name() + ".");
    found = child;
  }
  return found;
}

Result<xml_node> descend(xml_node node, std::initializer_list<std::string_view> names) {
  for (const auto name : names) {
    auto child = only_child(node, name);
    if (!child) return child;
    if (!*child) return refusal("There is no element " + std::string(name) + ".");
    node = *child;
  }
  return node;
}

Status load(std::string_view xml, pugi::xml_document& document) {
  if (xml.empty()) return refusal("The SOAP text is empty.");
  if (xml.size() > bytes_max)
    return refusal("The SOAP text has " + std::to_string(xml.size()) + " bytes, more than " +
                   std::to_string(bytes_max) + ".");
  if (!is_utf8(xml)) return refusal("The SOAP text is not UTF-8.");
  if (contains_ignoring_case(xml, "<!doctype html") || contains_ignoring_case(xml, "<html"))
    return refusal("An HTML page came instead of a SOAP text.");
  if (contains_ignoring_case(xml, "<!doctype") || contains_ignoring_case(xml, "<!entity"))
    return refusal("The SOAP text holds a document type declaration; none is accepted.");
  const auto outcome = document.load_buffer(xml.data(), xml.size(), pugi::parse_default, pugi::encoding_utf8);
  if (!outcome)
    return refusal("The SOAP text is not XML at " + place_of(xml, outcome.offset) + ": " +
                   outcome.description() + ".");
  DepthGuard guard;
  if (!document.traverse(guard)) return refusal("The SOAP text is nested too deeply.");
  return done();
}

std::optional<std::string> Fields::text(const std::string& name) {
  auto child = only_child(node_, name);
  if (!child) return fail(child.error().message);
  if (!*child) return std::nullopt;
  return text_of(*child);
}

std::optional<std::int64_t> Fields::whole(const std::string& name) {
  const auto digits = token(name);
  if (!digits) return std::nullopt;
  const auto value = whole_number(*digits);
  if (!value) fail_at(name, *digits, "a whole number");
  return value;
}

std::optional<std::string> Fields::decimal(const std::string& name) {
  auto digits = token(name);
  if (digits && !is_decimal(*digits)) return fail_at(name, *digits, "a decimal with up to four places");
  return digits;
}

std::int64_t Fields::index(const std::string& attribute) {
  const std::string digits = node_.attribute(attribute.c_str()).value();
  const auto value = whole_number(digits);
  if (!value || *value < 1) fail_at(attribute, digits, "a whole number from 1 on");
  return value.value_or(0);
}

std::optional<std::string> Fields::token(const std::string& name) {
  auto found = text(name);
  if (found) found = trimmed(*found);
  return found && found->empty() ? std::nullopt : found;
}

std::nullopt_t Fields::fail(const std::string& message) {
  if (!error_) error_ = refusal(message);
  return std::nullopt;
}

std::nullopt_t Fields::fail_at(const std::string& name, const std::string& found,
                               const std::string& expected) {
  return fail(name + " is '" + inert(found, 80) + "', not " + expected + ".");
}

}  // namespace tariff::xml
