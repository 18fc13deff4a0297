#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace tariff::sandbox {

struct FaultKind;

/// When a rule fires, among the calls that its glob fits.
struct FaultTurn {
  enum class Kind {
    nth,      ///< on one of them
    every,    ///< on each
    percent,  ///< on so many of a hundred; which ones hangs on the file's seed alone
  };
  Kind kind = Kind::every;
  std::int64_t number = 0;  ///< nth: counts from 1; percent: 1 to 100
};

/// What a fault can be told; each fault takes only some of these.
struct FaultSettings {
  std::int64_t status = 503;
  bool executed = false;    ///< whether the service has acted by the time the reply is replaced
  std::string retry_after;  ///< as it is sent; `+2s` becomes the HTTP date two seconds from now; "" is none
  std::int64_t milliseconds = 300;
  std::int64_t seconds = 600;              ///< of a clock, ahead of this machine's; below 0 behind it
  std::string to = "http://127.0.0.1:1/";  ///< where a redirect leads
  std::string field;                       ///< a member's or an element's name
  std::int64_t places = 1;                 ///< of decimals
  std::int64_t code = 1195;                ///< of a PxgError
};

struct FaultRule {
  std::string call;  ///< a glob over the names in the request log: `SOAP create`, `LicenseKeys.*`
  FaultTurn turn;
  const FaultKind* fault = nullptr;
  FaultSettings settings;
};

struct FaultFile {
  std::int64_t seed = 0;
  std::vector<FaultRule> rules;
};

/// Reads the rules of a faults file.
///
/// Shape: {"seed": 7, "rules": [{"call": "SOAP create", "nth": 1, "fault": "executed_then_lost"}, {"call":
/// "GET /api/*", "percent": 5, "fault": "status", "status": 429, "retry_after": "1"}]}; each rule says one of
/// `nth`, `every` (true) and `percent`, and what its fault takes (`fault_kinds()`).
/// Fails: refused: not JSON, an unknown name, a value of another type or out of range; the message names the
/// place.
Result<FaultFile> read_faults(std::string_view json);

}  // namespace tariff::sandbox
