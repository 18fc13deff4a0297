#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/desired.hpp"
#include "ports/config_file.hpp"

namespace tariff::year {

/// A [[product]] as it is written.
struct WrittenProduct {
  std::string name;
  std::vector<std::string> match;
  std::string item;                       ///< or
  std::map<Category, std::string> items;  ///< or
  std::string free_because;               ///< bill = false
};

/// A [[mapping]] as it is written. Shape: `more` are further lines, each with its line end.
struct WrittenMapping {
  std::string tenant;
  AccountNumber account;
  AgreementNumber agreement;
  std::string price_level;
  std::string billing;  ///< with its quotes, where it has some
  std::string more;
};

/// tariff.toml as people keep it. They change its parts; the program gets the text.
class File final : public ConfigFile {
 public:
  std::string price = "follow";
  std::string hand_edit = "hold";
  std::vector<WrittenProduct> products;
  std::vector<WrittenMapping> mappings;
  std::vector<std::string> blocks;  ///< whatever else stands in it, each a whole table

  WrittenProduct& product(const std::string& name);
  /// Requires: there is one.
  WrittenMapping& mapping(AccountNumber account);
  WrittenMapping* find(AccountNumber account);
  void remove_mapping(AccountNumber account);
  /// Names another account in every block that names this one.
  void rename_account(AccountNumber from, AccountNumber to);
  void remove_block(const std::string& block);
  /// The blocks that begin so; what a mapping no longer needs stops the whole file.
  void remove_blocks(const std::string& beginning);

  std::string text() const;
  Result<ConfigText> read() override { return ConfigText{text(), "tariff.toml", "c0ffee", false}; }
};

/// 2026-11-22, as the file writes a day.
std::string day_text(std::chrono::sys_days date);

/// The file of the first evening. Shape: products as the world sells them; no mapping.
File first_file();

}  // namespace tariff::year
