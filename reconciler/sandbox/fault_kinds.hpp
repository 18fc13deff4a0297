#pragma once

#include <array>
#include <functional>
#include <span>
#include <string_view>

#include "sandbox/fault_rule.hpp"
#include "sandbox/http_message.hpp"
#include "sandbox/late_calls.hpp"
#include "sandbox/request_log.hpp"

namespace tariff::sandbox {

class Faults;

/// The service that is disturbed, in the forms that faults need.
struct Disturbed {
  HttpHandler handle;             ///< as it is
  HttpHandler before_last_write;  ///< the same, over the world as it was before the last write
  HttpHandler about_another;      ///< answers as if another customer, agreement or item had been asked for
  std::function<void(const HttpRequest&)> end_session = [](const HttpRequest&) {
  };  ///< that the request is in
  RequestKinds kind;
  WriterProfile profile;  ///< how the content of a SOAP call is spelled
};

/// One call that a rule has picked.
struct FaultCall {
  const FaultSettings& settings;
  const HttpRequest& request;
  const Disturbed& service;
  Faults& faults;
  LateCalls& late;
};

/// One fault by its name. Shape: `takes` are the settings that a rule may give it; "" is none.
struct FaultKind {
  std::string_view name;
  std::string_view what;
  std::array<std::string_view, 3> takes;
  HttpReply (*answer)(const FaultCall&);
};

/// Every fault there is. Source: charge-protocol.md section 10.
std::span<const FaultKind> fault_kinds();

}  // namespace tariff::sandbox
