#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "sandbox/security_center_answer.hpp"
#include "sandbox/security_center_session.hpp"
#include "sandbox/world.hpp"

namespace tariff::sandbox {

/// Everything that one call of a method may look at.
struct MethodCall {
  const Kaspersky& kaspersky;
  Session& session;
  const Arguments& arguments;
  Instant now;
};

using Method = Answer (*)(const MethodCall&);
/// Keyed by `Class.Method`, case-sensitive.
using Methods = std::map<std::string, Method, std::less<>>;

/// VServers, VServers2, HostGroup.GetInstanceStatistics and GetStaticInfo.
/// Source: kaspersky-security-center.md sections 6 and 8.
void add_server_methods(Methods& methods);
/// HostGroup.FindHosts, GetHostInfo, GetHostProducts. Source: section 8.
void add_host_methods(Methods& methods);
/// LicenseKeys, LicenseInfoSync. Source: section 7.
void add_key_methods(Methods& methods);
/// ChunkAccessor, GroupSyncIterator, AsyncActionStateChecker. Source: section 5.
void add_reading_methods(Methods& methods);

/// The virtual servers that a session sees: its own, or on the main server all of them.
std::vector<const VirtualServer*> servers_in_scope(const MethodCall& call);
/// Nullptr where there is none of that id.
const VirtualServer* server_of(const Kaspersky& kaspersky, std::int64_t id);

}  // namespace tariff::sandbox
