#pragma once

#include <optional>
#include <string>

#include "base/result.hpp"
#include "domain/commit.hpp"

namespace tariff {

/// The commits of the repository that holds the configuration, for people who ask who changed what.
class CommitLog {
 public:
  virtual ~CommitLog() = default;
  /// The commit of that full id; nullopt where this clone does not hold it, or there is no repository.
  virtual std::optional<CommitFacts> find(const std::string& id) = 0;

  /// Which commits behind `since` wrote the lines of the configuration as `commit` has it; both full ids.
  ///
  /// Shape: what `since` and everything before it wrote is in no stretch; where it is "", unknown here or no
  /// ancestor, every line is in one. A renaming wrote no line. Cost: one blame from `commit`
  /// back to `since`, none where they are the same. Fails: not_found: no repository, no such commit, or the
  /// file is not in it; unavailable: the clone does not hold the history that it takes; local_io.
  virtual Result<LineOrigins> origins(const std::string& commit, const std::string& since) = 0;
};

}  // namespace tariff
