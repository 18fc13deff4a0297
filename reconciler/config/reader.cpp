#include "config/reader.hpp"

#include <algorithm>
#include <array>
#include <tuple>

#include "base/inert.hpp"
#include "config/forms.hpp"
#include "text/match.hpp"

namespace tariff::config {
namespace {

constexpr std::size_t problems_max = 1000;

constexpr std::array secret_words{"password",   "passwd",  "secret", "token",      "private_key",
                                  "public_key", "api_key", "user",   "credential", "email"};

bool is_secret_word(std::string_view key) {
  return std::any_of(secret_words.begin(), secret_words.end(), [&](std::string_view word) {
    return key != "internal_user" && contains_ignoring_case(key, word);
  });
}

bool line_may_hold_a_secret(std::string_view line) {
  if (line.find('@') != std::string_view::npos) return true;
  std::string rest = lower_ascii(line);
  const auto internal = rest.find("internal_user");
  if (internal != std::string::npos) rest.erase(internal, std::string_view("internal_user").size());
  return is_secret_word(rest);
}

std::string known_keys(const Block& block) {
  std::string out;
  for (const auto& key : block.keys) out += (out.empty() ? "" : ", ") + std::string(key.name);
  return "Known here: " + out + ".";
}

std::string suggestion(const std::string& word, const Block& block) {
  std::vector<std::string> names;
  for (const auto& key : block.keys) names.emplace_back(key.name);
  const auto near = nearest(word, names);
  return near.empty() ? known_keys(block) : "Did you mean " + near + "?";
}

bool has_one_instead(const Node& table, const Key& key, const Block& block) {
  return std::any_of(block.keys.begin(), block.keys.end(), [&](const Key& other) {
    return other.instead_of == key.name && table.find(other.name) != nullptr;
  });
}

/// "virtual_server, company or tenant": the key and what may stand for it.
std::string either_of(const Key& key, const Block& block) {
  std::vector<std::string_view> names{key.name};
  for (const auto& other : block.keys)
    if (other.instead_of == key.name) names.push_back(other.name);
  std::string out(names.front());
  for (std::size_t i = 1; i < names.size(); ++i)
    out += (i + 1 == names.size() ? " or " : ", ") + std::string(names[i]);
  return out;
}

bool stands_before(const Diagnostic& left, const Diagnostic& right) {
  return std::tie(left.place.file, left.place.line, left.place.column) <
         std::tie(right.place.file, right.place.line, right.place.column);
}

}  // namespace

const Node* Fields::find(std::string_view key) const {
  const auto found = usable_.find(key);
  return found == usable_.end() ? nullptr : found->second;
}

std::vector<const Node*> tables(const Fields& fields, std::string_view key) {
  std::vector<const Node*> out;
  const auto* list = fields.find(key);
  if (list == nullptr) return out;
  for (const auto& item : list->items) out.push_back(&item);
  return out;
}

std::string Fields::text(std::string_view key) const {
  const auto* node = find(key);
  return node == nullptr ? "" : node->text;
}

std::int64_t Fields::whole(std::string_view key, std::int64_t other) const {
  const auto* node = find(key);
  return node == nullptr ? other : node->whole;
}

bool Fields::truth(std::string_view key, bool other) const {
  const auto* node = find(key);
  return node == nullptr ? other : node->truth;
}

Place Reader::place(Spot spot) const {
  auto found = source_.place(spot);
  if (secrecy_ == Secrecy::may_hold_secrets && line_may_hold_a_secret(found.source_line))
    return source_.place(spot, Show::keys_only);
  return found;
}

std::map<std::string, Place> Reader::places(const Fields& fields) const {
  std::map<std::string, Place> out;
  for (const auto& [key, value] : fields.usable()) out.emplace(key, place(value->spot));
  return out;
}

void Reader::report(Fault fault) {
  const bool of_mapping = fault.scope == Scope::mapping && mapping_ >= 0;
  report(Diagnostic{problems_.size() < problems_max ? place(fault.spot) : Place{}, std::move(fault.rule),
                    fault.severity, of_mapping ? Scope::mapping : Scope::file, of_mapping ? mapping_ : -1,
                    std::move(fault.message), std::move(fault.hint)});
}

void Reader::report(Diagnostic problem) {
  if (problems_.size() < problems_max) {
    problems_.push_back(std::move(problem));
  } else {
    ++unshown_;
  }
}

void Reader::report_unparsed(Fault fault) {
  if (secrecy_ == Secrecy::open) return report(std::move(fault));
  // A parser's message may quote what it stumbled over.
  if (fault.rule == "syntax" && fault.message.find('\'') != std::string::npos)
    fault.message = "This is not valid TOML (what stands there is not shown: it may be a secret).";
  report(Diagnostic{source_.place(fault.spot, Show::keys_only), std::move(fault.rule), fault.severity,
                    Scope::file, -1, std::move(fault.message), std::move(fault.hint)});
}

void Reader::report_stranger(const Member& member, const Block& block) {
  const std::string name = inert(member.key, 80);
  if (const ForeignWord* word = block.find_foreign(member.key)) {
    report(
        Fault{member.spot, "key-of-another-file",
              name + " stands in " + std::string(word->file) + ", not in " + std::string(block.title) + ".",
              std::string(word->advice)});
  } else if (secrecy_ == Secrecy::may_hold_secrets && is_secret_word(member.key)) {
    report(Fault{member.spot, "secret-in-file",
                 name + " is written in " + std::string(block.title) + "; secrets do not stand in this file.",
                 "Remove it, change that secret, and hand the new one over in a TARIFF_… variable."});
  } else {
    const bool crowded = problems_.size() >= problems_max;
    report(Fault{member.spot, "unknown-key", name + " is not a key of " + std::string(block.title) + ".",
                 crowded ? "" : suggestion(member.key, block)});
  }
}

void Reader::report_missing(const Node& table, const Block& block) {
  for (const auto& key : block.keys) {
    if (key.presence == Presence::optional || table.find(key.name) != nullptr) continue;
    if (has_one_instead(table, key, block)) continue;
    report(Fault{table.spot, "missing-key",
                 either_of(key, block) + " is missing in " + std::string(block.title) + ".",
                 std::string(key.description)});
  }
}

void Reader::report_said_twice(const Node& table, const Block& block) {
  for (const auto& key : block.keys) {
    if (key.instead_of.empty() || table.find(key.name) == nullptr) continue;
    for (const auto& other : block.keys) {
      const bool is_rival =
          other.name == key.instead_of || (other.instead_of == key.instead_of && other.name < key.name);
      if (!is_rival || table.find(other.name) == nullptr) continue;
      report(Fault{table.find(key.name)->spot, "said-twice",
                   std::string(block.title) + " has both " + std::string(other.name) + " and " +
                       std::string(key.name) + ".",
                   "Keep one of the two."});
    }
  }
}

Fields Reader::read(const Node& table, const Block& block) {
  std::map<std::string_view, const Node*> usable;
  for (const auto& member : table.members) {
    const auto* key = block.find(member.key);
    if (key == nullptr) {
      report_stranger(member, block);
      continue;
    }
    auto faults = value_faults(*key, member.value, source_);
    if (!has_errors(faults)) usable.emplace(key->name, &member.value);
    for (auto& fault : faults) report(std::move(fault));
  }
  report_missing(table, block);
  report_said_twice(table, block);
  return {table, std::move(usable)};
}

Fields Reader::read_block(const Fields& fields, const Key& key) {
  const auto* table = fields.find(key.name);
  return table == nullptr ? Fields{} : read(*table, *key.block);
}

Diagnostics Reader::finish() && {
  std::stable_sort(problems_.begin(), problems_.end(), stands_before);
  if (unshown_ == 0) return std::move(problems_);
  problems_.push_back({place({}), "too-many-problems", Severity::error, Scope::file, -1,
                       std::to_string(unshown_) + " more problems are not shown.", "Correct these first."});
  return std::move(problems_);
}

}  // namespace tariff::config
