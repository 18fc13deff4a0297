#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "domain/money.hpp"
#include "report/style.hpp"

namespace tariff::report {

/// One row of the end report. Shape: `end` is applied, failed, unknown, waiting, not attempted or scheduled.
struct EndRow {
  std::string address;
  std::string tenant;
  std::string end;
  std::string message;
};

/// What an apply did, in the reporter's words.
struct EndReport {
  std::vector<EndRow> rows;
  std::map<std::string, std::int64_t> counts;  ///< by end
  std::int64_t set_aside = 0;
  std::map<std::string, Money> applied_delta;  ///< by billing period
  std::string run;
  std::string head;  ///< the witness: sequence and hash of the ledger, empty where none was needed
  std::string stop_reason;
  std::vector<std::string> alarms{};  ///< money may stand twice
  std::vector<std::string> notes{};
};

/// Every row that did not end as applied with its reason, then figures, then the witness.
std::string end_report_text(const EndReport& report, const Style& style);
/// Shape: {"format_version":1,"run":…,"exit":…,"rows":[…],"summary":{…},"ledger":{…}}. `exit_*` as in
/// interface.md section 3.
std::string end_report_json(const EndReport& report, int exit_code, const std::string& exit_class);

}  // namespace tariff::report
