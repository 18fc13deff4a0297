#include "sandbox/faults.hpp"

#include <algorithm>
#include <utility>

#include "sandbox/fault_kinds.hpp"
#include "text/crypto.hpp"
#include "text/match.hpp"

namespace tariff::sandbox {
namespace {

/// 0 to 99, the same for the same three numbers.
int dice(std::int64_t seed, std::size_t rule, std::int64_t occurrence) {
  const auto bytes =
      sha256(std::to_string(seed) + "/" + std::to_string(rule) + "/" + std::to_string(occurrence));
  const auto high = static_cast<unsigned char>(bytes[0]);
  const auto low = static_cast<unsigned char>(bytes[1]);
  return (high * 256 + low) % 100;
}

}  // namespace

void Faults::replace(FaultFile file) {
  const std::lock_guard guard(lock_);
  seed_ = file.seed;
  live_.clear();
  kept_.clear();
  for (auto& rule : file.rules) live_.push_back({std::move(rule)});
}

bool Faults::is_due(const Live& live, std::size_t number) const {
  switch (live.rule.turn.kind) {
    case FaultTurn::Kind::nth:
      return live.seen == live.rule.turn.number;
    case FaultTurn::Kind::every:
      return true;
    case FaultTurn::Kind::percent:
      return dice(seed_, number, live.seen) < live.rule.turn.number;
  }
  return false;
}

std::optional<FaultRule> Faults::next(std::string_view call) {
  const std::lock_guard guard(lock_);
  std::optional<FaultRule> picked;
  for (std::size_t i = 0; i < live_.size(); ++i) {
    Live& live = live_[i];
    if (!glob_match(live.rule.call, call)) continue;
    ++live.seen;
    if (picked || !is_due(live, i)) continue;
    ++live.fired;
    picked = live.rule;
  }
  return picked;
}

bool Faults::names(std::string_view fault) const {
  const std::lock_guard guard(lock_);
  return std::any_of(live_.begin(), live_.end(),
                     [&](const Live& live) { return live.rule.fault->name == fault; });
}

HttpReply Faults::first_reply(const std::string& key, const std::function<HttpReply()>& ask) {
  {
    const std::lock_guard guard(lock_);
    if (const auto found = kept_.find(key); found != kept_.end()) return found->second;
  }
  HttpReply reply = ask();
  const std::lock_guard guard(lock_);
  return kept_.emplace(key, std::move(reply)).first->second;
}

Json Faults::summary() const {
  const std::lock_guard guard(lock_);
  Json rules = Json::array();
  for (const auto& live : live_)
    rules.push(Json::object({{"call", Json::string(live.rule.call)},
                             {"fault", Json::string(live.rule.fault->name)},
                             {"seen", Json::number(live.seen)},
                             {"fired", Json::number(live.fired)}}));
  return rules;
}

}  // namespace tariff::sandbox
