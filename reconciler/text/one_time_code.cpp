#include "text/one_time_code.hpp"

#include <array>
#include <cstdint>
#include <stdexcept>

#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace tariff {
namespace {

constexpr std::int64_t step_seconds = 30;
constexpr std::uint32_t six_digits = 1'000'000;

int quintet_of(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a';
  return c >= '2' && c <= '7' ? c - '2' + 26 : -1;
}

/// The bytes of a base32 text as people copy it.
std::optional<std::string> from_base32(std::string_view text) {
  while (text.ends_with('=')) text.remove_suffix(1);
  std::string bytes;
  unsigned bits = 0;
  unsigned bit_count = 0;
  for (const char c : text) {
    if (c == ' ' || c == '-') continue;
    const int quintet = quintet_of(c);
    if (quintet < 0) return std::nullopt;
    bits = (bits << 5U | static_cast<unsigned>(quintet)) & 0xFFFU;
    bit_count += 5;
    if (bit_count < 8) continue;
    bit_count -= 8;
    bytes += static_cast<char>(bits >> bit_count & 0xFFU);
  }
  // A whole group of five bits over is what a lost character leaves.
  if (bit_count >= 5) return std::nullopt;
  return bytes;
}

std::array<unsigned char, 8> big_endian(std::uint64_t number) {
  std::array<unsigned char, 8> bytes{};
  for (std::size_t i = bytes.size(); i-- > 0; number >>= 8U)
    bytes[i] = static_cast<unsigned char>(number & 0xFFU);
  return bytes;
}

/// Four bytes of the digest from where its last half byte says, without the sign. Source: RFC 4226
/// section 5.3.
std::uint32_t truncated(const std::array<unsigned char, EVP_MAX_MD_SIZE>& digest, unsigned size) {
  const std::size_t start = digest[size - 1] & 0xFU;
  std::uint32_t number = 0;
  for (std::size_t i = start; i < start + 4; ++i) number = number << 8U | digest[i];
  return number & 0x7FFF'FFFFU;
}

}  // namespace

std::optional<std::string> one_time_code(std::string_view secret, Instant moment) {
  const auto key = from_base32(secret);
  const auto seconds = moment.time_since_epoch().count();
  if (!key || key->empty() || seconds < 0) return std::nullopt;
  const auto step = big_endian(static_cast<std::uint64_t>(seconds / step_seconds));
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  if (HMAC(EVP_sha1(), key->data(), static_cast<int>(key->size()), step.data(), step.size(), digest.data(),
           &size) == nullptr)
    throw std::runtime_error("HMAC-SHA-1 is not available");
  const auto digits = std::to_string(truncated(digest, size) % six_digits + six_digits);
  return digits.substr(1);
}

}  // namespace tariff
