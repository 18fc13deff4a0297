#pragma once

#include <string>

#include "base/instant.hpp"

namespace tariff {

/// What a commit says of itself. Shape: `id` is the full id; `subject` is the first line of its message; all
/// of it is as its author wrote it.
struct CommitFacts {
  std::string id;
  std::string author;
  std::string email;
  Instant at;
  std::string subject;
  bool operator==(const CommitFacts&) const = default;
};

}  // namespace tariff
