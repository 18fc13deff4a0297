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

Node node_of(const toml::node& node);

std::vector<Member> members_of(const toml::table& table) {
  std::vector<Member> members;
  members.reserve(table.size());
  for (const auto& [key, value] : table)
    members.push_back({std::string(key.str()), spot_of(key.source().begin), node_of(value)});
  std::stable_sort(members.begin(), members.end(),
                   [](const Member& left, const Member& right) { return left.spot < right.spot; });
  return members;
}

std::vector<Node> items_of(const toml::array& array) {
  std::vector<Node> items;
  items.reserve(array.size());
  for (const auto& item : array) items.push_back(node_of(item));
  return items;
}

std::string text_of(const toml::date& day) {
  std::ostringstream text;
  text << day;
  return text.str();
}

Node node_of(const toml::node& node) {
  Node out;
  out.spot = spot_of(node.source().begin);
  if (const auto* table = node.as_table()) {
    out.members = members_of(*table);
  } else if (const auto* array = node.as_array()) {
    out.kind = NodeKind::list;
    out.items = items_of(*array);
  } else if (const auto* text = node.as_string()) {
    out.kind = NodeKind::text;
    out.text = text->get();
  } else if (const auto* whole = node.as_integer()) {
    out.kind = NodeKind::whole;
    out.whole = whole->get();
  } else if (const auto* truth = node.as_boolean()) {
    out.kind = NodeKind::truth;
    out.truth = truth->get();
  } else if (const auto* day = node.as_date()) {
    out.kind = NodeKind::moment;
    out.text = text_of(day->get());
  } else {
    out.kind = node.is_floating_point() ? NodeKind::decimal : NodeKind::moment;
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

/// The same text with each line padded to whole blocks of the parser's reading, so that no block spans two
/// lines.
std::string padded_to_blocks(std::string_view text) {
  constexpr std::size_t block_bytes = 32;
  std::string padded;
  for (const char c : text) {
    if (c == '\r') continue;
    if (c == '\n') padded.append(block_bytes - 1 - padded.size() % block_bytes, ' ');
    padded += c;
  }
  return padded;
}

/// The line that a second reading by blocks had arrived at when the parser gave up; in a big text perhaps a
/// few lines further, since padding it would cost more than the better line is worth.
Spot spot_of_surrender(std::string_view text) {
  constexpr std::size_t padded_bytes_max = 1U << 20U;
  const std::string read = text.size() <= padded_bytes_max ? padded_to_blocks(text) : std::string(text);
  std::istringstream stream(read);
  std::ptrdiff_t consumed = std::ssize(read);
  try {
    static_cast<void>(toml::parse(stream));
  } catch (...) {
    stream.clear();
    consumed = std::max<std::ptrdiff_t>(1, stream.tellg());
  }
  return {static_cast<std::int32_t>(1 + std::count(read.begin(), read.begin() + consumed - 1, '\n')), 1};
}

}  // namespace

const Node* Node::find(std::string_view key) const {
  const auto found =
      std::find_if(members.begin(), members.end(), [&](const Member& member) { return member.key == key; });
  return found == members.end() ? nullptr : &found->value;
}

std::string kind_phrase(const Node& node, const SourceText& source) {
  switch (node.kind) {
    case NodeKind::table:
      return "a table";
    case NodeKind::list:
      return "a list";
    case NodeKind::text:
      return "the text \"" + inert(node.text, 80) + "\"";
    case NodeKind::whole:
      return "the whole number " + inert(source.word_at(node.spot), 80);
    case NodeKind::decimal:
      return "the decimal number " + inert(source.word_at(node.spot), 80);
    case NodeKind::truth:
      return node.truth ? "true" : "false";
    case NodeKind::moment:
      return "the date or time " + inert(source.word_at(node.spot), 80);
  }
  return "";
}

Tree read_tree(const SourceText& source) {
  if (auto breach = find_breach(source.text())) return {{}, std::move(breach)};
  try {
    return {node_of(toml::parse(source.text())), std::nullopt};
  } catch (const toml::parse_error& error) {
    return {{}, syntax_fault(error)};
  } catch (...) {
    return {
        {},
        Fault{spot_of_surrender(source.text()), "syntax", "This is not valid TOML: the parser gave up here.",
              "Look for a stray bracket, comma or quote."}};
  }
}

}  // namespace tariff::config
