#include "base/inert.hpp"
#include "check/rules.hpp"

namespace tariff::check {
namespace {

void check_tenant_unread(const Facts&, const MappingFacts& mapping, Findings& findings) {
  const auto& live = mapping.live;
  if (live.tenant == nullptr || !live.tenant->enabled || !mapping.is_counted()) return;
  const std::string start =
      "The usage of the " + noun_of(mapping) + " " + quoted(live.tenant->name) + " was not read";
  if (live.usage == nullptr) {
    findings.unread(mapping, {"tenant", start + ".", "Run again."});
  } else if (is_unread(live.usage)) {
    const Error& error = live.usage->error();
    findings.unread(mapping, {"tenant", start + ": " + inert(error.message), error.hint});
  }
}

}  // namespace

const MappingRule tenant_unread{"tenant-unread", check_tenant_unread};

}  // namespace tariff::check
