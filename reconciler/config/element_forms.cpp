#include "config/element_forms.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "text/match.hpp"

namespace tariff::config {
namespace {

constexpr std::size_t xml_name_length_max = 100;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

bool is_xml_name(std::string_view text) {
  const auto may_follow = [](char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
  };
  return !text.empty() && text.size() <= xml_name_length_max && is_letter(text.front()) &&
         std::all_of(text.begin(), text.end(), may_follow) &&
         !lower_ascii(text.substr(0, 3)).starts_with("xml");
}

std::string listed(const std::vector<std::string_view>& words) {
  std::string out;
  for (const auto word : words) out += (out.empty() ? "" : ", ") + std::string(word);
  return out;
}

/// What is wrong with one word of an order.
Faults word_faults(const Key& key, const Node& item, const SourceText& source) {
  const auto& choices = key.choices;
  if (item.kind == NodeKind::text && std::find(choices.begin(), choices.end(), item.text) != choices.end())
    return {};
  const auto near = nearest(item.text, {choices.begin(), choices.end()});
  return {{item.spot, "unknown-choice",
           std::string(key.name) + " has " + kind_phrase(item, source) +
               "; expected keys of this table: " + listed(choices) + ".",
           near.empty() ? "" : "Did you mean \"" + near + "\"?"}};
}

}  // namespace

Faults xml_name_faults(const Key& key, const Node& value, const SourceText& source) {
  const bool is_text = value.kind == NodeKind::text;
  if (is_text && is_xml_name(value.text)) return {};
  const bool has_prefix = is_text && value.text.find(':') != std::string::npos;
  return {
      {value.spot, is_text ? "xml-name-form" : "wrong-type",
       std::string(key.name) + " is " + kind_phrase(value, source) +
           "; expected the name of an XML element in quotes: a letter or _, then letters, digits, _, - or ., "
           "at most 100, and not beginning with xml.",
       has_prefix ? "Leave out the prefix: names are compared without one." : ""}};
}

Faults order_faults(const Key& key, const Node& value, const SourceText& source) {
  const std::string name(key.name);
  if (value.kind != NodeKind::list)
    return {
        {value.spot, "wrong-type",
         name + " is " + kind_phrase(value, source) + "; expected a list of: " + listed(key.choices) + ".",
         ""}};
  std::vector<std::string_view> missing = key.choices;
  Faults faults;
  for (const auto& item : value.items) {
    auto more = word_faults(key, item, source);
    if (more.empty() && std::erase(missing, std::string_view(item.text)) == 0)
      more = {{item.spot, "order-twice", name + " names " + item.text + " twice; expected each key once.",
               "Keep one of the two."}};
    faults.insert(faults.end(), more.begin(), more.end());
  }
  if (faults.empty() && !missing.empty())
    return {{value.spot, "order-incomplete", name + " lacks " + listed(missing) + "; expected each key once.",
             "Put in what is missing, or leave " + name + " out to keep the built-in one."}};
  return faults;
}

}  // namespace tariff::config
