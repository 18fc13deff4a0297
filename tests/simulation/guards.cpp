#include "simulation/guards.hpp"

#include <algorithm>
#include <array>
#include <atomic>

namespace tariff {
#ifdef TARIFF_SWITCHABLE_GUARDS
namespace {
std::atomic<int> switched_off{-1};
}

bool is_on(Guard guard) { return switched_off.load(std::memory_order_relaxed) != static_cast<int>(guard); }
#endif

namespace simulation {
namespace {

constexpr std::array<std::string_view, guards> names{
    "claim before create",
    "intent before set",
    "listing before create",
    "account of the agreement",
    "item of the line",
    "value before set",
    "other line bills",
    "decreases first",
    "other run on the account",
    "slept before the write",
    "read-back",
    "invoice between",
    "rights missing",
    "service busy",
    "ledger failed",
    "quiet period of a create",
    "quiet period of a set",
    "quiet period of an epoch",
    "new epoch",
    "late set is ours",
    "hand edit waits",
    "vanished line waits",
    "duplicates wait",
    "exchange is one row",
    "held key waits",
    "line not in the ledger",
};

std::string summary(int caught, std::uint64_t seeds_max) {
  return std::to_string(caught) + " of " + std::to_string(guards) + " guards caught within " +
         std::to_string(seeds_max) + " seeds\n";
}

class SwitchedOff {
 public:
  explicit SwitchedOff([[maybe_unused]] Guard guard) {
#ifdef TARIFF_SWITCHABLE_GUARDS
    switched_off = static_cast<int>(guard);
#endif
  }
  ~SwitchedOff() {
#ifdef TARIFF_SWITCHABLE_GUARDS
    switched_off = -1;
#endif
  }
  SwitchedOff(const SwitchedOff&) = delete;
  SwitchedOff& operator=(const SwitchedOff&) = delete;
};

}  // namespace

std::string_view guard_name(Guard guard) { return names.at(static_cast<std::size_t>(guard)); }

bool has_switchable_guards() {
#ifdef TARIFF_SWITCHABLE_GUARDS
  return true;
#else
  return false;
#endif
}

std::optional<Broken> live_without(Guard guard, std::uint64_t seeds_max, unsigned jobs) {
  constexpr std::uint64_t seeds_at_once = 20;
  const SwitchedOff off(guard);
  for (std::uint64_t first = 1; first <= seeds_max; first += seeds_at_once) {
    const Lived lived = live_all({first, std::min(seeds_at_once, seeds_max - first + 1), jobs});
    if (!lived.broken.empty()) return lived.broken.front();
  }
  return std::nullopt;
}

std::string guards_table(std::uint64_t seeds_max, unsigned jobs) {
  constexpr std::size_t shown_max = 160;
  std::string text;
  int caught = 0;
  for (int index = 0; index < guards; ++index) {
    const auto guard = static_cast<Guard>(index);
    const auto broken = live_without(guard, seeds_max, jobs);
    caught += broken ? 1 : 0;
    std::string name(guard_name(guard));
    name.resize(28, ' ');
    text += name +
            (broken ? "seed " + std::to_string(broken->seed) + ": " + broken->violation.substr(0, shown_max)
                    : "not caught") +
            "\n";
  }
  return text + summary(caught, seeds_max);
}

std::string all_caught(std::uint64_t seeds_max) { return summary(guards, seeds_max); }

}  // namespace simulation
}  // namespace tariff
