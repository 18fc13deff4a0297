#pragma once

#include <string>
#include <utility>

#include "domain/checkup.hpp"

/// How lines of a checkup are made.
namespace tariff::app {

inline CheckLine good_line(std::string id, std::string found) {
  return {std::move(id), "", CheckState::ok, std::move(found), "", {}};
}

inline CheckLine warning_line(std::string id, std::string found, std::string advice) {
  return {std::move(id), "", CheckState::warning, std::move(found), std::move(advice), {}};
}

inline CheckLine untried_line(std::string id, std::string found, std::string advice = "") {
  return {std::move(id), "", CheckState::not_tried, std::move(found), std::move(advice), {}};
}

inline CheckLine failed_line(std::string id, Error error) {
  return {std::move(id), "", CheckState::failed, std::move(error.message), std::move(error.hint), error.kind};
}

/// Of a service. What it refuses (keys, rights, certificate, another shape) is a fault of the configuration.
inline CheckLine failed_service_line(std::string id, Error error) {
  if (error.kind == ErrorKind::refused) error.kind = ErrorKind::invalid;
  if (error.kind != ErrorKind::invalid) error.kind = ErrorKind::unavailable;
  return failed_line(std::move(id), std::move(error));
}

}  // namespace tariff::app
