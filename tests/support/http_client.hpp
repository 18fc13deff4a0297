#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tariff::test {

struct HttpAnswer {
  int status = 0;
  std::string body;
};

/// One plain HTTP request over a connection of its own to 127.0.0.1, for the control routes of the sandbox.
///
/// Shape: `target` starts with a slash; the body of the answer ends with the connection, which the request
/// asks for. Fails: std::runtime_error: no connection, no answer within 30 s, not HTTP.
HttpAnswer http_request(std::uint16_t port, std::string_view method, std::string_view target,
                        std::string_view body = {});

}  // namespace tariff::test
