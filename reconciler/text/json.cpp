#include "text/json.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "base/inert.hpp"

namespace tariff {
namespace {

std::string_view short_escape(char c) {
  if (c == '"') return "\\\"";
  if (c == '\\') return "\\\\";
  if (c == '\n') return "\\n";
  if (c == '\r') return "\\r";
  return c == '\t' ? "\\t" : "";
}

void write_unit(std::string& out, std::uint32_t unit) {
  constexpr std::string_view digits = "0123456789abcdef";
  out += "\\u";
  for (const auto shift : {12U, 8U, 4U, 0U}) out += digits[(unit >> shift) & 0xFU];
}

/// As UTF-16, which is what JSON escapes.
void write_escaped(std::string& out, char32_t c) {
  constexpr std::uint32_t one_unit_max = 0xFFFF;
  const auto value = static_cast<std::uint32_t>(c);
  if (value <= one_unit_max) return write_unit(out, value);
  const std::uint32_t rest = value - 0x10000U;
  write_unit(out, 0xD800U + (rest >> 10U));
  write_unit(out, 0xDC00U + (rest & 0x3FFU));
}

/// What a terminal or a CI system would act on is escaped: a document may be shown as it is, and says the
/// same.
void write_string(std::string& out, std::string_view text) {
  out += '"';
  for (std::size_t offset = 0; offset < text.size();) {
    const char c = text[offset];
    const auto escape = short_escape(c);
    if (!escape.empty()) {
      out += escape;
      ++offset;
    } else if (c >= 0x20 && c < 0x7F && c != '#') {
      out += c;
      ++offset;
    } else {
      const std::size_t start = offset;
      const char32_t point = next_code_point(text, offset);
      const bool is_escaped = point <= 0x10FFFF && is_active(text, start, point);
      if (is_escaped)
        write_escaped(out, point);
      else
        out += text.substr(start, offset - start);
    }
  }
  out += '"';
}

void new_line(std::string& out, int indent) {
  if (indent < 0) return;
  out += '\n';
  out.append(static_cast<std::size_t>(indent) * 2, ' ');
}

}  // namespace

Json Json::boolean(bool value) {
  Json json;
  json.kind_ = Kind::boolean;
  json.text_ = value ? "true" : "false";
  return json;
}

Json Json::number(std::int64_t value) { return number_text(std::to_string(value)); }

Json Json::number_text(std::string digits) {
  Json json;
  json.kind_ = Kind::number;
  json.text_ = std::move(digits);
  return json;
}

Json Json::string(std::string_view value) {
  Json json;
  json.kind_ = Kind::string;
  json.text_ = value;
  return json;
}

Json Json::array(std::vector<Json> items) {
  Json json;
  json.kind_ = Kind::array;
  json.items_ = std::move(items);
  return json;
}

Json Json::object(std::vector<Member> members) {
  Json json;
  json.kind_ = Kind::object;
  json.members_ = std::move(members);
  return json;
}

const Json* Json::find(std::string_view name) const {
  const auto found =
      std::find_if(members_.begin(), members_.end(), [&](const Member& m) { return m.first == name; });
  return found == members_.end() ? nullptr : &found->second;
}

Json* Json::find(std::string_view name) {
  const auto found =
      std::find_if(members_.begin(), members_.end(), [&](const Member& m) { return m.first == name; });
  return found == members_.end() ? nullptr : &found->second;
}

Json& Json::set(std::string_view name, Json value) {
  if (Json* found = find(name)) {
    *found = std::move(value);
  } else {
    members_.emplace_back(std::string(name), std::move(value));
  }
  return *this;
}

Json& Json::push(Json value) {
  items_.push_back(std::move(value));
  return *this;
}

void Json::write(std::string& out, int indent) const {
  const int inner = indent < 0 ? -1 : indent + 1;
  switch (kind_) {
    case Kind::null:
      out += "null";
      return;
    case Kind::boolean:
    case Kind::number:
      out += text_;
      return;
    case Kind::string:
      write_string(out, text_);
      return;
    case Kind::array:
      out += '[';
      for (std::size_t i = 0; i < items_.size(); ++i) {
        if (i > 0) out += ',';
        new_line(out, inner);
        items_[i].write(out, inner);
      }
      if (!items_.empty()) new_line(out, indent);
      out += ']';
      return;
    case Kind::object:
      out += '{';
      for (std::size_t i = 0; i < members_.size(); ++i) {
        if (i > 0) out += ',';
        new_line(out, inner);
        write_string(out, members_[i].first);
        out += indent < 0 ? ":" : ": ";
        members_[i].second.write(out, inner);
      }
      if (!members_.empty()) new_line(out, indent);
      out += '}';
      return;
  }
}

std::string Json::text() const {
  std::string out;
  write(out, -1);
  return out;
}

std::string Json::pretty() const {
  std::string out;
  write(out, 0);
  return out + "\n";
}

std::optional<std::int64_t> whole_number(std::string_view digits) {
  const auto point = digits.find('.');
  const auto fraction = point == std::string_view::npos ? std::string_view{} : digits.substr(point + 1);
  if (point != std::string_view::npos && fraction.empty()) return std::nullopt;
  if (fraction.find_first_not_of('0') != std::string_view::npos) return std::nullopt;
  const auto whole = digits.substr(0, point);
  std::int64_t value = 0;
  const auto [end, failure] = std::from_chars(whole.data(), whole.data() + whole.size(), value);
  if (failure != std::errc{} || end != whole.data() + whole.size()) return std::nullopt;
  return value;
}

}  // namespace tariff
