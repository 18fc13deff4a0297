#include "text/redact.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "base/inert.hpp"
#include "text/crypto.hpp"
#include "text/json.hpp"

namespace tariff {
namespace {

constexpr std::string_view hidden = "(hidden)";

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return text;
}

/// Everything but unreserved characters as %XX (RFC 3986, section 2).
std::string percent_encoded(std::string_view text, bool in_upper_case) {
  std::string out;
  for (const char c : text) {
    const bool is_plain = std::isalnum(static_cast<unsigned char>(c)) != 0 ||
                          std::string_view("-._~").find(c) != std::string_view::npos;
    const std::string digits = hex(std::string_view(&c, 1));
    out += is_plain ? std::string(1, c) : "%" + (in_upper_case ? upper(digits) : digits);
  }
  return out;
}

std::string xml_escaped(std::string_view text) {
  struct Entity {
    char character;
    std::string_view name;
  };
  static constexpr std::array entities{Entity{'&', "&amp;"}, Entity{'<', "&lt;"}, Entity{'>', "&gt;"},
                                       Entity{'"', "&quot;"}, Entity{'\'', "&apos;"}};
  std::string out;
  for (const char c : text) {
    const auto found = std::find_if(entities.begin(), entities.end(),
                                    [&](const Entity& entity) { return entity.character == c; });
    out += found == entities.end() ? std::string(1, c) : std::string(found->name);
  }
  return out;
}

std::string json_escaped(const std::string& text) {
  if (!is_utf8(text)) return text;
  const std::string quoted = Json::string(text).text();
  return quoted.substr(1, quoted.size() - 2);
}

}  // namespace

Redactor::Redactor(const std::vector<std::string>& secrets) {
  for (const auto& secret : secrets) {
    if (secret.empty()) continue;
    for (auto& form : {secret, base64(secret), hex(secret), upper(hex(secret)), percent_encoded(secret, true),
                       percent_encoded(secret, false), xml_escaped(secret), json_escaped(secret)})
      forms_.push_back(form);
  }
  std::stable_sort(forms_.begin(), forms_.end(), [](const std::string& left, const std::string& right) {
    return left.size() > right.size();
  });
}

std::string Redactor::operator()(std::string text) const {
  for (const auto& form : forms_)
    for (auto at = text.find(form); at != std::string::npos; at = text.find(form, at + hidden.size()))
      text.replace(at, form.size(), hidden);
  return text;
}

}  // namespace tariff
