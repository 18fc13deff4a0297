#include "config/names.hpp"

#include <set>

#include "base/inert.hpp"

namespace tariff::config {
namespace {

constexpr std::size_t name_bytes_max = 1024;

enum class Script { none, latin, greek, cyrillic, armenian, cherokee };

bool is_within(char32_t c, char32_t first, char32_t last) { return c >= first && c <= last; }

Script script_of(char32_t c) {
  if (is_within(c, 'A', 'Z') || is_within(c, 'a', 'z') || is_within(c, 0xC0, 0x24F)) return Script::latin;
  if (is_within(c, 0x370, 0x3FF)) return Script::greek;
  if (is_within(c, 0x400, 0x52F)) return Script::cyrillic;
  if (is_within(c, 0x531, 0x58F)) return Script::armenian;
  if (is_within(c, 0x13A0, 0x13FF)) return Script::cherokee;
  return Script::none;
}

bool is_invisible(char32_t c) {
  if (c == 0xAD || c == 0x34F || c == 0x61C || c == 0x180E || c == 0x3164 || c == 0xFEFF) return true;
  return is_within(c, 0x200B, 0x200F) || is_within(c, 0x2028, 0x202E) || is_within(c, 0x2060, 0x206F) ||
         is_within(c, 0xFE00, 0xFE0F) || is_within(c, 0xE0000, 0xE01EF);
}

bool is_blank(char32_t c) {
  return c == ' ' || c == '\t' || c == 0xA0 || is_within(c, 0x2000, 0x200A) || c == 0x202F || c == 0x205F ||
         c == 0x3000;
}

std::vector<char32_t> code_points(std::string_view text) {
  std::vector<char32_t> out;
  for (std::size_t offset = 0; offset < text.size();) out.push_back(next_code_point(text, offset));
  return out;
}

bool any(const std::vector<char32_t>& letters, bool (*test)(char32_t)) {
  for (const char32_t c : letters)
    if (test(c)) return true;
  return false;
}

bool is_control(char32_t c) { return c < 0x20 || is_within(c, 0x7F, 0x9F); }
bool is_combining(char32_t c) { return is_within(c, 0x300, 0x36F); }

bool has_word_of_two_scripts(const std::vector<char32_t>& letters) {
  std::set<Script> scripts;
  for (const char32_t c : letters) {
    const Script script = script_of(c);
    if (script != Script::none) scripts.insert(script);
    if (is_blank(c)) scripts.clear();
    if (scripts.size() > 1) return true;
  }
  return false;
}

std::string shown(const Node& node) { return "\"" + inert(node.text, 80) + "\""; }

}  // namespace

Faults name_faults(const std::string& key, const Node& node) {
  if (node.text.size() > name_bytes_max)
    return {{node.spot, "text-too-long",
             key + " has " + std::to_string(node.text.size()) + " bytes; at most " +
                 std::to_string(name_bytes_max) + " are accepted.",
             "Shorten it."}};
  const auto letters = code_points(node.text);
  if (any(letters, is_control))
    return {{node.spot, "control-character", key + " is " + shown(node) + ", with a control character in it.",
             "Remove it."}};
  if (any(letters, is_invisible))
    return {{node.spot, "hidden-character",
             key + " is " + shown(node) + ", with an invisible character in it.",
             "Type the name again; do not paste it."}};
  bool blank = true;
  for (const char32_t c : letters) blank = blank && is_blank(c);
  if (blank)
    return {{node.spot, "blank-text", key + " is blank; expected a text.", "Fill it in, or remove the key."}};
  if (is_blank(letters.front()) || is_blank(letters.back()))
    return {{node.spot, "padded-text", key + " is " + shown(node) + ", with a blank at its start or end.",
             "Remove the blank."}};
  Faults warnings;
  if (has_word_of_two_scripts(letters))
    warnings.push_back({node.spot, "mixed-script",
                        key + " is " + shown(node) + ", with letters of two alphabets in one word.",
                        "Make sure that no letter is a look-alike of another.", Severity::warning});
  if (any(letters, is_combining))
    warnings.push_back({node.spot, "decomposed-text",
                        key + " is " + shown(node) + ", with an accent as a character of its own.",
                        "Type the accented letter as one character, as the service most likely holds it.",
                        Severity::warning});
  return warnings;
}

bool can_be_name(std::string_view text) {
  Node node;
  node.kind = NodeKind::text;
  node.text = text;
  return is_utf8(text) && !has_errors(name_faults("", node));
}

}  // namespace tariff::config
