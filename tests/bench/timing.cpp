#include "bench/timing.hpp"

#include <fstream>
#include <string>

#include <sys/resource.h>

namespace tariff::bench {

std::int64_t processor_ms() {
  std::int64_t ms = 0;
  for (const int who : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
    rusage used{};
    getrusage(who, &used);
    for (const timeval& time : {used.ru_utime, used.ru_stime}) ms += time.tv_sec * 1000 + time.tv_usec / 1000;
  }
  return ms;
}

std::int64_t peak_kib() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmHWM:")) return std::stoll(line.substr(6));
  return 0;
}

void reset_peak() { std::ofstream("/proc/self/clear_refs") << "5"; }

}  // namespace tariff::bench
