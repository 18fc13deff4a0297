#pragma once

#include <string>

#include "domain/checkup.hpp"
#include "ports/service_facts.hpp"

namespace tariff::app {

/// The connection, the certificate and the clock of one service: `SERVICE-connection`, `-certificate`,
/// `-clock`. Shape: `service` begins the ids.
CheckLines check_service(const std::string& service, const ServiceFacts& facts);

}  // namespace tariff::app
