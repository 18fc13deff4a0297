#pragma once

#include <memory>

#include "adapters/tigerpaw/api.hpp"
#include "base/result.hpp"
#include "domain/connections.hpp"
#include "ports/tigerpaw_writer.hpp"

namespace tariff::tigerpaw {

/// The writer: charge lines by SOAP, cross-references by REST.
///
/// Cost: each call sends one request at most, on a connection of its own, and never again; a call whose text
/// XML or JSON cannot carry sends none and is refused.
/// Fails: invalid: the URL or the trust of the connection, no SOAP user or password, `writer = "none"`.
Result<std::unique_ptr<TigerpawWriter>> make_tigerpaw_writer(const TigerpawConnection& connection,
                                                             SigningClock clock);

}  // namespace tariff::tigerpaw
