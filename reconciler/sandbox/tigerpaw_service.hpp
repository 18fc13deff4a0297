#pragma once

#include <functional>
#include <mutex>

#include "base/instant.hpp"
#include "domain/writer_profile.hpp"
#include "sandbox/http_message.hpp"
#include "sandbox/world.hpp"

namespace tariff::sandbox {

/// Tigerpaw as the sandbox plays it: REST 18.2.1 with verified TSI signatures, and the SOAP charge writer.
///
/// Shape: a pure function of the request and the world; no socket. Every call holds the world's lock from
/// beginning to end; `changed` is called with it held, after each request that changed something.
/// Source: tigerpaw.md sections 3 to 7 and 14.
class TigerpawService {
 public:
  TigerpawService(World& world, std::mutex& world_lock, std::function<void()> changed,
                  std::function<Instant()> clock, WriterProfile profile);
  HttpReply handle(const HttpRequest& request);

 private:
  World& world_;
  std::mutex& world_lock_;
  std::function<void()> changed_;
  std::function<Instant()> clock_;
  WriterProfile profile_;
};

}  // namespace tariff::sandbox
