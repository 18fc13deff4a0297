#include "year/file.hpp"

#include <algorithm>
#include <stdexcept>

#include "text/time.hpp"

namespace tariff::year {
namespace {

std::string quoted(const std::string& text) { return "\"" + text + "\""; }

std::string list_of(const std::vector<std::string>& values) {
  std::string out;
  for (const auto& value : values) out += (out.empty() ? "" : ", ") + quoted(value);
  return "[" + out + "]";
}

std::string text_of(const WrittenProduct& product) {
  std::string out = "\n[[product]]\nname = " + quoted(product.name) + "\nmatch = " + list_of(product.match);
  if (!product.free_because.empty())
    return out + "\nbill = false\nreason = " + quoted(product.free_because) + "\n";
  if (product.items.empty()) return out + "\nitem = " + quoted(product.item) + "\n";
  std::string items;
  for (const auto& [category, item] : product.items)
    items += (items.empty() ? "" : ", ") + std::string(category_name(category)) + " = " + quoted(item);
  return out + "\nitems = { " + items + " }\n";
}

std::string text_of(const WrittenMapping& mapping) {
  return "\n[[mapping]]\nvirtual_server = " + quoted(mapping.tenant) +
         "\naccount = " + mapping.account.text() + "\nagreement = " + mapping.agreement.text() +
         "\nprice_level = " + quoted(mapping.price_level) + "\nbilling = " + mapping.billing + "\n" +
         mapping.more;
}

constexpr const char* head = R"(format = 1
installation = "year2026abcd"
ledger = "l-8f3k2m"

[billing]
external_product = "Kaspersky"
currency = "USD"
)";

}  // namespace

WrittenProduct& File::product(const std::string& name) {
  for (auto& product : products)
    if (product.name == name) return product;
  throw std::logic_error("The file has no product " + name + ".");
}

WrittenMapping* File::find(AccountNumber account) {
  const auto found = std::find_if(mappings.begin(), mappings.end(),
                                  [&](const WrittenMapping& one) { return one.account == account; });
  return found == mappings.end() ? nullptr : &*found;
}

WrittenMapping& File::mapping(AccountNumber account) {
  if (auto* found = find(account)) return *found;
  throw std::logic_error("The file has no mapping of " + account.text() + ".");
}

void File::remove_mapping(AccountNumber account) {
  std::erase_if(mappings, [&](const WrittenMapping& one) { return one.account == account; });
}

void File::rename_account(AccountNumber from, AccountNumber to) {
  const std::string line = "account = " + from.text() + "\n";
  for (auto& block : blocks)
    if (const auto at = block.find(line); at != std::string::npos)
      block.replace(at, line.size(), "account = " + to.text() + "\n");
}

void File::remove_block(const std::string& block) {
  const auto found = std::find(blocks.begin(), blocks.end(), block);
  if (found != blocks.end()) blocks.erase(found);
}

void File::remove_blocks(const std::string& beginning) {
  std::erase_if(blocks, [&](const std::string& block) { return block.starts_with(beginning); });
}

std::string File::text() const {
  std::string out = head;
  out += "price = " + quoted(price) + "\n\n[policy]\nhand_edit = " + quoted(hand_edit) + "\n";
  for (const auto& product : products) out += text_of(product);
  for (const auto& mapping : mappings) out += text_of(mapping);
  for (const auto& block : blocks) out += "\n" + block;
  return out;
}

std::string day_text(std::chrono::sys_days date) { return write_day(Day{date}); }

File first_file() {
  File file;
  file.products.push_back(
      {"Select", {"Kaspersky Endpoint Security for Business - Select*"}, "KES-SELECT", {}, ""});
  file.products.push_back({"Advanced",
                           {"Kaspersky Endpoint Security for Business - Advanced*"},
                           "",
                           {{Category::workstation, "KES-ADV-WS"},
                            {Category::server, "KES-ADV-SRV"},
                            {Category::other, "KES-ADV-NW"}},
                           ""});
  file.products.push_back(
      {"Management server", {"Kaspersky Security Center*"}, "", {}, "part of the service"});
  return file;
}

}  // namespace tariff::year
