#include "domain/ids.hpp"

namespace tariff {
// A fleet's maps compare tenants all the time: the shorter stands before, so that numbers ascend as numbers.
std::strong_ordering TenantId::operator<=>(const TenantId& other) const {
  if (local.size() != other.local.size() && source == other.source)
    return local.size() <=> other.local.size();
  if (const auto by_source = source <=> other.source; by_source != 0) return by_source;
  return local <=> other.local;
}

std::string percent_encoded(std::string_view segment) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  std::string out;
  for (const char c : segment) {
    if (plain.find(c) != std::string_view::npos) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out.append(1, '%').append(1, digits[byte >> 4U]).append(1, digits[byte & 0xFU]);
    }
  }
  return out;
}

std::string address_of(const ChargeKey& key) {
  return "charge/" + key.agreement.text() + "/" + percent_encoded(key.item.value());
}

std::string address_of_link(AccountNumber account) { return "link/" + account.text(); }

}  // namespace tariff
