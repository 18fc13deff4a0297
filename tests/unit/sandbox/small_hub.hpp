#pragma once

#include <string>

#include "sandbox/world.hpp"
#include "text/time.hpp"

namespace tariff::sandbox {

inline const std::string hub_otp_secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

/// Three companies: Acme with a licence per user and one per device, Beta under Acme's licence per device,
/// and Gamma without a licence, in another integration. `settings` are further members of the hub, each with
/// a comma behind it.
inline World small_hub(const std::string& settings = "") {
  return read_world(
             R"({"business_hub": {"email": "clerk@msp.example", "password": "open sesame", )" + settings + R"(
    "integrations": [{"id": "i-1", "name": "North"}, {"id": "i-2", "name": "South"}],
    "companies": [
      {"id": "c-acme", "name": "Acme", "registered_at": "2024-05-01T09:00:00Z", "integration": "i-1",
       "workspaces": [{"id": "w-1", "solution": "KESC"}],
       "licences": [
         {"id": "L-USER", "product_name": "Cloud Plus, User", "unit": "user", "limit": 25, "expires_at": "+100d",
          "usage": {"computers": 3, "mobiles": 9}},
         {"id": "L-DEVICE", "product_name": "Cloud", "type": "subscription", "expires_at": "+100d",
          "usage": {"computers": 7, "mobiles": 1, "as_of": "-1d"}}]},
      {"id": "c/beta", "name": "Beta", "registered_at": "-30d", "integration": "i-1",
       "licences": [{"id": "L-DEVICE", "product_name": "Cloud", "type": "subscription", "expires_at": "+100d",
                     "usage": {"computers": 2}}]},
      {"id": "c-gamma", "name": "Gamma", "registered_at": "-30d", "integration": "i-2"}]}})",
             read_instant("2026-11-22T12:00:00Z").value())
      .value();
}

}  // namespace tariff::sandbox
