#include "config/limits.hpp"

#include <array>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "base/inert.hpp"

namespace tariff::config {
namespace {

constexpr char32_t ill_formed = 0xFFFFFFFF;

bool is_control(char32_t c) {
  if (c == '\t' || c == '\n' || c == '\r') return false;
  return c < 0x20 || (c >= 0x7F && c < 0xA0);
}

bool reorders_or_breaks_lines(char32_t c) {
  return (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

std::string code_point_name(char32_t c) {
  std::array<char, 16> buffer{};
  const int length = std::snprintf(buffer.data(), buffer.size(), "U+%04X", static_cast<unsigned>(c));
  return {buffer.data(), static_cast<std::size_t>(length)};
}

/// One walk over the text. It knows as much of TOML as is needed to tell quotes, comments and brackets apart,
/// and agrees with the parser up to the first mistake in the text, where the parser stops anyway.
class Walk {
 public:
  Walk(std::string_view text, const TextLimits& limits) : text_(text), limits_(limits) {}

  std::optional<Fault> run() {
    while (offset_ < text_.size()) {
      const std::size_t start = offset_;
      const char32_t c = next();
      if (auto fault = check_character(c, start)) return fault;
      if (auto fault = step(c)) return fault;
      move_on(c);
    }
    return std::nullopt;
  }

 private:
  enum class Inside { nothing, comment, basic, literal, long_basic, long_literal };

  char32_t next() {
    const auto byte = static_cast<unsigned char>(text_[offset_]);
    if (byte >= 0x80) return next_code_point(text_, offset_);
    ++offset_;
    return byte;
  }

  void move_on(char32_t c) {
    if (c != '\n') {
      ++spot_.column;
      return;
    }
    spot_ = {spot_.line + 1, 1};
    line_start_ = offset_;
  }

  Fault fault(std::string rule, std::string message, std::string hint) const {
    return {spot_, std::move(rule), std::move(message), std::move(hint)};
  }

  std::optional<Fault> check_character(char32_t c, std::size_t start) const {
    if (c == ill_formed)
      return fault("not-utf-8", "The byte here (" + inert(text_.substr(start, 1)) + ") is not UTF-8 text.",
                   "Save the file as UTF-8.");
    if (c == '\r' && !text_.substr(offset_).starts_with('\n'))
      return fault("bare-carriage-return", "A carriage return stands here without a line feed behind it.",
                   "End lines with LF or CR LF.");
    if (is_control(c))
      return fault("control-character", "The control character " + code_point_name(c) + " stands here.",
                   "Remove it.");
    if (reorders_or_breaks_lines(c))
      return fault("hidden-character",
                   "The invisible character " + code_point_name(c) +
                       " stands here: it makes text look different from what it is.",
                   "Remove it.");
    if (c != '\r' && c != '\n' && offset_ - line_start_ > limits_.line_bytes_max)
      return fault("line-too-long",
                   "This line is longer than " + std::to_string(limits_.line_bytes_max) + " bytes.",
                   "Break it into several lines.");
    if (static_cast<std::size_t>(spot_.line) > limits_.lines_max)
      return fault("too-many-lines",
                   "The file has more than " + std::to_string(limits_.lines_max) + " lines.",
                   "Split the customers over several installations.");
    return std::nullopt;
  }

  std::optional<Fault> step(char32_t c) {
    switch (inside_) {
      case Inside::nothing:
        return plain(c);
      case Inside::comment:
        if (c == '\n') end_line();
        return std::nullopt;
      case Inside::basic:
      case Inside::literal:
        short_quote(c);
        return std::nullopt;
      case Inside::long_basic:
      case Inside::long_literal:
        long_quote(c);
        return std::nullopt;
    }
    return std::nullopt;
  }

  std::optional<Fault> plain(char32_t c) {
    if (c == '\n') end_line();
    if (c == '#') inside_ = Inside::comment;
    if (c == '"') open(Inside::basic, Inside::long_basic, "\"\"");
    if (c == '\'') open(Inside::literal, Inside::long_literal, "''");
    if (c == '[' || c == '{') return deeper(static_cast<char>(c));
    if (c == ']' || c == '}') return shallower(static_cast<char>(c));
    if (c == '.') return dot();
    if (c == '=' || c == ',') return entry();
    if (c < 0x80) return std::nullopt;
    return fault("syntax", "The character " + code_point_name(c) + " stands outside quotes.",
                 "Put keys and text with letters beyond A to Z in quotes.");
  }

  void end_line() {
    dots_ = 0;
    inside_ = Inside::nothing;
  }

  void open(Inside short_form, Inside long_form, std::string_view two_more) {
    escaped_ = false;
    inside_ = short_form;
    if (!text_.substr(offset_).starts_with(two_more)) return;
    inside_ = long_form;
    skip(2);
  }

  void short_quote(char32_t c) {
    const bool escaped = std::exchange(escaped_, false);
    if (c == '\n') {
      end_line();
    } else if (inside_ == Inside::literal) {
      if (c == '\'') inside_ = Inside::nothing;
    } else if (!escaped && c == '\\') {
      escaped_ = true;
    } else if (!escaped && c == '"') {
      inside_ = Inside::nothing;
    }
  }

  void long_quote(char32_t c) {
    const bool escaped = std::exchange(escaped_, false);
    const bool basic = inside_ == Inside::long_basic;
    if (basic && !escaped && c == '\\') {
      escaped_ = true;
      return;
    }
    const std::string_view two_more = basic ? "\"\"" : "''";
    if (escaped || c != static_cast<char32_t>(two_more[0])) return;
    if (!text_.substr(offset_).starts_with(two_more)) return;
    skip(2);
    // Up to two quotes more belong to the text itself.
    for (int i = 0; i < 2 && text_.substr(offset_).starts_with(two_more[0]); ++i) skip(1);
    inside_ = Inside::nothing;
  }

  void skip(std::int32_t count) {
    offset_ += static_cast<std::size_t>(count);
    spot_.column += count;
  }

  std::optional<Fault> deeper(char opening) {
    open_.push_back(opening);
    if (open_.size() <= limits_.depth_max) return entry();
    return fault("nested-too-deep",
                 "Brackets are nested more than " + std::to_string(limits_.depth_max) + " deep here.",
                 "Nothing in this file needs that.");
  }

  std::optional<Fault> shallower(char closing) {
    dots_ = 0;
    const char wanted = closing == ']' ? '[' : '{';
    if (!open_.empty() && open_.back() == wanted) {
      open_.pop_back();
      return std::nullopt;
    }
    const std::string found =
        open_.empty() ? "no bracket is open" : std::string("the open bracket is ") + open_.back();
    return fault("bracket-mismatch",
                 std::string("The bracket ") + closing + " closes nothing: " + found + ".",
                 "Check the brackets before it.");
  }

  std::optional<Fault> dot() {
    if (++dots_ <= limits_.dots_max) return std::nullopt;
    return fault("too-many-dots", "A key has more than " + std::to_string(limits_.dots_max) + " dots here.",
                 "Nothing in this file needs that.");
  }

  std::optional<Fault> entry() {
    dots_ = 0;
    if (++entries_ <= limits_.entries_max) return std::nullopt;
    return fault("too-many-entries",
                 "The file has more than " + std::to_string(limits_.entries_max) + " entries.",
                 "Split the customers over several installations.");
  }

  std::string_view text_;
  TextLimits limits_;
  std::size_t offset_ = 0;
  std::size_t line_start_ = 0;
  Spot spot_;
  Inside inside_ = Inside::nothing;
  bool escaped_ = false;
  std::vector<char> open_;
  std::size_t dots_ = 0;
  std::size_t entries_ = 0;
};

}  // namespace

std::optional<Fault> find_breach(std::string_view text, const TextLimits& limits) {
  if (text.size() > limits.bytes_max)
    return Fault{{},
                 "file-too-big",
                 "The file has " + std::to_string(text.size()) + " bytes; at most " +
                     std::to_string(limits.bytes_max) + " are read.",
                 "Split the customers over several installations."};
  if (text.starts_with("\xEF\xBB\xBF"))
    return Fault{{},
                 "byte-order-mark",
                 "The file begins with a byte order mark.",
                 "Save it as UTF-8 without a byte order mark."};
  return Walk(text, limits).run();
}

}  // namespace tariff::config
