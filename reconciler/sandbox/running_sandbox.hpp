#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/instant.hpp"
#include "base/result.hpp"
#include "domain/writer_profile.hpp"
#include "sandbox/fault_rule.hpp"
#include "sandbox/world.hpp"

namespace tariff::sandbox {

struct SandboxOptions {
  std::optional<std::filesystem::path>
      state;  ///< folder for the world and the certificate; none keeps nothing
  std::chrono::milliseconds latency{0};
  std::uint16_t security_center_port = 0;
  std::uint16_t tigerpaw_port = 0;
  std::uint16_t business_hub_port = 0;
  FaultFile faults;
  WriterProfile profile;                              ///< how the content of a SOAP call is spelled
  std::optional<std::chrono::days> certificate_days;  ///< of a fresh one that is not kept
};

/// Where the services answer, and what it takes to speak to them.
struct SandboxAccess {
  std::string security_center_url;
  std::string security_center_pin;
  std::string tigerpaw_url;
  std::string business_hub_url;  ///< with Security Center's pin; "" where the world has no Business Hub
  std::filesystem::path writer_profile = {};  ///< absolute; empty where the built-in one is spoken
};

/// The services over one world, each behind its port on loopback.
///
/// Shape: with a state folder the world is saved to `world.json` there after every change, before the reply
/// goes out, and what was saved before wins over the world that is given.
class RunningSandbox {
 public:
  /// Fails: local_io: a port is taken, the folder cannot be used; refused: the saved world is broken.
  static Result<std::unique_ptr<RunningSandbox>> start(World world, const SandboxOptions& options);
  ~RunningSandbox();
  RunningSandbox(const RunningSandbox&) = delete;
  RunningSandbox& operator=(const RunningSandbox&) = delete;

  const SandboxAccess& access() const;
  /// The world as it is now.
  World world() const;
  /// Changes the world between two requests, and saves it.
  void change(const std::function<void(World&)>& edit);
  /// Lets replies under way finish and returns when nothing runs any more.
  void stop();

 private:
  struct Parts;
  explicit RunningSandbox(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace tariff::sandbox
