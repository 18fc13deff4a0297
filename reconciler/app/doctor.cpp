#include "app/doctor.hpp"

#include "app/check_lines.hpp"

namespace tariff::app {

CheckLines check_writer(const TigerpawConnection& connection) {
  if (connection.writer == WriterKind::none)
    return {good_line("writer", "writer = \"none\": nothing can be written, everything is observed."),
            untried_line("quantity-zero", "Nothing is written here, so it does not matter.")};
  CheckLines lines;
  const bool is_set = !connection.soap_user.empty() && !connection.soap_password.empty();
  lines.push_back(
      is_set ? good_line("writer",
                         "writer = \"soap\", and the SOAP user and its password are set (never shown).")
             : warning_line(
                   "writer",
                   "writer = \"soap\", and the SOAP user or its password is not set: apply cannot write.",
                   "Set TARIFF_TIGERPAW_SOAP_USER and TARIFF_TIGERPAW_SOAP_PASSWORD where apply runs."));
  lines.push_back(untried_line("quantity-zero", "Not tried: whether Tigerpaw takes a line of quantity 0.",
                               "Pass --probe with an agreement that was made for trying things out."));
  return lines;
}

CheckLines assumed_lines() {
  constexpr std::pair<const char*, const char*> assumed[] = {
      {"assumed-soap-content",
       "What stands inside Params and Result of Tigerpaw's SOAP operation: Tigerpaw publishes no schema."},
      {"assumed-paging",
       "Rows of a paged list start at 1; a list is complete when every row of TotalCount came once."},
      {"assumed-active-agreements", "The list of an account's active agreements goes by their dates alone."},
      {"assumed-item-search", "Searching all items is a search for the empty text."},
      {"assumed-device-category", "A device's category follows from the bits of KLHST_WKS_CTYPE."},
      {"assumed-business-hub",
       "Everything that is said to Business Hub and heard from it: Kaspersky publishes no interface of it."},
      {"assumed-half-user", "Half a user of Business Hub is rounded up."},
      {"assumed-grace",
       "The days of grace of a subscription begin with its end; one that Business Hub calls cancelled is "
       "soft-cancelled."},
      {"assumed-enumeration-end",
       "An enumeration's end in Security Center, and what a missing date of a key means."},
  };
  CheckLines lines;
  for (const auto& [id, sentence] : assumed) lines.push_back({id, "", CheckState::assumed, sentence, "", {}});
  return lines;
}

plan::Exit exit_of(const Checkup& checkup) {
  plan::Exit code = plan::Exit::ok;
  for (const auto& line : checkup.lines)
    if (line.fault) code = plan::graver(code, plan::exit_for(*line.fault));
  return code;
}

}  // namespace tariff::app
