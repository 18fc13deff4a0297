#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace tariff::sandbox {

/// One request as it came over the wire.
///
/// Shape: `path` is the target without the query, still percent-encoded; `query` holds decoded parameters
/// with their names in lower case; header names are in lower case. `connection` numbers the TCP connections
/// from 1.
struct HttpRequest {
  std::string method;
  std::string path;
  std::map<std::string, std::string> query;
  std::map<std::string, std::string> headers;
  std::string body;
  std::uint64_t connection = 0;

  /// The value, "" where there is no such header.
  const std::string& header(const std::string& lower_case_name) const;
};

struct HttpReply {
  int status = 200;
  std::map<std::string, std::string> headers;
  std::string body;
};

/// A service behind a port. Called from several threads at once; it guards its own state.
using HttpHandler = std::function<HttpReply(const HttpRequest&)>;

}  // namespace tariff::sandbox
