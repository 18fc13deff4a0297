#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "base/result.hpp"

namespace tariff {

enum class CheckState {
  ok,
  warning,    ///< it works; somebody should look
  failed,     ///< it does not work
  not_tried,  ///< something else stands before it, or nobody asked for it
  assumed,    ///< nobody can check it: no document says it
};

/// One line of a checkup.
///
/// Shape: `id` is stable; `subject` is the source's name where there are several, else empty. `found` is one
/// or more whole sentences, `advice` says what to do and may be empty. `fault` is set where the line failed,
/// and there alone.
struct CheckLine {
  std::string id;
  std::string subject{};
  CheckState state = CheckState::ok;
  std::string found{};
  std::string advice{};
  std::optional<ErrorKind> fault{};
  bool operator==(const CheckLine&) const = default;
};

using CheckLines = std::vector<CheckLine>;

/// What `doctor` has found of one installation, in the order in which it looked.
struct Checkup {
  std::string program;
  Instant now{};
  CheckLines lines{};
};

}  // namespace tariff
