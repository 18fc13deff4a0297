#include "discovery/names.hpp"

#include <algorithm>
#include <array>

#include "base/inert.hpp"
#include "discovery/letters.hpp"

namespace tariff::discovery {
namespace {

using Words = std::vector<std::u32string>;

enum class Spelling { plain, in_two, skeleton };

std::u32string spelled_letter(char32_t c, Spelling spelling) {
  if (spelling == Spelling::skeleton)
    if (const char32_t latin = latin_look_alike(c); latin != 0) return std::u32string(1, latin);
  return unaccented(c, spelling == Spelling::in_two);
}

Words words_of(std::string_view name, Spelling spelling) {
  Words words;
  std::u32string word;
  const auto end_word = [&] {
    // "A & B", "A and B" and "A und B" are one name.
    if (!word.empty() && word != U"and" && word != U"und") words.push_back(word);
    word.clear();
  };
  for (std::size_t offset = 0; offset < name.size();) {
    const char32_t c = next_code_point(name, offset);
    if (is_left_out(c)) continue;
    if (parts_words(c)) {
      end_word();
    } else {
      word += spelled_letter(c, spelling);
    }
  }
  end_word();
  return words;
}

struct LegalForm {
  std::u32string_view word;
  std::u32string_view one_spelling;
};

/// What stands behind a name and says how the company is founded.
constexpr std::array legal_forms{LegalForm{U"ltd", U"ltd"},     LegalForm{U"limited", U"ltd"},
                                 LegalForm{U"llc", U"llc"},     LegalForm{U"llp", U"llp"},
                                 LegalForm{U"inc", U"inc"},     LegalForm{U"incorporated", U"inc"},
                                 LegalForm{U"corp", U"corp"},   LegalForm{U"corporation", U"corp"},
                                 LegalForm{U"co", U"co"},       LegalForm{U"company", U"co"},
                                 LegalForm{U"plc", U"plc"},     LegalForm{U"pty", U"pty"},
                                 LegalForm{U"pvt", U"pvt"},     LegalForm{U"gmbh", U"gmbh"},
                                 LegalForm{U"ggmbh", U"ggmbh"}, LegalForm{U"mbh", U"gmbh"},
                                 LegalForm{U"ag", U"ag"},       LegalForm{U"kg", U"kg"},
                                 LegalForm{U"kgaa", U"kgaa"},   LegalForm{U"ohg", U"ohg"},
                                 LegalForm{U"gbr", U"gbr"},     LegalForm{U"ug", U"ug"},
                                 LegalForm{U"eg", U"eg"},       LegalForm{U"ev", U"ev"},
                                 LegalForm{U"bv", U"bv"},       LegalForm{U"nv", U"nv"},
                                 LegalForm{U"vof", U"vof"},     LegalForm{U"sa", U"sa"},
                                 LegalForm{U"sas", U"sas"},     LegalForm{U"sarl", U"sarl"},
                                 LegalForm{U"srl", U"srl"},     LegalForm{U"spa", U"spa"},
                                 LegalForm{U"sl", U"sl"},       LegalForm{U"oy", U"oy"},
                                 LegalForm{U"oyj", U"oyj"},     LegalForm{U"ab", U"ab"},
                                 LegalForm{U"as", U"as"},       LegalForm{U"aps", U"aps"},
                                 LegalForm{U"kft", U"kft"},     LegalForm{U"zrt", U"zrt"},
                                 LegalForm{U"sro", U"sro"},     LegalForm{U"doo", U"doo"},
                                 LegalForm{U"ооо", U"ооо"},     LegalForm{U"зао", U"зао"},
                                 LegalForm{U"оао", U"оао"},     LegalForm{U"пао", U"пао"},
                                 LegalForm{U"ао", U"ао"},       LegalForm{U"ип", U"ип"},
                                 LegalForm{U"тов", U"тов"}};

std::u32string_view legal_form_of(const std::u32string& word) {
  const auto found = std::find_if(legal_forms.begin(), legal_forms.end(),
                                  [&](const LegalForm& form) { return form.word == word; });
  return found == legal_forms.end() ? std::u32string_view{} : found->one_spelling;
}

/// Takes the legal form off both ends; at least one word stays.
std::u32string take_legal_form(Words& words) {
  std::u32string taken;
  const std::array<std::u32string, 3> polish{U"sp", U"z", U"oo"};
  if (words.size() > polish.size() && std::equal(polish.begin(), polish.end(), words.end() - 3)) {
    words.resize(words.size() - polish.size());
    taken = U"spzoo";
  }
  while (words.size() > 1 && !legal_form_of(words.back()).empty()) {
    taken.insert(0, legal_form_of(words.back()));
    words.pop_back();
  }
  // Slavic names carry it in front.
  const auto is_cyrillic = [](const std::u32string& word) {
    return alphabet_of(word.front()) == Alphabet::cyrillic;
  };
  while (words.size() > 1 && is_cyrillic(words.front()) && !legal_form_of(words.front()).empty()) {
    taken += legal_form_of(words.front());
    words.erase(words.begin());
  }
  return taken;
}

std::u32string joined(const Words& words) {
  std::u32string out;
  for (const auto& word : words) out += word;
  return out;
}

std::u32string without_legal_form(std::string_view name, Spelling spelling) {
  Words words = words_of(name, spelling);
  take_legal_form(words);
  return joined(words);
}

bool has_word_of_two_alphabets(std::string_view name) {
  Alphabet before = Alphabet::none;
  for (std::size_t offset = 0; offset < name.size();) {
    const char32_t c = next_code_point(name, offset);
    const Alphabet alphabet = alphabet_of(c);
    if (alphabet == Alphabet::none) {
      if (parts_words(c)) before = Alphabet::none;
      continue;
    }
    if (before != Alphabet::none && before != alphabet) return true;
    before = alphabet;
  }
  return false;
}

std::u32string digits_of(const std::u32string& text) {
  std::u32string digits;
  for (const char32_t c : text)
    if (c >= U'0' && c <= U'9') digits += c;
  return digits;
}

/// Letters to insert, drop, replace or swap.
std::size_t edits(const std::u32string& left, const std::u32string& right) {
  const std::size_t width = right.size() + 1;
  std::vector<std::size_t> cells((left.size() + 1) * width);
  const auto at = [&](std::size_t i, std::size_t j) -> std::size_t& { return cells[i * width + j]; };
  for (std::size_t i = 0; i <= left.size(); ++i) at(i, 0) = i;
  for (std::size_t j = 0; j <= right.size(); ++j) at(0, j) = j;
  for (std::size_t i = 1; i <= left.size(); ++i)
    for (std::size_t j = 1; j <= right.size(); ++j) {
      const std::size_t replaced = at(i - 1, j - 1) + (left[i - 1] == right[j - 1] ? 0U : 1U);
      at(i, j) = std::min({at(i - 1, j) + 1, at(i, j - 1) + 1, replaced});
      const bool swapped = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
      if (swapped) at(i, j) = std::min(at(i, j), at(i - 2, j - 2) + 1);
    }
  return cells.back();
}

/// Short names are told apart by every letter.
std::size_t edits_max(std::size_t letters) {
  constexpr std::size_t letters_for_one = 6;
  constexpr std::size_t letters_for_two = 12;
  if (letters < letters_for_one) return 0;
  return letters < letters_for_two ? 1 : 2;
}

bool is_spelled_alike(const NameForm& left, const NameForm& right) {
  const std::size_t shorter = std::min(left.plain.size(), right.plain.size());
  const std::size_t longer = std::max(left.plain.size(), right.plain.size());
  const std::size_t allowed = edits_max(shorter);
  if (allowed == 0 || longer - shorter > allowed || left.digits != right.digits) return false;
  return edits(left.plain, right.plain) <= allowed;
}

bool begins_alike(const NameForm& left, const NameForm& right) {
  constexpr std::size_t telling_letters = 4;
  if (left.words.empty() || right.words.empty() || left.words[0] != right.words[0]) return false;
  const std::size_t both = std::min(left.words.size(), right.words.size());
  if (both > 1) return left.words[1] == right.words[1];
  return left.words[0].size() >= telling_letters;
}

}  // namespace

NameForm form_of(std::string_view name) {
  NameForm form;
  form.name = name;
  form.words = words_of(name, Spelling::plain);
  form.legal_form = take_legal_form(form.words);
  form.plain = joined(form.words);
  form.spelled = without_legal_form(name, Spelling::in_two);
  form.skeleton = without_legal_form(name, Spelling::skeleton);
  form.digits = digits_of(form.plain);
  form.mixes_alphabets = has_word_of_two_alphabets(name);
  return form;
}

Likeness likeness(const NameForm& left, const NameForm& right) {
  if (left.name == right.name) return Likeness::equal;
  if (left.plain.empty() || right.plain.empty()) return Likeness::different;
  if (left.plain == right.plain || left.spelled == right.spelled) {
    const bool both_named = !left.legal_form.empty() && !right.legal_form.empty();
    return both_named && left.legal_form != right.legal_form ? Likeness::other_legal_form
                                                             : Likeness::same_words;
  }
  if (left.skeleton == right.skeleton) return Likeness::look_alike;
  if (is_spelled_alike(left, right)) return Likeness::spelled_alike;
  return begins_alike(left, right) ? Likeness::begins_alike : Likeness::different;
}

}  // namespace tariff::discovery
