#pragma once

#include "config/keys.hpp"
#include "config/toml_tree.hpp"

namespace tariff::config {

/// What is wrong with the name of an XML element or attribute: `wrong-type`, `xml-name-form`.
///
/// Shape: a name has no prefix, only ASCII, at most 100 characters, and does not begin with xml, which is
/// XML's own.
Faults xml_name_faults(const Key& key, const Node& value, const SourceText& source);

/// What is wrong with a list that puts all of the key's choices in an order: `wrong-type`, `unknown-choice`,
/// `order-twice`, `order-incomplete`.
Faults order_faults(const Key& key, const Node& value, const SourceText& source);

}  // namespace tariff::config
