#pragma once

#include <string>

namespace tariff::discovery {

enum class Alphabet { none, latin, greek, cyrillic };
Alphabet alphabet_of(char32_t letter);

/// The small letter without its accent: ö is o, ß is ss; with `umlauts_in_two` ö is oe. A letter of which
/// nothing is known stands for itself.
std::u32string unaccented(char32_t letter, bool umlauts_in_two);

/// The small Latin letter that one of another alphabet looks like; 0 where it looks like none.
char32_t latin_look_alike(char32_t letter);

/// Punctuation and blanks, which part words; an apostrophe or a full stop does not.
bool parts_words(char32_t character);
bool is_left_out(char32_t character);

}  // namespace tariff::discovery
