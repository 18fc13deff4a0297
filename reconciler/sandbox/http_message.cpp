#include "sandbox/http_message.hpp"

namespace tariff::sandbox {

const std::string& HttpRequest::header(const std::string& lower_case_name) const {
  static const std::string none;
  const auto found = headers.find(lower_case_name);
  return found == headers.end() ? none : found->second;
}

}  // namespace tariff::sandbox
