#include "app/doctor_service.hpp"

#include <chrono>

#include "app/check_lines.hpp"
#include "app/doctor.hpp"
#include "text/time.hpp"

namespace tariff::app {
namespace {

using std::chrono::seconds;

constexpr std::chrono::days certificate_least{30};
constexpr seconds skew_told{60};
constexpr seconds skew_max{300};

CheckLine connection_line(const std::string& id, const ServiceFacts& facts) {
  if (!facts.failure) return good_line(id, facts.origin + " answers.");
  if (facts.failure->kind == ErrorKind::refused)
    return untried_line(id, "Nothing was sent to " + facts.origin + ": its certificate is not trusted.");
  return failed_service_line(id, *facts.failure);
}

CheckLine certificate_line(const std::string& id, const ServiceFacts& facts) {
  if (!facts.is_encrypted) return good_line(id, "Plain HTTP on loopback: there is none.");
  if (facts.failure && facts.failure->kind == ErrorKind::refused)
    return failed_service_line(id, *facts.failure);
  if (!facts.certificate_ends) return untried_line(id, "The service showed none: no connection came about.");
  const Instant end = *facts.certificate_ends;
  const std::string how = facts.is_pinned ? "trusted by its pin" : "trusted by its authority";
  if (end <= facts.asked)
    return warning_line(
        id, "It ended at " + write_instant(end) + ", and is still " + how + ".",
        "Have the service's certificate renewed, and add the pin of the new one to trust.pins.");
  const auto left = std::chrono::floor<std::chrono::days>(end - facts.asked).count();
  const std::string found =
      "It is " + how + " and ends at " + write_instant(end) + ", in " + std::to_string(left) + " days.";
  if (end - facts.asked >= certificate_least) return good_line(id, found);
  return warning_line(id, found,
                      facts.is_pinned ? "Add the pin of the next certificate to trust.pins before that day."
                                      : "Have it renewed before that day.");
}

/// How far the service's clock is ahead of ours, below 0 behind; the answer's own way is no skew.
seconds skew_of(const ServiceFacts& facts) {
  if (*facts.server_time < facts.asked) return *facts.server_time - facts.asked;
  if (*facts.server_time > facts.answered) return *facts.server_time - facts.answered;
  return seconds(0);
}

CheckLine clock_line(const std::string& id, const ServiceFacts& facts) {
  if (facts.failure) return untried_line(id, "The service gave no answer that bears a time.");
  if (!facts.server_time)
    return untried_line(id, "The service's answers bear no Date that can be read.",
                        "Compare its clock with this machine's by hand.");
  const seconds skew = skew_of(facts), size = std::chrono::abs(skew);
  if (size <= skew_told)
    return good_line(
        id, "The service's clock and this machine's are " + std::to_string(size.count()) + " s apart.");
  const std::string found = "The service's clock is " + std::to_string(size.count()) + " s " +
                            (skew.count() > 0 ? "ahead of" : "behind") + " this machine's.";
  const std::string advice = "Let both machines take their time from the same servers (NTP).";
  if (size <= skew_max) return warning_line(id, found, advice);
  return failed_line(id, {ErrorKind::invalid, found, advice});
}

CheckLine sign_in_line(const Result<TenantList>& listed) {
  const std::string id = "kaspersky-sign-in";
  if (!listed) return failed_service_line(id, listed.error());
  if (listed->tenants.empty())
    return warning_line(id, "The sign-in is good, and no tenant is listed.",
                        "Give the user the right to read the tenants that are to be billed.");
  return good_line(id,
                   "The sign-in is good; tenants listed: " + std::to_string(listed->tenants.size()) + ".");
}

CheckLine file_line(const Result<TenantList>& listed) {
  const std::string id = "usage-file";
  if (!listed) return failed_service_line(id, listed.error());
  return good_line(id,
                   "The usage file is whole; tenants in it: " + std::to_string(listed->tenants.size()) + ".");
}

}  // namespace

CheckLines check_service(const std::string& service, const ServiceFacts& facts) {
  return {connection_line(service + "-connection", facts), certificate_line(service + "-certificate", facts),
          clock_line(service + "-clock", facts)};
}

CheckedSource check_source(const SourceToCheck& wanted) {
  CheckedSource out;
  bool is_connected = true;
  if (wanted.peer != nullptr) {
    const ServiceFacts facts = wanted.peer->look();
    out.lines = check_service("kaspersky", facts);
    is_connected = !facts.failure;
  }
  if (!is_connected) {
    out.lines.push_back(untried_line("kaspersky-sign-in", "There is no connection to sign in over."));
  } else {
    auto listed = wanted.source.tenants();
    out.lines.push_back(wanted.peer == nullptr ? file_line(listed) : sign_in_line(listed));
    if (listed) {
      out.sizes.emplace_back("tenants" + (wanted.name.empty() ? "" : " of " + wanted.name),
                             listed->tenants.size());
      out.tenants = std::move(listed->tenants);
    }
  }
  for (auto& line : out.lines) line.subject = wanted.name;
  return out;
}

}  // namespace tariff::app
