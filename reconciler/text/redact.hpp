#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tariff {

/// Takes secrets out of words that somebody else chose: a service may quote the request that it complains of.
///
/// Knows each secret as it is, in base64, in hex, percent-encoded, and as JSON and XML write it; an empty one
/// hides nothing. Cost: one search of the text for each form.
class Redactor {
 public:
  explicit Redactor(const std::vector<std::string>& secrets);

  /// The text with "(hidden)" in the place of each secret.
  std::string operator()(std::string text) const;

 private:
  std::vector<std::string> forms_;  ///< the longest first
};

}  // namespace tariff
