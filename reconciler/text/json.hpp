#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace tariff {

/// One JSON value, read strictly or built by hand.
///
/// Shape: numbers keep their source text, so nothing is rounded on the way; objects keep their order and
/// never hold a name twice. Written by `text()`: no spaces, members in order, UTF-8 unescaped.
class Json {
 public:
  enum class Kind { null, boolean, number, string, array, object };
  using Member = std::pair<std::string, Json>;

  Json() = default;
  static Json boolean(bool value);
  static Json number(std::int64_t value);
  /// Requires: `digits` is a JSON number.
  static Json number_text(std::string digits);
  static Json string(std::string_view value);
  static Json array(std::vector<Json> items = {});
  static Json object(std::vector<Member> members = {});

  Kind kind() const { return kind_; }
  bool is_null() const { return kind_ == Kind::null; }
  bool is_object() const { return kind_ == Kind::object; }
  bool is_array() const { return kind_ == Kind::array; }
  bool is_string() const { return kind_ == Kind::string; }
  bool is_number() const { return kind_ == Kind::number; }
  bool is_boolean() const { return kind_ == Kind::boolean; }

  /// The text of a string, the digits of a number; empty for the other kinds.
  const std::string& raw() const { return text_; }
  bool truth() const { return kind_ == Kind::boolean && text_ == "true"; }
  const std::vector<Json>& items() const { return items_; }
  std::vector<Json>& items() { return items_; }
  const std::vector<Member>& members() const { return members_; }
  std::vector<Member>& members() { return members_; }

  /// The member of that name; nullptr where it is missing, or this is no object.
  const Json* find(std::string_view name) const;
  Json* find(std::string_view name);
  /// Sets or replaces a member. Requires: this is an object.
  Json& set(std::string_view name, Json value);
  Json& push(Json value);

  std::string text() const;
  /// The same with line ends and two spaces of indentation, and a line end at the end.
  std::string pretty() const;
  bool operator==(const Json&) const = default;

 private:
  void write(std::string& out, int indent) const;
  Kind kind_ = Kind::null;
  std::string text_;
  std::vector<Json> items_;
  std::vector<Member> members_;
};

/// The limits of one reading. Source: threats.md, "JSON".
struct JsonLimits {
  std::size_t bytes_max = 16U << 20U;
  std::size_t depth_max = 64;
  std::size_t values_max = 2'000'000;
};

/// Reads one JSON text.
///
/// Fails: refused: over a limit, duplicate member, ill-formed UTF-8, trailing bytes, not JSON (an HTML page
/// is named as such); the message gives line and column.
Result<Json> read_json(std::string_view bytes, const JsonLimits& limits = {});

/// A whole number from digits such as 5, 5.0, 5.0000; nullopt for fractions, exponents beyond that, and
/// overflow.
std::optional<std::int64_t> whole_number(std::string_view digits);

/// Typed reads of members, each with the place in the error ("Pricing[2].SellingPrice").
///
/// Shape: a thin view; `path` is only for messages. Null and missing are alike.
class JsonView {
 public:
  JsonView(const Json& value, std::string path) : value_(&value), path_(std::move(path)) {}

  const Json& json() const { return *value_; }
  const std::string& path() const { return path_; }
  bool has(std::string_view name) const;
  /// The member; a null view where it is missing.
  JsonView at(std::string_view name) const;
  JsonView at(std::size_t index) const;
  std::size_t size() const { return value_->items().size(); }

  /// Fails: refused: missing, or of another type; the message names the path and what was found.
  Result<std::string> string(std::string_view name) const;
  Result<std::int64_t> whole(std::string_view name) const;
  Result<bool> boolean(std::string_view name) const;
  /// The digits of a decimal number, unrounded; quoted decimals are accepted.
  Result<std::string> decimal(std::string_view name) const;
  /// The elements of an array member.
  Result<std::vector<JsonView>> list(std::string_view name) const;

  /// The same, with a value for missing or null; a wrong type still fails.
  Result<std::string> string_or(std::string_view name, std::string_view other) const;
  Result<std::int64_t> whole_or(std::string_view name, std::int64_t other) const;
  Result<bool> boolean_or(std::string_view name, bool other) const;

 private:
  Error wrong(std::string_view name, std::string_view expected) const;
  const Json* value_;
  std::string path_;
};

}  // namespace tariff
