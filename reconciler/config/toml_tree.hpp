#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/fault.hpp"
#include "config/source_text.hpp"

namespace tariff::config {

enum class NodeKind { table, list, text, whole, decimal, truth, moment };

struct Member;

/// One value of a TOML text.
///
/// Shape: `spot` is where the value begins; of a [table] or [[table]], its header line. `text` is of a text,
/// or of a plain day as 2026-12-31; how a number was written, SourceText::word_at knows. `members` stand in
/// the order of the file.
struct Node {
  NodeKind kind = NodeKind::table;
  Spot spot;
  std::string text;
  std::int64_t whole = 0;
  bool truth = false;
  std::vector<Node> items;
  std::vector<Member> members;

  /// The value of that key; nullptr where this table does not have it.
  const Node* find(std::string_view key) const;
};

/// One key of a table with the spot of the key.
struct Member {
  std::string key;
  Spot spot;
  Node value;
};

/// How a message names what was found: `the text "5"`, `the decimal number 1.5`, `a list`.
std::string kind_phrase(const Node& node, const SourceText& source);

/// A parsed text, or the first reason why it is none.
struct Tree {
  Node root;
  std::optional<Fault> fault;
};

/// Reads TOML behind the limits of `find_breach`. What toml++ throws, its assertions too, ends as a fault
/// here.
Tree read_tree(const SourceText& source);

}  // namespace tariff::config
