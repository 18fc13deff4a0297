#pragma once

#include <chrono>
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

/// How a reply goes out, for services that are disturbed on purpose.
struct Delivery {
  enum class Ending {
    whole,
    half_then_close,  ///< half of the bytes, then the connection is closed
    close,            ///< no byte
    reset,            ///< no byte, and the other side sees a reset
    hold,             ///< no byte, until the other side goes away
  };
  Ending ending = Ending::whole;
  std::chrono::milliseconds pause{0};        ///< between twenty pieces, where it is not 0
  std::chrono::milliseconds refuse_next{0};  ///< for so long nobody can connect, from before the reply on
};

struct HttpReply {
  int status = 200;
  std::map<std::string, std::string> headers;
  std::string body;
  Delivery delivery = {};
};

/// A service behind a port. Called from several threads at once; it guards its own state.
using HttpHandler = std::function<HttpReply(const HttpRequest&)>;

}  // namespace tariff::sandbox
