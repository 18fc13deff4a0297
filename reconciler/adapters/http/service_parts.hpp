#pragma once

#include <memory>
#include <string>

#include "adapters/http/client.hpp"
#include "adapters/http/trust.hpp"

namespace tariff::http {

/// A service's URL taken apart. `check` is null for plain http.
struct Service::Parts {
  std::string origin;
  std::string host;  ///< without brackets
  std::string base_path;
  bool loopback = false;
  std::shared_ptr<const TrustCheck> check;
};

}  // namespace tariff::http
