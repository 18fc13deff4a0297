#include "base/result.hpp"

namespace tariff {

std::string_view kind_name(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::not_found:
      return "not_found";
    case ErrorKind::conflict:
      return "conflict";
    case ErrorKind::refused:
      return "refused";
    case ErrorKind::unavailable:
      return "unavailable";
    case ErrorKind::outcome_unknown:
      return "outcome_unknown";
    case ErrorKind::invalid:
      return "invalid";
    case ErrorKind::local_io:
      return "local_io";
    case ErrorKind::locked:
      return "locked";
  }
  return "";
}

}  // namespace tariff
