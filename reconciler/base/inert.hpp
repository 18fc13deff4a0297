#pragma once

#include <string>
#include <string_view>

namespace tariff {

/// Makes text from outside safe to show on a terminal or in a log.
///
/// Shape: one line. Control characters, bidirectional overrides, zero-width characters and invalid
/// UTF-8 come out as `\u{…}` or `\x..`; `::` at the start or behind a blank, and `##vso[` and `##[` anywhere,
/// lose their meaning to CI systems by an escaped first character. Everything else is kept. At most
/// `bytes_max` bytes, then `…`.
std::string inert(std::string_view text, std::size_t bytes_max = 512);

/// True where inert() would escape the code point `c` at `offset`.
bool is_active(std::string_view text, std::size_t offset, char32_t c);

/// True where every byte sequence is well-formed UTF-8 (no surrogates, no overlong forms).
bool is_utf8(std::string_view text);

/// Reads one code point at `offset` and moves `offset` behind it; U+FFFFFFFF and one byte for ill-formed
/// UTF-8.
char32_t next_code_point(std::string_view text, std::size_t& offset);

}  // namespace tariff
