#include "config/toml_tree.hpp"

#include <algorithm>
#include <sstream>
#include <utility>

#include <toml++/toml.h>

#include "base/inert.hpp"
#include "config/limits.hpp"

namespace tariff::config {
namespace {

Spot spot_of(const toml::source_position& position) {
  return {static_cast<std::int32_t>(position.line), static_cast<std::int32_t>(position.column)};
}

std::string number_as_written(std::string_view rest) {
  return std::string(rest.substr(0, rest.find_first_of(" \t,]}#\r")));
}

Node node_of(const toml::node& node, const SourceText& source);

std::vector<Member> members_of(const toml::table& table, const SourceText& source) {
  std::vector<Member> members;
  members.reserve(table.size());
  for (const auto& [key, value] : table)
    members.push_back({std::string(key.str()), spot_of(key.source().begin), node_of(value, source)});
  std::stable_sort(members.begin(), members.end(),
                   [](const Member& left, const Member& right) { return left.spot < right.spot; });
  return members;
}

std::vector<Node> items_of(const toml::array& array, const SourceText& source) {
  std::vector<Node> items;
  items.reserve(array.size());
  for (const auto& item : array) items.push_back(node_of(item, source));
  return items;
}

Node node_of(const toml::node& node, const SourceText& source) {
  Node out;
  out.spot = spot_of(node.source().begin);
  if (const auto* table = node.as_table()) {
    out.members = members_of(*table, source);
  } else if (const auto* array = node.as_array()) {
    out.kind = NodeKind::list;
    out.items = items_of(*array, source);
  } else if (const auto* text = node.as_string()) {
    out.kind = NodeKind::text;
    out.text = text->get();
  } else if (const auto* whole = node.as_integer()) {
    out.kind = NodeKind::whole;
    out.whole = whole->get();
    out.text = number_as_written(source.rest_of_line(out.spot));
  } else if (const auto* truth = node.as_boolean()) {
    out.kind = NodeKind::truth;
    out.truth = truth->get();
  } else {
    out.kind = node.is_floating_point() ? NodeKind::decimal : NodeKind::moment;
    out.text = number_as_written(source.rest_of_line(out.spot));
  }
  return out;
}

Fault syntax_fault(const toml::parse_error& error) {
  std::string_view what = error.description();
  constexpr std::string_view opening = "Error while parsing ";
  if (what.starts_with(opening)) what.remove_prefix(opening.size());
  const bool twice = what.find("redefine") != std::string_view::npos;
  return {
      spot_of(error.source().begin), twice ? "duplicate-key" : "syntax",
      "This is not valid TOML: " + inert(what) + ".",
      twice ? "Keep one of the two." : "Correct this first; what stands behind it has not been looked at."};
}

/// Where a second reading by small blocks had arrived when the parser gave up: at most one line too far.
Spot spot_of_surrender(std::string_view text) {
  std::istringstream stream{std::string(text)};
  std::string_view seen = text;
  try {
    static_cast<void>(toml::parse(stream));
  } catch (...) {
    stream.clear();
    seen = text.substr(0, static_cast<std::size_t>(std::max<std::streamoff>(0, stream.tellg())));
  }
  return {static_cast<std::int32_t>(1 + std::count(seen.begin(), seen.end(), '\n')), 1};
}

}  // namespace

const Node* Node::find(std::string_view key) const {
  const auto found =
      std::find_if(members.begin(), members.end(), [&](const Member& member) { return member.key == key; });
  return found == members.end() ? nullptr : &found->value;
}

std::string kind_phrase(const Node& node) {
  switch (node.kind) {
    case NodeKind::table:
      return "a table";
    case NodeKind::list:
      return "a list";
    case NodeKind::text:
      return "the text \"" + inert(node.text, 80) + "\"";
    case NodeKind::whole:
      return "the whole number " + inert(node.text, 80);
    case NodeKind::decimal:
      return "the decimal number " + inert(node.text, 80);
    case NodeKind::truth:
      return node.truth ? "true" : "false";
    case NodeKind::moment:
      return "the date or time " + inert(node.text, 80);
  }
  return "";
}

Tree read_tree(const SourceText& source) {
  if (auto breach = find_breach(source.text())) return {{}, std::move(breach)};
  try {
    return {node_of(toml::parse(source.text()), source), std::nullopt};
  } catch (const toml::parse_error& error) {
    return {{}, syntax_fault(error)};
  } catch (...) {
    return {{},
            Fault{spot_of_surrender(source.text()), "syntax",
                  "This is not valid TOML: the parser gave up near here.",
                  "Look for a stray bracket, comma or quote."}};
  }
}

}  // namespace tariff::config
