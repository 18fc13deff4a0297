#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sandbox/fault_rule.hpp"
#include "sandbox/http_message.hpp"
#include "text/json.hpp"

namespace tariff::sandbox {

/// The rules in force, and how often each has fired. Called from several threads at once.
class Faults {
 public:
  /// New rules in the place of the old ones; all counts start again.
  void replace(FaultFile file);
  /// Counts the call with every rule whose glob fits; gives the first rule that fires on it.
  std::optional<FaultRule> next(std::string_view call);
  /// Whether a rule in force names this fault.
  bool names(std::string_view fault) const;
  /// The reply that was kept under this key since the rules were last replaced; the first time, what `ask`
  /// gives.
  HttpReply first_reply(const std::string& key, const std::function<HttpReply()>& ask);
  /// [{"call": …, "fault": …, "seen": n, "fired": n}, …]
  Json summary() const;

 private:
  struct Live {
    FaultRule rule;
    std::int64_t seen = 0;
    std::int64_t fired = 0;
  };
  bool is_due(const Live& live, std::size_t number) const;

  mutable std::mutex lock_;
  std::int64_t seed_ = 0;
  std::vector<Live> live_;
  std::map<std::string, HttpReply> kept_;
};

}  // namespace tariff::sandbox
