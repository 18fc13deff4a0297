#pragma once

#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"

namespace tariff::config {

/// What a value must look like. One list for the reader and the JSON Schema, so that they cannot disagree.
enum class Form {
  version,       ///< 1
  name,          ///< a visible text
  names,         ///< a list of at least one
  id,            ///< a positive whole number, in plain decimal digits
  name_or_id,    ///< either of the two
  truth,         ///< true | false
  choice,        ///< one of `choices`
  billing,       ///< true | "observe" | false
  installation,  ///< [a-z0-9]{8,32}
  ledger_id,     ///< [a-z0-9-]{1,64}
  source_name,   ///< [a-z][a-z0-9-]{0,31}
  url,           ///< scheme://host[:port]; plain http on loopback only
  ledger_url,    ///< sqlite:PATH, git:REMOTE, postgresql://…
  pins,          ///< a list of sha256/ and base64
  count,         ///< 1 to 64
  duration,      ///< <n>(s|m|h|d), not zero
  zone,          ///< an IANA time zone
  day,           ///< 2026-12-31, as a TOML date or in quotes
  stop,          ///< "now", "after-invoice", or a day
  money,         ///< a decimal number in quotes, not negative
  quantity,      ///< a whole number from 0
  positive,      ///< a whole number from 1
  percent,       ///< 1 to 100
  share,         ///< 1 to 1000 percent, or "off"
  days,          ///< 1 to 31
  xml_name,      ///< the name of an XML element or attribute, without a prefix
  order,         ///< a list of all `choices`, each once
  block,         ///< one table
  blocks,        ///< a list of tables
};

enum class Presence { required, optional };

struct Block;

/// One key of a file.
struct Key {
  std::string_view name;
  Form form;
  Presence presence;
  std::string_view description;
  std::vector<std::string_view> choices = {};
  const Block* block = nullptr;      ///< for Form::block and Form::blocks
  std::string_view instead_of = "";  ///< the required key that this one may stand for
};

/// A word of another file, which people look for in this one.
struct ForeignWord {
  std::string_view name;
  std::string_view file;
  std::string_view advice;
};

/// The keys of one table.
struct Block {
  std::string_view title;  ///< as messages name it: "[billing]"
  std::string_view description;
  std::vector<Key> keys;
  std::vector<ForeignWord> foreign = {};

  const Key* find(std::string_view name) const;
  const ForeignWord* find_foreign(std::string_view name) const;
};

/// The tables beside mappings and products. Source: interface.md sections 1 and 5.
const Block& freeze_keys();
const Block& guards_keys();
/// What may name a customer's tenant instead of the key `virtual_server`, and where it is found.
Key company_key(std::string_view instead_of);
Key file_tenant_key(std::string_view instead_of);
Key source_key();

const Block& removed_keys();
const Block& moved_keys();
const Block& adopt_keys();
const Block& override_keys();
const Block& ignore_keys();

/// All of tariff.toml. Source: interface.md section 1.
const Block& tariff_keys();
/// All of connections.toml. Source: interface.md section 1.
const Block& connections_keys();
/// What [trust], [kaspersky] and [[source]] of connections.toml hold.
const Key& trust_key();
const Block& kaspersky_keys();
const Block& source_keys();
/// All of a writer profile. Source: decision 0020.
const Block& writer_profile_keys();

}  // namespace tariff::config
