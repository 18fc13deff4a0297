#pragma once

#include <optional>
#include <string>

#include "domain/commit.hpp"

namespace tariff {

/// The commits of the repository that holds the configuration, for people who ask who changed what.
class CommitLog {
 public:
  virtual ~CommitLog() = default;
  /// The commit of that full id; nullopt where this clone does not hold it, or there is no repository.
  virtual std::optional<CommitFacts> find(const std::string& id) = 0;
};

}  // namespace tariff
