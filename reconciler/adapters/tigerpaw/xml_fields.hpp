#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <pugixml.hpp>

#include "base/result.hpp"

/// Defensive reading of small XML texts: by local name, without namespaces, every known element at most once.
namespace tariff::xml {

Error refusal(std::string message);

/// Reads one text of at most 1 MiB and 32 levels.
///
/// Fails: refused: empty, over a limit, not UTF-8, a document type or entity declaration, ill-formed (with
/// line and column), an HTML page. No entity but the five of XML is ever expanded.
Status load(std::string_view xml, pugi::xml_document& document);

std::string_view local_name(const pugi::xml_node& node);
/// All text directly in the element, comments left out.
std::string text_of(const pugi::xml_node& node);
std::string trimmed(const std::string& text);

/// The child of that local name; a null node where there is none. Fails: refused: it stands there twice.
Result<pugi::xml_node> only_child(const pugi::xml_node& parent, std::string_view name);
/// Walks down, one name after the other. Fails: refused: one of them is missing or stands twice.
Result<pugi::xml_node> descend(pugi::xml_node node, std::initializer_list<std::string_view> names);

/// Typed reads of one element's children; the first failure sticks and later reads give nothing.
///
/// Shape: `text` keeps blanks and an empty element is ""; for the other types blanks around the value do not
/// matter and an empty element counts as absent.
class Fields {
 public:
  explicit Fields(const pugi::xml_node& node) : node_(node) {}

  std::optional<std::string> text(const std::string& name);
  /// 5, 5.0, 5.0000
  std::optional<std::int64_t> whole(const std::string& name);
  /// Digits with up to four places.
  std::optional<std::string> decimal(const std::string& name);
  /// An attribute, a whole number from 1 on.
  std::int64_t index(const std::string& attribute);

  /// `table` holds pairs of a spelling and its meaning.
  template <class Table>
  auto word(const std::string& name, const Table& table) {
    std::optional<typename Table::value_type::second_type> found;
    const auto text = token(name);
    if (!text) return found;
    std::string known;
    for (const auto& [spelling, meaning] : table) {
      if (*text == spelling) found = meaning;
      known += (known.empty() ? "" : ", ") + std::string(spelling);
    }
    if (!found) fail_at(name, *text, "one of " + known);
    return found;
  }
  /// Turns an absent value into a failure.
  template <class Value>
  Value needed(const std::string& name, std::optional<Value> value) {
    if (!value) fail("There is no value in " + name + " of " + node_.name() + ".");
    return value ? std::move(*value) : Value{};
  }

  const std::optional<Error>& error() const { return error_; }

 private:
  std::optional<std::string> token(const std::string& name);
  std::nullopt_t fail(const std::string& message);
  std::nullopt_t fail_at(const std::string& name, const std::string& found, const std::string& expected);

  pugi::xml_node node_;
  std::optional<Error> error_;
};

}  // namespace tariff::xml
