#include "report/new_licences.hpp"

#include "base/inert.hpp"

namespace tariff::report {
namespace {

std::string counted(std::int64_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

}  // namespace

std::vector<std::string> new_licence_lines(const plan::Plan& plan) {
  std::vector<std::string> lines;
  for (const auto& one : plan.new_licences)
    lines.push_back(inert(one.licence_name, 200) + " -> product " + inert(one.product, 80) +
                    (one.billed ? "" : ", which is not billed") + " (" + counted(one.devices, "device") +
                    " of " + counted(one.customers, "customer") + ")");
  return lines;
}

}  // namespace tariff::report
