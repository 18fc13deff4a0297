#include "config/writer_profile.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "config/forms.hpp"
#include "config/reader.hpp"
#include "text/match.hpp"

namespace tariff::config {
namespace {

/// A key and what it names, as read or built in.
struct Named {
  std::string_view key;
  std::string name;
};

struct WordKey {
  std::string_view key;
  std::string ProfileWords::*word;
};

/// Words of one group stand in the same place of a text, so that they must differ.
const std::vector<std::vector<WordKey>>& word_groups() {
  static const std::vector<std::vector<WordKey>> groups{
      {{"create", &ProfileWords::create},
       {"update", &ProfileWords::update},
       {"delete", &ProfileWords::remove}},
      {{"created", &ProfileWords::created},
       {"updated", &ProfileWords::updated},
       {"deleted", &ProfileWords::deleted},
       {"failed", &ProfileWords::failed}},
      {{"yes", &ProfileWords::yes}, {"no", &ProfileWords::no}}};
  return groups;
}

void read_name(const Fields& fields, std::string_view key, std::string& name) {
  if (const auto* found = fields.find(key)) name = found->text;
}

template <class Meaning>
NamedElements<Meaning> in_order(const NamedElements<Meaning>& elements, const Node& order) {
  NamedElements<Meaning> out;
  for (const auto& word : texts_of(order))
    out.push_back(*std::find_if(elements.begin(), elements.end(),
                                [&](const auto& element) { return element.word == word; }));
  return out;
}

/// Reads the whole file, top down.
class ProfileFile {
 public:
  explicit ProfileFile(Reader& reader) : reader_(reader) {}

  WriterProfile read(const Node& root) {
    const auto& keys = writer_profile_keys();
    const auto top = reader_.read(root, keys);
    read_content(top, *keys.find("request"), profile_.request);
    read_content(top, *keys.find("result"), profile_.result);
    read_words(reader_.read_block(top, *keys.find("words")), *keys.find("words")->block);
    return std::move(profile_);
  }

 private:
  template <class Content>
  void read_content(const Fields& top, const Key& key, Content& content) {
    const auto fields = reader_.read_block(top, key);
    const auto& line_key = *key.block->find("line");
    const auto line = reader_.read_block(fields, line_key);
    read_name(fields, "element", content.element);
    read_elements(fields, *key.block, content.parts);
    read_name(line, "element", content.line);
    read_name(line, "index", content.index);
    read_elements(line, *line_key.block, content.line_parts);
  }

  template <class Meaning>
  void read_elements(const Fields& fields, const Block& block, NamedElements<Meaning>& elements) {
    std::vector<Named> names;
    for (auto& element : elements) {
      read_name(fields, element.word, element.name);
      names.push_back({element.word, element.name});
    }
    check_names_differ(fields, block, names);
    if (const auto* order = fields.find("order")) elements = in_order(elements, *order);
  }

  void read_words(const Fields& fields, const Block& block) {
    for (const auto& group : word_groups()) {
      std::vector<Named> names;
      for (const auto& [key, word] : group) {
        read_name(fields, key, profile_.words.*word);
        names.push_back({key, profile_.words.*word});
      }
      check_names_differ(fields, block, names);
    }
    check_not_contrary(fields, "yes", {"false", "0"});
    check_not_contrary(fields, "no", {"true", "1"});
  }

  /// Swapped truths would make lines that vanish after invoicing.
  void check_not_contrary(const Fields& fields, std::string_view key,
                          const std::array<std::string_view, 2>& contrary) {
    const auto* word = fields.find(key);
    if (word == nullptr) return;
    if (std::find(contrary.begin(), contrary.end(), lower_ascii(word->text)) == contrary.end()) return;
    reader_.report(
        Fault{word->spot, "truth-swapped",
              std::string(key) + " in [words] is " + word->text + ", which says the contrary in XML.",
              "Write the word that says " + std::string(key) + "."});
  }

  /// The built-in names differ, so that one of two equal ones is written.
  void check_names_differ(const Fields& fields, const Block& block, const std::vector<Named>& names) {
    for (auto second = names.begin(); second != names.end(); ++second) {
      const auto first =
          std::find_if(names.begin(), second, [&](const Named& one) { return one.name == second->name; });
      if (first == second) continue;
      const auto* written = fields.find(second->key);
      if (written == nullptr) written = fields.find(first->key);
      reader_.report(Fault{written->spot, "name-twice",
                           std::string(first->key) + " and " + std::string(second->key) + " in " +
                               std::string(block.title) + " are both " + second->name +
                               "; expected names that differ.",
                           "A key that is not written has its built-in name."});
    }
  }

  Reader& reader_;
  WriterProfile profile_;
};

}  // namespace

ParsedWriterProfile parse_writer_profile(std::string_view text, const std::string& file) {
  const SourceText source(text, file);
  // A path that was mistaken for a profile's may lead to anything.
  Reader reader(source, Reader::Secrecy::may_hold_secrets);
  const auto tree = read_tree(source);
  if (tree.fault) {
    reader.report_unparsed(*tree.fault);
    return {{}, std::move(reader).finish()};
  }
  auto profile = ProfileFile(reader).read(tree.root);
  return {std::move(profile), std::move(reader).finish()};
}

}  // namespace tariff::config
