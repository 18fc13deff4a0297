#include "discovery/letters.hpp"

#include <array>
#include <string_view>

namespace tariff::discovery {
namespace {

bool is_within(char32_t c, char32_t first, char32_t last) { return c >= first && c <= last; }

struct Accented {
  std::u32string_view letters;
  std::u32string_view plain;
  std::u32string_view in_two = {};
};

constexpr std::array accented{Accented{U"ÀÁÂÃàáâãĀāĂăĄą", U"a"},
                              Accented{U"Ää", U"a", U"ae"},
                              Accented{U"Åå", U"a", U"aa"},
                              Accented{U"Ææ", U"ae"},
                              Accented{U"ÇçĆćĈĉĊċČč", U"c"},
                              Accented{U"ÐðĎďĐđ", U"d"},
                              Accented{U"ÈÉÊËèéêëĒēĔĕĖėĘęĚě", U"e"},
                              Accented{U"ĜĝĞğĠġĢģ", U"g"},
                              Accented{U"ĤĥĦħ", U"h"},
                              Accented{U"ÌÍÎÏìíîïĨĩĪīĬĭĮįİı", U"i"},
                              Accented{U"Ĵĵ", U"j"},
                              Accented{U"Ķķ", U"k"},
                              Accented{U"ĹĺĻļĽľĿŀŁł", U"l"},
                              Accented{U"ÑñŃńŅņŇň", U"n"},
                              Accented{U"ÒÓÔÕòóôõŌōŎŏŐő", U"o"},
                              Accented{U"Öö", U"o", U"oe"},
                              Accented{U"Øø", U"o", U"oe"},
                              Accented{U"Œœ", U"oe"},
                              Accented{U"ŔŕŖŗŘř", U"r"},
                              Accented{U"ŚśŜŝŞşŠšȘș", U"s"},
                              Accented{U"ßẞ", U"ss"},
                              Accented{U"ŢţŤťŦŧȚț", U"t"},
                              Accented{U"ÙÚÛùúûŨũŪūŬŭŮůŰűŲų", U"u"},
                              Accented{U"Üü", U"u", U"ue"},
                              Accented{U"Ŵŵ", U"w"},
                              Accented{U"ÝýÿŶŷŸ", U"y"},
                              Accented{U"ŹźŻżŽž", U"z"},
                              Accented{U"Þþ", U"th"}};

struct LookAlikes {
  char32_t latin;
  std::u32string_view letters;
};

constexpr std::array look_alikes{
    LookAlikes{U'a', U"АаΑα"},   LookAlikes{U'b', U"ВвΒ"},   LookAlikes{U'c', U"Сс"},
    LookAlikes{U'd', U"Ԁԁ"},     LookAlikes{U'e', U"ЕеЁёΕ"}, LookAlikes{U'h', U"НнΗҺһ"},
    LookAlikes{U'i', U"ІіЇїΙι"}, LookAlikes{U'j', U"Јј"},    LookAlikes{U'k', U"КкΚκ"},
    LookAlikes{U'l', U"1Ӏӏ"},    LookAlikes{U'm', U"МмΜ"},   LookAlikes{U'n', U"Ν"},
    LookAlikes{U'o', U"0ОоΟο"},  LookAlikes{U'p', U"РрΡρ"},  LookAlikes{U'q', U"Ԛԛ"},
    LookAlikes{U's', U"Ѕѕ"},     LookAlikes{U't', U"ТтΤ"},   LookAlikes{U'u', U"υ"},
    LookAlikes{U'v', U"ν"},      LookAlikes{U'w', U"Ԝԝ"},    LookAlikes{U'x', U"ХхΧ"},
    LookAlikes{U'y', U"УуΥ"},    LookAlikes{U'z', U"Ζ"}};

constexpr char32_t full_width_offset = 0xFEE0;

char32_t small(char32_t c) {
  if (is_within(c, U'A', U'Z') || is_within(c, 0x391, 0x3A9) || is_within(c, 0x410, 0x42F)) return c + 0x20;
  return is_within(c, 0x400, 0x40F) ? c + 0x50 : c;
}

}  // namespace

Alphabet alphabet_of(char32_t letter) {
  if (is_within(letter, U'A', U'Z') || is_within(letter, U'a', U'z')) return Alphabet::latin;
  if (is_within(letter, 0xC0, 0x24F) && letter != 0xD7 && letter != 0xF7) return Alphabet::latin;
  if (is_within(letter, 0x1E00, 0x1EFF)) return Alphabet::latin;
  if (is_within(letter, 0x370, 0x3FF)) return Alphabet::greek;
  return is_within(letter, 0x400, 0x52F) ? Alphabet::cyrillic : Alphabet::none;
}

std::u32string unaccented(char32_t letter, bool umlauts_in_two) {
  for (const auto& entry : accented)
    if (entry.letters.find(letter) != std::u32string_view::npos)
      return std::u32string(umlauts_in_two && !entry.in_two.empty() ? entry.in_two : entry.plain);
  return std::u32string(1, small(letter));
}

char32_t latin_look_alike(char32_t letter) {
  if (is_within(letter, 0xFF21, 0xFF3A) || is_within(letter, 0xFF41, 0xFF5A))
    return small(letter - full_width_offset);
  for (const auto& entry : look_alikes)
    if (entry.letters.find(letter) != std::u32string_view::npos) return entry.latin;
  return 0;
}

bool is_left_out(char32_t c) {
  return c == U'.' || c == U'\'' || c == U'`' || c == 0x2019 || c == 0x2018 || is_within(c, 0x300, 0x36F);
}

bool parts_words(char32_t c) {
  if (is_within(c, U'0', U'9') || is_within(c, U'A', U'Z') || is_within(c, U'a', U'z')) return false;
  if (c < 0xC0 || c == 0xD7 || c == 0xF7) return true;
  return is_within(c, 0x2000, 0x206F) || is_within(c, 0x3000, 0x303F);
}

}  // namespace tariff::discovery
