#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tariff::discovery {

/// How the names of a tenant and an account resemble each other, weakest first.
enum class Likeness {
  different,
  begins_alike,      ///< one begins with the words of the other, or both with the same two
  spelled_alike,     ///< one or two letters apart, never a digit
  other_legal_form,  ///< the same words, and each names another legal form
  same_words,        ///< the same but for case, punctuation, accents and a legal form
  equal,             ///< byte for byte
  look_alike,        ///< they look the same and are written in letters of several alphabets
};

/// A name as it is compared.
///
/// Shape: `plain` are its words without accents, in small letters, joined; `spelled` the same with umlauts in
/// two letters; `skeleton` with every look-alike as its Latin letter. None has the legal form, which is in
/// `legal_form` (one spelling for each: ltd for limited).
struct NameForm {
  std::string name;
  std::u32string plain;
  std::u32string spelled;
  std::u32string skeleton;
  std::u32string legal_form;
  std::u32string digits;
  std::vector<std::u32string> words;
  bool mixes_alphabets = false;  ///< within one word
};

NameForm form_of(std::string_view name);
Likeness likeness(const NameForm& left, const NameForm& right);

}  // namespace tariff::discovery
