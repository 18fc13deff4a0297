#pragma once

#include <cstdint>
#include <string>

#include "adapters/http/client.hpp"
#include "adapters/tigerpaw/soap_codec.hpp"
#include "ports/tigerpaw_writer.hpp"

/// What the answer to a write means. Pure functions. Source: charge-protocol.md section 5, the whole table.
namespace tariff::tigerpaw {

/// A cross-reference as it was sent.
struct LinkSent {
  std::int64_t product = 0;
  std::string external_id;
};

/// The answer to a SOAP request of exactly one line.
///
/// Done only with status 200, Success, one line of our index and action, the status that belongs to it, and
/// the DetailId that we named or, for a create, that the service gave. Requires: `sent.lines` has one line.
WriteAnswer classify_charge(const http::Answer& answer, const soap::Request& sent,
                            const WriterProfile& profile);

/// The answer to the POST of a cross-reference: done only with status 200, Success, a row id, our product and
/// our external id.
WriteAnswer classify_link(const http::Answer& answer, const LinkSent& sent);

}  // namespace tariff::tigerpaw
