#pragma once

#include <cstdint>
#include <string>

#include "sandbox/world.hpp"

namespace tariff::sandbox {

struct GenerateOptions {
  std::int64_t tenants = 0;
  std::uint64_t seed = 1;
  std::int64_t devices_per_tenant = 6;
  bool vendor_lines = false;  ///< the vendor's tool has billed this world for months
};

/// A world of any size and the `tariff.toml` that bills all of it.
///
/// Shape: one virtual server, account and monthly agreement for each tenant, three products each, spread over
/// the devices in turn; every mapping has `billing = true`, an agreement and a price level. Names are unique,
/// and some are outside ASCII. The same options always give the same texts: dates stay relative, so limit
/// dates are `+365d`. With `vendor_lines` it is the world of generate_billed.hpp.
struct GeneratedWorld {
  World world;
  std::string tariff_toml;
};

/// Requires: tenants and devices are not negative.
GeneratedWorld generate(const GenerateOptions& options);

}  // namespace tariff::sandbox
