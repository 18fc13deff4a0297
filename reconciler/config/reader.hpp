#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "config/keys.hpp"
#include "config/toml_tree.hpp"

namespace tariff::config {

/// The usable values of one table.
class Fields {
 public:
  Fields() = default;
  Fields(const Node& table, std::map<std::string_view, const Node*> usable)
      : table_(&table), usable_(std::move(usable)) {}

  /// The value of that key; nullptr where it is not written, or not usable and already reported.
  const Node* find(std::string_view key) const;
  /// True where the key stands in the file, usable or not.
  bool is_written(std::string_view key) const { return table_ != nullptr && table_->find(key) != nullptr; }
  std::string text(std::string_view key) const;
  std::int64_t whole(std::string_view key, std::int64_t other = 0) const;
  bool truth(std::string_view key, bool other) const;
  const std::map<std::string_view, const Node*>& usable() const { return usable_; }

 private:
  const Node* table_ = nullptr;
  std::map<std::string_view, const Node*> usable_;
};

/// The tables of a list under a key; none where it is not written or not usable.
std::vector<const Node*> tables(const Fields& fields, std::string_view key);

/// The number under a key, if it is usable.
template <class Identifier>
std::optional<Identifier> id_of(const Fields& fields, std::string_view key) {
  const auto* value = fields.find(key);
  if (value == nullptr) return std::nullopt;
  return Identifier(value->whole);
}

/// Reads tables by their keys and collects what is wrong with them.
class Reader {
 public:
  enum class Secrecy { open, may_hold_secrets };
  explicit Reader(const SourceText& source, Secrecy secrecy = Secrecy::open)
      : source_(source), secrecy_(secrecy) {}

  /// Problems within a mapping belong to it; -1: to the file.
  void enter_mapping(std::int32_t index) { mapping_ = index; }

  /// Reports unknown and missing keys and unusable values of the table itself, not of tables in it.
  Fields read(const Node& table, const Block& block);
  /// The same for a table under a key; empty where it is not written or not usable.
  Fields read_block(const Fields& fields, const Key& key);

  void report(Fault fault);
  void report(Diagnostic problem);
  /// Why there is no tree to read. Nothing of the text is shown where it may hold secrets.
  void report_unparsed(Fault fault);
  Place place(Spot spot) const;
  /// Of the usable values, by key.
  std::map<std::string, Place> places(const Fields& fields) const;
  /// All problems in the order of the file; beyond a thousand, `too-many-problems` counts the rest.
  Diagnostics finish() &&;

 private:
  void report_stranger(const Member& member, const Block& block);
  void report_missing(const Node& table, const Block& block);
  void report_said_twice(const Node& table, const Block& block);
  const SourceText& source_;
  Secrecy secrecy_;
  std::int32_t mapping_ = -1;
  Diagnostics problems_;
  std::size_t unshown_ = 0;
};

}  // namespace tariff::config
