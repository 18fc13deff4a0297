#include "domain/ids.hpp"

namespace tariff {
// Length before text: numbers ascend as numbers, and a fleet's maps compare tenants all the time.
std::strong_ordering TenantId::operator<=>(const TenantId& other) const {
  if (const auto by_source = source <=> other.source; by_source != 0) return by_source;
  if (local.size() != other.local.size()) return local.size() <=> other.local.size();
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
