#pragma once

#include <string>
#include <string_view>
#include <vector>

/// How the content of Tigerpaw's SOAP operation is spelled.
///
/// ASSUMED: Tigerpaw publishes no schema for it. The built-in names are our own invention; an installation
/// that has the vendor's reference replaces them by a file. Source: tigerpaw.md section 3.3; decision 0020.
namespace tariff {

/// One element: what it means, the word by which the profile file and messages know it, and how it is called.
template <class Meaning>
struct NamedElement {
  Meaning meaning;
  std::string_view word;
  std::string name;
  bool operator==(const NamedElement&) const = default;
};

/// The elements that stand side by side in one element, in the order in which they are written.
///
/// Shape: each meaning once, each name once.
template <class Meaning>
using NamedElements = std::vector<NamedElement<Meaning>>;

/// What an element is called. Requires: `meaning` is among them.
template <class Meaning>
const std::string& name_of(const NamedElements<Meaning>& elements, Meaning meaning) {
  auto element = elements.begin();
  while (element->meaning != meaning) ++element;
  return element->name;
}

enum class ChargesPart { agreement, lines };
enum class LinePart {
  action,
  detail_id,
  item_id,
  description,
  quantity,
  price,
  price_level_id,
  print_when_quantity_zero,
  delete_after_invoicing,
  use_flat_price
};
enum class ResultPart { agreement, success, message, lines };
enum class LineResultPart { action, status, detail_id, message };

/// One element that holds values of the whole and a list of line items.
template <class Part, class OfLine>
struct ProfileContent {
  std::string element;
  NamedElements<Part> parts;
  std::string line;   ///< one element of the list
  std::string index;  ///< the attribute of it that holds its place, from 1 on
  NamedElements<OfLine> line_parts;
  bool operator==(const ProfileContent&) const = default;
};

/// The words that stand for actions, for what became of them, and for true and false.
///
/// Shape: those of one group differ: create, update, remove; created, updated, deleted, failed; yes, no.
struct ProfileWords {
  std::string create = "Create";
  std::string update = "Update";
  std::string remove = "Delete";
  std::string created = "Created";
  std::string updated = "Updated";
  std::string deleted = "Deleted";
  std::string failed = "Failed";
  std::string yes = "true";
  std::string no = "false";
  bool operator==(const ProfileWords&) const = default;
};

/// What stands in `Params` and in the Result element; as made, the built-in spelling.
struct WriterProfile {
  ProfileContent<ChargesPart, LinePart> request{
      "AgreementAdditionalCharges",
      {{ChargesPart::agreement, "agreement", "AgreementNumber"}, {ChargesPart::lines, "lines", "LineItems"}},
      "LineItem",
      "Index",
      {{LinePart::action, "action", "Action"},
       {LinePart::detail_id, "detail_id", "DetailId"},
       {LinePart::item_id, "item_id", "ItemId"},
       {LinePart::description, "description", "Description"},
       {LinePart::quantity, "quantity", "Quantity"},
       {LinePart::price, "price", "Price"},
       {LinePart::price_level_id, "price_level_id", "PriceLevelId"},
       {LinePart::print_when_quantity_zero, "print_when_quantity_zero", "PrintWhenQuantityZero"},
       {LinePart::delete_after_invoicing, "delete_after_invoicing", "DeleteAfterInvoicing"},
       {LinePart::use_flat_price, "use_flat_price", "UseFlatPrice"}}};
  ProfileContent<ResultPart, LineResultPart> result{"AgreementAdditionalChargesResult",
                                                    {{ResultPart::agreement, "agreement", "AgreementNumber"},
                                                     {ResultPart::success, "success", "Success"},
                                                     {ResultPart::message, "message", "Message"},
                                                     {ResultPart::lines, "lines", "LineItems"}},
                                                    "LineItem",
                                                    "Index",
                                                    {{LineResultPart::action, "action", "Action"},
                                                     {LineResultPart::status, "status", "Status"},
                                                     {LineResultPart::detail_id, "detail_id", "DetailId"},
                                                     {LineResultPart::message, "message", "Message"}}};
  ProfileWords words;
  bool operator==(const WriterProfile&) const = default;
};

}  // namespace tariff
