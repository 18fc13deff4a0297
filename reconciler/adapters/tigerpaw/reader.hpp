#pragma once

#include <memory>

#include "adapters/tigerpaw/api.hpp"
#include "base/result.hpp"
#include "domain/connections.hpp"
#include "ports/tigerpaw_reader.hpp"

namespace tariff::tigerpaw {

/// The reader over REST 18.2.1.
///
/// Cost, in requests a call: price_levels 1, external_products 1, account 1, agreements_of 1, agreement 1,
/// charges 1, item 1, cross_references 1; accounts and items 1 for each 500 rows begun (more where the
/// service gives smaller pages). Repeats after a failed read come on top, out of a budget of a tenth. Fails:
/// invalid: the URL or the trust of the connection.
Result<std::unique_ptr<TigerpawReader>> make_tigerpaw_reader(const TigerpawConnection& connection,
                                                             SigningClock clock,
                                                             http::Waiting waiting = http::real_waiting());

}  // namespace tariff::tigerpaw
