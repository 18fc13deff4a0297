#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tariff {

/// Raw 32 bytes.
std::string sha256(std::string_view bytes);
std::string sha256_hex(std::string_view bytes);
/// Raw 32 bytes.
std::string hmac_sha256(std::string_view key, std::string_view message);
/// Standard alphabet with padding (RFC 4648, section 4).
std::string base64(std::string_view bytes);
/// Fails by nullopt: a character outside the alphabet, or wrong padding.
std::optional<std::string> from_base64(std::string_view text);
std::string hex(std::string_view bytes);
/// `length` characters of [a-z0-9] from the system's random source.
std::string random_token(std::size_t length);

}  // namespace tariff
